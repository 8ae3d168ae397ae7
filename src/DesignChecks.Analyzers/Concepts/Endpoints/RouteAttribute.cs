using System.Collections.Immutable;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;

namespace DesignChecks.Concepts.Endpoints;

/// <summary>What one routing attribute says: <c>[Route]</c>, <c>[HttpGet]</c>, <c>[AcceptVerbs]</c> or one that derives from them.</summary>
internal sealed class RouteAttribute
{
    private static readonly TypeName TemplateProvider = new("Microsoft.AspNetCore.Mvc.Routing.IRouteTemplateProvider");
    private static readonly TypeName VerbProvider = new("Microsoft.AspNetCore.Mvc.Routing.IActionHttpMethodProvider");
    private static readonly TypeName AcceptVerbs = new("Microsoft.AspNetCore.Mvc.AcceptVerbsAttribute");

    private readonly AttributeData _attribute;

    private RouteAttribute(AttributeData attribute)
    {
        _attribute = attribute;
        // What a class of the team's own hands to its base isn't in sight.
        IsTemplateKnown = IsFrameworks(attribute.AttributeClass!);
        Template = IsTemplateKnown ? Named("Route") ?? ArgumentOf("template") : null;
        NamesVerbs = VerbProvider.IsBaseOf(attribute.AttributeClass);
        Verbs = NamesVerbs ? FindVerbs() : Verbs.Unknown;
    }

    public bool NamesVerbs { get; }

    public Verbs Verbs { get; }

    public bool IsTemplateKnown { get; }

    /// <summary>Null when it gives none, or an unknown one.</summary>
    public string? Template { get; }

    /// <summary>True when it says nothing of the route: to MVC, a name or an order is something.</summary>
    public bool IsSilent => IsTemplateKnown && Template is null && !_attribute.NamedArguments.Any(argument => argument.Key is "Name" or "Order");

    public static IEnumerable<RouteAttribute> On(ISymbol symbol) =>
        symbol.GetAttributes().Where(attribute => TemplateProvider.IsBaseOf(attribute.AttributeClass)).Select(attribute => new RouteAttribute(attribute));

    private Verbs FindVerbs()
    {
        var type = _attribute.AttributeClass!;
        if (AcceptVerbs.Is(type))
            return Verbs.Of(_attribute.ConstructorArguments.SelectMany(argument => argument.Kind == TypedConstantKind.Array ? argument.Values : ImmutableArray.Create(argument)).Select(argument => argument.Value).OfType<string>());
        while (!IsFrameworks(type) && type.BaseType is { } next)
            type = next;
        return type.Name is ['H', 't', 't', 'p', .. var verb] && verb != "MethodAttribute" && verb.EndsWith("Attribute", StringComparison.Ordinal)
            ? Verbs.Of([verb.Substring(0, verb.Length - "Attribute".Length)])
            : Verbs.Unknown;
    }

    private string? Named(string property) => _attribute.NamedArguments.FirstOrDefault(argument => argument.Key == property).Value.Value as string;

    private string? ArgumentOf(string parameter)
    {
        var parameters = _attribute.AttributeConstructor?.Parameters ?? ImmutableArray<IParameterSymbol>.Empty;
        for (var i = 0; i < parameters.Length && i < _attribute.ConstructorArguments.Length; i++)
        {
            if (parameters[i].Name == parameter)
                return _attribute.ConstructorArguments[i].Value as string;
        }

        return null;
    }

    private static bool IsFrameworks(INamedTypeSymbol type) => type.ContainingAssembly?.Name == "Microsoft.AspNetCore.Mvc.Core";
}
