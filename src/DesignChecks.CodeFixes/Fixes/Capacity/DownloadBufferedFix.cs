using DesignChecks.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DesignChecks.CodeFixes.Fixes.Capacity;

[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(DownloadBufferedFix))]
public sealed class DownloadBufferedFix() : DesignFix("DCK0401")
{
    private const string Option = "System.Net.Http.HttpCompletionOption.ResponseHeadersRead";

    internal override IEnumerable<FixAction> Offer(FixTarget target)
    {
        if (target.Fact("safe") is not null && target.Around<InvocationExpressionSyntax>() is { } call)
            yield return new FixAction("Read the headers first, then the body as a stream", "headers-read", edit => edit.Replace(call.ArgumentList, WithOption));
    }

    /// <summary>Behind the request, before a token; by name where arguments have names.</summary>
    private static ArgumentListSyntax WithOption(ArgumentListSyntax list)
    {
        var option = SyntaxFactory.Argument(FixEdit.Expression(Option));
        return list.Arguments.Any(argument => argument.NameColon is not null)
            ? list.AddArguments(option.WithNameColon(SyntaxFactory.NameColon("completionOption")))
            : list.WithArguments(list.Arguments.Insert(1, option));
    }
}
