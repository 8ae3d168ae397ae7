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
            result.GetProperty("message").GetProperty("text").GetString()!));

    /// <summary>The levels at which an id was reported, one for each report.</summary>
    public string[] LevelsOf(string id) => [.. Results.Where(result => result.Id == id).Select(result => result.Level)];

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

internal sealed record SarifResult(string Id, string Level, string Message);

internal sealed record SarifRule(string Title, string HelpLink, string Category, string[] Tags);
