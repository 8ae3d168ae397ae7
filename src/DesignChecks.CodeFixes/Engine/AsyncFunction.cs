using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DesignChecks.CodeFixes.Engine;

/// <summary>An async function that loses its last <c>await</c>: it keeps its signature and gives the task itself.</summary>
internal static class AsyncFunction
{
    /// <summary>The awaits of the function itself, not of functions inside it.</summary>
    public static int Awaits(SyntaxNode function) =>
        function.DescendantTokens().Count(token => token.IsKind(SyntaxKind.AwaitKeyword) && token.Parent?.Ancestors().FirstOrDefault(IsFunction) == function);

    /// <summary>True when <see cref="WithoutAsync"/> can say what it gives: a <c>Task&lt;T&gt;</c> or <c>ValueTask&lt;T&gt;</c>, or a lambda's inferred type.</summary>
    public static bool CanLoseAsync(SyntaxNode function) => function is AnonymousFunctionExpressionSyntax || ResultOf(function) is not null;

    /// <summary>Without the modifier; what a method returns is wrapped into a finished task.</summary>
    public static SyntaxNode WithoutAsync(SyntaxNode function) => function switch
    {
        ParenthesizedLambdaExpressionSyntax lambda => lambda.WithModifiers(WithoutAsync(lambda.Modifiers)).WithLeadingTrivia(lambda.GetLeadingTrivia()),
        SimpleLambdaExpressionSyntax lambda => lambda.WithModifiers(WithoutAsync(lambda.Modifiers)).WithLeadingTrivia(lambda.GetLeadingTrivia()),
        MethodDeclarationSyntax method when ResultOf(method) is { } result => Finished((MethodDeclarationSyntax)InTasks(method, result)),
        LocalFunctionStatementSyntax local when ResultOf(local) is { } result => Finished((LocalFunctionStatementSyntax)InTasks(local, result)),
        _ => function,
    };

    private static MethodDeclarationSyntax Finished(MethodDeclarationSyntax method) => method.WithModifiers(WithoutAsync(method.Modifiers)).WithLeadingTrivia(method.GetLeadingTrivia());

    private static LocalFunctionStatementSyntax Finished(LocalFunctionStatementSyntax local) => local.WithModifiers(WithoutAsync(local.Modifiers)).WithLeadingTrivia(local.GetLeadingTrivia());

    private static SyntaxTokenList WithoutAsync(SyntaxTokenList modifiers) => new(modifiers.Where(modifier => !modifier.IsKind(SyntaxKind.AsyncKeyword)));

    private static GenericNameSyntax? ResultOf(SyntaxNode function)
    {
        var type = function switch
        {
            MethodDeclarationSyntax method => method.ReturnType,
            LocalFunctionStatementSyntax local => local.ReturnType,
            _ => null,
        };
        return (type is QualifiedNameSyntax qualified ? qualified.Right : type) is GenericNameSyntax { Identifier.ValueText: "Task" or "ValueTask", TypeArgumentList.Arguments.Count: 1 } task ? task : null;
    }

    private static SyntaxNode InTasks(SyntaxNode function, GenericNameSyntax task)
    {
        var values = function.DescendantNodes().Select(node => node switch
        {
            ReturnStatementSyntax { Expression: { } value } exit when exit.Ancestors().FirstOrDefault(IsFunction) == function => value,
            ArrowExpressionClauseSyntax arrow when arrow.Parent == function => arrow.Expression,
            _ => null,
        }).OfType<ExpressionSyntax>().ToArray();
        return function.ReplaceNodes(values, (_, value) => value is ThrowExpressionSyntax ? value : InTask(value, task));
    }

    private static ExpressionSyntax InTask(ExpressionSyntax value, GenericNameSyntax task)
    {
        var finished = (InvocationExpressionSyntax)FixEdit.Expression($"System.Threading.Tasks.{task.Identifier.ValueText}.FromResult<{task.TypeArgumentList.Arguments[0]}>(x)");
        return finished.ReplaceNode(finished.ArgumentList.Arguments[0].Expression, value.WithoutTrivia()).WithTriviaFrom(value);
    }

    private static bool IsFunction(SyntaxNode node) => node is MethodDeclarationSyntax or LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax;
}
