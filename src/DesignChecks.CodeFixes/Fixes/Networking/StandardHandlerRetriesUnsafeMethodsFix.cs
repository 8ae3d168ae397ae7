using DesignChecks.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DesignChecks.CodeFixes.Fixes.Networking;

[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(StandardHandlerRetriesUnsafeMethodsFix))]
public sealed class StandardHandlerRetriesUnsafeMethodsFix() : DesignFix("DCK0908")
{
    private const string Extensions = "HttpRetryStrategyOptionsExtensions";
    private const string Space = "Microsoft.Extensions.Http.Resilience";

    internal override IEnumerable<FixAction> Offer(FixTarget target)
    {
        // The method came with version 9.10 of the package; hedging and policies have no such switch.
        if (target.Fact("form") != "Standard" || target.Type($"{Space}.{Extensions}") is null || target.Around<InvocationExpressionSyntax>() is not { } call)
            yield break;
        var isImported = !target.Model.LookupNamespacesAndTypes(call.SpanStart, name: Extensions).IsEmpty;
        yield return new FixAction("Don't retry POST, PUT, PATCH and DELETE", "disable-unsafe", edit =>
        {
            if (!isImported)
                edit.Import(Space);
            Disable(edit, call);
        });
    }

    private static void Disable(FixEdit edit, InvocationExpressionSyntax call)
    {
        switch (call.ArgumentList.Arguments.FirstOrDefault()?.Expression)
        {
            case null:
                edit.Replace(call.ArgumentList, arguments => arguments.AddArguments(SyntaxFactory.Argument(FixEdit.Expression("options => " + SwitchOff("options")))));
                break;
            case LambdaExpressionSyntax { Block: { } block } lambda when ParameterOf(lambda) is { } options:
                edit.Replace(block, body => body.AddStatements(FixEdit.Statement(SwitchOff(options) + ";\n")));
                break;
            case LambdaExpressionSyntax { ExpressionBody: not null } lambda when ParameterOf(lambda) is { } options:
                edit.Replace(lambda, current => WithStatement(current, FixEdit.Statement(SwitchOff(options) + ";")));
                break;
            default:
                // A section or a method fills the options: switch off after it.
                edit.Replace(call, current => current.Chained("Configure", FixEdit.Expression("options => " + SwitchOff("options"))));
                break;
        }
    }

    /// <summary><c>x => a</c> becomes a block of two lines.</summary>
    private static LambdaExpressionSyntax WithStatement(LambdaExpressionSyntax lambda, StatementSyntax added)
    {
        var first = SyntaxFactory.ExpressionStatement(((ExpressionSyntax)lambda.Body).WithoutTrivia());
        var block = SyntaxFactory.Block(
            SyntaxFactory.Token(SyntaxKind.OpenBraceToken).WithTrailingTrivia(SyntaxFactory.ElasticLineFeed),
            SyntaxFactory.List([first.WithTrailingTrivia(SyntaxFactory.ElasticLineFeed), added.WithTrailingTrivia(SyntaxFactory.ElasticLineFeed)]),
            SyntaxFactory.Token(SyntaxKind.CloseBraceToken));
        return lambda.WithArrowToken(lambda.ArrowToken.WithTrailingTrivia(SyntaxFactory.ElasticLineFeed)).WithBody(block);
    }

    private static string SwitchOff(string options) => options + ".Retry.DisableForUnsafeHttpMethods()";

    private static string? ParameterOf(LambdaExpressionSyntax lambda) => lambda switch
    {
        SimpleLambdaExpressionSyntax simple => simple.Parameter.Identifier.ValueText,
        ParenthesizedLambdaExpressionSyntax { ParameterList.Parameters: [var only] } => only.Identifier.ValueText,
        _ => null,
    };
}
