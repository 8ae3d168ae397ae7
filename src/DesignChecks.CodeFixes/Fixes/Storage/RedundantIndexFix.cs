using DesignChecks.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DesignChecks.CodeFixes.Fixes.Storage;

[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RedundantIndexFix))]
public sealed class RedundantIndexFix() : DesignFix("DCK0607")
{
    private const string Title = "Remove the redundant index (the next migration drops it)";

    internal override IEnumerable<FixAction> Offer(FixTarget target)
    {
        if (target.Around<AttributeSyntax>() is { Parent: AttributeListSyntax list } attribute)
            yield return new FixAction(Title, "remove", edit => Remove(edit, attribute, list));
        else if (target.Around<ExpressionStatementSyntax>() is { Parent: BlockSyntax } statement && IsOnlyAboutTheIndex(statement.Expression, target))
            yield return new FixAction(Title, "remove", edit => edit.RemoveWithLine(statement));
    }

    private static void Remove(FixEdit edit, AttributeSyntax attribute, AttributeListSyntax list)
    {
        if (list.Attributes.Count == 1)
            edit.RemoveWithLine(list);
        else
            edit.RemoveFromList(attribute);
    }

    /// <summary>
    /// The statement does nothing but make the index: <c>b.HasIndex(…)…;</c>. In <c>model.Entity&lt;T&gt;().HasIndex(…)</c> the
    /// call of Entity maps the type too, which the statement that makes the other index also does.
    /// </summary>
    private static bool IsOnlyAboutTheIndex(ExpressionSyntax expression, FixTarget target)
    {
        var current = expression;
        while (current is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access })
        {
            if (access.Name.Identifier.ValueText == "Entity")
                return target.Fact("by") == "fluent";
            current = access.Expression;
        }

        return current is IdentifierNameSyntax;
    }
}
