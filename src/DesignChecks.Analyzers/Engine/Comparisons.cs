using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DesignChecks.Engine;

/// <summary>An interest in comparisons near certain words.</summary>
/// <param name="Stems">Beginnings or ends of words, in lower case, of which one stands near.</param>
/// <param name="IsWanted">Sees the syntax before anything is bound.</param>
/// <param name="Handle">Called with the comparison.</param>
internal sealed record ComparisonListener(string[] Stems, Func<BinaryExpressionSyntax, bool> IsWanted, Action<Found> Handle);

/// <summary>The comparisons with <c>==</c> and <c>!=</c> that rules asked for, of one tree.</summary>
internal sealed class Comparisons
{
    private readonly (Rule Rule, ComparisonListener Listener)[] _listeners;
    private readonly string[] _stems;

    public Comparisons(IEnumerable<(Rule Rule, ComparisonListener Listener)> listeners)
    {
        _listeners = listeners.ToArray();
        _stems = _listeners.SelectMany(entry => entry.Listener.Stems).Distinct(StringComparer.Ordinal).ToArray();
    }

    public bool IsEmpty => _listeners.Length == 0;

    public void Run(Pass pass)
    {
        if (IsEmpty)
            return;
        var root = pass.Model.SyntaxTree.GetRoot(pass.Cancel);
        foreach (var position in ComparisonScan.Find(pass.Model.SyntaxTree.GetText(pass.Cancel), _stems, pass.Cancel))
        {
            if (!pass.IsAsked(position) || root.FindToken(position) is not { Parent: BinaryExpressionSyntax comparison } token || comparison.OperatorToken != token || token.SpanStart != position)
                continue;
            foreach (var (rule, listener) in _listeners)
            {
                if (listener.IsWanted(comparison))
                    pass.Run(rule, listener.Handle, comparison);
            }
        }
    }
}
