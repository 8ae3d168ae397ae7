using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace DesignChecks.Rules.Record;

/// <summary>The comments that speak of a <c>#pragma</c>: behind it, and above it or above the pragmas that it is stacked with.</summary>
internal static class PragmaComments
{
    public static IEnumerable<string> Of(PragmaWarningDirectiveTriviaSyntax pragma)
    {
        foreach (var trivia in pragma.DescendantTrivia())
        {
            if (trivia.IsKind(SyntaxKind.SingleLineCommentTrivia))
                yield return Inside(trivia);
        }

        var text = pragma.SyntaxTree.GetText();
        var line = text.Lines.IndexOf(pragma.SpanStart) - 1;
        while (line >= 0 && LineAt(text, line).StartsWith("#pragma", StringComparison.Ordinal))
            line--;
        for (; line >= 0 && CommentAt(pragma.SyntaxTree.GetRoot(), text.Lines[line]) is { } comment; line = text.Lines.IndexOf(comment.SpanStart) - 1)
            yield return Inside(comment);
    }

    private static string LineAt(SourceText text, int line) => text.ToString(text.Lines[line].Span).Trim();

    /// <summary>The comment that ends in this line, with nothing before it in the line that it begins in.</summary>
    private static SyntaxTrivia? CommentAt(SyntaxNode root, TextLine line)
    {
        var end = line.Start + line.Text!.ToString(line.Span).TrimEnd().Length;
        if (end == line.Start)
            return null;
        var trivia = root.FindTrivia(end - 1);
        if (!trivia.IsKind(SyntaxKind.SingleLineCommentTrivia) && !trivia.IsKind(SyntaxKind.MultiLineCommentTrivia))
            return null;
        var first = line.Text.Lines.GetLineFromPosition(trivia.SpanStart);
        return line.Text.ToString(TextSpan.FromBounds(first.Start, trivia.SpanStart)).Trim().Length == 0 ? trivia : null;
    }

    private static string Inside(SyntaxTrivia comment) => comment.ToString().Trim('/', '*', ' ');
}
