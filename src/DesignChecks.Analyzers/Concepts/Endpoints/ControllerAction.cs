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
    private static readonly TypeName HttpMethod = new("Microsoft.AspNetCore.Mvc.Routing.HttpMethodAttribute");
    private static readonly TypeName AcceptVerbs = new("Microsoft.AspNetCore.Mvc.AcceptVerbsAttribute");
    private static readonly TypeName AreaMark = new("Microsoft.AspNetCore.Mvc.AreaAttribute");
    private static readonly TypeName ODataController = new("Microsoft.AspNetCore.OData.Routing.Controllers.ODataController");

    private static readonly string[] NamedVerbs = ["Get", "Post", "Put", "Patch", "Delete"];

    private ControllerAction(IMethodSymbol method, INamedTypeSymbol controller, World world, CancellationToken cancel) : base(method, world, cancel)
    {
        Method = method;
        Controller = controller;
    }

    public IMethodSymbol Method { get; }

    /// <summary>The class that declares it. An abstract one has its actions in the classes that derive from it.</summary>
    public INamedTypeSymbol Controller { get; }

    /// <summary>[ApiController] on the class, a base class or the assembly: bodies are inferred, and invalid models answered with 400.</summary>
    public bool IsApi => Bases(Controller).Any(type => Attributes.Of(type, ApiControllerMark) is not null) || Attributes.Of(World.Compilation.Assembly, ApiControllerMark) is not null;

    protected override Verbs FindVerbs()
    {
        var stated = Declarations().SelectMany(method => method.GetAttributes()).Where(attribute => HttpMethod.IsBaseOf(attribute.AttributeClass) || AcceptVerbs.IsBaseOf(attribute.AttributeClass)).ToArray();
        if (stated.Length == 0)
            return ODataController.IsBaseOf(Controller) ? Verbs.Of(NamedVerbs.Where(verb => Words.Of(Method.Name).FirstOrDefault() == verb.ToLowerInvariant())) : Verbs.Unknown;
        var names = stated.Select(VerbsOf).ToArray();
        return names.All(some => some is not null) ? Verbs.Of(names.SelectMany(some => some!)) : Verbs.Unknown;
    }

    /// <summary>The first of its routes.</summary>
    protected override string? FindRoute() => Routes.First();

    /// <summary>Its routes, each an endpoint of its own; null for one that conventions reach, or whose tokens are unknown.</summary>
    public IEnumerable<string?> Routes => ActionRoutes.Of(Declarations(), Classes()).Select(Filled);

    public override Location Place =>
        Method.DeclaringSyntaxReferences.Select(reference => reference.GetSyntax(Cancel)).OfType<MethodDeclarationSyntax>().FirstOrDefault()?.Identifier.GetLocation()
        ?? Method.Locations[0];

    public static bool IsController(INamedTypeSymbol type) =>
        type is { TypeKind: TypeKind.Class, IsStatic: false }
        && (ControllerBase.IsBaseOf(type) || Bases(type).Any(current => Attributes.Of(current, ControllerMark) is not null))
        && !type.GetAttributes().Any(attribute => NonController.Is(attribute.AttributeClass));

    /// <summary>The action that a method is; the class around it is a controller.</summary>
    public static ControllerAction? From(IMethodSymbol method, INamedTypeSymbol controller, World world, CancellationToken cancel)
    {
        if (method is not { MethodKind: MethodKind.Ordinary, DeclaredAccessibility: Accessibility.Public, IsStatic: false, IsAbstract: false, IsGenericMethod: false })
            return null;
        if (OverridesObject(method) || Attributes.Of(method, NonAction) is not null || method is { Name: "Dispose", Parameters.IsEmpty: true } or { Name: "DisposeAsync", Parameters.IsEmpty: true })
            return null;
        return new ControllerAction(method, controller, world, cancel);
    }

    protected override BindingSource Infer(IParameterSymbol parameter)
    {
        var route = Route;
        if (route is not null && RouteText.Parameters(route).Contains(parameter.Name, StringComparer.OrdinalIgnoreCase))
            return BindingSource.Route;
        if (EndpointInputs.IsSimple(parameter.Type))
            return IsApi && route is not null ? BindingSource.Query : BindingSource.Unknown;
        if (parameter.Type.TypeKind == TypeKind.Interface && !EndpointInputs.IsListOfSimple(parameter.Type))
            return BindingSource.Services;
        return IsApi && Verbs.AreSafe == Answer.No ? BindingSource.Body : BindingSource.Unknown;
    }

    /// <summary>The method and those that it overrides: their attributes are inherited.</summary>
    private IEnumerable<IMethodSymbol> Declarations()
    {
        for (var current = Method; current is not null; current = current.OverriddenMethod)
            yield return current;
    }

    private IEnumerable<INamedTypeSymbol> Classes() => Bases(Controller);

    private static IEnumerable<INamedTypeSymbol> Bases(INamedTypeSymbol type)
    {
        for (var current = type; current is { SpecialType: SpecialType.None }; current = current.BaseType)
            yield return current;
    }

    private static bool OverridesObject(IMethodSymbol method)
    {
        var first = method;
        while (first.OverriddenMethod is { } overridden)
            first = overridden;
        return first.ContainingType.SpecialType == SpecialType.System_Object;
    }

    private static IEnumerable<string>? VerbsOf(AttributeData attribute)
    {
        for (var type = attribute.AttributeClass; type is not null; type = type.BaseType)
        {
            if (type.Name is ['H', 't', 't', 'p', .. var verb] && verb.EndsWith("Attribute", StringComparison.Ordinal) && verb != "MethodAttribute")
                return [verb.Substring(0, verb.Length - "Attribute".Length)];
        }

        var given = attribute.ConstructorArguments.SelectMany(argument => argument.Kind == TypedConstantKind.Array ? argument.Values : ImmutableArray.Create(argument)).Select(argument => argument.Value).OfType<string>().ToArray();
        return given.Length > 0 ? given : null;
    }

    private string? Filled(string? template)
    {
        if (template is null || template.IndexOf('[') < 0)
            return template;
        var name = Controller.Name.EndsWith("Controller", StringComparison.Ordinal) ? Controller.Name.Substring(0, Controller.Name.Length - "Controller".Length) : Controller.Name;
        var action = Method.Name.EndsWith("Async", StringComparison.Ordinal) ? Method.Name.Substring(0, Method.Name.Length - "Async".Length) : Method.Name;
        var area = Classes().Select(type => Attributes.Of(type, AreaMark)?.ConstructorArguments.FirstOrDefault().Value as string).FirstOrDefault(text => text is not null);
        var filled = template.Replace("[action]", action);
        filled = Controller.IsAbstract ? filled : filled.Replace("[controller]", name);
        filled = area is null ? filled : filled.Replace("[area]", area);
        return filled.IndexOf('[') >= 0 ? null : filled;
    }

    protected override EndpointMetadata FindMetadata()
    {
        var own = Declarations().Cast<ISymbol>().Concat(Classes()).SelectMany(MetadataItems.Of).ToImmutableArray();
        return new EndpointMetadata(own, MappedControllers.Of(World, Cancel).Conventions, isOpen: Controller.IsAbstract);
    }
}

/// <summary>What the calls that map all controllers say of every action (<c>MapControllers().RequireAuthorization()</c>).</summary>
internal sealed class MappedControllers(ImmutableArray<EndpointMetadata> conventions)
{
    public ImmutableArray<EndpointMetadata> Conventions { get; } = conventions;

    public static MappedControllers Of(World world, CancellationToken cancel) => world.Concept(
        (world, cancel) => new MappedControllers(RouteBuilders.ControllerMappings
            .SelectMany(name => world.CallsOf(name, cancel))
            .Where(RouteBuilders.IsFramework)
            .Select(call => BuilderConventions.Of(call.Operation, ImmutableArray.Create(RouteGroups.Of(world, cancel).Behind(call.Receiver, cancel).Metadata), world, cancel))
            .ToImmutableArray()),
        cancel);
}
