using DesignChecks.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DesignChecks.CodeFixes.Fixes.Networking;

[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RetryDelayDoesNotGrowFix))]
public sealed class RetryDelayDoesNotGrowFix() : DesignFix("DCK0905")
{
    internal override IEnumerable<FixAction> Offer(FixTarget target)
    {
        // A zero delay stays zero whatever its growth, and a loop needs a counter: both are decisions.
        if (target.Fact("form") != "Strategy" || target.Fact("growth") != "Constant" || target.Around<BaseObjectCreationExpressionSyntax>() is not { } creation)
            yield break;
        yield return new FixAction("Let the delay grow exponentially (later attempts wait longer)", "exponential", edit =>
            edit.Replace(creation, current => current.WithProperties(("BackoffType", "Polly.DelayBackoffType.Exponential"))));
    }
}
