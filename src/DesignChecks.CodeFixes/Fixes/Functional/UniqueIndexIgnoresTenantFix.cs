using DesignChecks.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DesignChecks.CodeFixes.Fixes.Functional;

[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(UniqueIndexIgnoresTenantFix))]
public sealed class UniqueIndexIgnoresTenantFix() : DesignFix("DCK0204")
{
    internal override IEnumerable<FixAction> Offer(FixTarget target)
    {
        if (target.Fact("tenant") is not { } tenant)
            yield break;
        if (ColumnsOf(target) is not { } columns || WithTenant(columns, tenant) is not { } changed)
            yield break;
        yield return new FixAction($"Put {tenant} first in the index (needs a migration)", "tenant-first", edit => edit.Replace(columns, _ => changed));
    }

    /// <summary>The part of the attribute or call that lists the columns.</summary>
    private static SyntaxNode? ColumnsOf(FixTarget target) => target.Around<AttributeSyntax>() switch
    {
        { } attribute => attribute.ArgumentList,
        null => target.Around<InvocationExpressionSyntax>()?.ArgumentList,
    };

    private static SyntaxNode? WithTenant(SyntaxNode columns, string tenant) => columns switch
    {
        AttributeArgumentListSyntax { Arguments: [{ Expression: var first }, ..] } list when Like(first, tenant) is { } name =>
            list.WithArguments(list.Arguments.Insert(0, SyntaxFactory.AttributeArgument(name))),
        ArgumentListSyntax { Arguments: [{ Expression: SimpleLambdaExpressionSyntax { ExpressionBody: { } body } lambda }, ..] } list when Several(body, lambda, tenant) is { } several =>
            list.ReplaceNode(body, several),
        ArgumentListSyntax { Arguments: [{ Expression: var first, NameColon: null }, ..] } list when Like(first, tenant) is { } name =>
            list.WithArguments(list.Arguments.Insert(0, SyntaxFactory.Argument(name))),
        _ => null,
    };

    /// <summary><c>x.Number</c> becomes <c>new { x.TenantId, x.Number }</c>.</summary>
    private static ExpressionSyntax? Several(ExpressionSyntax body, SimpleLambdaExpressionSyntax lambda, string tenant)
    {
        var property = $"{lambda.Parameter.Identifier.ValueText}.{tenant}";
        return body switch
        {
            AnonymousObjectCreationExpressionSyntax { Initializers: var columns } => SyntaxFactory.ParseExpression($"new {{ {property}, {columns} }}"),
            MemberAccessExpressionSyntax or PostfixUnaryExpressionSyntax => SyntaxFactory.ParseExpression($"new {{ {property}, {body.WithoutTrivia()} }}"),
            _ => null,
        };
    }

    /// <summary>The tenant's name, written as the first column is: <c>nameof(Order.Number)</c>, <c>nameof(Number)</c>, <c>"Number"</c>.</summary>
    private static ExpressionSyntax? Like(ExpressionSyntax first, string tenant) => first switch
    {
        InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "nameof" }, ArgumentList.Arguments: [{ Expression: var named }] } =>
            SyntaxFactory.ParseExpression(named is MemberAccessExpressionSyntax member ? $"nameof({member.Expression}.{tenant})" : $"nameof({tenant})"),
        LiteralExpressionSyntax => SyntaxFactory.ParseExpression($"\"{tenant}\""),
        _ => null,
    };
}
