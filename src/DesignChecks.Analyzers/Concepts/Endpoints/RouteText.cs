using System.Text.RegularExpressions;

namespace DesignChecks.Concepts.Endpoints;

/// <summary>Route templates as text: <c>/api/orders/{id:int}</c>.</summary>
internal static class RouteText
{
    /// <summary>One template after the other; null when one of them is unknown.</summary>
    public static string? Join(string? first, string? second)
    {
        if (first is null || second is null)
            return null;
        var segments = Segments(first).Concat(Segments(second));
        return "/" + string.Join("/", segments);
    }

    public static string[] Segments(string template) => template.Split(['/'], StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The names of the parameters: <c>id</c> of <c>{id:int}</c>, <c>{id?}</c>, <c>{*id}</c> and <c>{id=1}</c>.</summary>
    public static IEnumerable<string> Parameters(string template)
    {
        for (var open = template.IndexOf('{'); open >= 0; open = template.IndexOf('{', open + 1))
        {
            var end = template.IndexOfAny(['}', ':', '?', '='], open);
            if (end < 0)
                yield break;
            yield return template.Substring(open + 1, end - open - 1).TrimStart('*');
        }
    }

    /// <summary>A segment such as <c>v1</c>, <c>v2.1</c>, <c>v1-beta</c>, <c>1.0</c>, <c>2026-05-01</c>, <c>v{version:apiVersion}</c>.</summary>
    public static bool NamesVersion(string template) => Segments(template).Any(segment => Version.IsMatch(segment));

    private static readonly Regex Version = new(
        @"^(v\d+(\.\d+)*(-?(alpha|beta|preview|rc)\d*)?|\d+\.\d+|\d{4}-\d{2}-\d{2}|v?\{[^}]*version[^}]*\})$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
}
