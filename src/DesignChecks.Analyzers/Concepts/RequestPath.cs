using System.Collections.Concurrent;
using DesignChecks.Concepts.Endpoints;
using DesignChecks.Concepts.Messaging;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Concepts;

/// <summary>What kind of request a piece of code serves.</summary>
internal enum RequestKind
{
    Endpoint,
    Middleware,
    Filter,

    /// <summary>A handler of a Razor page.</summary>
    Page,
    Hub,
    GrpcService,
    Consumer,
}

/// <summary>
/// Code that runs while someone waits for an answer: handlers of endpoints, middleware, filters, pages, hubs, gRPC services
/// and message consumers, with the private methods of their classes.
/// </summary>
internal sealed class RequestPath
{
    /// <summary>Words that rules about request paths look up.</summary>
    public static readonly string[] Words = RouteBuilders.Words;

    private static readonly TypeName ApplicationBuilder = new("Microsoft.AspNetCore.Builder.IApplicationBuilder");
    private static readonly TypeName Middleware = new("Microsoft.AspNetCore.Http.IMiddleware");
    private static readonly TypeName RequestDelegate = new("Microsoft.AspNetCore.Http.RequestDelegate");
    private static readonly TypeName PageModel = new("Microsoft.AspNetCore.Mvc.RazorPages.PageModel");
    private static readonly TypeName Hub = new("Microsoft.AspNetCore.SignalR.Hub");
    private static readonly TypeName GrpcBinding = new("Grpc.Core.BindServiceMethodAttribute");
    private static readonly TypeName[] Filters = [new("Microsoft.AspNetCore.Mvc.Filters.IFilterMetadata"), new("Microsoft.AspNetCore.Http.IEndpointFilter")];
    private static readonly string[] MiddlewareCalls = ["Use", "Run"];
    private static readonly string[] PageVerbs = ["get", "post", "put", "patch", "delete", "head"];

    private readonly World _world;
    private readonly DeclaredEndpoints _endpoints;
    private readonly ConcurrentDictionary<INamedTypeSymbol, RequestKind?> _classes = new(SymbolEqualityComparer.Default);

    private RequestPath(World world, CancellationToken cancel)
    {
        _world = world;
        _endpoints = DeclaredEndpoints.Of(world, cancel);
    }

    public static RequestPath Of(Found found) => Of(found.World, found.Cancel);

    public static RequestPath Of(World world, CancellationToken cancel) => world.Concept((world, cancel) => new RequestPath(world, cancel), cancel);

    /// <summary>The kind of request that the operation is part of; null when none is in sight.</summary>
    public RequestKind? Around(IOperation operation, CancellationToken cancel)
    {
        foreach (var ancestor in Code.Ancestors(operation))
        {
            var kind = ancestor switch
            {
                IAnonymousFunctionOperation lambda => OfLambda(lambda),
                ILocalFunctionOperation { Symbol: var function } => _endpoints.RoutesOf(function, cancel).Any() ? RequestKind.Endpoint : null,
                IMethodBodyOperation when SymbolOf(ancestor, cancel) is { } method => OfMethod(method, cancel),
                _ => null,
            };
            if (kind is not null)
                return kind;
        }

        return Consumer.Around(operation, _world, cancel) is not null ? RequestKind.Consumer : null;
    }

    private static RequestKind? OfLambda(IAnonymousFunctionOperation lambda)
    {
        if (Code.UserOf(lambda) is not IArgumentOperation { Parent: IInvocationOperation invocation } || Call.From(invocation) is not { } call)
            return null;
        return Array.IndexOf(RouteBuilders.Mappings, call.Name) >= 0 && RouteBuilders.Builder.IsBaseOf(call.Receiver?.Type) ? RequestKind.Endpoint
            : Array.IndexOf(MiddlewareCalls, call.Name) >= 0 && ApplicationBuilder.IsBaseOf(call.Receiver?.Type) ? RequestKind.Middleware
            : call.Name == "AddEndpointFilter" && RouteBuilders.Conventions.IsBaseOf(call.Receiver?.Type) ? RequestKind.Filter
            : null;
    }

    private RequestKind? OfMethod(IMethodSymbol method, CancellationToken cancel)
    {
        if (method is not { MethodKind: MethodKind.Ordinary, ContainingType: { } owner })
            return null;
        if (HasTrigger(method) || _endpoints.RoutesOf(method, cancel).Any())
            return RequestKind.Endpoint;
        var kind = _classes.GetOrAdd(owner, OfClass);
        return kind is { } found && Serves(method, found) ? kind : null;
    }

    private static RequestKind? OfClass(INamedTypeSymbol type) =>
        ControllerAction.IsController(type) ? RequestKind.Endpoint
        : Middleware.IsBaseOf(type) || type.InstanceConstructors.Any(constructor => constructor.Parameters.Any(parameter => RequestDelegate.Is(parameter.Type))) ? RequestKind.Middleware
        : PageModel.IsBaseOf(type) ? RequestKind.Page // itself a filter, too
        : Filters.AnyIsBaseOf(type) ? RequestKind.Filter
        : Hub.IsBaseOf(type) ? RequestKind.Hub
        : type.BaseType is { } service && Attributes.Of(service, GrpcBinding) is not null ? RequestKind.GrpcService
        : null;

    /// <summary>What the framework calls, and what only the class itself can call.</summary>
    private static bool Serves(IMethodSymbol method, RequestKind kind)
    {
        if (method.DeclaredAccessibility == Accessibility.Private)
            return true;
        return kind switch
        {
            RequestKind.Middleware => method.Name is "Invoke" or "InvokeAsync",
            RequestKind.Page => Engine.Words.Of(method.Name) is ["on", var verb, ..] && Array.IndexOf(PageVerbs, verb) >= 0,
            RequestKind.GrpcService => method.IsOverride,
            RequestKind.Filter => method.Name.StartsWith("On", StringComparison.Ordinal) || method.Name is "InvokeAsync",
            _ => method is { DeclaredAccessibility: Accessibility.Public, IsStatic: false },
        };
    }

    private static bool HasTrigger(IMethodSymbol method) =>
        method.Parameters.Any(parameter => parameter.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "HttpTriggerAttribute"));

    private IMethodSymbol? SymbolOf(IOperation body, CancellationToken cancel) => _world.ModelFor(body.Syntax.SyntaxTree).GetDeclaredSymbol(body.Syntax, cancel) as IMethodSymbol;
}
