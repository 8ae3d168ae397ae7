using DesignChecks.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DesignChecks.CodeFixes.Fixes.Messaging;

[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AcknowledgesAutoAcknowledgedFix))]
public sealed class AcknowledgesAutoAcknowledgedFix() : DesignFix("DCK1002")
{
    internal override IEnumerable<FixAction> Offer(FixTarget target)
    {
        if (target.Around<ArgumentSyntax>() is { } argument)
            yield return new FixAction("Let the handler acknowledge: autoAck: false", "manual-ack", edit =>
                edit.Replace(argument, current => current.WithExpression(
                    SyntaxFactory.LiteralExpression(SyntaxKind.FalseLiteralExpression).WithTriviaFrom(current.Expression))));
    }
}
