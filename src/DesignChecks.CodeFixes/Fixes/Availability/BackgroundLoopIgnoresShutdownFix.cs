using System.Globalization;
using DesignChecks.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DesignChecks.CodeFixes.Fixes.Availability;

[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(BackgroundLoopIgnoresShutdownFix))]
public sealed class BackgroundLoopIgnoresShutdownFix() : DesignFix("DCK0303")
{
    internal override IEnumerable<FixAction> Offer(FixTarget target)
    {
        // Without a token in scope the signature has to change; a function that isn't async would have to return a task at its end.
        if (target.Fact("token") is not { Length: > 0 } token || target.Around<StatementSyntax>() is not { } loop || !MayEnd(loop))
            yield break;
        if (loop is not (WhileStatementSyntax or DoStatementSyntax or ForStatementSyntax))
            yield break;
        yield return new FixAction("Test the stopping token in the loop and pass it to its calls", "test-token", edit =>
        {
            foreach (var (arguments, parameter) in Calls(loop, target.Fact("calls") ?? ""))
                edit.Replace(arguments, current => WithToken(current, token, parameter));
            edit.Replace(loop, current => WithCondition(current, FixEdit.Expression($"!{token}.IsCancellationRequested")));
        });
    }

    private static StatementSyntax WithCondition(StatementSyntax loop, ExpressionSyntax condition) => loop switch
    {
        WhileStatementSyntax endless => endless.WithCondition(condition.WithTriviaFrom(endless.Condition)),
        DoStatementSyntax endless => endless.WithCondition(condition.WithTriviaFrom(endless.Condition)),
        ForStatementSyntax { Condition: null } endless => endless.WithCondition(condition.WithLeadingTrivia(SyntaxFactory.Space)),
        ForStatementSyntax endless => endless.WithCondition(condition.WithTriviaFrom(endless.Condition!)),
        _ => loop,
    };

    private static ArgumentListSyntax WithToken(ArgumentListSyntax arguments, string token, string parameter)
    {
        var argument = SyntaxFactory.Argument(SyntaxFactory.IdentifierName(token));
        return arguments.AddArguments(parameter.Length == 0 ? argument : argument.WithNameColon(SyntaxFactory.NameColon(parameter)));
    }

    private static IEnumerable<(ArgumentListSyntax Arguments, string Parameter)> Calls(StatementSyntax loop, string fact)
    {
        var lists = loop.DescendantNodes().OfType<ArgumentListSyntax>().ToLookup(list => list.SpanStart - loop.SpanStart);
        foreach (var part in fact.Split([','], StringSplitOptions.RemoveEmptyEntries))
        {
            var at = part.IndexOf(':');
            if (at > 0 && int.TryParse(part.Substring(0, at), NumberStyles.Integer, CultureInfo.InvariantCulture, out var offset) && lists[offset].FirstOrDefault() is { } list)
                yield return (list, part.Substring(at + 1));
        }
    }

    private static bool MayEnd(StatementSyntax loop) => loop.FirstAncestorOrSelf<SyntaxNode>(node => node is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or MethodDeclarationSyntax) switch
    {
        AnonymousFunctionExpressionSyntax lambda => lambda.AsyncKeyword.IsKind(SyntaxKind.AsyncKeyword),
        LocalFunctionStatementSyntax local => MayEnd(local.Modifiers, local.ReturnType),
        MethodDeclarationSyntax method => MayEnd(method.Modifiers, method.ReturnType),
        _ => false,
    };

    private static bool MayEnd(SyntaxTokenList modifiers, TypeSyntax returns) =>
        returns is PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.VoidKeyword }
        || modifiers.Any(SyntaxKind.AsyncKeyword) && returns is IdentifierNameSyntax or QualifiedNameSyntax { Right: IdentifierNameSyntax };
}
