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
        messageFormat: "Making column {0}of {1} required {2} the table while {3}, and inserts of running instances that leave it null fail; {4}fill the old rows in batches, {5}then set NOT NULL in a later migration",
        category: Area.Migrations,
        defaultSeverity: DiagnosticSeverity.Warning,
        items: ["6.4", "17.3", "19.5"],
        description: "SET NOT NULL reads the whole table under an exclusive lock. With a default EF first rewrites every null row in the same transaction. Instances of the old version may still write nulls.");

    public ColumnMadeRequired() : base(Description)
    {
    }

    public override Library[] Needs => [Library.EfMigrations];

    public override RuleOption[] Options => MigrationOptions.WithInstances;

    public override bool ReadsGeneratedCode => true;

    public override void Listen(Listeners on)
    {
        on.LooksUp(DatabaseProviders.Words);
        on.MigrationStep(StepKind.ColumnAltered, Check);
    }

    private static void Check(Found found, Migration migration, MigrationStep step)
    {
        if (step.Column is not { IsRequired: Answer.Yes, WasRequired: Answer.No } column || migration.IsOnNewColumn(step) || !OlderInstances.MayRun(found, migration, step))
            return;
        var rows = OnOldRows(migration.MayFillBefore(step) && column.OldRows == ValueOfOldRows.None ? ValueOfOldRows.Unknown : column.OldRows);
        // InnoDB copies the table and lets writes through meanwhile; its check constraints can't be validated later.
        if (DatabaseProviders.Of(found, migration, step) == DatabaseProvider.MySql)
            found.Report(step.Location, step.NameText, step.TableText, "rebuilds", rows, "write it from every instance, ", "");
        else
            found.Report(step.Location, step.NameText, step.TableText, "locks", rows, "add a check constraint for new rows, ", "validate it, ");
    }

    private static string OnOldRows(ValueOfOldRows value) => value switch
    {
        ValueOfOldRows.None => "every row is checked, fails on the first null",
        ValueOfOldRows.Unknown => "every row is checked",
        _ => "every null is overwritten and every row is checked",
    };
}
