using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Concepts;

/// <summary>How long the services live that the compilation registers.</summary>
internal sealed class ServiceLifetimes
{
    /// <summary>Words that the registrations are looked up by.</summary>
    public static readonly string[] Words =
        ["AddSingleton", "TryAddSingleton", "AddScoped", "TryAddScoped", "AddTransient", "TryAddTransient", "AddHostedService", "AddHttpClient"];

    private static readonly TypeName HostedService = new("Microsoft.Extensions.Hosting.IHostedService");

    private readonly HashSet<INamedTypeSymbol> _singletons = new(SymbolEqualityComparer.Default);
    private readonly HashSet<INamedTypeSymbol> _others = new(SymbolEqualityComparer.Default);

    private ServiceLifetimes(World world, CancellationToken cancel)
    {
        foreach (var word in Words)
        {
            foreach (var call in world.CallsOf(word, cancel))
                Add(call);
        }
    }

    /// <summary>True when every registration of the type makes one instance for the process; hosted services are.</summary>
    public static bool IsSingleton(INamedTypeSymbol type, World world, CancellationToken cancel)
    {
        var all = Of(world, cancel);
        return !all._others.Contains(type) && (all._singletons.Contains(type) || HostedService.IsBaseOf(type));
    }

    /// <summary>True when every registration of the type makes an instance per scope or per use; typed HTTP clients are.</summary>
    public static bool IsShortLived(INamedTypeSymbol type, World world, CancellationToken cancel)
    {
        var all = Of(world, cancel);
        return all._others.Contains(type) && !all._singletons.Contains(type) && !HostedService.IsBaseOf(type);
    }

    public static bool IsRegistered(INamedTypeSymbol type, World world, CancellationToken cancel)
    {
        var all = Of(world, cancel);
        return all._others.Contains(type) || all._singletons.Contains(type);
    }

    private static ServiceLifetimes Of(World world, CancellationToken cancel) => world.Concept((w, c) => new ServiceLifetimes(w, c), cancel);

    /// <summary>The implementation: the last type argument, the type of <c>typeof</c>, or what a factory makes.</summary>
    private void Add(Call call)
    {
        var lifetime = call.Name is "AddSingleton" or "TryAddSingleton" or "AddHostedService" ? _singletons : _others;
        foreach (var argument in call.Method.TypeArguments.OfType<INamedTypeSymbol>())
            lifetime.Add(argument.OriginalDefinition);
        foreach (var (_, value) in call.Arguments)
        {
            var made = value switch
            {
                ITypeOfOperation named => named.TypeOperand,
                IAnonymousFunctionOperation factory => Held.OnlyReturnOf(factory.Body)?.Type,
                IObjectCreationOperation instance => instance.Type,
                _ => null,
            };
            if (made is INamedTypeSymbol type)
                lifetime.Add(type.OriginalDefinition);
        }
    }
}
