using DesignChecks.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DesignChecks.CodeFixes.Fixes.ApiDesign;

[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(PagingWithoutStableOrderFix))]
public sealed class PagingWithoutStableOrderFix() : DesignFix("DCK0516")
{
    private static readonly string[] Orders = ["OrderBy", "OrderByDescending", "ThenBy", "ThenByDescending"];

    internal override IEnumerable<FixAction> Offer(FixTarget target)
    {
        if (target.Around<MemberAccessExpressionSyntax>() is not { } access || LambdaNames.FreeAt(target.Model, access.SpanStart) is not { } row)
            yield break;
        if (target.Fact("key") is { } key)
            yield return new FixAction("Order by the key first", "order-by-key", edit => Insert(edit, access.Expression, Orderings("OrderBy", key, row)));
        // ThenBy goes directly behind the order that it completes, where that is written in the same chain.
        if (target.Fact("ties") is { } ties && LastOrder(access.Expression) is { } order)
            yield return new FixAction("Order rows that are equal by the key", "then-by-key", edit => Insert(edit, order, Orderings("ThenBy", ties, row)));
    }

    private static void Insert(FixEdit edit, ExpressionSyntax query, string[] orderings) => edit.Replace(query, current => current.ChainedInPlace(orderings));

    private static string[] Orderings(string first, string key, string row) =>
        key.Split(',').Select((column, index) => $"{(index == 0 ? first : "ThenBy")}({row} => {row}.{column})").ToArray();

    private static ExpressionSyntax? LastOrder(ExpressionSyntax query)
    {
        for (var current = query; current is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access }; current = access.Expression)
        {
            if (Array.IndexOf(Orders, access.Name.Identifier.ValueText) >= 0)
                return current;
        }

        return null;
    }
}
