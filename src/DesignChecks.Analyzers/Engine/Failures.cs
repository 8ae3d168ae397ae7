using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;

namespace DesignChecks.Engine;

/// <summary>
/// Rules that threw in this compilation. Each is dropped for the rest of it and named once in an AD0001, after the tree's
/// other rules have had their turn.
/// </summary>
internal sealed class Failures
{
    private readonly ConcurrentDictionary<Rule, RuleFailedException> _failed = new();
    private readonly ConcurrentQueue<RuleFailedException> _untold = new();

    /// <summary>Runs a rule's code unless it failed before; a failure takes down this rule and no other.</summary>
    public void Guard(Rule rule, object place, Action run)
    {
        if (!_failed.IsEmpty && _failed.ContainsKey(rule))
            return;
        try
        {
            run();
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            var failure = new RuleFailedException(rule, Describe(place), error);
            if (_failed.TryAdd(rule, failure))
                _untold.Enqueue(failure);
        }
    }

    /// <summary>Throws the next failure that the host has not been told of.</summary>
    public void Tell()
    {
        if (_untold.TryDequeue(out var failure))
            throw failure;
    }

    private static string Describe(object place) =>
        place is SyntaxNode node ? $"{node.GetType().Name} at {node.GetLocation().GetLineSpan()}" : place.ToString();
}

/// <summary>Names the rule, which the host's own report can't: to it there is one analyzer.</summary>
internal sealed class RuleFailedException(Rule rule, string place, Exception error)
    : Exception($"{rule.Id} ({rule.GetType().Name}) failed on {place}: {error.GetType().Name}: {error.Message} {error.StackTrace}", error);
