using DesignChecks.Engine;
using Microsoft.CodeAnalysis;

namespace DesignChecks.Concepts.Data;

/// <summary>
/// The entities that code may meet: those of the compilation's own model, and the sets of contexts in the projects that it
/// references, where a layered solution keeps them.
/// </summary>
internal sealed class MappedTypes
{
    /// <summary>Words that rules about entities look up.</summary>
    public static readonly string[] Words = EntityModel.Words;

    private const string EfAssembly = "Microsoft.EntityFrameworkCore";

    private readonly EntityModel _model;
    private readonly HashSet<ISymbol> _referenced = new(SymbolEqualityComparer.Default);

    private MappedTypes(World world, CancellationToken cancel)
    {
        _model = EntityModel.Of(world, cancel);
        foreach (var assembly in world.Compilation.SourceModule.ReferencedAssemblySymbols.Where(UsesEf))
            AddContextsIn(assembly.GlobalNamespace, cancel);
    }

    public static MappedTypes Of(World world, CancellationToken cancel) => world.Concept((world, cancel) => new MappedTypes(world, cancel), cancel);

    public static MappedTypes Of(Found found) => Of(found.World, found.Cancel);

    /// <summary>True when no context is in sight.</summary>
    public bool IsEmpty => _model.Entities.Count == 0 && _referenced.Count == 0;

    /// <summary>True for a type of which a context in sight has rows.</summary>
    public bool Has(ITypeSymbol? type) =>
        type is INamedTypeSymbol { SpecialType: SpecialType.None, TypeKind: TypeKind.Class }
        && (_model.Find(type) is not null || IsReferenced(type));

    /// <summary>
    /// The entity that a type is; null for any other type. Of one that only a referenced project maps, what its attributes
    /// and names say: the fluent calls are in that project's code.
    /// </summary>
    public Entity? Find(ITypeSymbol? type, CancellationToken cancel) =>
        _model.Find(type) ?? (type is INamedTypeSymbol { TypeKind: TypeKind.Class } named && IsReferenced(named) ? _model.FactsOf(named, cancel) : null);

    private bool IsReferenced(ITypeSymbol type) => _referenced.Contains(type.WithNullableAnnotation(NullableAnnotation.NotAnnotated));

    /// <summary>Projects and packages with contexts of their own; EF itself has none that map anything.</summary>
    private static bool UsesEf(IAssemblySymbol assembly) =>
        !assembly.Name.StartsWith("Microsoft.", StringComparison.Ordinal)
        && assembly.Modules.Any(module => module.ReferencedAssemblies.Any(reference => reference.Name == EfAssembly));

    private void AddContextsIn(INamespaceSymbol space, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        foreach (var type in space.GetTypeMembers())
        {
            if (type.TypeKind == TypeKind.Class && Ef.DbContext.IsBaseOf(type))
                _referenced.UnionWith(EntityModel.SetsOf(type));
        }

        foreach (var inner in space.GetNamespaceMembers())
            AddContextsIn(inner, cancel);
    }
}
