using DesignChecks.Concepts.Migrations;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;

namespace DesignChecks.Rules.Migrations;

/// <summary>Finds indexes that are built on a table with rows while the table is locked against writes.</summary>
internal sealed class IndexBuildBlocksWrites : Rule
{
    internal static readonly DiagnosticDescriptor Description = Describe.Create(
        id: "DCK1717",
        title: "Index build blocks writes",
        messageFormat: "Building index {0}locks {1} against writes until the last row is indexed; build it {2}",
        category: Area.Migrations,
        defaultSeverity: DiagnosticSeverity.Warning,
        items: ["6.4", "17.3", "19.5"],
        description: "A plain CREATE INDEX takes a lock on PostgreSQL and SQL Server that every insert, update and delete waits for. Both can build the index while the table stays writable.");

    private const DatabaseProvider Blocking = DatabaseProvider.PostgreSql | DatabaseProvider.SqlServer;

    public IndexBuildBlocksWrites() : base(Description)
    {
    }

    public override FixAvailability Fix => FixAvailability.Sometimes;

    public override Library[] Needs => [Library.EfMigrations, Library.FluentMigrator];

    public override RuleOption[] Options => MigrationOptions.WithInstances;

    public override bool ReadsGeneratedCode => true;

    public override void Listen(Listeners on) => on.MigrationStep(StepKind.IndexCreated, Check);

    private static void Check(Found found, Migration migration, MigrationStep step)
    {
        if (step.IsOnline != Answer.No || !OlderInstances.MayRun(found, migration, step))
            return;
        // SQLite has one writer anyway and MySQL builds indexes online; EF's migrations are written for one database,
        // FluentMigrator's run on all that the project supports.
        var provider = DatabaseProviders.Of(found, migration, step);
        var isEf = migration.Framework == MigrationFramework.EfCore;
        if ((provider & Blocking) == 0 || (!isEf && (provider & ~Blocking) != 0))
            return;
        var facts = FixFacts.Of("framework", migration.Framework.ToString())
            .With("provider", (provider & Blocking).ToString())
            .With("alone", migration.Steps.All(other => other.Kind == StepKind.IndexCreated).ToString());
        found.Report(step.Location, facts, step.NameText, step.TableText, isEf ? WithAnnotation(provider & Blocking) : WithOptions(provider));
    }

    private static string WithAnnotation(DatabaseProvider provider) => provider switch
    {
        DatabaseProvider.PostgreSql => "concurrently in a migration of its own: .Annotation(\"Npgsql:CreatedConcurrently\", true)",
        DatabaseProvider.SqlServer => "online: .Annotation(\"SqlServer:Online\", true)",
        _ => "concurrently in a migration of its own (\"Npgsql:CreatedConcurrently\") or online (\"SqlServer:Online\")",
    };

    private static string WithOptions(DatabaseProvider provider) => provider switch
    {
        DatabaseProvider.PostgreSql => "concurrently in a migration of its own under TransactionBehavior.None: .WithOptions().AsConcurrently()",
        DatabaseProvider.SqlServer => "online: .WithOptions().Online()",
        _ => "concurrently (.WithOptions().AsConcurrently()) or online (.WithOptions().Online())",
    };
}
