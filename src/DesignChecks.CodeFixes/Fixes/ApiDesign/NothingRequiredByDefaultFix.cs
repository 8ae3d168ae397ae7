using DesignChecks.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DesignChecks.CodeFixes.Fixes.ApiDesign;

[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(NothingRequiredByDefaultFix))]
public sealed class NothingRequiredByDefaultFix() : DesignFix("DCK0503")
{
    private const string Title = "Require an authenticated user by default (open endpoints must then say AllowAnonymous)";

    internal override IEnumerable<FixAction> Offer(FixTarget target)
    {
        if (target.Around<InvocationExpressionSyntax>() is not { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name } } call)
            yield break;
        if (name == "AddAuthorizationBuilder")
            yield return new FixAction(Title, "fallback", edit => edit.Replace(call, current => current.ChainedInPlace("AddFallbackPolicy(\"authenticated\", policy => policy.RequireAuthenticatedUser())")));
        else if (call.ArgumentList.Arguments.Count == 0)
            yield return new FixAction(Title, "fallback", edit => edit.Replace(call, current => current.AddArgumentListArguments(SyntaxFactory.Argument(FixEdit.Expression("options => options.FallbackPolicy = options.DefaultPolicy")))));
        else if (call.ArgumentList.Arguments is [{ Expression: LambdaExpressionSyntax configure }] && LambdaBody.ParameterOf(configure) is { } options)
            yield return new FixAction(Title, "fallback", edit => edit.Replace(configure, current => current.WithLast($"{options}.FallbackPolicy = {options}.DefaultPolicy;")));
    }
}
