using System.Globalization;
using DesignChecks.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace DesignChecks.CodeFixes.Fixes.ApiDesign;

[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ListWithoutPaginationFix))]
public sealed class ListWithoutPaginationFix() : DesignFix("DCK0514")
{
    internal override IEnumerable<FixAction> Offer(FixTarget target)
    {
        if (target.Fact("at") is not { } at || QueryAt(target, at) is not { } query || Signature.Around(query) is not { } handler)
            yield break;
        if (LambdaNames.FreeAt(target.Model, query.SpanStart) is not { } row || target.Type("System.Math")?.GetMembers("Clamp").IsEmpty != false)
            yield break;
        if (!Signature.CanTake(handler, target.Model, optional: true, "skip", "take") || Signature.ListOf(handler) is not { } list)
            yield break;
        yield return new FixAction("Page the list: skip and take, 50 rows unless asked, at most 100 (callers get fewer rows)", "skip-take", edit =>
        {
            edit.Replace(list, current => current.With("int skip = 0", "int take = 50"));
            edit.Replace(query, current => Paged(current, target.Fact("key"), row));
        });
    }

    private static ExpressionSyntax? QueryAt(FixTarget target, string at)
    {
        var parts = at.Split(',').Select(part => int.Parse(part, CultureInfo.InvariantCulture)).ToArray();
        var span = new TextSpan(parts[0], parts[1]);
        var root = target.Node.SyntaxTree.GetRoot();
        return root.FullSpan.Contains(span) ? root.FindNode(span, getInnermostNodeForTie: true).AncestorsAndSelf().OfType<ExpressionSyntax>().FirstOrDefault(node => node.Span == span && node.Parent is MemberAccessExpressionSyntax) : null;
    }

    private static ExpressionSyntax Paged(ExpressionSyntax query, string? key, string row)
    {
        var order = key?.Split(',').Select((column, index) => $"{(index == 0 ? "OrderBy" : "ThenBy")}({row} => {row}.{column})") ?? [];
        return query.ChainedInPlace([.. order, "Skip(System.Math.Max(skip, 0))", "Take(System.Math.Clamp(take, 1, 100))"]);
    }
}
