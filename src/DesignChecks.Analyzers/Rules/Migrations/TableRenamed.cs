using DesignChecks.Concepts.Migrations;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;

namespace DesignChecks.Rules.Migrations;

/// <summary>Finds tables that get another name or schema while instances of the version before still use the old one.</summary>
internal sealed class TableRenamed : Rule
{
    internal static readonly DiagnosticDescriptor Description = Describe.Create(
        id: "DCK1713",
        title: "Table renamed",
        messageFormat: "{0} breaks running instances that still use the old name; keep the name in the database (ToTable), or create a view of the old name in the same migration and drop it once no instance needs it",
        category: Area.Migrations,
        defaultSeverity: DiagnosticSeverity.Warning,
        items: ["6.4", "17.3", "19.5"],
        description: "During a deployment instances of the old version run on the new schema and use the old name. A view of the old name over the renamed table serves both.");

    public TableRenamed() : base(Description)
    {
    }

    public override Library[] Needs => [Library.EfMigrations, Library.FluentMigrator];

    public override RuleOption[] Options => MigrationOptions.WithInstances;

    public override bool ReadsGeneratedCode => true;

    public override void Listen(Listeners on) => on.MigrationStep(StepKind.TableRenamed, Check);

    private static void Check(Found found, Migration migration, MigrationStep step)
    {
        if (step.Table is { } old && (migration.LeavesViewOf(old) || step.NewTable == old))
            return;
        if (OlderInstances.MayRun(found, migration, step))
            found.Report(step.Location, $"Renaming table {step.TableText}{To(step)}");
    }

    private static string To(MigrationStep step) => step.NewTable switch
    {
        null => "",
        { Name: var name } when name != step.Table?.Name => $" to '{name}'",
        { Schema: null } => $" of schema '{step.Table?.Schema}' into the default one",
        var renamed => $" to '{renamed.Schema}.{renamed.Name}'",
    };
}
