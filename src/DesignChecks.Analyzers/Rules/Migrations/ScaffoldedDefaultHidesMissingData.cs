using DesignChecks.Concepts.Migrations;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;

namespace DesignChecks.Rules.Migrations;

/// <summary>Finds new required columns whose value for old rows is the zero that EF's scaffolder fills in.</summary>
internal sealed class ScaffoldedDefaultHidesMissingData : Rule
{
    internal static readonly DiagnosticDescriptor Description = Describe.Create(
        id: "DCK1726",
        title: "Scaffolded default hides missing data",
        messageFormat: "The rows that {0} holds get {1} as {2}: the scaffolder's zero, which nobody chose; state a value that is right for them, or add the column as nullable, fill it, then make it required",
        category: Area.Migrations,
        defaultSeverity: DiagnosticSeverity.Info,
        items: ["6.4", "17.3", "19.5"],
        description: "EF scaffolds a new required property with the zero of its type so that the migration runs. Old rows then hold an empty text, the year 1 or a key of no row, and nothing tells them from real data.");

    /// <summary>
    /// Numbers whose zero is what an old row has: nothing was counted, no limit or order was set, all rows are of the first kind.
    /// </summary>
    private static readonly string[] FairZeros =
    [
        "count", "counter", "counts", "attempt", "attempts", "retries", "tries", "total", "failures", "hits", "views", "uses", "usage", "used",
        "max", "min", "limit", "order", "position", "index", "priority", "sort", "version", "revision", "level", "flags", "options",
        "type", "kind", "mode",
    ];

    private static readonly string[] NamesOfUnknown = ["none", "unknown", "unspecified", "undefined", "default", "unset", "not set"];

    public ScaffoldedDefaultHidesMissingData() : base(Description)
    {
    }

    public override Library[] Needs => [Library.EfMigrations];

    public override RuleOption[] Options => MigrationOptions.Common;

    public override bool ReadsGeneratedCode => true;

    public override void Listen(Listeners on)
    {
        on.LooksUp(ModelColumn.Words);
        on.MigrationStep(StepKind.ColumnAdded, Check);
    }

    private static void Check(Found found, Migration migration, MigrationStep step)
    {
        if (step is not { Column: { IsRequired: Answer.Yes, OldRows: ValueOfOldRows.ScaffoldedZero } added, Table: { } table, Name: { } name })
            return;
        if (migration.FillsLater(step) != Answer.No)
            return;
        var column = ModelColumn.Of(found, migration, table, name);
        if (column.Exists != Answer.No && !column.HasDefault && !IsRightForOldRows(added, name, column, found.Cancel))
            found.Report(step.Location, step.TableText, Zero(added.ClrType), $"'{name}'");
    }

    /// <summary>A switch that is off unless somebody turns it on, a count of what hasn't happened, an enum that says "unknown".</summary>
    private static bool IsRightForOldRows(ColumnState added, string name, ModelColumn column, CancellationToken cancel)
    {
        if (added.ClrType == "bool")
            return column.Exists == Answer.Yes && !column.StartsAsTrue(cancel);
        if (Zero(added.ClrType) != "0")
            return false;
        return column.ZeroOfEnum is { } member
            ? Words.ContainAny(member, NamesOfUnknown) || (member.Length > 0 && Words.ContainAny(name, FairZeros))
            : Words.ContainAny(name, FairZeros);
    }

    private static string Zero(string? clrType) => clrType switch
    {
        "string" => "an empty text",
        "bool" => "false",
        "System.Guid" => "the empty Guid",
        "System.DateTime" or "System.DateTimeOffset" or "System.DateOnly" => "a date in the year 1",
        "System.TimeSpan" or "System.TimeOnly" => "00:00",
        "byte[]" => "no bytes",
        _ => "0",
    };
}
