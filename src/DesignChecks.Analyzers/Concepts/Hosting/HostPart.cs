using DesignChecks.Engine;
using Microsoft.CodeAnalysis;

namespace DesignChecks.Concepts.Hosting;

/// <summary>What a method that is handed a part of the host can configure.</summary>
[Flags]
internal enum HostPart
{
    None = 0,

    /// <summary>Services and their options: policies, filters, limiters.</summary>
    Services = 1,

    /// <summary>Middleware.</summary>
    Pipeline = 2,

    /// <summary>Endpoints, and what is said of them.</summary>
    Endpoints = 4,
    All = Services | Pipeline | Endpoints,
}

internal static class HostParts
{
    private static readonly TypeName[] Services =
    [
        new("Microsoft.Extensions.DependencyInjection.IServiceCollection"),
        new("Microsoft.Extensions.Hosting.IHostApplicationBuilder"),
        new("Microsoft.Extensions.Hosting.IHostBuilder"),
        new("Microsoft.AspNetCore.Hosting.IWebHostBuilder"),
        new("Microsoft.Extensions.DependencyInjection.IMvcBuilder"),
        new("Microsoft.Extensions.DependencyInjection.IMvcCoreBuilder"),
        new("Microsoft.AspNetCore.Mvc.MvcOptions"),
        new("Microsoft.AspNetCore.Authorization.AuthorizationOptions"),
        new("Microsoft.AspNetCore.Authorization.AuthorizationBuilder"),
        new("Microsoft.AspNetCore.RateLimiting.RateLimiterOptions"),
    ];

    /// <summary>A <c>WebApplication</c> is one, too; a method that takes it as an <c>IHost</c> can't add middleware.</summary>
    private static readonly TypeName Pipeline = new("Microsoft.AspNetCore.Builder.IApplicationBuilder");

    public static HostPart Of(ITypeSymbol? type)
    {
        if (type is null or { SpecialType: not SpecialType.None } or { TypeKind: TypeKind.Delegate or TypeKind.Enum or TypeKind.Array })
            return HostPart.None;
        return (Services.AnyIsBaseOf(type) ? HostPart.Services : HostPart.None)
            | (Pipeline.IsBaseOf(type) ? HostPart.Pipeline : HostPart.None)
            | (Endpoints.RouteBuilders.Builder.IsBaseOf(type) ? HostPart.Endpoints : HostPart.None);
    }
}
