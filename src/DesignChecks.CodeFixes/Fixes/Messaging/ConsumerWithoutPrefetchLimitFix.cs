using DesignChecks.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DesignChecks.CodeFixes.Fixes.Messaging;

[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ConsumerWithoutPrefetchLimitFix))]
public sealed class ConsumerWithoutPrefetchLimitFix() : DesignFix("DCK1011")
{
    internal override IEnumerable<FixAction> Offer(FixTarget target)
    {
        if (target.Around<InvocationExpressionSyntax>() is not { Expression: MemberAccessExpressionSyntax access } call || target.Fact("limit") is not { } limit)
            yield break;
        if (call.FirstAncestorOrSelf<StatementSyntax>() is not { Parent: BlockSyntax } statement)
            yield break;
        var isAwaited = call.Ancestors().TakeWhile(node => node != statement).OfType<AwaitExpressionSyntax>().Any();
        if (limit == "BasicQosAsync" && !isAwaited)
            yield break;
        var await = isAwaited ? "await " : "";
        yield return new FixAction("Let the broker send 10 messages at a time", "prefetch", edit =>
            edit.InsertBefore(statement, FixEdit.Statement($"{await}{access.Expression}.{limit}(prefetchSize: 0, prefetchCount: 10, global: false);")));
    }
}
