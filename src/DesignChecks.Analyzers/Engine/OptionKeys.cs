namespace DesignChecks.Engine;

/// <summary>The keys of configuration that rules read, to find those of ours that nobody reads.</summary>
internal sealed class OptionKeys(IReadOnlyCollection<Rule> rules)
{
    private const string Diagnostic = "dotnet_diagnostic.";

    private readonly Dictionary<string, Rule> _rules = rules.ToDictionary(rule => rule.Id, StringComparer.OrdinalIgnoreCase);

    /// <summary>True for keys that can be meant for nobody but us.</summary>
    public static bool IsOurs(string key)
    {
        var (prefix, scope, _) = Split(key);
        return IsId(scope) || (IsAllRules(scope) && prefix != Diagnostic);
    }

    /// <summary>What is wrong with a setting of ours; null when a rule reads it, or when it sets nothing.</summary>
    public KeyProblem? ProblemOf(string key, string value)
    {
        var (prefix, scope, name) = Split(key);
        if (value.Length == 0)
            return null;
        if (IsId(scope) && !_rules.ContainsKey(scope))
            return new KeyProblem(false, $"There is no rule {scope.ToUpperInvariant()}", prefix == Diagnostic || name == "severity" ? NearestRule(scope) : NearestKey(scope, name));
        if (prefix == Diagnostic)
            return name == "severity" ? null : new KeyProblem(false, $"'{key}' is no key", $"write '{SeverityKey(scope)}'");
        var declared = Declared(scope, name);
        if (declared.Length == 0)
            return new KeyProblem(false, IsAllRules(scope) ? $"No rule reads '{key}'" : $"{scope.ToUpperInvariant()} does not read '{key}'", name == "severity" && IsId(scope) ? $"write '{SeverityKey(scope)}'" : NearestKey(scope, name));
        if (prefix.Length == 0)
            return new KeyProblem(false, $"No rule reads '{key}'", $"write '{KeyOf(scope, declared[0].Name)}'");
        return Array.Exists(declared, option => option.IsValid(value))
            ? null
            : new KeyProblem(true, $"'{value}' is no value of '{key}'", $"write {declared[0].ValidValues}");
    }

    private RuleOption[] Declared(string scope, string name) =>
        OptionsOf(scope).Where(option => string.Equals(option.Name, name, StringComparison.OrdinalIgnoreCase)).ToArray();

    private IEnumerable<RuleOption> OptionsOf(string scope) =>
        IsAllRules(scope) ? rules.SelectMany(rule => rule.Options)
        : _rules.TryGetValue(scope, out var rule) ? rule.Options
        : [];

    /// <summary>The same option for all rules where another rule has it, else the option of the same rule that is spelled most like it, else of any.</summary>
    private string NearestKey(string scope, string name)
    {
        if (Declared(RuleOption.AllRules, name) is [var same, ..])
            return $"write '{KeyOf(RuleOption.AllRules, same.Name)}'";
        var owner = OptionsOf(scope).Any() ? scope : RuleOption.AllRules;
        return Nearest.To(name, OptionsOf(owner).Select(option => option.Name)) is { } nearest
            ? $"the nearest key is '{KeyOf(owner, nearest)}'"
            : "no rule has options";
    }

    private string NearestRule(string id)
    {
        var nearest = Nearest.To(id, _rules.Keys.OrderBy(known => known, StringComparer.Ordinal));
        return nearest is null ? "there are no rules" : $"the nearest is {nearest} ({_rules[nearest].Descriptor.Title})";
    }

    private static string KeyOf(string scope, string name) => RuleOption.Prefix + (IsId(scope) ? scope.ToUpperInvariant() : RuleOption.AllRules) + "." + name;

    private static string SeverityKey(string id) => Diagnostic + id.ToUpperInvariant() + ".severity";

    /// <summary>The prefix is empty where someone left it out.</summary>
    private static (string Prefix, string Scope, string Name) Split(string key)
    {
        var prefix = StartsWith(key, RuleOption.Prefix) ? RuleOption.Prefix : StartsWith(key, Diagnostic) ? Diagnostic : "";
        var end = key.IndexOf('.', prefix.Length);
        return end < 0
            ? (prefix, prefix.Length == 0 ? "" : key.Substring(prefix.Length), "")
            : (prefix, key.Substring(prefix.Length, end - prefix.Length), key.Substring(end + 1));
    }

    private static bool StartsWith(string key, string prefix) => key.StartsWith(prefix, StringComparison.OrdinalIgnoreCase);

    private static bool IsAllRules(string scope) => string.Equals(scope, RuleOption.AllRules, StringComparison.OrdinalIgnoreCase);

    private static bool IsId(string scope) => StartsWith(scope, "dck") && scope.Any(char.IsDigit);
}

/// <summary>Why a setting of ours does nothing.</summary>
internal sealed record KeyProblem(bool IsInValue, string Complaint, string Advice);
