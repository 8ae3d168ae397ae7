using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DesignChecks.CodeFixes.Companions;

/// <summary>The operands of a text put together with plus, from left to right; one operand for any other text.</summary>
internal sealed class ConcatenatedText
{
    private readonly List<ExpressionSyntax> _parts = [];

    /// <summary>The plus in front of each part but the first.</summary>
    private readonly List<SyntaxToken> _operators = [];

    private ConcatenatedText()
    {
    }

    public IReadOnlyList<ExpressionSyntax> Parts => _parts;

    public static ConcatenatedText Of(ExpressionSyntax text, SemanticModel model)
    {
        var sum = new ConcatenatedText();
        // Sums lean to the left, so the loop goes down the left side and comes back.
        var open = new Stack<(ExpressionSyntax Right, SyntaxToken Operator)>();
        var current = WithoutParentheses(text);
        while (current is BinaryExpressionSyntax binary && IsConcatenation(binary, model))
        {
            open.Push((binary.Right, binary.OperatorToken));
            current = WithoutParentheses(binary.Left);
        }

        sum._parts.Add(current);
        while (open.Count > 0)
        {
            var (right, plus) = open.Pop();
            sum._parts.Add(WithoutParentheses(right));
            sum._operators.Add(plus);
        }

        return sum;
    }

    /// <summary>The sum with a literal for each part; literals of one line become one.</summary>
    public ExpressionSyntax With(IReadOnlyList<ExpressionSyntax> literals)
    {
        var sum = literals[0];
        var last = literals[0];
        for (var i = 1; i < literals.Count; i++)
        {
            if (IsOnLineOf(_parts[i - 1], _parts[i]) && Joined(last, literals[i]) is { } joined)
            {
                sum = sum == last ? joined : sum.ReplaceNode(((BinaryExpressionSyntax)sum).Right, joined);
                last = joined;
            }
            else
            {
                last = literals[i];
                sum = SyntaxFactory.BinaryExpression(SyntaxKind.AddExpression, sum, _operators[i - 1], last);
            }

            if (sum is BinaryExpressionSyntax binary)
                last = binary.Right;
        }

        return sum;
    }

    private static ExpressionSyntax? Joined(ExpressionSyntax left, ExpressionSyntax right) =>
        left is LiteralExpressionSyntax { Token: var one } && right is LiteralExpressionSyntax { Token: var two }
            ? SyntaxFactory.LiteralExpression(SyntaxKind.StringLiteralExpression, SyntaxFactory.Literal(one.ValueText + two.ValueText))
                .WithLeadingTrivia(left.GetLeadingTrivia())
                .WithTrailingTrivia(right.GetTrailingTrivia())
            : null;

    private static bool IsOnLineOf(ExpressionSyntax one, ExpressionSyntax other)
    {
        var lines = one.SyntaxTree.GetText().Lines;
        return lines.GetLineFromPosition(one.Span.End).LineNumber == lines.GetLineFromPosition(other.SpanStart).LineNumber;
    }

    private static bool IsConcatenation(BinaryExpressionSyntax binary, SemanticModel model) =>
        binary.IsKind(SyntaxKind.AddExpression)
        && model.GetSymbolInfo(binary).Symbol is IMethodSymbol { MethodKind: MethodKind.BuiltinOperator, ReturnType.SpecialType: SpecialType.System_String };

    private static ExpressionSyntax WithoutParentheses(ExpressionSyntax expression)
    {
        while (expression is ParenthesizedExpressionSyntax parenthesized)
            expression = parenthesized.Expression;
        return expression;
    }
}
