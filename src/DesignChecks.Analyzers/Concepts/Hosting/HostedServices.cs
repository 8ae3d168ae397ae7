using DesignChecks.Engine;
using Microsoft.CodeAnalysis;

namespace DesignChecks.Concepts.Hosting;

/// <summary>The services that run with the host, besides its requests.</summary>
internal static class HostedServices
{
    /// <summary>Words that rules about hosted services look up.</summary>
    public static readonly string[] Words = ["BackgroundService", "IHostedService"];

    public static readonly TypeName BackgroundService = new("Microsoft.Extensions.Hosting.BackgroundService");
    private static readonly TypeName HostedService = new("Microsoft.Extensions.Hosting.IHostedService");

    public static bool Is(ITypeSymbol type) => HostedService.IsBaseOf(type);

    /// <summary>The hosted services whose base list names one of the two types.</summary>
    public static IEnumerable<INamedTypeSymbol> In(World world, CancellationToken cancel) =>
        Words.SelectMany(word => world.TypesNaming(word, cancel)).Where(Is);

    /// <summary>True when a constructor of the service takes the type or an interface of it.</summary>
    public static bool IsGiven(INamedTypeSymbol service, INamedTypeSymbol type) =>
        service.InstanceConstructors.SelectMany(constructor => constructor.Parameters).Any(parameter =>
            Code.IsSame(parameter.Type, type) || type.AllInterfaces.Any(implemented => Code.IsSame(parameter.Type, implemented)));
}
