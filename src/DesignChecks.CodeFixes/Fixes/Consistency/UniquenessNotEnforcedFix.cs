using DesignChecks.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DesignChecks.CodeFixes.Fixes.Consistency;

[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(UniquenessNotEnforcedFix))]
public sealed class UniquenessNotEnforcedFix() : DesignFix("DCK0304")
{
    internal override IEnumerable<FixAction> Offer(FixTarget target)
    {
        if (target.Fact("entity") is not { } name || target.Fact("properties") is not { } properties)
            yield break;
        if (target.Type(name) is not { } entity || target.Type("Microsoft.EntityFrameworkCore.IndexAttribute") is not { } index)
            yield break;
        var declaration = entity.DeclaringSyntaxReferences.FirstOrDefault(reference => target.Document.Project.GetDocument(reference.SyntaxTree) is not null);
        if (declaration is null)
            yield break;
        yield return new FixAction($"Add a unique index to {entity.Name} (needs a migration, which fails while there are duplicates)", "unique-index", edit =>
            edit.ReplaceIn<TypeDeclarationSyntax>(declaration, current => WithIndex(current, edit.Type(index), properties.Split(','))));
    }

    private static TypeDeclarationSyntax WithIndex(TypeDeclarationSyntax type, TypeSyntax attribute, string[] properties)
    {
        var arguments = string.Join(", ", properties.Select(property => $"nameof({property})")) + ", IsUnique = true";
        // Another report of the same gap may have been fixed before.
        if (type.AttributeLists.SelectMany(list => list.Attributes).Any(existing => existing.ArgumentList?.Arguments.ToString() == arguments))
            return type;
        return type.WithAttribute((NameSyntax)attribute, "(" + arguments + ")");
    }
}
