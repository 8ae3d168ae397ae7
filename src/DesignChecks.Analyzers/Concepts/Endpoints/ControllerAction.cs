using System.Collections.Immutable;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DesignChecks.Concepts.Endpoints;

/// <summary>A public method of a controller.</summary>
internal sealed class ControllerAction : Endpoint
{
    private static readonly TypeName ControllerBase = new("Microsoft.AspNetCore.Mvc.ControllerBase");
    private static readonly TypeName ControllerMark = new("Microsoft.AspNetCore.Mvc.ControllerAttribute");
    private static readonly TypeName ApiControllerMark = new("Microsoft.AspNetCore.Mvc.ApiControllerAttribute");
    private static readonly TypeName NonController = new("Microsoft.AspNetCore.Mvc.NonControllerAttribute");
    private static readonly TypeName NonAction = new("Microsoft.AspNetCore.Mvc.NonActionAttribute");
    private static readonly TypeName ODataController = new("Microsoft.AspNetCore.OData.Routing.Controllers.ODataController");

    private static readonly string[] NamedVerbs = ["Get", "Post", "Put", "Patch", "Delete"];

    private readonly ActionRoute _route;

    private ControllerAction(IMethodSymbol method, INamedTypeSymbol controller, ActionRoute route, World world, CancellationToken cancel) : base(method, world, cancel)
    {
        _route = route;
        Method = method;
        Controller = controller;
    }

    public IMethodSymbol Method { get; }

    /// <summary>The class that declares it. An abstract one has its actions in the classes that derive from it.</summary>
    public INamedTypeSymbol Controller { get; }

    /// <summary>[ApiController] on the class, a base class or the assembly: bodies are inferred, and invalid models answered with 400.</summary>
    public bool IsApi => Bases(Controller).Any(type => Attributes.Of(type, ApiControllerMark) is not null) || Attributes.Of(World.Compilation.Assembly, ApiControllerMark) is not null;

    protected override Verbs FindVerbs() =>
        _route.Verbs.AreSafe == Answer.Unknown && ODataController.IsBaseOf(Controller)
            ? Verbs.Of(NamedVerbs.Where(verb => Words.Of(Method.Name).FirstOrDefault() == verb.ToLowerInvariant()))
            : _route.Verbs;

    protected override string? FindRoute() => RouteText.Join(MappedControllers.Of(World, Cancel).Prefix, _route.Template);

    public override Location Place =>
        Method.DeclaringSyntaxReferences.Select(reference => reference.GetSyntax(Cancel)).OfType<MethodDeclarationSyntax>().FirstOrDefault()?.Identifier.GetLocation()
        ?? Method.Locations[0];

    /// <summary>As MVC finds them: public, not inside another class, derived from its base, marked, or called a controller and routed by attributes.</summary>
    public static bool IsController(INamedTypeSymbol type) =>
        type is { TypeKind: TypeKind.Class, IsStatic: false, DeclaredAccessibility: Accessibility.Public, ContainingType: null }
        && (ControllerBase.IsBaseOf(type) || Bases(type).Any(current => Attributes.Of(current, ControllerMark) is not null) || IsCalledController(type))
        && !Bases(type).Any(current => Attributes.Of(current, NonController) is not null);

    /// <summary>The actions that a method is; the class around it is a controller.</summary>
    public static IEnumerable<ControllerAction> From(IMethodSymbol method, INamedTypeSymbol controller, World world, CancellationToken cancel)
    {
        if (method is not { MethodKind: MethodKind.Ordinary, DeclaredAccessibility: Accessibility.Public, IsStatic: false, IsAbstract: false, IsGenericMethod: false })
            return [];
        var declarations = DeclarationsOf(method).ToArray();
        if (declarations[declarations.Length - 1].ContainingType.SpecialType == SpecialType.System_Object || declarations.Any(declaration => Attributes.Of(declaration, NonAction) is not null))
            return [];
        if (method is { Name: "Dispose", Parameters.IsEmpty: true } or { Name: "DisposeAsync", Parameters.IsEmpty: true })
            return [];
        return ActionRoute.Of(declarations, Bases(controller).ToArray()).Select(route => new ControllerAction(method, controller, route, world, cancel));
    }

    protected override BindingSource Infer(IParameterSymbol parameter)
    {
        var route = Route;
        if (route is not null && RouteText.Parameters(route).Contains(parameter.Name, StringComparer.OrdinalIgnoreCase))
            return BindingSource.Route;
        if (EndpointInputs.IsSimple(parameter.Type))
            // GET has no form to read either.
            return IsApi && route is not null || Verbs.AreSafe == Answer.Yes ? BindingSource.Query : BindingSource.Unknown;
        if (parameter.Type.TypeKind == TypeKind.Interface && !EndpointInputs.IsListOfSimple(parameter.Type))
            return BindingSource.Services;
        return IsApi && Verbs.AreSafe == Answer.No ? BindingSource.Body : BindingSource.Unknown;
    }

    /// <summary>The name alone makes one, too; without a route of its own, only a conventional route leads there.</summary>
    private static bool IsCalledController(INamedTypeSymbol type) =>
        type.Name.EndsWith("Controller", StringComparison.Ordinal)
        && (RouteAttribute.On(type).Any() || type.GetMembers().Any(member => member is IMethodSymbol { MethodKind: MethodKind.Ordinary } && RouteAttribute.On(member).Any()));

    /// <summary>The method and those that it overrides: their attributes are inherited.</summary>
    private static IEnumerable<IMethodSymbol> DeclarationsOf(IMethodSymbol method)
    {
        for (var current = method; current is not null; current = current.OverriddenMethod)
            yield return current;
    }

    private static IEnumerable<INamedTypeSymbol> Bases(INamedTypeSymbol type)
    {
        for (var current = type; current is { SpecialType: SpecialType.None }; current = current.BaseType)
            yield return current;
    }

    protected override EndpointMetadata FindMetadata()
    {
        var own = DeclarationsOf(Method).Concat<ISymbol>(Bases(Controller)).SelectMany(MetadataItems.Of).ToImmutableArray();
        var mapped = MappedControllers.Of(World, Cancel);
        return new EndpointMetadata(own, _route.IsConventional ? mapped.AroundConventional : mapped.AroundRouted, isOpen: ActionRoute.IsOpen(Controller));
    }
}
