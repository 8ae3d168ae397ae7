using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace DesignChecks.Rules.Record;

/// <summary>The comments that speak of a <c>#pragma</c>: behind it, and above or below it and the pragmas that it is stacked with.</summary>
internal static class PragmaComments
{
    public static IEnumerable<string> Of(PragmaWarningDirectiveTriviaSyntax pragma)
    {
        foreach (var trivia in pragma.DescendantTrivia())
        {
            if (trivia.IsKind(SyntaxKind.SingleLineCommentTrivia))
                yield return Inside(trivia);
        }

        var root = pragma.SyntaxTree.GetRoot();
        var lines = pragma.SyntaxTree.GetText().Lines;
        var own = lines.IndexOf(pragma.SpanStart);
        for (var above = Pass(lines, own, -1); CommentIn(root, lines, above) is { } comment; above = lines.IndexOf(comment.SpanStart) - 1)
            yield return Inside(comment);
        if (CommentIn(root, lines, Pass(lines, own, 1)) is { } below)
            yield return Inside(below);
    }

    /// <summary>The first line, up or down, that isn't a pragma.</summary>
    private static int Pass(TextLineCollection lines, int line, int step)
    {
        while (line >= 0 && line < lines.Count && lines[line].ToString().TrimStart().StartsWith("#pragma", StringComparison.Ordinal))
            line += step;
        return line;
    }

    /// <summary>The comment that this line is, or that ends in it, with no code before it.</summary>
    private static SyntaxTrivia? CommentIn(SyntaxNode root, TextLineCollection lines, int line)
    {
        if (line < 0 || line >= lines.Count || lines[line].ToString().TrimEnd() is not { Length: > 0 } content)
            return null;
        var trivia = root.FindTrivia(lines[line].Start + content.Length - 1);
        if (!trivia.IsKind(SyntaxKind.SingleLineCommentTrivia) && !trivia.IsKind(SyntaxKind.MultiLineCommentTrivia))
            return null;
        var first = lines.GetLineFromPosition(trivia.SpanStart);
        return first.ToString().TrimStart().StartsWith("/", StringComparison.Ordinal) ? trivia : null;
    }

    private static string Inside(SyntaxTrivia comment) => comment.ToString().Trim('/', '*', ' ');
}
