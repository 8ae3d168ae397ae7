using DesignChecks.Concepts.Migrations;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;

namespace DesignChecks.Rules.Migrations;

/// <summary>Finds required columns that are added to a table with rows and give those rows no value.</summary>
internal sealed class RequiredColumnWithoutDefault : Rule
{
    internal static readonly DiagnosticDescriptor Description = Describe.Create(
        id: "DCK1714",
        title: "Required column without a default",
        messageFormat: "Adding required column {0}to {1} without a default {2}, and running instances can no longer insert; add it as nullable, write it, fill the old rows, then make it required",
        category: Area.Migrations,
        defaultSeverity: DiagnosticSeverity.Warning,
        items: ["6.4", "17.3", "19.5"],
        description: "A NOT NULL column without a default has no value for the rows of the table, so the migration fails on the first database that holds some; MySQL gives them an empty value. Instances of the old version don't know the column and can't insert.");

    public RequiredColumnWithoutDefault() : base(Description)
    {
    }

    public override FixAvailability Fix => FixAvailability.Sometimes;

    public override Library[] Needs => [Library.EfMigrations, Library.FluentMigrator];

    public override RuleOption[] Options => MigrationOptions.WithProvider;

    public override bool ReadsGeneratedCode => true;

    public override void Listen(Listeners on) => on.MigrationStep(StepKind.ColumnAdded, Check);

    private static void Check(Found found, Migration migration, MigrationStep step)
    {
        if (step.Column is { IsRequired: Answer.Yes, OldRows: ValueOfOldRows.None })
            found.Report(step.Location, FixFacts.Of("framework", migration.Framework.ToString()), step.NameText, step.TableText, OnOldRows(DatabaseProviders.Of(found, migration, step)));
    }

    /// <summary>MySQL fills a new required column of old rows with the empty value of its type, in strict mode, too.</summary>
    private static string OnOldRows(DatabaseProvider provider) =>
        provider == DatabaseProvider.MySql ? "leaves rows that exist with an empty value, which nobody chose" : "fails on rows that exist";
}
