using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Concepts;

/// <summary>Which class stands behind an interface, where the compilation registers exactly one for it.</summary>
internal sealed class ServiceImplementations
{
    /// <summary>Words that the registrations are looked up by.</summary>
    public static readonly string[] Words = ServiceLifetimes.Words;

    private readonly Dictionary<INamedTypeSymbol, HashSet<INamedTypeSymbol>> _byService = new(SymbolEqualityComparer.Default);

    private ServiceImplementations(World world, CancellationToken cancel)
    {
        foreach (var call in Words.SelectMany(word => world.CallsOf(word, cancel)))
        {
            if (call.Method.TypeArguments is [INamedTypeSymbol service, INamedTypeSymbol implementation])
                Add(service, implementation);
            else if (call.Method.TypeArguments is [INamedTypeSymbol made] && FactoryOf(call, world, cancel) is { } product)
                Add(made, product);
        }
    }

    /// <summary>The method that runs when this one is called: itself, or that of the only class registered for its interface. Null when that isn't known.</summary>
    public static IMethodSymbol? Of(IMethodSymbol called, World world, CancellationToken cancel)
    {
        if (called is { IsAbstract: false, IsVirtual: false, IsOverride: false })
            return called;
        var services = world.Concept((w, c) => new ServiceImplementations(w, c), cancel)._byService;
        return called.ContainingType is { TypeKind: TypeKind.Interface } service && services.TryGetValue(service, out var known) && known.Count == 1
            ? known.First().FindImplementationForInterfaceMember(called) as IMethodSymbol
            : null;
    }

    /// <summary>The type that the factory of a registration makes, another one than the service; null for registrations without.</summary>
    private static INamedTypeSymbol? FactoryOf(Call call, World world, CancellationToken cancel) =>
        call.Arguments.Select(argument => argument.Value).OfType<IAnonymousFunctionOperation>()
            .Select(factory => Held.ValueOf(Held.OnlyReturnOf(factory.Body), world, cancel)?.Type).OfType<INamedTypeSymbol>().FirstOrDefault();

    private void Add(INamedTypeSymbol service, INamedTypeSymbol implementation)
    {
        if (!_byService.TryGetValue(service, out var known))
            _byService.Add(service, known = new HashSet<INamedTypeSymbol>(SymbolEqualityComparer.Default));
        known.Add(implementation);
    }
}
