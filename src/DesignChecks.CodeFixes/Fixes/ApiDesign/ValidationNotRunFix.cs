using System.Globalization;
using DesignChecks.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DesignChecks.CodeFixes.Fixes.ApiDesign;

[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ValidationNotRunFix))]
public sealed class ValidationNotRunFix() : DesignFix("DCK0525")
{
    internal override IEnumerable<FixAction> Offer(FixTarget target)
    {
        if (target.Fact("builder") is not { } builder || DeclarationAt(target) is not { } declaration)
            yield break;
        yield return new FixAction("Switch validation on in the host (validates all minimal-API endpoints of the project)", "add-validation", edit =>
            edit.InsertAfterIn(declaration.GetReference(), FixEdit.Statement($"{builder}.Services.AddValidation();")));
    }

    /// <summary>Where the host makes its builder, which may be in another document.</summary>
    private static LocalDeclarationStatementSyntax? DeclarationAt(FixTarget target)
    {
        if (target.Fact("file") is not { } file || !int.TryParse(target.Fact("place"), NumberStyles.None, CultureInfo.InvariantCulture, out var place))
            return null;
        var tree = target.Model.Compilation.SyntaxTrees.FirstOrDefault(tree => tree.FilePath == file);
        return tree is not null && place < tree.Length ? tree.GetRoot().FindToken(place).Parent?.FirstAncestorOrSelf<LocalDeclarationStatementSyntax>() : null;
    }
}
