using DesignChecks.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace DesignChecks.CodeFixes.Fixes.ApiDesign;

[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RateLimiterNotEnforcedFix))]
public sealed class RateLimiterNotEnforcedFix() : DesignFix("DCK0507")
{
    internal override IEnumerable<FixAction> Offer(FixTarget target)
    {
        if (Pipeline.PlaceOf(target) is { } place)
            yield return new FixAction("Enforce the limiter: add UseRateLimiter", "middleware", edit => edit.Add(place, "UseRateLimiter"));
    }
}
