using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DesignChecks.Concepts.Migrations;

/// <summary>The databases that migrations run on; several where it isn't known which one.</summary>
[Flags]
internal enum DatabaseProvider
{
    Unknown = 0,
    PostgreSql = 1,
    SqlServer = 2,
    MySql = 4,
    Sqlite = 8,
    Oracle = 16,
}

/// <summary>How code tells the database that a migration is for.</summary>
internal static class DatabaseProviders
{
    public static readonly ChoiceOption Option = new(
        "provider",
        ["postgresql", "postgres", "npgsql", "sqlserver", "mysql", "mariadb", "sqlite", "oracle"],
        "The database that the migrations run on, where annotations and packages don't tell.");

    /// <summary>Words that a provider leaves in what it scaffolds: annotations, namespaces, extension classes.</summary>
    private static readonly (string Word, DatabaseProvider Provider)[] Traces =
    [
        ("Npgsql", DatabaseProvider.PostgreSql),
        ("NpgsqlModelBuilderExtensions", DatabaseProvider.PostgreSql),
        ("SqlServer", DatabaseProvider.SqlServer),
        ("SqlServerModelBuilderExtensions", DatabaseProvider.SqlServer),
        ("MySql", DatabaseProvider.MySql),
        ("MySqlModelBuilderExtensions", DatabaseProvider.MySql),
        ("longtext", DatabaseProvider.MySql),
        ("Sqlite", DatabaseProvider.Sqlite),
        ("Oracle", DatabaseProvider.Oracle),
    ];

    /// <summary>SQLite's column type as its provider writes it, alone in a string: <c>type: "TEXT"</c>.</summary>
    private const string SqliteText = "TEXT";

    private static readonly (string Method, DatabaseProvider Provider)[] Uses =
    [
        ("UseNpgsql", DatabaseProvider.PostgreSql),
        ("UseSqlServer", DatabaseProvider.SqlServer),
        ("UseAzureSql", DatabaseProvider.SqlServer),
        ("UseMySql", DatabaseProvider.MySql),
        ("UseMySQL", DatabaseProvider.MySql),
        ("UseSqlite", DatabaseProvider.Sqlite),
        ("UseOracle", DatabaseProvider.Oracle),
    ];

    private static readonly (string Assembly, DatabaseProvider Provider)[] Packages =
    [
        ("Npgsql.EntityFrameworkCore.PostgreSQL", DatabaseProvider.PostgreSql),
        ("Microsoft.EntityFrameworkCore.SqlServer", DatabaseProvider.SqlServer),
        ("Pomelo.EntityFrameworkCore.MySql", DatabaseProvider.MySql),
        ("MySql.EntityFrameworkCore", DatabaseProvider.MySql),
        ("Microsoft.EntityFrameworkCore.Sqlite", DatabaseProvider.Sqlite),
        ("Oracle.EntityFrameworkCore", DatabaseProvider.Oracle),
    ];

    private static readonly (string Assembly, DatabaseProvider Provider)[] FluentPackages =
    [
        ("FluentMigrator.Extensions.Postgres", DatabaseProvider.PostgreSql),
        ("FluentMigrator.Runner.Postgres", DatabaseProvider.PostgreSql),
        ("FluentMigrator.Extensions.SqlServer", DatabaseProvider.SqlServer),
        ("FluentMigrator.Runner.SqlServer", DatabaseProvider.SqlServer),
        ("FluentMigrator.Extensions.MySql", DatabaseProvider.MySql),
        ("FluentMigrator.Runner.MySql", DatabaseProvider.MySql),
        ("FluentMigrator.Runner.SQLite", DatabaseProvider.Sqlite),
        ("FluentMigrator.Runner.Oracle", DatabaseProvider.Oracle),
    ];

    private const DatabaseProvider Any =
        DatabaseProvider.PostgreSql | DatabaseProvider.SqlServer | DatabaseProvider.MySql | DatabaseProvider.Sqlite | DatabaseProvider.Oracle;

    /// <summary>A migration that asks for the provider names several.</summary>
    private const string Asks = "ActiveProvider";

    /// <summary>Calls by which a context chooses its database.</summary>
    public static readonly string[] Choices = Uses.Select(use => use.Method).ToArray();

    /// <summary>Words that rules about providers look up.</summary>
    public static readonly string[] Words = [Asks, SqliteText, .. Traces.Select(trace => trace.Word), .. Choices];

    /// <summary>
    /// The database of a step: as configured, as asked by a condition around it, as the migration's own files show, as the
    /// program chooses, as the packages allow. Several flags: not known which.
    /// </summary>
    public static DatabaseProvider Of(Found found, Migration migration, MigrationStep step)
    {
        if (FromName(found.Option(Option)) is not DatabaseProvider.Unknown and var configured)
            return configured;
        if (step.OnlyOn != DatabaseProvider.Unknown)
            return step.OnlyOn;
        if (migration.TracedProvider is not DatabaseProvider.Unknown and var traced)
            return traced;
        var program = found.Concept((world, cancel) => new OfProgram(world, cancel));
        return migration.Framework == MigrationFramework.EfCore ? program.OfContexts : program.OfRunners;
    }

    /// <summary>
    /// True where the data is in a SQLite file, which belongs to the process that migrates it. FluentMigrator's migrations run
    /// on every database that the program supports: one that may keep its data in such a file is built to run alone.
    /// </summary>
    public static bool IsOfOneProcess(Found found, Migration migration, MigrationStep step)
    {
        var isSqlite = Of(found, migration, step) == DatabaseProvider.Sqlite;
        if (found.Option(Option).Length > 0)
            return isSqlite;
        // A program that has left SQLite keeps migrations from that time.
        if (migration.Framework == MigrationFramework.EfCore)
            return isSqlite && MayBe(DatabaseProvider.Sqlite, found);
        // The package of all runners says nothing.
        var runners = found.Concept((world, cancel) => new OfProgram(world, cancel)).OfRunners;
        return isSqlite || (runners.HasFlag(DatabaseProvider.Sqlite) && runners != Any);
    }

    /// <summary>True unless the program's calls and packages show other databases only.</summary>
    public static bool MayBe(DatabaseProvider provider, Found found)
    {
        var shown = found.Concept((world, cancel) => new OfProgram(world, cancel)).OfContexts;
        return shown == DatabaseProvider.Unknown || shown.HasFlag(provider);
    }

    public static bool IsOne(DatabaseProvider provider) =>
        provider is DatabaseProvider.PostgreSql or DatabaseProvider.SqlServer or DatabaseProvider.MySql or DatabaseProvider.Sqlite or DatabaseProvider.Oracle;

    /// <summary>What the files of a migration (the Designer's half too) tell; unknown when they tell nothing or several.</summary>
    public static DatabaseProvider TracedIn(IEnumerable<SyntaxTree> trees, World world, CancellationToken cancel)
    {
        var found = DatabaseProvider.Unknown;
        foreach (var tree in trees)
        {
            if (world.PositionsOf(tree, Asks, cancel).Any())
                return DatabaseProvider.Unknown;
            foreach (var (word, provider) in Traces)
            {
                if (!found.HasFlag(provider) && world.PositionsOf(tree, word, cancel).Any())
                    found |= provider;
            }

            if (!found.HasFlag(DatabaseProvider.Sqlite) && HoldsSqliteText(tree, world, cancel))
                found |= DatabaseProvider.Sqlite;
        }

        return IsOne(found) ? found : DatabaseProvider.Unknown;
    }

    private static bool HoldsSqliteText(SyntaxTree tree, World world, CancellationToken cancel)
    {
        var text = tree.GetText(cancel);
        return world.PositionsOf(tree, SqliteText, cancel).Any(at =>
            at > 0 && text[at - 1] == '"' && at + SqliteText.Length < text.Length && text[at + SqliteText.Length] == '"');
    }

    /// <summary>A provider by the names that options, FluentMigrator's processors and EF's provider packages use.</summary>
    public static DatabaseProvider FromName(string? name)
    {
        if (string.IsNullOrEmpty(name))
            return DatabaseProvider.Unknown;
        return name!.ToLowerInvariant() switch
        {
            var text when text.Contains("postgres") || text.Contains("npgsql") => DatabaseProvider.PostgreSql,
            var text when text.Contains("sqlserver") || text.Contains("azuresql") => DatabaseProvider.SqlServer,
            var text when text.Contains("mysql") || text.Contains("mariadb") => DatabaseProvider.MySql,
            var text when text.Contains("sqlite") => DatabaseProvider.Sqlite,
            var text when text.Contains("oracle") => DatabaseProvider.Oracle,
            _ => DatabaseProvider.Unknown,
        };
    }

    /// <summary>The database that an <c>if</c> around the code asks for: <c>migrationBuilder.IsNpgsql()</c>, <c>ActiveProvider == "…"</c>.</summary>
    public static DatabaseProvider AskedAround(SyntaxNode code)
    {
        for (var current = code; current.Parent is { } parent and not MemberDeclarationSyntax; current = parent)
        {
            if (parent is IfStatementSyntax branch && branch.Statement == current && IsPlain(branch.Condition))
            {
                var asked = FromName(branch.Condition.ToString());
                if (asked != DatabaseProvider.Unknown)
                    return asked;
            }
        }

        return DatabaseProvider.Unknown;
    }

    private static bool IsPlain(ExpressionSyntax condition) =>
        !condition.DescendantNodesAndSelf().Any(node => node.IsKind(SyntaxKind.LogicalNotExpression) || node.IsKind(SyntaxKind.NotEqualsExpression) || node.IsKind(SyntaxKind.LogicalOrExpression));

    /// <summary>What the whole compilation tells: the calls that choose a provider, else the packages that are referenced.</summary>
    private sealed class OfProgram(World world, CancellationToken cancel)
    {
        public DatabaseProvider OfContexts { get; } = Used(world, cancel) is not DatabaseProvider.Unknown and var used ? used : Referenced(world, Packages);

        public DatabaseProvider OfRunners { get; } = Referenced(world, FluentPackages);

        private static DatabaseProvider Used(World world, CancellationToken cancel)
        {
            var used = DatabaseProvider.Unknown;
            foreach (var (method, provider) in Uses)
            {
                if (world.CallsOf(method, cancel).Count > 0)
                    used |= provider;
            }

            return used;
        }

        private static DatabaseProvider Referenced(World world, (string Assembly, DatabaseProvider Provider)[] packages)
        {
            var names = new HashSet<string>(world.Compilation.ReferencedAssemblyNames.Select(name => name.Name), StringComparer.OrdinalIgnoreCase);
            var referenced = DatabaseProvider.Unknown;
            foreach (var (assembly, provider) in packages)
            {
                if (names.Contains(assembly))
                    referenced |= provider;
            }

            return referenced;
        }
    }
}
