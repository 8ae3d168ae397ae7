using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace DesignChecks.Engine;

/// <summary>
/// Where the words of a vocabulary stand in one tree, aliases of them included. Made once per tree and kept as long as
/// the tree lives: an editor that changes one file scans one file. Holds positions only, never nodes or symbols.
/// </summary>
internal sealed class TreeIndex
{
    private readonly WordHit[] _hits;
    private WordHit[]? _byWord;

    private TreeIndex(WordHit[] hits) => _hits = hits;

    /// <summary>In the order of the text.</summary>
    public IReadOnlyList<WordHit> Hits => _hits;

    /// <summary>In the order of the text.</summary>
    public IEnumerable<int> PositionsOf(int word)
    {
        var sorted = _byWord ??= _hits.OrderBy(hit => hit.Word).ThenBy(hit => hit.Position).ToArray();
        for (var i = FirstOf(word, sorted); i < sorted.Length && sorted[i].Word == word; i++)
            yield return sorted[i].Position;
    }

    private static int FirstOf(int word, WordHit[] sorted)
    {
        var (low, high) = (0, sorted.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (sorted[middle].Word < word)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }

    internal sealed class Cache(Vocabulary vocabulary)
    {
        private readonly ConditionalWeakTable<SyntaxTree, TreeIndex> _indexes = new();

        public TreeIndex Of(SyntaxTree tree, CancellationToken cancel)
        {
            if (_indexes.TryGetValue(tree, out var known))
                return known;
            var made = Make(tree, vocabulary, cancel);
            return _indexes.GetValue(tree, _ => made);
        }
    }

    private static TreeIndex Make(SyntaxTree tree, Vocabulary vocabulary, CancellationToken cancel)
    {
        var hits = WordScan.Find(tree.GetText(cancel), vocabulary, cancel);
        return new TreeIndex(WithAliases(tree, hits, vocabulary, cancel));
    }

    /// <summary><c>using Client = System.Net.Http.HttpClient;</c>: where the text says Client, the word HttpClient stands.</summary>
    private static WordHit[] WithAliases(SyntaxTree tree, WordHit[] hits, Vocabulary vocabulary, CancellationToken cancel)
    {
        if (tree.GetRoot(cancel) is not Microsoft.CodeAnalysis.CSharp.Syntax.CompilationUnitSyntax root || !HasAlias(root))
            return hits;
        var aliases = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var hit in hits)
        {
            if (Candidate.AliasAt(root, hit.Position) is { } alias)
                aliases[alias] = hit.Word;
        }

        if (aliases.Count == 0)
            return hits;
        var names = new Vocabulary(aliases.Keys);
        var more = WordScan.Find(tree.GetText(cancel), names, cancel).Select(hit => new WordHit(aliases[names[hit.Word]], hit.Position));
        return hits.Concat(more).Distinct().OrderBy(hit => hit.Position).ToArray();
    }

    private static bool HasAlias(Microsoft.CodeAnalysis.CSharp.Syntax.CompilationUnitSyntax root) =>
        root.Usings.Any(directive => directive.Alias is not null)
        || root.Members.OfType<Microsoft.CodeAnalysis.CSharp.Syntax.BaseNamespaceDeclarationSyntax>()
            .Any(space => space.Usings.Any(directive => directive.Alias is not null));
}
