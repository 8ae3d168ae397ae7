using DesignChecks.Engine;
using Microsoft.CodeAnalysis;

namespace DesignChecks.Concepts.Endpoints;

/// <summary>
/// The routes of one action, each an endpoint of its own: those of the method under each of the class (source:
/// DefaultApplicationModelProvider and ActionAttributeRouteModel of ASP.NET Core).
/// </summary>
internal static class ActionRoutes
{
    private static readonly TypeName RouteTemplate = new("Microsoft.AspNetCore.Mvc.Routing.IRouteTemplateProvider");
    private static readonly TypeName Verbs = new("Microsoft.AspNetCore.Mvc.Routing.IActionHttpMethodProvider");
    private static readonly TypeName AcceptVerbs = new("Microsoft.AspNetCore.Mvc.AcceptVerbsAttribute");

    /// <param name="declarations">The method, and those that it overrides.</param>
    /// <param name="classes">Its class, and the bases.</param>
    /// <returns>The templates, tokens left in; null for an action that a conventional route reaches.</returns>
    public static IEnumerable<string?> Of(IEnumerable<ISymbol> declarations, IEnumerable<ISymbol> classes)
    {
        var prefixes = NearestOf(classes).Select(TemplateOf).OfType<string>().ToArray();
        foreach (var own in TemplatesOf(NearestOf(declarations)))
        {
            if (own is not null && IsAbsolute(own))
                yield return "/" + own.TrimStart('~').TrimStart('/');
            else if (prefixes.Length == 0)
                yield return own is null ? null : RouteText.Join("", own);
            else
                foreach (var prefix in prefixes)
                    yield return RouteText.Join(prefix, own ?? "");
        }
    }

    private static bool IsAbsolute(string template) => template.StartsWith("/", StringComparison.Ordinal) || template.StartsWith("~/", StringComparison.Ordinal);

    /// <summary><c>[HttpGet]</c> without a template belongs to a <c>[Route]</c> beside it, but is a route of its own beside <c>[HttpPost("x")]</c>.</summary>
    private static IEnumerable<string?> TemplatesOf(AttributeData[] attributes)
    {
        var stated = attributes.Where(attribute => TemplateOf(attribute) is not null).ToArray();
        var isSilent = stated.Length == 0 || stated.Length < attributes.Length && stated.All(attribute => Verbs.IsBaseOf(attribute.AttributeClass));
        return isSilent ? stated.Select(TemplateOf).Append(null) : stated.Select(TemplateOf);
    }

    /// <summary>The attributes of the nearest symbol that has any.</summary>
    private static AttributeData[] NearestOf(IEnumerable<ISymbol> symbols) =>
        symbols.Select(symbol => symbol.GetAttributes().Where(attribute => RouteTemplate.IsBaseOf(attribute.AttributeClass)).ToArray()).FirstOrDefault(attributes => attributes.Length > 0) ?? [];

    private static string? TemplateOf(AttributeData attribute) => AcceptVerbs.Is(attribute.AttributeClass)
        ? attribute.NamedArguments.FirstOrDefault(argument => argument.Key == "Route").Value.Value as string
        : attribute.ConstructorArguments.FirstOrDefault(argument => argument.Kind == TypedConstantKind.Primitive).Value as string;
}
