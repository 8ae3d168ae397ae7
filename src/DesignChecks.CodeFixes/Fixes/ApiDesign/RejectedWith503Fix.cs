using DesignChecks.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DesignChecks.CodeFixes.Fixes.ApiDesign;

[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RejectedWith503Fix))]
public sealed class RejectedWith503Fix() : DesignFix("DCK0508")
{
    internal override IEnumerable<FixAction> Offer(FixTarget target)
    {
        if (target.Around<InvocationExpressionSyntax>()?.ArgumentList.Arguments.Select(argument => argument.Expression).OfType<LambdaExpressionSyntax>().LastOrDefault() is not { } configure)
            yield break;
        if (LambdaBody.ParameterOf(configure) is { } options)
            yield return new FixAction("Answer with 429 Too Many Requests", "too-many-requests", edit =>
                edit.Replace(configure, current => current.WithFirst($"{options}.RejectionStatusCode = Microsoft.AspNetCore.Http.StatusCodes.Status429TooManyRequests;")));
    }
}
