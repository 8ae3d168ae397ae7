using DesignChecks.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace DesignChecks.CodeFixes.Fixes.ApiDesign;

[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RequestTimeoutNotEnforcedFix))]
public sealed class RequestTimeoutNotEnforcedFix() : DesignFix("DCK0524")
{
    internal override IEnumerable<FixAction> Offer(FixTarget target)
    {
        if (Pipeline.PlaceOf(target) is { } place)
            yield return new FixAction("Enforce request timeouts: add UseRequestTimeouts", "middleware", edit => edit.Add(place, "UseRequestTimeouts"));
    }
}
