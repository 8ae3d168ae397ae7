using DesignChecks.Concepts.Migrations;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;

namespace DesignChecks.Rules.Migrations;

/// <summary>Finds columns that a migration takes away while instances of the version before may still use them.</summary>
internal sealed class ColumnDropped : Rule
{
    internal static readonly DiagnosticDescriptor Description = Describe.Create(
        id: "DCK1710",
        title: "Column dropped",
        messageFormat: "Dropping column {0}of {1} breaks running instances that still use it{2}; stop using it, deploy that, and drop it in a later migration marked '// safe: reason'",
        category: Area.Migrations,
        defaultSeverity: DiagnosticSeverity.Warning,
        items: ["6.4", "17.3", "19.5"],
        description: "During a deployment instances of the old version run on the new schema: a column that they still read or write must stay until none is left, and a rollback needs it too.");

    public ColumnDropped() : base(Description)
    {
    }

    public override Library[] Needs => [Library.EfMigrations, Library.FluentMigrator];

    public override RuleOption[] Options => MigrationOptions.WithInstances;

    public override bool ReadsGeneratedCode => true;

    public override void Listen(Listeners on) => on.MigrationStep(StepKind.ColumnDropped, Check);

    private static void Check(Found found, Migration migration, MigrationStep step)
    {
        // A column that another one takes the place of is renamed: DCK1712.
        if (!migration.IsOnNewColumn(step) && migration.ReplacementOf(step, found) is null && OlderInstances.MayRun(found, migration, step))
            found.Report(step.Location, step.NameText, step.TableText, migration.MayBeSaved(step) ? "" : ", and its data is gone for good");
    }
}
