using System.Globalization;
using DesignChecks.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DesignChecks.CodeFixes.Fixes.Messaging;

[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(OffsetStoredBeforeProcessingFix))]
public sealed class OffsetStoredBeforeProcessingFix() : DesignFix("DCK1006")
{
    internal override IEnumerable<FixAction> Offer(FixTarget target)
    {
        if (target.Fact("store") is not { } store || target.Around<BaseObjectCreationExpressionSyntax>() is not { } config)
            yield break;
        if (!int.TryParse(target.Fact("block"), NumberStyles.Integer, CultureInfo.InvariantCulture, out var start))
            yield break;
        var root = config.SyntaxTree.GetRoot();
        var block = root.FullSpan.Contains(start) ? root.FindToken(start).Parent as BlockSyntax : null;
        // A block that ends by leaving would never reach the call.
        if (block is null || block.Statements.LastOrDefault() is null or ReturnStatementSyntax or BreakStatementSyntax or ContinueStatementSyntax or ThrowStatementSyntax)
            yield break;
        yield return new FixAction("Store the offset after the work", "store-offset", edit =>
        {
            edit.InsertAfter(block.Statements.Last(), FixEdit.Statement(store));
            edit.Replace(config, current => current.WithProperties(("EnableAutoOffsetStore", "false")));
        });
    }
}
