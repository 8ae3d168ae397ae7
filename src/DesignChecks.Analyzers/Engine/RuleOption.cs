using Microsoft.CodeAnalysis;

namespace DesignChecks.Engine;

/// <summary>
/// An option that rules declare: <c>dotnet_code_quality.DCK0514.NAME</c> for one rule,
/// <c>dotnet_code_quality.designchecks.NAME</c> for all that read it.
/// </summary>
internal abstract class RuleOption(string name, string description, string defaultText)
{
    /// <summary>What every key of ours starts with.</summary>
    public const string Prefix = "dotnet_code_quality.";

    /// <summary>The scope that stands for all rules.</summary>
    public const string AllRules = "designchecks";

    public string Name { get; } = name;

    public string Description { get; } = description;

    public string DefaultText { get; } = defaultText;

    /// <summary>What a valid value looks like, for docs and for DCK0006.</summary>
    public abstract string ValidValues { get; }

    public abstract bool IsValid(string text);
}

internal abstract class RuleOption<T>(string name, T defaultValue, string description, string defaultText) : RuleOption(name, description, defaultText)
{
    public T Default { get; } = defaultValue;

    public abstract T? Parse(string text);
}

/// <summary>Names of types or members, comma-separated: simple, full, or documentation ids. They add to what the rule knows.</summary>
internal sealed class NameListOption(string name, string description, string defaultText = "")
    : RuleOption<NameList>(name, NameList.Empty, description, defaultText)
{
    public override string ValidValues => "a comma-separated list of names: simple, full, or documentation ids such as T:Shop.PagedList`1";

    public override bool IsValid(string text) => NameList.IsWellFormed(text);

    public override NameList Parse(string text) => NameList.Parse(text);
}

/// <summary>Words or texts, comma-separated.</summary>
internal sealed class TextListOption(string name, string description, string defaultText = "")
    : RuleOption<string[]>(name, [], description, defaultText)
{
    public override string ValidValues => "a comma-separated list";

    public override bool IsValid(string text) => Parse(text).Length > 0;

    public override string[] Parse(string text) =>
        text.Split(',').Select(part => part.Trim()).Where(part => part.Length > 0).ToArray();
}

internal sealed class FlagOption(string name, string description) : RuleOption<bool?>(name, false, description, "false")
{
    public override string ValidValues => "true or false";

    public override bool IsValid(string text) => Parse(text) is not null;

    public override bool? Parse(string text) => bool.TryParse(text.Trim(), out var flag) ? flag : null;
}

/// <summary>One of a few words; also how facts that code can't show are stated (<c>rate_limiting = gateway</c>).</summary>
internal sealed class ChoiceOption(string name, string[] choices, string description, string defaultText = "")
    : RuleOption<string>(name, "", description, defaultText)
{
    public override string ValidValues => string.Join(" | ", choices);

    public override bool IsValid(string text) => Parse(text) is not null;

    public override string? Parse(string text) =>
        Array.Find(choices, choice => string.Equals(choice, text.Trim(), StringComparison.OrdinalIgnoreCase));
}

internal sealed class TextOption(string name, string description, Func<string, bool> isValid, string validValues)
    : RuleOption<string>(name, "", description, "")
{
    public override string ValidValues => validValues;

    public override bool IsValid(string text) => isValid(text.Trim());

    public override string? Parse(string text) => IsValid(text) ? text.Trim() : null;
}
