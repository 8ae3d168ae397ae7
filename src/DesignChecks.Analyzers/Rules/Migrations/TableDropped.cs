using DesignChecks.Concepts.Migrations;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;

namespace DesignChecks.Rules.Migrations;

/// <summary>Finds tables and schemas that a migration takes away while instances of the version before may still use them.</summary>
internal sealed class TableDropped : Rule
{
    internal static readonly DiagnosticDescriptor Description = Describe.Create(
        id: "DCK1711",
        title: "Table or schema dropped",
        messageFormat: "Dropping {0} breaks running instances that still use it{1}; stop using it, deploy that, and drop it in a later migration marked '// safe: reason'",
        category: Area.Migrations,
        defaultSeverity: DiagnosticSeverity.Warning,
        items: ["6.4", "17.3", "19.5"],
        description: "During a deployment instances of the old version run on the new schema: a table that they still use must stay until none is left, and a rollback needs its rows too.");

    private const string Gone = ", and its rows are gone for good";

    public TableDropped() : base(Description)
    {
    }

    public override Library[] Needs => [Library.EfMigrations, Library.FluentMigrator];

    public override RuleOption[] Options => MigrationOptions.WithInstances;

    public override bool ReadsGeneratedCode => true;

    public override void Listen(Listeners on)
    {
        on.MigrationStep(StepKind.TableDropped, (found, migration, step) =>
        {
            if (!migration.IsRebuilt(step) && OlderInstances.MayRun(found, migration, step))
                found.Report(step.Location, step.Table is { } table ? $"table '{table.Name}'" : "a table", migration.MayBeSaved(step) ? "" : Gone);
        });
        on.MigrationStep(StepKind.SchemaDropped, (found, migration, step) =>
        {
            if (OlderInstances.MayRun(found, migration, step))
                found.Report(step.Location, step.Name is { } name ? $"schema '{name}'" : "a schema", Gone);
        });
    }
}
