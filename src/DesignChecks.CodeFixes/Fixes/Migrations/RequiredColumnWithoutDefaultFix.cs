using DesignChecks.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DesignChecks.CodeFixes.Fixes.Migrations;

[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RequiredColumnWithoutDefaultFix))]
public sealed class RequiredColumnWithoutDefaultFix() : DesignFix("DCK1714")
{
    private const string Title = "Add the column as nullable (expand step: old rows read as null until they are filled)";

    internal override IEnumerable<FixAction> Offer(FixTarget target)
    {
        if (target.Around<InvocationExpressionSyntax>() is not { } call)
            return [];
        return target.Fact("framework") == "EfCore" ? OfBuilder(call) : OfChain(call);
    }

    private static IEnumerable<FixAction> OfBuilder(InvocationExpressionSyntax call)
    {
        var stated = call.ArgumentList.Arguments.FirstOrDefault(argument => argument.NameColon?.Name.Identifier.ValueText == "nullable");
        if (stated is not null)
            yield return new FixAction(Title, "nullable", edit => edit.Replace(stated.Expression, _ => FixEdit.Expression("true")));
        else if (call.ArgumentList.Arguments.Count(argument => argument.NameColon is null) < 8) // nullable is the eighth parameter
            yield return new FixAction(Title, "nullable", edit => edit.Replace(call, current => current.AddArgumentListArguments(
                SyntaxFactory.Argument(SyntaxFactory.NameColon("nullable"), default, FixEdit.Expression("true")))));
    }

    /// <summary><c>.AddColumn("c").AsString().NotNullable()</c>: the one of this column, before the next column begins.</summary>
    private static IEnumerable<FixAction> OfChain(InvocationExpressionSyntax call)
    {
        for (var next = Next(call); next is not null && next.Name.Identifier.ValueText is not ("AddColumn" or "AlterColumn"); next = Next(next.Parent))
        {
            if (next.Name is IdentifierNameSyntax { Identifier.ValueText: "NotNullable" } name)
            {
                yield return new FixAction(Title, "nullable", edit => edit.Replace(name, current => current.WithIdentifier(SyntaxFactory.Identifier("Nullable").WithTriviaFrom(current.Identifier))));
                yield break;
            }
        }
    }

    private static MemberAccessExpressionSyntax? Next(SyntaxNode? call) => call?.Parent as MemberAccessExpressionSyntax;
}
