using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DesignChecks.Tests.House;

/// <summary>Breaks a text as typing does: tokens are missing, doubled, in the wrong place, or the text ends in the middle.</summary>
internal static class Mutation
{
    /// <summary>Tokens that open or close something, or begin what needs more.</summary>
    private static readonly string[] Sharp =
    [
        "(", ")", "{", "}", "[", "]", "<", ">", ";", ",", ".", "?.", "?", ":", "=>", "=", "!", "..", "&", "*", "@", "#", "\"", "$\"{", "$\"", "'", "\"\"\"", "{{", "//", "/*",
        "new", "new()", "new {", "await", "async", "return", "default", "null", "typeof(", "nameof(", "is", "as", "with {", "switch {", "when", "this", "base", "static", "record", "class X", "struct",
        "x =>", "() =>", "delegate", "ref", "out var x", "in", "params", "partial", "where T :", "yield return", "throw", "try {", "catch", "using", "lock (", "for (;;)", "foreach (var x in", "if (", "else",
        "var (a, b) =", "1", "0m", "\"text\"", "true", "[]", "[..", "stackalloc", "unsafe", "dynamic", "extension(", "field", "goto", "[Attribute]", "#pragma warning disable", "#if X", "global::", "scoped",
    ];

    public static string Of(string text, IReadOnlyList<string> words, Random random)
    {
        var pieces = Pieces(text);
        for (var edits = random.Next(1, 5); edits > 0 && pieces.Count > 0; edits--)
            Edit(pieces, words, random);
        return string.Concat(pieces);
    }

    /// <summary>The tokens with the space around them; for a text that isn't code, its words.</summary>
    private static List<string> Pieces(string text) =>
        [.. CSharpSyntaxTree.ParseText(text, new CSharpParseOptions(LanguageVersion.Preview)).GetRoot().DescendantTokens().Select(token => token.ToFullString())];

    private static void Edit(List<string> pieces, IReadOnlyList<string> words, Random random)
    {
        var at = random.Next(pieces.Count);
        switch (random.Next(9))
        {
            case 0 or 1:
                pieces.RemoveRange(at, Math.Min(random.Next(1, 4), pieces.Count - at));
                break;
            case 2:
                var other = random.Next(pieces.Count);
                (pieces[at], pieces[other]) = (pieces[other], pieces[at]);
                break;
            case 3:
                pieces.Insert(at, Sharp[random.Next(Sharp.Length)] + " ");
                break;
            case 4:
                pieces.Insert(at, words[random.Next(words.Count)] + " ");
                break;
            case 5:
                pieces[at] = words[random.Next(words.Count)] + " ";
                break;
            case 6:
                pieces[at] = Sharp[random.Next(Sharp.Length)] + " ";
                break;
            case 7:
                var length = Math.Min(random.Next(1, 12), pieces.Count - at);
                pieces.InsertRange(random.Next(pieces.Count), pieces.GetRange(at, length));
                break;
            case 8 when random.Next(3) == 0:
                Cut(pieces, at, random);
                break;
        }
    }

    private static void Cut(List<string> pieces, int at, Random random)
    {
        pieces[at] = pieces[at][..random.Next(pieces[at].Length + 1)];
        pieces.RemoveRange(at + 1, pieces.Count - at - 1);
    }

    /// <summary>All names and literals of some texts: what a mutant may have in the wrong place.</summary>
    public static IReadOnlyList<string> Words(IEnumerable<string> texts) =>
        [.. texts.SelectMany(text => CSharpSyntaxTree.ParseText(text).GetRoot().DescendantTokens())
            .Where(token => token.IsKind(SyntaxKind.IdentifierToken) || token.IsKind(SyntaxKind.StringLiteralToken) || token.IsKind(SyntaxKind.NumericLiteralToken))
            .Select(token => token.Text)
            .Distinct()
            .Order(StringComparer.Ordinal)];
}
