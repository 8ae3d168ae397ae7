using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DesignChecks.Engine;

/// <summary>Options of a compilation, each parsed once per tree.</summary>
internal sealed class OptionReader(AnalyzerConfigOptionsProvider provider)
{
    private readonly ConcurrentDictionary<(SyntaxTree?, string, RuleOption), object?> _values = new();

    /// <summary>The option's value for a rule in a tree: the rule's own key, else the key for all, else the default.</summary>
    public T Get<T>(string ruleId, RuleOption<T> option, SyntaxTree? tree) =>
        (T)_values.GetOrAdd((tree, ruleId, option), _ => Read(ruleId, option, tree))!;

    /// <summary>What MSBuild tells through <c>CompilerVisibleProperty</c>; null where it doesn't.</summary>
    public string? BuildProperty(string name) => Text(provider.GlobalOptions, "build_property." + name);

    /// <summary>The keys that a tree's configuration sets, lower-cased by the compiler, with their values; nothing where the host doesn't list them.</summary>
    public IEnumerable<(string Key, string Value)> Settings(SyntaxTree tree, Func<string, bool> isAsked)
    {
        var texts = provider.GetOptions(tree);
        foreach (var key in Keys(texts))
        {
            if (isAsked(key) && Text(texts, key) is { } text)
                yield return (key, text);
        }
    }

    private static IEnumerable<string> Keys(AnalyzerConfigOptions options)
    {
        try
        {
            return options.Keys;
        }
        catch (NotImplementedException)
        {
            return []; // what the base class does in hosts that don't override it
        }
    }

    private T Read<T>(string ruleId, RuleOption<T> option, SyntaxTree? tree)
    {
        var texts = tree is null ? provider.GlobalOptions : provider.GetOptions(tree);
        var text = Text(texts, RuleOption.Prefix + ruleId + "." + option.Name)
            ?? Text(texts, RuleOption.Prefix + RuleOption.AllRules + "." + option.Name);
        return text is null || !option.IsValid(text) ? option.Default : option.Parse(text) ?? option.Default;
    }

    private static string? Text(AnalyzerConfigOptions options, string key)
    {
#pragma warning disable RS0030 // the one place that reads options
        return options.TryGetValue(key, out var text) && text.Trim().Length > 0 ? text : null;
#pragma warning restore RS0030
    }
}
