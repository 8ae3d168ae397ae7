using System.Text.Json;

namespace DesignChecks.PackageTests.Workbench;

/// <summary>The compiler's own log of what was reported, and of the rules.</summary>
internal sealed class Sarif
{
    private readonly JsonElement _run;

    public Sarif(string path)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(path));
        _run = document.RootElement.GetProperty("runs")[0].Clone();
    }

    public IEnumerable<SarifResult> Results =>
        _run.GetProperty("results").EnumerateArray().Select(result => new SarifResult(
            result.GetProperty("ruleId").GetString()!,
            result.GetProperty("level").GetString()!,
            result.GetProperty("message").GetProperty("text").GetString()!,
            PlaceOf(result)));

    /// <summary>The levels at which an id was reported, one for each report.</summary>
    public string[] LevelsOf(string id) => [.. Results.Where(result => result.Id == id).Select(result => result.Level)];

    /// <summary>File name and line; empty for a report without a place.</summary>
    private static string PlaceOf(JsonElement result)
    {
        if (!result.TryGetProperty("locations", out var locations))
            return "";
        var place = locations[0].GetProperty("physicalLocation");
        var file = place.GetProperty("artifactLocation").GetProperty("uri").GetString()!;
        return $"{Path.GetFileName(file)}:{place.GetProperty("region").GetProperty("startLine").GetInt32()}";
    }

    public SarifRule Rule(string id)
    {
        var rule = _run.GetProperty("tool").GetProperty("driver").GetProperty("rules").EnumerateArray().Single(rule => rule.GetProperty("id").GetString() == id);
        var properties = rule.GetProperty("properties");
        return new SarifRule(
            rule.GetProperty("shortDescription").GetProperty("text").GetString()!,
            rule.GetProperty("helpUri").GetString()!,
            properties.GetProperty("category").GetString()!,
            [.. properties.GetProperty("tags").EnumerateArray().Select(tag => tag.GetString()!)]);
    }
}

internal sealed record SarifResult(string Id, string Level, string Message, string Place);

internal sealed record SarifRule(string Title, string HelpLink, string Category, string[] Tags);
