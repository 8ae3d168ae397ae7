using DesignChecks.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DesignChecks.CodeFixes.Fixes.ApiDesign;

[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(CredentialEndpointWithoutRateLimitFix))]
public sealed class CredentialEndpointWithoutRateLimitFix() : DesignFix("DCK0506")
{
    internal override IEnumerable<FixAction> Offer(FixTarget target)
    {
        if (target.Fact("policy") is not { } policy || target.Type("Microsoft.AspNetCore.RateLimiting.EnableRateLimitingAttribute") is not { } attribute)
            yield break;
        var name = SymbolDisplay.FormatLiteral(policy, quote: true);
        var title = $"Limit it by the policy {name}";
        switch (target.Node)
        {
            case MethodDeclarationSyntax method:
                yield return new FixAction(title, "limit", edit => edit.Replace(method, current => current.WithAttribute((NameSyntax)edit.Type(attribute), $"({name})")));
                break;
            case LocalFunctionStatementSyntax function:
                yield return new FixAction(title, "limit", edit => edit.Replace(function, current => current.WithAttribute((NameSyntax)edit.Type(attribute), $"({name})")));
                break;
            case SimpleNameSyntax { Parent: MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax mapping } }:
                yield return new FixAction(title, "limit", edit => edit.Replace(mapping, current => current.ChainedInPlace($"RequireRateLimiting({name})")));
                break;
        }
    }
}
