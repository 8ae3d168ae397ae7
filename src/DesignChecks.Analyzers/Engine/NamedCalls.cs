namespace DesignChecks.Engine;

/// <summary>Calls of methods whose names are found in the compilation itself: asked for once, at the first tree.</summary>
internal sealed class NamedCalls(IEnumerable<(Rule Rule, NamedListener Listener)> listeners)
{
    private readonly (Rule Rule, NamedListener Listener)[] _listeners = listeners.ToArray();
    private Known? _known;

    public bool IsEmpty => _listeners.Length == 0;

    public void Run(Pass pass)
    {
        if (IsEmpty || KnownIn(pass) is not { Words.Count: > 0 } known)
            return;
        var root = pass.Model.SyntaxTree.GetRoot(pass.Cancel);
        foreach (var hit in WordScan.Find(pass.Model.SyntaxTree.GetText(pass.Cancel), known.Words, pass.Cancel))
        {
            var name = known.Words[hit.Word];
            if (!pass.IsAsked(hit.Position) || Candidate.At(root, hit.Position, name) is not { Shape: Shape.Call } candidate)
                continue;
            foreach (var (rule, listener) in known.ByName[name])
                pass.Run(rule, listener.Handle, candidate.Node);
        }
    }

    private Known KnownIn(Pass pass)
    {
        lock (_listeners)
            return _known ??= Ask(pass);
    }

    private Known Ask(Pass pass)
    {
        var byName = new Dictionary<string, List<(Rule, Listener)>>(StringComparer.Ordinal);
        foreach (var (rule, listener) in _listeners)
        {
            pass.Guard(rule, () =>
            {
                foreach (var name in listener.Names(pass.World, pass.Cancel))
                {
                    if (!byName.TryGetValue(name, out var interested))
                        byName.Add(name, interested = []);
                    interested.Add((rule, listener.Listener));
                }
            });
        }

        return new Known(new Vocabulary(byName.Keys), byName);
    }

    private sealed record Known(Vocabulary Words, Dictionary<string, List<(Rule, Listener)>> ByName);
}
