using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DesignChecks.Concepts;

/// <summary>Migrations, seeders, imports: work that runs long by design, with nobody waiting for an answer.</summary>
internal static class BulkWork
{
    private static readonly string[] Names =
    [
        "migration", "migrations", "migrator", "migrate", "seed", "seeder", "seeding", "import", "importer", "export", "exporter", "backfill", "bulk",
        "backup", "restore", "maintenance", "upgrade", "upgrader", "job", "jobs",
    ];

    private static readonly TypeName DesignTimeFactory = new("Microsoft.EntityFrameworkCore.Design.IDesignTimeDbContextFactory`1");

    /// <summary>True when the type or method around a node says so by its name, or migrates the database itself.</summary>
    public static bool Surrounds(SyntaxNode node, SemanticModel model, CancellationToken cancel)
    {
        foreach (var ancestor in node.Ancestors())
        {
            switch (ancestor)
            {
                case MethodDeclarationSyntax method when Words.ContainAny(method.Identifier.ValueText, Names) || Migrates(method):
                case LocalFunctionStatementSyntax local when Words.ContainAny(local.Identifier.ValueText, Names):
                case TypeDeclarationSyntax type when Words.ContainAny(type.Identifier.ValueText, Names) || DesignTimeFactory.IsBaseOf(model.GetDeclaredSymbol(type, cancel) as ITypeSymbol):
                    return true;
            }
        }

        return false;
    }

    private static bool Migrates(SyntaxNode method) =>
        method.DescendantNodes().OfType<SimpleNameSyntax>().Any(name => name.Identifier.ValueText is "Migrate" or "MigrateAsync" or "MigrateUp");
}
