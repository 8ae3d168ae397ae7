using DesignChecks.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DesignChecks.CodeFixes.Fixes.Caching;

[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(SlidingExpirationOnlyFix))]
public sealed class SlidingExpirationOnlyFix() : DesignFix("DCK0702")
{
    internal override IEnumerable<FixAction> Offer(FixTarget target)
    {
        if (target.Fact("limit") is not { } limit || EditFor(target, limit) is not { } edit)
            yield break;
        yield return new FixAction("Add an absolute expiration of 12 times the sliding one", "absolute", edit);
    }

    private static Action<FixEdit>? EditFor(FixTarget target, string limit)
    {
        if (target.Node.FirstAncestorOrSelf<AssignmentExpressionSyntax>() is { } assignment)
        {
            return assignment.Parent switch
            {
                InitializerExpressionSyntax { Parent: BaseObjectCreationExpressionSyntax creation } => edit =>
                    edit.Replace(creation, current => current.WithProperties(("AbsoluteExpirationRelativeToNow", limit))),
                ExpressionStatementSyntax { Parent: BlockSyntax } statement when assignment.Left is MemberAccessExpressionSyntax access => edit =>
                    edit.InsertAfter(statement, FixEdit.Statement($"{access.Expression}.AbsoluteExpirationRelativeToNow = {limit};")),
                _ => null,
            };
        }

        return target.Around<InvocationExpressionSyntax>() is { } call
            ? edit => edit.Replace(call, current => current.Chained("SetAbsoluteExpiration", FixEdit.Expression(limit)))
            : null;
    }
}
