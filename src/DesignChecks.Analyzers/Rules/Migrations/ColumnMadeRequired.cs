using DesignChecks.Concepts.Migrations;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;

namespace DesignChecks.Rules.Migrations;

/// <summary>Finds optional columns of tables with rows that a migration makes required in one step.</summary>
internal sealed class ColumnMadeRequired : Rule
{
    internal static readonly DiagnosticDescriptor Description = Describe.Create(
        id: "DCK1716",
        title: "Column made required",
        messageFormat: "Making column {0}of {1} required locks the table while {2}, and inserts of running instances that leave it null fail; add a check constraint for new rows, fill the old rows in batches, validate it, then set NOT NULL in a later migration",
        category: Area.Migrations,
        defaultSeverity: DiagnosticSeverity.Warning,
        items: ["6.4", "17.3", "19.5"],
        description: "SET NOT NULL reads the whole table under an exclusive lock. With a default EF first rewrites every null row in the same transaction. Instances of the old version may still write nulls.");

    public ColumnMadeRequired() : base(Description)
    {
    }

    public override Library[] Needs => [Library.EfMigrations];

    public override RuleOption[] Options => MigrationOptions.WithProvider;

    public override bool ReadsGeneratedCode => true;

    public override void Listen(Listeners on)
    {
        on.LooksUp(DatabaseProviders.Words);
        on.MigrationStep(StepKind.ColumnAltered, Check);
    }

    private static void Check(Found found, Migration migration, MigrationStep step)
    {
        if (step.Column is { IsRequired: Answer.Yes, WasRequired: Answer.No } column && !migration.IsOnNewColumn(step) && !HasOneUser(found, migration, step))
            found.Report(step.Location, step.NameText, step.TableText, OnOldRows(migration.MayFillBefore(step) && column.OldRows == ValueOfOldRows.None ? ValueOfOldRows.Unknown : column.OldRows));
    }

    /// <summary>A SQLite file belongs to the process that migrates it: nothing waits, and nothing older writes.</summary>
    private static bool HasOneUser(Found found, Migration migration, MigrationStep step) =>
        DatabaseProviders.Of(found, migration, step) == DatabaseProvider.Sqlite;

    private static string OnOldRows(ValueOfOldRows value) => value switch
    {
        ValueOfOldRows.None => "every row is checked, fails on the first null",
        ValueOfOldRows.Unknown => "every row is checked",
        _ => "every null is overwritten and every row is checked",
    };
}
