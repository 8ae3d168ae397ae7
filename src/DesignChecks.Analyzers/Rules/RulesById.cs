using DesignChecks.Engine;

namespace DesignChecks.Rules;

/// <summary>All rules of the product, for the few that speak about others.</summary>
internal static class RulesById
{
    private static readonly Lazy<IReadOnlyList<Rule>> Rules = new(() => [.. AllAreas.Live, .. AllAreas.BuildOnly]);

    private static readonly Lazy<Dictionary<string, Rule>> ById = new(() => All.ToDictionary(rule => rule.Id, StringComparer.OrdinalIgnoreCase));

    public static IReadOnlyList<Rule> All => Rules.Value;

    public static Rule? Find(string id) => ById.Value.TryGetValue(id, out var rule) ? rule : null;
}
