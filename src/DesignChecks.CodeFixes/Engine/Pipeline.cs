using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace DesignChecks.CodeFixes.Engine;

/// <summary>Adds a middleware at the place that the rule found for it.</summary>
internal static class Pipeline
{
    /// <summary>The statement that it goes behind, and the application that it is added to.</summary>
    public static (StatementSyntax After, string Application)? PlaceOf(FixTarget target)
    {
        if (target.Fact("after")?.Split(',') is not [var start, var length] || target.Fact("application") is not { } application)
            return null;
        var span = new TextSpan(int.Parse(start, CultureInfo.InvariantCulture), int.Parse(length, CultureInfo.InvariantCulture));
        var root = target.Node.SyntaxTree.GetRoot();
        return root.FullSpan.Contains(span) && root.FindNode(span, getInnermostNodeForTie: true).FirstAncestorOrSelf<StatementSyntax>(statement => statement.Span == span) is { } after ? (after, application) : null;
    }

    public static void Add(this FixEdit edit, (StatementSyntax After, string Application) place, string method)
    {
        var added = FixEdit.Statement($"{place.Application}.{method}();");
        if (place.After.Parent is GlobalStatementSyntax global)
            edit.InsertAfter(global, SyntaxFactory.GlobalStatement(added.WithTrailingTrivia(Syntax.EndOfLine(global))));
        else
            edit.InsertAfter(place.After, added);
    }
}
