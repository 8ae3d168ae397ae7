using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DesignChecks.Concepts.Endpoints;

/// <summary>Which endpoints of an API carry a version, and which of the others should.</summary>
internal sealed class ApiVersions
{
    /// <summary>Words that rules about versions look up.</summary>
    public static readonly string[] Words =
        [.. AllEndpoints.Words, "UsePathBase", "VersionByNamespaceConvention", "HasApiVersion", "IApplicationModelConvention", "IControllerModelConvention", "IApplicationModelProvider"];

    private static readonly string[] RouteConventions = ["IApplicationModelConvention", "IControllerModelConvention", "IApplicationModelProvider"];

    private static readonly TypeName ApiController = new("Microsoft.AspNetCore.Mvc.ApiControllerAttribute");
    private static readonly TypeName ViewController = new("Microsoft.AspNetCore.Mvc.Controller");
    private static readonly TypeName EndpointBuilder = new("Microsoft.AspNetCore.Builder.IEndpointConventionBuilder");

    /// <summary>Paths that tools and other parties know, and that don't change with the API.</summary>
    private static readonly string[] NeutralSegments =
    [
        "health", "healthz", "healthcheck", "health-check", "live", "livez", "liveness", "alive", "ready", "readyz", "readiness", "ping", "metrics",
        "openapi", "swagger", "scalar", ".well-known", "error", "error-development", "error-local-development", "webhook", "webhooks",
        "login", "logout", "signin", "signout", "signin-oidc", "signout-oidc", "connect",
    ];

    private readonly Dictionary<(SyntaxTree?, int), Unversioned> _firsts = [];

    private ApiVersions(World world, CancellationToken cancel)
    {
        var endpoints = AllEndpoints.Of(world, cancel);
        Count = endpoints.All.Count(endpoint => endpoint.Versioning == Versioning.Versioned);
        MayBeElsewhere = world.CallsOf("UsePathBase", cancel).Count > 0;
        var actionsMayHaveOne = MayGiveControllersOne(world, cancel);
        var lacking = endpoints.All.Where(endpoint => Lacks(endpoint) && !DevelopmentOnly.Covers(endpoint.Place, cancel) && !(actionsMayHaveOne && endpoint is ControllerAction)).ToArray();
        HasUnknown = actionsMayHaveOne || endpoints.All.Any(endpoint => endpoint.Versioning == Versioning.Unknown);
        foreach (var owned in lacking.GroupBy(OwnerOf))
        {
            var first = owned.First();
            var whole = first is ControllerAction action && endpoints.Actions.Where(other => Code.IsSame(other.Controller, action.Controller)).All(Lacks);
            _firsts[Key(first.Place)] = new Unversioned(first, whole);
        }
    }

    /// <summary>How many handlers of endpoints carry a version.</summary>
    public int Count { get; }

    /// <summary>True when the version of some endpoints isn't in sight.</summary>
    public bool HasUnknown { get; }

    /// <summary>True when all paths may begin with a version that no endpoint shows.</summary>
    public bool MayBeElsewhere { get; }

    /// <summary>True when some endpoint of the API lacks a version.</summary>
    public bool AnyLacks => _firsts.Count > 0;

    public static ApiVersions Of(Found found) => found.Concept((world, cancel) => new ApiVersions(world, cancel));

    /// <summary>The endpoint as the first of its controller or group that lacks a version; null for any other.</summary>
    public Unversioned? FirstOfOwner(Endpoint endpoint) => _firsts.TryGetValue(Key(endpoint.Place), out var first) ? first : null;

    /// <summary>An endpoint for programs, described to them, whose path isn't one that everybody knows.</summary>
    private static bool Lacks(Endpoint endpoint) =>
        endpoint.Versioning == Versioning.None && IsForPrograms(endpoint) && endpoint.Route is { } route && !IsNeutral(route) && !IsHandshake(endpoint.Verbs) && !IsHidden(endpoint.Metadata);

    /// <summary>Controllers of views answer people.</summary>
    private static bool IsForPrograms(Endpoint endpoint) => endpoint is not ControllerAction action
        || !ViewController.IsBaseOf(action.Controller)
        || RouteText.Segments(action.Route ?? "").FirstOrDefault()?.ToLowerInvariant() == "api"
        || IsMarked(action.Controller);

    private static bool IsMarked(INamedTypeSymbol controller)
    {
        for (var type = controller; type is not null; type = type.BaseType)
        {
            if (Attributes.Of(type, ApiController) is not null)
                return true;
        }

        return false;
    }

    private static bool IsNeutral(string route)
    {
        var segments = RouteText.Segments(route);
        return segments.Length == 0 || segments[0][0] == '{' || segments[0].ToLowerInvariant() == "account" || IsFile(segments[segments.Length - 1])
            || Array.Exists(segments, segment => Array.IndexOf(NeutralSegments, segment.ToLowerInvariant()) >= 0 || Engine.Words.ContainAny(segment, ["webhook", "webhooks"]));
    }

    /// <summary>A document under a name that somebody else's standard gives it: <c>robots.txt</c>, <c>app-id.json</c>.</summary>
    private static bool IsFile(string segment)
    {
        var dot = segment.LastIndexOf('.');
        return dot > 0 && dot < segment.Length - 1 && segment.IndexOf('{') < 0 && segment.Skip(dot + 1).All(char.IsLetter);
    }

    /// <summary>OPTIONS asks whether calls may be made; it is none of the API's own.</summary>
    private static bool IsHandshake(Verbs verbs) => verbs.ToString() == "OPTIONS";

    /// <summary>Left out of the API's description: for the team's own pages.</summary>
    private static bool IsHidden(EndpointMetadata metadata) => metadata.All.Any(item =>
        item.Name is "ExcludeFromDescription" or "ExcludeFromDescriptionAttribute"
        || item.Attribute is { AttributeClass.Name: "ApiExplorerSettingsAttribute" } settings && settings.NamedArguments.Any(argument => argument is { Key: "IgnoreApi", Value.Value: true }));

    private static bool MayGiveControllersOne(World world, CancellationToken cancel) =>
        world.NodesOf("VersionByNamespaceConvention", Shape.Creation, cancel).Any()
        || RouteConventions.Any(name => world.TypesNaming(name, cancel).Any())
        || world.CallsOf("HasApiVersion", cancel).Any(call => !EndpointBuilder.IsBaseOf(call.Receiver?.Type) && call.DeclaringType.ContainingNamespace?.ToDisplayString() == "Asp.Versioning.Conventions")
        || RouteBuilders.ControllerMappings.SelectMany(name => world.CallsOf(name, cancel)).Any(call => RouteGroups.Of(world, cancel).Behind(call.Receiver, cancel).Prefix is not { } prefix || RouteText.NamesVersion(prefix));

    /// <summary>The controller; the builder that routes are mapped on; the function around, where the builder has no name.</summary>
    private static object OwnerOf(Endpoint endpoint) => endpoint switch
    {
        ControllerAction action => action.Controller,
        MappedRoute { Mapping: var mapping } when Code.SymbolOf(mapping.Receiver) is { } builder => builder,
        _ => endpoint.Place.SourceTree!.GetRoot().FindNode(endpoint.Place.SourceSpan).FirstAncestorOrSelf<MemberDeclarationSyntax>() as object ?? endpoint,
    };

    private static (SyntaxTree?, int) Key(Location place) => (place.SourceTree, place.SourceSpan.Start);
}

/// <summary>The first endpoint without a version of a controller or group.</summary>
/// <param name="Endpoint">The endpoint.</param>
/// <param name="IsWhole">True when no endpoint of the controller has one.</param>
internal sealed record Unversioned(Endpoint Endpoint, bool IsWhole);
