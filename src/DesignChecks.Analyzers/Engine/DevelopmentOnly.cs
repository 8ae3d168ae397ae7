using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DesignChecks.Engine;

/// <summary>Code inside a branch that only the Development environment takes: every rule is silent there.</summary>
internal static class DevelopmentOnly
{
    public static bool Covers(Location location, CancellationToken cancel)
    {
        if (location.SourceTree is not { } tree)
            return false;
        var node = tree.GetRoot(cancel).FindNode(location.SourceSpan, findInsideTrivia: true, getInnermostNodeForTie: true);
        for (SyntaxNode? current = node; current is { Parent: { } parent }; current = parent)
        {
            var covered = parent switch
            {
                IfStatementSyntax branch when branch.Statement == current => Holds(branch.Condition, isDevelopment: true),
                ElseClauseSyntax { Parent: IfStatementSyntax branch } => Holds(branch.Condition, isDevelopment: false),
                ConditionalExpressionSyntax choice when choice.WhenTrue == current => Holds(choice.Condition, isDevelopment: true),
                ConditionalExpressionSyntax choice when choice.WhenFalse == current => Holds(choice.Condition, isDevelopment: false),
                _ => false,
            };
            if (covered)
                return true;
        }

        return false;
    }

    /// <summary>True when the condition being true (or, with <paramref name="isDevelopment"/> false, being false) means Development.</summary>
    private static bool Holds(ExpressionSyntax condition, bool isDevelopment) => condition switch
    {
        ParenthesizedExpressionSyntax inner => Holds(inner.Expression, isDevelopment),
        PrefixUnaryExpressionSyntax negation when negation.IsKind(SyntaxKind.LogicalNotExpression) => Holds(negation.Operand, !isDevelopment),
        BinaryExpressionSyntax both when both.IsKind(SyntaxKind.LogicalAndExpression) =>
            isDevelopment && (Holds(both.Left, true) || Holds(both.Right, true)),
        BinaryExpressionSyntax either when either.IsKind(SyntaxKind.LogicalOrExpression) =>
            isDevelopment ? Holds(either.Left, true) && Holds(either.Right, true) : Holds(either.Left, false) || Holds(either.Right, false),
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } call => access.Name.Identifier.ValueText switch
        {
            "IsDevelopment" => isDevelopment,
            "IsProduction" => !isDevelopment,
            "IsEnvironment" => isDevelopment && call.ArgumentList.Arguments is [{ Expression: LiteralExpressionSyntax { Token.ValueText: "Development" or "Local" } }],
            _ => false,
        },
        _ => false,
    };
}
