using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DesignChecks.Concepts.Migrations;

/// <summary>
/// EF's snapshot of the model, read as text: it is generated in one fixed form, <c>modelBuilder.Entity("Name", b => …)</c>
/// with one statement per property, and binding it would cost more than all migrations.
/// </summary>
internal sealed class ModelSnapshot
{
    public const string BaseName = "ModelSnapshot";

    private static readonly TypeName SnapshotType = new("Microsoft.EntityFrameworkCore.Infrastructure.ModelSnapshot");
    private static readonly TypeName ContextAttribute = new("Microsoft.EntityFrameworkCore.Infrastructure.DbContextAttribute");
    private static readonly string[] Defaults = ["HasDefaultValue", "HasDefaultValueSql", "HasComputedColumnSql"];

    private readonly Dictionary<string, Entity> _entities = new(StringComparer.Ordinal);
    private readonly List<Entity> _owned = [];

    private ModelSnapshot()
    {
    }

    /// <summary>A column: the property it comes from and the entity's metadata name.</summary>
    internal sealed record Column(string? Entity, string Property, bool HasDefault);

    public static INamedTypeSymbol[] TypesIn(World world, CancellationToken cancel) =>
        world.NodesOf(BaseName, Shape.BaseType, cancel, inGeneratedCodeToo: true)
            .Select(node => world.ModelFor(node.SyntaxTree).GetDeclaredSymbol(node, cancel))
            .OfType<INamedTypeSymbol>()
            .Where(type => SnapshotType.IsBaseOf(type.BaseType))
            .ToArray();

    /// <summary>The snapshot for the migration's context, where several by the namespace too.</summary>
    public static INamedTypeSymbol? TypeFor(INamedTypeSymbol migration, INamedTypeSymbol[] snapshots)
    {
        var context = ContextOf(migration);
        var ours = snapshots.Where(type => context is null || Code.IsSame(ContextOf(type), context)).ToArray();
        return ours.Length == 1 ? ours[0] : ours.FirstOrDefault(type => Code.IsSame(type.ContainingNamespace, migration.ContainingNamespace));
    }

    public static ModelSnapshot Read(INamedTypeSymbol type, CancellationToken cancel)
    {
        var snapshot = new ModelSnapshot();
        foreach (var declaration in type.DeclaringSyntaxReferences)
        {
            foreach (var method in ((TypeDeclarationSyntax)declaration.GetSyntax(cancel)).Members.OfType<MethodDeclarationSyntax>())
            {
                if (method.Identifier.ValueText == "BuildModel" && method.Body is { } body)
                    snapshot.ReadModel(body);
            }
        }

        return snapshot;
    }

    public Column? Find(TableName table, string column)
    {
        foreach (var entity in _entities.Values.Concat(_owned))
        {
            if (TableOf(entity, depth: 0)?.IsSame(table) == true && entity.Columns.TryGetValue(column, out var known))
                return known;
        }

        return null;
    }

    private static ISymbol? ContextOf(INamedTypeSymbol type) => Attributes.Of(type, ContextAttribute)?.ConstructorArguments.FirstOrDefault().Value as ISymbol;

    private TableName? TableOf(Entity entity, int depth) =>
        entity.Table ?? (depth < 10 && entity.Base is { } name && _entities.TryGetValue(name, out var parent) ? TableOf(parent, depth + 1) : null);

    private void ReadModel(BlockSyntax body)
    {
        foreach (var statement in body.Statements)
        {
            foreach (var call in Chain(statement))
            {
                if (NameOf(call) == "Entity" && Texts(call) is [var name, ..] && Block(call) is { } block)
                {
                    if (!_entities.TryGetValue(name, out var entity))
                        _entities.Add(name, entity = new Entity(name));
                    ReadEntity(entity, block, prefix: "");
                }
            }
        }
    }

    private void ReadEntity(Entity entity, BlockSyntax block, string prefix)
    {
        foreach (var statement in block.Statements)
        {
            var chain = Chain(statement);
            if (chain.Count == 0)
                continue;
            var first = chain[chain.Count - 1];
            var texts = Texts(first);
            switch (NameOf(first))
            {
                case "Property" when texts.Count > 0:
                    AddColumn(entity, texts[0], prefix, chain);
                    break;
                case "ToTable" when texts.Count > 0:
                    entity.Table = new TableName(texts.Count > 1 ? texts[1] : null, texts[0]);
                    break;
                case "HasBaseType" when texts.Count > 0:
                    entity.Base = texts[0];
                    break;
                case "ComplexProperty" when texts.Count > 0 && Block(first) is { } inner:
                    ReadEntity(entity, inner, prefix + texts[0] + "_");
                    break;
                case "OwnsOne" or "OwnsMany" when texts.Count > 1 && Block(first) is { } inner:
                    var owned = new Entity(texts[0]);
                    _owned.Add(owned);
                    ReadEntity(owned, inner, NameOf(first) == "OwnsOne" ? texts[1] + "_" : "");
                    owned.Table ??= entity.Table;
                    break;
            }
        }
    }

    private static void AddColumn(Entity entity, string property, string prefix, List<InvocationExpressionSyntax> chain)
    {
        var name = chain.FirstOrDefault(call => NameOf(call) == "HasColumnName") is { } named && Texts(named) is [var text, ..] ? text : prefix + property;
        var column = new Column(prefix.Length == 0 || entity.Table is null ? entity.Name : null, property, chain.Any(call => Array.IndexOf(Defaults, NameOf(call)) >= 0));
        entity.Columns[name] = column;
    }

    /// <summary>The calls of a statement's chain, the last one first.</summary>
    private static List<InvocationExpressionSyntax> Chain(StatementSyntax statement)
    {
        var calls = new List<InvocationExpressionSyntax>();
        var expression = (statement as ExpressionStatementSyntax)?.Expression;
        while (expression is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } call)
        {
            calls.Add(call);
            expression = access.Expression;
        }

        return calls;
    }

    private static string? NameOf(InvocationExpressionSyntax call) => (call.Expression as MemberAccessExpressionSyntax)?.Name.Identifier.ValueText;

    private static List<string> Texts(InvocationExpressionSyntax call) =>
        call.ArgumentList.Arguments.Select(argument => (argument.Expression as LiteralExpressionSyntax)?.Token.Value as string).OfType<string>().ToList();

    private static BlockSyntax? Block(InvocationExpressionSyntax call) =>
        call.ArgumentList.Arguments.Select(argument => (argument.Expression as LambdaExpressionSyntax)?.Block).FirstOrDefault(block => block is not null);

    private sealed class Entity(string name)
    {
        public string Name { get; } = name;

        public TableName? Table { get; set; }

        public string? Base { get; set; }

        public Dictionary<string, Column> Columns { get; } = new(StringComparer.OrdinalIgnoreCase);
    }
}
