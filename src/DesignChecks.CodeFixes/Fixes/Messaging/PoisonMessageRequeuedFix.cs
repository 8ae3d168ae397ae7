using DesignChecks.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DesignChecks.CodeFixes.Fixes.Messaging;

[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(PoisonMessageRequeuedFix))]
public sealed class PoisonMessageRequeuedFix() : DesignFix("DCK1003")
{
    internal override IEnumerable<FixAction> Offer(FixTarget target)
    {
        // What to do with an abandoned Service Bus message is a decision.
        if (target.Fact("form") != "requeue" || target.Around<ArgumentSyntax>() is not { } argument)
            yield break;
        yield return new FixAction("Reject without requeue (dead-lettered, or dropped where the queue has no dead-letter exchange)", "no-requeue", edit =>
            edit.Replace(argument, current => current.WithExpression(
                SyntaxFactory.LiteralExpression(SyntaxKind.FalseLiteralExpression).WithTriviaFrom(current.Expression))));
    }
}
