using DesignChecks.Concepts.Endpoints;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace DesignChecks.Tests.Concepts.Endpoints;

/// <summary>The columns of the table of which ASP.NET Core knows itself, as its own middleware would read them.</summary>
internal static class ReportedEndpoint
{
    /// <summary>All endpoints that a request can reach.</summary>
    public static string[] All(IServiceProvider services) =>
    [
        .. services.GetRequiredService<EndpointDataSource>().Endpoints
            .OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<ISuppressMatchingMetadata>() is not { SuppressMatching: true })
            .Select(Describe),
    ];

    private static string Describe(RouteEndpoint endpoint)
    {
        var verbs = endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? [];
        var route = "/" + string.Join("/", endpoint.RoutePattern.RawText!.Split('/', StringSplitOptions.RemoveEmptyEntries));
        return string.Join(" | ",
            $"{(verbs.Count == 0 ? "ANY" : string.Join(",", verbs))} {route}",
            verbs.Count > 0 && verbs.All(verb => HttpMethods.IsGet(verb) || HttpMethods.IsHead(verb)) ? "safe" : "unsafe",
            AccessTo(endpoint.Metadata),
            Limiter(endpoint.Metadata),
            Version(endpoint.Metadata, route));
    }

    private static string AccessTo(EndpointMetadataCollection metadata)
    {
        var filters = metadata.GetMetadata<ActionDescriptor>()?.FilterDescriptors.Where(filter => filter.Scope != FilterScope.Global).ToArray() ?? [];
        if (metadata.GetMetadata<IAllowAnonymous>() is not null)
            return "anonymous";
        return metadata.GetMetadata<IAuthorizeData>() is not null
            || metadata.GetMetadata<AuthorizationPolicy>() is not null
            || metadata.GetMetadata<IAuthorizationRequirementData>() is not null
            || filters.Any(filter => Decides(filter.Filter))
            ? "authorized"
            : "unstated";
    }

    /// <summary>The filter of HTTPS runs among those that authorize, but asks for nobody.</summary>
    private static bool Decides(IFilterMetadata filter) => filter switch
    {
        RequireHttpsAttribute => false,
        IAuthorizationFilter or IAsyncAuthorizationFilter => true,
        ServiceFilterAttribute { ServiceType: var type } => Decides(type),
        TypeFilterAttribute { ImplementationType: var type } => Decides(type),
        _ => false,
    };

    private static bool Decides(Type filter) => filter.IsAssignableTo(typeof(IAuthorizationFilter)) || filter.IsAssignableTo(typeof(IAsyncAuthorizationFilter));

    private static string Limiter(EndpointMetadataCollection metadata) =>
        metadata.GetMetadata<DisableRateLimitingAttribute>() is not null ? "disabled"
        : metadata.GetMetadata<EnableRateLimitingAttribute>() is not null ? "limited"
        : "-";

    /// <summary>
    /// By the metadata of the versioning library, whose types are loaded with the program. It gives actions that state none its
    /// default version, so their attributes are asked; a segment such as v1 is text to ASP.NET Core.
    /// </summary>
    private static string Version(EndpointMetadataCollection metadata, string route)
    {
        var kinds = metadata.SelectMany(item => item.GetType().GetInterfaces()).Select(type => type.Name).ToHashSet();
        dynamic? collected = metadata.GetMetadata<ActionDescriptor>() is null ? metadata.SingleOrDefault(item => item.GetType().Name == "ApiVersionMetadata") : null;
        return kinds.Contains("IApiVersionNeutral") || collected is not null && (bool)collected.IsApiVersionNeutral ? "neutral"
            : kinds.Contains("IApiVersionProvider") || collected is not null || RouteText.NamesVersion(route) ? "versioned"
            : "none";
    }
}
