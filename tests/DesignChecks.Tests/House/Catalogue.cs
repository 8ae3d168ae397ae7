using DesignChecks.Engine;
using DesignChecks.Rules;

namespace DesignChecks.Tests.House;

/// <summary>All rules, as the house tests look at them.</summary>
internal static class Catalogue
{
    public static IReadOnlyList<Rule> Rules { get; } = [.. AllAreas.Live.Concat(AllAreas.BuildOnly).OrderBy(rule => rule.Id, StringComparer.Ordinal)];

    public static TheoryData<string> Ids { get; } = [.. Rules.Select(rule => rule.Id)];

    public static Rule Find(string id) => Rules.Single(rule => rule.Id == id);

    public static string PageOf(Rule rule) => $"docs/rules/{rule.Id}.md";

    public static string SeverityName(Rule rule) => rule.Descriptor.IsEnabledByDefault ? rule.Descriptor.DefaultSeverity.ToString().ToLowerInvariant() : "off";

    public static string Title(Rule rule) => rule.Descriptor.Title.ToString();
}
