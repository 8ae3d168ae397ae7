namespace DesignChecks.Engine;

/// <summary>From a found word to the listeners of the rules that live in one compilation.</summary>
internal sealed class Dispatch
{
    private readonly RuleBook _set;
    private readonly (Rule Rule, Listener Listener)[]?[] _byWord;
    private readonly (Rule Rule, Listener Listener)[]?[] _byWordInGeneratedCode;
    private readonly NamedCalls _namedCalls;
    private readonly Comparisons _comparisons;
    private readonly (Rule Rule, Action<Found> Handle)[] _trees;

    public Dispatch(RuleBook set, IReadOnlyCollection<Rule> live)
    {
        _set = set;
        _byWord = Table(set, live);
        _byWordInGeneratedCode = Table(set, live.Where(rule => rule.ReadsGeneratedCode));
        _namedCalls = new NamedCalls(live.SelectMany(rule => set.ListenersOf(rule).Named.Select(listener => (rule, listener))));
        _comparisons = new Comparisons(live.SelectMany(rule => set.ListenersOf(rule).Comparisons.Select(listener => (rule, listener))));
        _trees = live.SelectMany(rule => set.ListenersOf(rule).Trees.Select(handle => (rule, handle))).ToArray();
        IsEmpty = Array.TrueForAll(_byWord, listeners => listeners is null) && _trees.Length == 0 && _namedCalls.IsEmpty && _comparisons.IsEmpty;
    }

    public bool IsEmpty { get; }

    private static (Rule, Listener)[]?[] Table(RuleBook set, IEnumerable<Rule> live)
    {
        var lists = new List<(Rule, Listener)>?[set.Vocabulary.Count];
        foreach (var rule in live)
        {
            foreach (var listener in set.ListenersOf(rule).All)
            {
                foreach (var word in listener.Words)
                {
                    set.Vocabulary.TryGetId(word, out var id);
                    (lists[id] ??= []).Add((rule, listener));
                }
            }
        }

        return lists.Select(list => list?.ToArray()).ToArray();
    }

    /// <summary>Calls every listener whose word stands in the pass's tree in the shape it asked for.</summary>
    public void Run(Pass pass)
    {
        RunOnTree(pass);
        var table = pass.IsGenerated ? _byWordInGeneratedCode : _byWord;
        if (pass.IsGenerated && Array.TrueForAll(table, listeners => listeners is null))
            return;
        var root = pass.Model.SyntaxTree.GetRoot(pass.Cancel);
        foreach (var hit in _set.Index.Of(pass.Model.SyntaxTree, pass.Cancel).Hits)
        {
            if (table[hit.Word] is not { } interested || !pass.IsAsked(hit.Position))
                continue;
            if (Candidate.At(root, hit.Position, _set.Vocabulary[hit.Word]) is not { } candidate)
                continue;
            foreach (var (rule, listener) in interested)
            {
                if (listener.Shape == candidate.Shape)
                    pass.Run(rule, listener.Handle, candidate.Node);
            }
        }

        if (pass.IsGenerated)
            return;
        _namedCalls.Run(pass);
        _comparisons.Run(pass);
    }

    private void RunOnTree(Pass pass)
    {
        if (_trees.Length == 0 || !pass.IsAsked(0))
            return;
        var root = pass.Model.SyntaxTree.GetRoot(pass.Cancel);
        foreach (var (rule, handle) in _trees)
            pass.Run(rule, handle, root);
    }
}
