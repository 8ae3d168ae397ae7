using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Concepts.Data;

/// <summary>
/// All that the compilation says of EF entities: which types they are, their keys and indexes, by attributes and by fluent
/// calls wherever they stand. Found by words, so that code without them costs nothing.
/// </summary>
internal sealed class EntityModel
{
    /// <summary>Words that rules about the model look up.</summary>
    public static readonly string[] Words =
    [
        "DbSet", "DbContext", "DbContextOptions", "OnModelCreating", "Entity", "EntityTypeBuilder",
        "HasKey", "HasAlternateKey", "HasNoKey", "HasIndex", "HasForeignKey", "WithOne",
        "IsRowVersion", "IsConcurrencyToken", "UseXminAsConcurrencyToken", "HasQueryFilter", "ApplyConfigurationsFromAssembly",
    ];

    private readonly Dictionary<ISymbol, Entity> _entities = new(SymbolEqualityComparer.Default);
    private readonly HashSet<INamedTypeSymbol> _inSets = new(SymbolEqualityComparer.Default);
    private readonly FluentFacts _fluent = FluentFacts.None;
    private readonly World _world;

    private EntityModel(World world, CancellationToken cancel)
    {
        _world = world;
        if (!world.Has(Library.EfCore))
            return;
        Contexts = [.. ContextsOf(world, cancel)];
        _inSets.UnionWith(Contexts.Where(context => !context.IsAbstract).SelectMany(SetsOf));
        var configured = new HashSet<INamedTypeSymbol>(Configured(world, cancel), SymbolEqualityComparer.Default);
        var foreign = new HashSet<ISymbol>(Contexts.SelectMany(context => GivenToForeignBases(context, world)), SymbolEqualityComparer.Default);
        _fluent = new FluentFacts(world, cancel);
        foreach (var type in _inSets.Concat(configured).Concat(MentionedSets(world, cancel)))
        {
            if (type.TypeKind == TypeKind.Error || type.SpecialType != SpecialType.None || _entities.ContainsKey(type))
                continue;
            var isMapped = _inSets.Contains(type) || (configured.Contains(type) && Contexts.Any(context => !context.IsAbstract));
            _entities.Add(type, new Entity(type, isMapped && world.Declares(type) && !foreign.Contains(type) && IsBound(type), _fluent, world, cancel));
        }
    }

    public IReadOnlyCollection<Entity> Entities => _entities.Values;

    /// <summary>The contexts that the compilation declares.</summary>
    public IReadOnlyList<INamedTypeSymbol> Contexts { get; } = [];

    public static EntityModel Of(World world, CancellationToken cancel) => world.Concept((w, c) => new EntityModel(w, c), cancel);

    public static EntityModel Of(Found found) => Of(found.World, found.Cancel);

    /// <summary>The entity that a type is; null for a type that nothing in the compilation maps.</summary>
    public Entity? Find(ITypeSymbol? type) =>
        type is not null && _entities.TryGetValue(type.WithNullableAnnotation(NullableAnnotation.NotAnnotated), out var entity) ? entity : null;

    /// <summary>What is said of a type, also when nothing in the compilation maps it: entities of a project without a context have attributes.</summary>
    public Entity FactsOf(INamedTypeSymbol type, CancellationToken cancel) => Find(type) ?? new Entity(type, isComplete: false, _fluent, _world, cancel);

    /// <summary>True when a context of the compilation has sets of both entities, or it has one context only.</summary>
    public bool AreInOneModel(Entity one, Entity other)
    {
        var contexts = Contexts.Where(context => !context.IsAbstract).ToArray();
        return contexts.Length == 1
            || Array.Exists(contexts, context => SetsOf(context).Contains(one.Type, SymbolEqualityComparer.Default) && SetsOf(context).Contains(other.Type, SymbolEqualityComparer.Default));
    }

    /// <summary>
    /// True when all that configures the entity is in sight: it is complete, or its project doesn't know EF, and the contexts
    /// here take configurations from this project only.
    /// </summary>
    public bool Shows(Entity entity, CancellationToken cancel) =>
        entity.IsComplete
        || _inSets.Contains(entity.Type) && IsBound(entity.Type)
            && entity.Type.ContainingAssembly is { } assembly && !_world.Declares(entity.Type)
            && !assembly.Modules.SelectMany(module => module.ReferencedAssemblies).Any(reference => reference.Name.StartsWith("Microsoft.EntityFrameworkCore", StringComparison.Ordinal))
            && _world.CallsOf("ApplyConfigurationsFromAssembly", cancel).All(TakesOwnAssembly);

    private bool TakesOwnAssembly(Call call) => call.Argument("assembly") switch
    {
        IPropertyReferenceOperation { Property.Name: "Assembly", Instance: ITypeOfOperation { TypeOperand: var type } } => _world.Declares(type),
        IPropertyReferenceOperation { Property.Name: "Assembly", Instance: IInvocationOperation { TargetMethod.Name: "GetType", Instance: IInstanceReferenceOperation } } => true,
        IInvocationOperation { TargetMethod.Name: "GetExecutingAssembly" } => true,
        _ => false,
    };

    /// <summary>The entities of a context's sets, those of its base types included.</summary>
    internal static IEnumerable<INamedTypeSymbol> SetsOf(INamedTypeSymbol context)
    {
        for (var type = context; type is not null; type = type.BaseType)
        {
            foreach (var property in type.GetMembers().OfType<IPropertySymbol>())
            {
                if (Ef.EntityOfSet(property.Type) is { } entity)
                    yield return entity;
            }
        }
    }

    /// <summary><c>IdentityDbContext&lt;User&gt;</c> of a package maps User too, with keys and indexes that only a run would show.</summary>
    private static IEnumerable<ISymbol> GivenToForeignBases(INamedTypeSymbol context, World world)
    {
        for (var type = context.BaseType; type is not null; type = type.BaseType)
        {
            if (world.Declares(type))
                continue;
            foreach (var argument in type.TypeArguments)
                yield return argument;
        }
    }

    /// <summary>False while a base type is missing or half typed.</summary>
    private static bool IsBound(INamedTypeSymbol type)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (current.TypeKind == TypeKind.Error)
                return false;
        }

        return true;
    }

    private static IEnumerable<INamedTypeSymbol> ContextsOf(World world, CancellationToken cancel) =>
        world.NodesOf("DbSet", Shape.Mention, cancel)
            .Concat(world.NodesOf("DbContextOptions", Shape.Mention, cancel))
            .Concat(world.NodesOf("DbContext", Shape.BaseType, cancel))
            .Concat(world.NodesOf("OnModelCreating", Shape.Method, cancel))
            .Select(node => node.FirstAncestorOrSelf<TypeDeclarationSyntax>())
            .OfType<TypeDeclarationSyntax>()
            .Distinct()
            .Select(type => world.ModelFor(type.SyntaxTree).GetDeclaredSymbol(type, cancel))
            .OfType<INamedTypeSymbol>()
            .Where(type => Ef.DbContext.IsBaseOf(type))
            .Distinct<INamedTypeSymbol>(SymbolEqualityComparer.Default);

    /// <summary>The types given to <c>Entity&lt;T&gt;()</c> and to builders.</summary>
    private static IEnumerable<INamedTypeSymbol> Configured(World world, CancellationToken cancel) =>
        world.CallsOf("Entity", cancel)
            .Where(call => Ef.ModelBuilder.Is(call.Method.ContainingType))
            .Select(call => call.Method.TypeArguments.FirstOrDefault() ?? call.Arguments.Select(argument => argument.Value).OfType<ITypeOfOperation>().FirstOrDefault()?.TypeOperand)
            .Concat(TypeArguments("EntityTypeBuilder", Ef.EntityBuilderOfT, world, cancel))
            .OfType<INamedTypeSymbol>();

    private static IEnumerable<INamedTypeSymbol> MentionedSets(World world, CancellationToken cancel) =>
        TypeArguments("DbSet", Ef.DbSet, world, cancel).OfType<INamedTypeSymbol>();

    private static IEnumerable<ITypeSymbol> TypeArguments(string word, TypeName generic, World world, CancellationToken cancel) =>
        world.NodesOf(word, Shape.Mention, cancel)
            .Select(node => world.ModelFor(node.SyntaxTree).GetSymbolInfo(node, cancel).Symbol)
            .OfType<INamedTypeSymbol>()
            .Where(type => generic.Is(type))
            .Select(type => type.TypeArguments[0]);
}
