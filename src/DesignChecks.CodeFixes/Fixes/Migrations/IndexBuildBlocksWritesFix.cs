using DesignChecks.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DesignChecks.CodeFixes.Fixes.Migrations;

[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(IndexBuildBlocksWritesFix))]
public sealed class IndexBuildBlocksWritesFix() : DesignFix("DCK1717")
{
    internal override IEnumerable<FixAction> Offer(FixTarget target)
    {
        // FluentMigrator's options need another transaction behaviour of the whole migration: by hand.
        if (target.Fact("framework") != "EfCore" || target.Around<InvocationExpressionSyntax>() is not { } call)
            yield break;
        var provider = target.Fact("provider") ?? "";
        if (provider.Contains("PostgreSql"))
        {
            // EF commits what it did so far, builds the index outside of a transaction, and begins a new one.
            var title = target.Fact("alone") == "True"
                ? "Build the index concurrently (PostgreSQL; outside of the migration's transaction)"
                : "Build the index concurrently (PostgreSQL; splits the migration's transaction, so move it to a migration of its own)";
            yield return new FixAction(title, "concurrently", edit => edit.Replace(call, current => Annotated(current, "Npgsql:CreatedConcurrently")));
        }

        if (provider.Contains("SqlServer"))
            yield return new FixAction("Build the index online (SQL Server Enterprise or Azure SQL only)", "online", edit => edit.Replace(call, current => Annotated(current, "SqlServer:Online")));
    }

    private static InvocationExpressionSyntax Annotated(InvocationExpressionSyntax call, string annotation)
    {
        var annotated = call.Chained(
            "Annotation",
            SyntaxFactory.LiteralExpression(SyntaxKind.StringLiteralExpression, SyntaxFactory.Literal(annotation)),
            SyntaxFactory.LiteralExpression(SyntaxKind.TrueLiteralExpression));
        if (annotated.Expression is not MemberAccessExpressionSyntax access || LineOfArguments(call) is not { } line)
            return annotated;
        // As the scaffolder writes it: on a line of its own, under the arguments.
        return annotated.WithExpression(access.WithOperatorToken(access.OperatorToken.WithLeadingTrivia(line)));
    }

    /// <summary>The line break and indentation of the first argument, where arguments have lines of their own.</summary>
    private static SyntaxTrivia[]? LineOfArguments(InvocationExpressionSyntax call)
    {
        var breaks = call.ArgumentList.OpenParenToken.TrailingTrivia.FirstOrDefault(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia));
        if (breaks.RawKind == 0 || call.ArgumentList.Arguments.FirstOrDefault() is not { } first)
            return null;
        return [breaks, .. first.GetLeadingTrivia().Where(trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia)).Reverse().Take(1)];
    }
}
