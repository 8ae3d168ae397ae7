using System.Text.RegularExpressions;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;

namespace DesignChecks.Concepts.Endpoints;

/// <summary>One way that attributes lead to an action; MVC makes an endpoint of each.</summary>
/// <param name="Verbs">Unknown where any is answered, too.</param>
/// <param name="Template">With the class's before it; null where no attribute gives one, or it isn't in sight.</param>
internal sealed record ActionRoute(Verbs Verbs, string? Template)
{
    /// <summary>True when no attribute gives it a route: only a conventional one leads there.</summary>
    public bool IsConventional { get; init; }

    private static readonly TypeName AreaMark = new("Microsoft.AspNetCore.Mvc.AreaAttribute");
    private static readonly TypeName ActionName = new("Microsoft.AspNetCore.Mvc.ActionNameAttribute");
    private static readonly Regex Token = new(@"\[(controller|action|area)\]", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    /// <summary>All ways to an action, by its attributes and its controller's.</summary>
    /// <param name="declarations">The action, then what it overrides.</param>
    /// <param name="classes">Its controller, then the bases.</param>
    public static IEnumerable<ActionRoute> Of(IReadOnlyList<IMethodSymbol> declarations, IReadOnlyList<INamedTypeSymbol> classes)
    {
        var prefixes = Nearest(classes);
        foreach (var (verbs, isKnown, template) in Combined(Nearest(declarations)))
        {
            if (isKnown && template is not null && (template.StartsWith("/", StringComparison.Ordinal) || template.StartsWith("~/", StringComparison.Ordinal)))
                yield return new ActionRoute(verbs, Filled(RouteText.Join("", template.TrimStart('~')), declarations, classes));
            else if (!isKnown || IsOpen(classes[0]))
                yield return new ActionRoute(verbs, null);
            else if (prefixes.Length == 0)
                yield return new ActionRoute(verbs, Filled(RouteText.Join("", template), declarations, classes)) { IsConventional = template is null };
            else
            {
                foreach (var prefix in prefixes)
                    yield return new ActionRoute(verbs, prefix.IsTemplateKnown ? Filled(RouteText.Join(prefix.Template ?? "", template ?? ""), declarations, classes) : null);
            }
        }
    }

    /// <summary>True for a class that others derive from to be controllers, with routes of their own.</summary>
    public static bool IsOpen(INamedTypeSymbol controller) => controller.IsAbstract || controller.IsGenericType;

    /// <summary>The attributes of the nearest symbol that has any: those behind it are gone.</summary>
    private static RouteAttribute[] Nearest(IEnumerable<ISymbol> symbols) =>
        symbols.Select(symbol => RouteAttribute.On(symbol).ToArray()).FirstOrDefault(attributes => attributes.Length > 0) ?? [];

    /// <summary>
    /// As MVC puts the attributes of a method together: a template with verbs of its own stands alone; one without takes the
    /// verbs of all that say nothing of the route; where there is none, those share the class's.
    /// </summary>
    private static IEnumerable<(Verbs Verbs, bool IsKnown, string? Template)> Combined(RouteAttribute[] attributes)
    {
        var shared = Verbs.All(attributes.Where(attribute => attribute.IsSilent && attribute.NamesVerbs).Select(attribute => attribute.Verbs));
        var speaking = Array.FindAll(attributes, attribute => !attribute.IsSilent);
        foreach (var attribute in speaking)
            yield return (attribute.NamesVerbs ? attribute.Verbs : shared, attribute.IsTemplateKnown, attribute.Template);
        if (speaking.Length == 0 || speaking.Length < attributes.Length && Array.TrueForAll(speaking, attribute => attribute.NamesVerbs))
            yield return (shared, true, null);
    }

    private static string? Filled(string? template, IEnumerable<IMethodSymbol> declarations, IReadOnlyList<INamedTypeSymbol> classes)
    {
        if (template is null || template.IndexOf('[') < 0)
            return template;
        var filled = Token.Replace(template, token => token.Groups[1].Value.ToLowerInvariant() switch
        {
            "controller" when !IsOpen(classes[0]) => Without("Controller", classes[0].Name),
            "action" => Argument(declarations, ActionName) ?? Without("Async", declarations.First().Name),
            "area" => Argument(classes, AreaMark) ?? token.Value,
            _ => token.Value,
        });
        return filled.IndexOf('[') >= 0 ? null : filled;
    }

    private static string? Argument(IEnumerable<ISymbol> symbols, TypeName attribute) =>
        symbols.Select(symbol => Attributes.Of(symbol, attribute)?.ConstructorArguments.FirstOrDefault().Value as string).FirstOrDefault(text => text is not null);

    private static string Without(string suffix, string name) => name.EndsWith(suffix, StringComparison.Ordinal) ? name.Substring(0, name.Length - suffix.Length) : name;
}
