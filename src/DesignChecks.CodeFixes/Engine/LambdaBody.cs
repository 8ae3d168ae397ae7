using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DesignChecks.CodeFixes.Engine;

/// <summary>Adds statements to lambdas that configure something.</summary>
internal static class LambdaBody
{
    /// <summary>The name of the lambda's one parameter; null when it has none to speak of.</summary>
    public static string? ParameterOf(LambdaExpressionSyntax lambda) => lambda switch
    {
        SimpleLambdaExpressionSyntax simple => Named(simple.Parameter),
        ParenthesizedLambdaExpressionSyntax { ParameterList.Parameters: [var parameter] } => Named(parameter),
        _ => null,
    };

    public static LambdaExpressionSyntax WithFirst(this LambdaExpressionSyntax lambda, string statement) => With(lambda, statement, isFirst: true);

    public static LambdaExpressionSyntax WithLast(this LambdaExpressionSyntax lambda, string statement) => With(lambda, statement, isFirst: false);

    private static string? Named(ParameterSyntax parameter) => parameter.Identifier.ValueText is "_" or "" ? null : parameter.Identifier.Text;

    private static LambdaExpressionSyntax With(LambdaExpressionSyntax lambda, string text, bool isFirst)
    {
        var added = FixEdit.Statement(text);
        if (lambda.Block is { } block)
            return lambda.WithBlock(block.WithStatements(block.Statements.Insert(isFirst ? 0 : block.Statements.Count, added)));
        var old = SyntaxFactory.ExpressionStatement(lambda.ExpressionBody!.WithoutTrivia()).WithTrailingTrivia(SyntaxFactory.ElasticLineFeed);
        return lambda.WithExpressionBody(null).WithBlock(isFirst ? FixEdit.Block(added, old) : FixEdit.Block(old, added));
    }
}
