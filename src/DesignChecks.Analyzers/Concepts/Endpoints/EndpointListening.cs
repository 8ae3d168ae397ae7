using System.Collections.Concurrent;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DesignChecks.Concepts.Endpoints;

/// <summary>Lets rules listen for endpoints.</summary>
internal static class EndpointListening
{
    /// <summary>
    /// Each endpoint, in the tree that holds its handler's code: for rules about what that code does. A method that is mapped
    /// twice is two endpoints; the same report at the same place is made once.
    /// </summary>
    /// <param name="on">The rule's listeners.</param>
    /// <param name="handle">Called with the endpoint.</param>
    /// <param name="mentions">Words of which one must stand in the class (at the top of a program: the file) around the handler: a
    /// filter before more is bound. Empty: no filter.</param>
    public static void Endpoint(this Listeners on, Action<Found, Endpoint> handle, params string[] mentions)
    {
        on.LooksUp([.. RouteBuilders.Words, .. mentions]);
        on.Call(RouteBuilders.Mappings, (found, call) =>
        {
            if (MentionsAny(found, AroundLambda(found), mentions) && RouteOf(found, call) is { } route && !IsMethodElsewhere(route))
                handle(found, route);
        });
        on.TypeSyntax((found, type) =>
        {
            var endpoints = EndpointsIn(found, type);
            if (endpoints.Length == 0 || !MentionsAny(found, type, mentions))
                return;
            foreach (var endpoint in endpoints)
                handle(found, endpoint);
        });
        on.HttpFunction(handle);
    }

    /// <summary>Each endpoint, in the tree where it is mapped: for rules about its route and metadata.</summary>
    public static void EndpointMapping(this Listeners on, Action<Found, Endpoint> handle)
    {
        on.LooksUp(RouteBuilders.Words);
        on.Call(RouteBuilders.Mappings, (found, call) =>
        {
            if (RouteOf(found, call) is { } route)
                handle(found, route);
        });
        on.TypeSyntax((found, type) =>
        {
            foreach (var action in ActionsIn(found, type))
                handle(found, action);
        });
        on.HttpFunction(handle);
    }

    // An endpoint finds out much about itself when asked: all rules ask the same one.
    private static MappedRoute? RouteOf(Found found, Call call) =>
        found.Once(call.Syntax, () => new Maybe<MappedRoute>(MappedRoute.From(call, found.World, found.Cancel))).Value;

    private static ControllerAction[] ActionsIn(Found found, TypeDeclarationSyntax type) =>
        found.Once(type, () => DeclaredEndpoints.Of(found).ActionsIn(type, found.Model, found.Cancel).ToArray());

    private static Endpoint[] EndpointsIn(Found found, TypeDeclarationSyntax type) =>
        found.Once(type, () => ActionsIn(found, type).Concat<Endpoint>(DeclaredEndpoints.Of(found).MappedIn(type, found.Model, found.Cancel)).ToArray());

    private sealed record Maybe<T>(T? Value) where T : class;

    private static void HttpFunction(this Listeners on, Action<Found, Endpoint> handle) =>
        on.Attribute(["HttpTrigger"], (found, parameter, trigger) =>
        {
            if (Endpoints.HttpFunction.From(parameter, trigger, found.World, found.Cancel) is { } function)
                handle(found, function);
        });

    private static SyntaxNode AroundLambda(Found found) => found.Node.FirstAncestorOrSelf<TypeDeclarationSyntax>() ?? found.Node.SyntaxTree.GetRoot(found.Cancel);

    private static bool MentionsAny(Found found, SyntaxNode node, string[] words) =>
        words.Length == 0 || Array.Exists(words, word => found.World.Mentions(node, word, found.Cancel));

    /// <summary>A method of the project is met where it is declared.</summary>
    private static bool IsMethodElsewhere(MappedRoute route) =>
        route.Handler is { MethodKind: MethodKind.Ordinary, DeclaringSyntaxReferences.IsEmpty: false };
}

/// <summary>Endpoints that methods of a class are: actions of controllers, and methods that some code maps.</summary>
internal sealed class DeclaredEndpoints
{
    private readonly World _world;
    private readonly Dictionary<string, List<InvocationExpressionSyntax>> _mappings = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<TypeDeclarationSyntax, IReadOnlyList<IMethodSymbol>> _actions = new();

    private DeclaredEndpoints(World world, CancellationToken cancel)
    {
        _world = world;
        foreach (var mapping in RouteBuilders.Mappings.SelectMany(word => world.NodesOf(word, Shape.Call, cancel)).OfType<InvocationExpressionSyntax>())
        {
            foreach (var argument in mapping.ArgumentList.Arguments)
            {
                if (MethodName(argument.Expression) is not { } name)
                    continue;
                if (!_mappings.TryGetValue(name, out var sites))
                    _mappings.Add(name, sites = []);
                sites.Add(mapping);
            }
        }
    }

    public static DeclaredEndpoints Of(Found found) => Of(found.World, found.Cancel);

    public static DeclaredEndpoints Of(World world, CancellationToken cancel) => world.Concept((world, cancel) => new DeclaredEndpoints(world, cancel), cancel);

    /// <summary>The routes that a method or local function handles.</summary>
    public IEnumerable<MappedRoute> RoutesOf(IMethodSymbol handler, CancellationToken cancel)
    {
        if (!_mappings.TryGetValue(handler.Name, out var sites))
            yield break;
        foreach (var site in sites)
        {
            if (Call.From(_world.OperationAt(site, cancel)) is { } call
                && MappedRoute.From(call, _world, cancel) is { } route
                && Code.IsSame(route.Handler?.OriginalDefinition, handler.OriginalDefinition))
            {
                yield return route;
            }
        }
    }

    public IEnumerable<ControllerAction> ActionsIn(TypeDeclarationSyntax type, SemanticModel model, CancellationToken cancel)
    {
        if (!MayBeController(type))
            yield break;
        if (!_actions.TryGetValue(type, out var methods))
            methods = _actions.GetOrAdd(type, FindActions(type, model, cancel));
        foreach (var action in methods.SelectMany(method => ControllerAction.From(method, method.ContainingType, _world, cancel)))
            yield return action;
    }

    public IEnumerable<MappedRoute> MappedIn(TypeDeclarationSyntax type, SemanticModel model, CancellationToken cancel)
    {
        if (_mappings.Count == 0)
            yield break;
        foreach (var declaration in type.Members.OfType<MethodDeclarationSyntax>())
        {
            if (!_mappings.ContainsKey(declaration.Identifier.ValueText) || model.GetDeclaredSymbol(declaration, cancel) is not IMethodSymbol method)
                continue;
            foreach (var route in RoutesOf(method, cancel))
                yield return route;
        }
    }

    private static IReadOnlyList<IMethodSymbol> FindActions(TypeDeclarationSyntax type, SemanticModel model, CancellationToken cancel)
    {
        if (model.GetDeclaredSymbol(type, cancel) is not INamedTypeSymbol symbol || !ControllerAction.IsController(symbol))
            return [];
        return type.Members.OfType<MethodDeclarationSyntax>()
            .Where(method => method.Modifiers.Any(modifier => modifier.ValueText == "public"))
            .Select(method => model.GetDeclaredSymbol(method, cancel))
            .OfType<IMethodSymbol>()
            .ToArray();
    }

    /// <summary>Before anything is bound: a class with a base, a mark or the name of a controller that is marked, called like one or has methods with attributes.</summary>
    private static bool MayBeController(TypeDeclarationSyntax type)
    {
        if (type is not ClassDeclarationSyntax)
            return false;
        var isCalledOne = type.Identifier.ValueText.EndsWith("Controller", StringComparison.Ordinal);
        return type.AttributeLists.Count > 0
            || type.BaseList is not null && isCalledOne
            || (type.BaseList is not null || isCalledOne) && type.Members.Any(member => member is MethodDeclarationSyntax { AttributeLists.Count: > 0 });
    }

    private static string? MethodName(ExpressionSyntax expression) => expression switch
    {
        SimpleNameSyntax name => name.Identifier.ValueText,
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
        CastExpressionSyntax cast => MethodName(cast.Expression),
        ParenthesizedExpressionSyntax parenthesized => MethodName(parenthesized.Expression),
        _ => null,
    };
}
