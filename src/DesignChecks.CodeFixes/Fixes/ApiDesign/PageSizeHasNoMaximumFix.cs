using DesignChecks.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DesignChecks.CodeFixes.Fixes.ApiDesign;

[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(PageSizeHasNoMaximumFix))]
public sealed class PageSizeHasNoMaximumFix() : DesignFix("DCK0515")
{
    internal override IEnumerable<FixAction> Offer(FixTarget target)
    {
        // A value inside an object of SQL parameters may give its property the name: that stays a change by hand.
        if (target.Fact("form") != "argument" || target.Around<ArgumentSyntax>()?.Expression is not { } size)
            yield break;
        // Math.Clamp is younger than .NET Framework.
        if (target.Type("System.Math")?.GetMembers("Clamp").IsEmpty != false)
            yield break;
        yield return new FixAction("Cap the page size at 100 (larger pages are cut)", "clamp", edit =>
            edit.Replace(size, current => FixEdit.Expression($"System.Math.Clamp({current.WithoutTrivia().ToFullString()}, 1, 100)").WithTriviaFrom(current)));
    }
}
