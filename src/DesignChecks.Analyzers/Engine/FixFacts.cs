using System.Collections.Immutable;

namespace DesignChecks.Engine;

/// <summary>What a rule tells its fix, in the diagnostic's properties: the fix never asks a semantic question twice.</summary>
internal sealed class FixFacts
{
    public static readonly FixFacts None = new(ImmutableDictionary<string, string?>.Empty);

    private FixFacts(ImmutableDictionary<string, string?> properties) => Properties = properties;

    public ImmutableDictionary<string, string?> Properties { get; }

    public static FixFacts Of(string key, string value) => None.With(key, value);

    public FixFacts With(string key, string value) => new(Properties.SetItem(key, value));
}
