using System.Text.RegularExpressions;
using DesignChecks.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DesignChecks.CodeFixes.Fixes.Networking;

[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(OutboundCallCanWaitForEverFix))]
public sealed class OutboundCallCanWaitForEverFix() : DesignFix("DCK0902")
{
    internal override IEnumerable<FixAction> Offer(FixTarget target)
    {
        if (target.Around<ExpressionSyntax>() is not { } value)
            yield break;
        var limited = target.Fact("key") is { } key ? WithLimit(value, key) : Limit(value, target.Model);
        yield return new FixAction("Limit the wait to 30 s (longer calls then fail)", "limit", edit =>
            edit.Replace(value, current => limited.WithTriviaFrom(current)));
    }

    /// <summary>The limit in the type of the value that it replaces.</summary>
    private static ExpressionSyntax Limit(ExpressionSyntax value, SemanticModel model) =>
        FixEdit.Expression(model.GetTypeInfo(value).Type?.Name == "TimeSpan" ? "System.TimeSpan.FromSeconds(30)" : "30");

    private static ExpressionSyntax WithLimit(ExpressionSyntax literal, string key) =>
        SyntaxFactory.ParseExpression(Regex.Replace(literal.ToString(), Regex.Escape(key) + @"(\s*=\s*)0(?!\d)", match => key + match.Groups[1].Value + "30"));
}
