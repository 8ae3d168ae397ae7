using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace DesignChecks.Engine;

/// <summary>Rules that run together, with the words they look for and the index of where those words stand in each tree.</summary>
internal sealed class RuleBook
{
    private readonly Dictionary<Rule, Listeners> _listeners = [];

    public RuleBook(IEnumerable<Rule> rules)
    {
        Rules = rules.ToImmutableArray();
        foreach (var rule in Rules)
        {
            var listeners = new Listeners();
            rule.Listen(listeners);
            _listeners.Add(rule, listeners);
        }

        Vocabulary = new Vocabulary(_listeners.Values.SelectMany(on => on.All.SelectMany(listener => listener.Words).Concat(on.Lookups)).Concat(TestProject.Words));
        Index = new TreeIndex.Cache(Vocabulary);
        Descriptors = Rules.Select(rule => rule.Descriptor).ToImmutableArray();
    }

    public ImmutableArray<Rule> Rules { get; }

    public ImmutableArray<DiagnosticDescriptor> Descriptors { get; }

    public Vocabulary Vocabulary { get; }

    public TreeIndex.Cache Index { get; }

    public Listeners ListenersOf(Rule rule) => _listeners[rule];

    /// <summary>The id of a word; a word that no rule declared would find nothing and hide it, so it is an error of ours.</summary>
    public int IdOf(string word) =>
        Vocabulary.TryGetId(word, out var id)
            ? id
            : throw new InvalidOperationException($"No rule declares that it looks up '{word}'; call Listeners.LooksUp.");
}
