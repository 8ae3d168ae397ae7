using DesignChecks.Engine;

namespace DesignChecks.Concepts.Migrations;

/// <summary>What a team says of its migrations as a whole.</summary>
internal static class MigrationOptions
{
    public static readonly TextOption StartAfter = new(
        "start_after",
        "Migrations up to this one, which have run everywhere, are not reported.",
        text => text.Length > 0 && char.IsDigit(text[0]),
        "a migration's id, version or timestamp, such as 20240131000000");

    public static readonly TextListOption SmallTables = new(
        "small_tables", "Tables that are so small that a lock on them is no matter; with or without the schema.");

    /// <summary>What every rule about migrations reads.</summary>
    public static readonly RuleOption[] Common = [StartAfter, SmallTables];

    public static readonly RuleOption[] WithProvider = [StartAfter, SmallTables, DatabaseProviders.Option];

    /// <summary>What rules about the version that runs meanwhile read, too.</summary>
    public static readonly RuleOption[] WithInstances = [StartAfter, SmallTables, DatabaseProviders.Option, OlderInstances.Option];

    /// <summary>True for a migration that is after the configured start. Timestamps are padded, so that a day stands for its first second.</summary>
    public static bool IsAfterStart(string? id, string startAfter)
    {
        if (startAfter.Length == 0)
            return true;
        var own = Digits(id ?? "");
        return own.Length > 0 && string.CompareOrdinal(Padded(own), Padded(Digits(startAfter))) > 0;
    }

    public static bool IsSmall(TableName table, string[] smallTables) => smallTables.Any(small =>
        string.Equals(small, table.Name, StringComparison.OrdinalIgnoreCase)
        || string.Equals(small, $"{table.Schema}.{table.Name}", StringComparison.OrdinalIgnoreCase));

    /// <summary>The number or moment that an id begins with: 42, 20240131120000_AddOrders, 2024/01/31 12:00.</summary>
    private static string Digits(string text) => new(text.TakeWhile(c => char.IsDigit(c) || c is '/' or '-' or ':' or ' ' or '.').Where(char.IsDigit).ToArray());

    /// <summary>20240131 is the start of that day; a version such as 42 is a small number.</summary>
    private static string Padded(string digits) => digits.Length >= 8 ? "1" + digits.PadRight(20, '0') : "0" + digits.PadLeft(20, '0');
}
