using DesignChecks.Concepts.Migrations;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;

namespace DesignChecks.Rules.Migrations;

/// <summary>Finds columns that get another name, in one operation or by dropping one and adding the other.</summary>
internal sealed class ColumnRenamed : Rule
{
    internal static readonly DiagnosticDescriptor Description = Describe.Create(
        id: "DCK1712",
        title: "Column renamed",
        messageFormat: "{0} breaks running instances that still use the old name; keep the name in the database (HasColumnName), or add the new column, write both, copy the rows, read the new one, and drop the old one in a later migration",
        category: Area.Migrations,
        defaultSeverity: DiagnosticSeverity.Warning,
        items: ["6.4", "17.3", "19.5"],
        description: "During a deployment instances of the old version run on the new schema and use the old name. No moment exists at which both versions work, so a rename takes an added column and several deployments.");

    public ColumnRenamed() : base(Description)
    {
    }

    public override Library[] Needs => [Library.EfMigrations, Library.FluentMigrator];

    public override RuleOption[] Options => MigrationOptions.WithInstances;

    public override bool ReadsGeneratedCode => true;

    public override void Listen(Listeners on)
    {
        on.MigrationStep(StepKind.ColumnRenamed, CheckRename);
        on.MigrationStep(StepKind.ColumnDropped, CheckReplacement);
    }

    private static void CheckRename(Found found, Migration migration, MigrationStep step)
    {
        if (!migration.IsOnNewColumn(step) && OlderInstances.MayRun(found, migration, step))
            found.Report(step.Location, $"Renaming column {step.NameText}of {step.TableText}{(step.NewName is { } name ? $" to '{name}'" : "")}");
    }

    private static void CheckReplacement(Found found, Migration migration, MigrationStep step)
    {
        if (!migration.IsOnNewColumn(step) && migration.ReplacementOf(step, found) is { } added && OlderInstances.MayRun(found, migration, step))
            found.Report(step.Location, $"Replacing column {step.NameText}of {step.TableText} by '{added.Name}' in one migration");
    }
}
