using DesignChecks.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DesignChecks.CodeFixes.Fixes.Availability;

[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(BackgroundLoopCanStopHostFix))]
public sealed class BackgroundLoopCanStopHostFix() : DesignFix("DCK0302")
{
    internal override IEnumerable<FixAction> Offer(FixTarget target)
    {
        if (target.Fact("logger") is not { Length: > 0 } logger || target.Around<StatementSyntax>() is not { } loop || BodyOf(loop) is not { Statements.Count: > 0 } body)
            yield break;
        // Without a wait that also follows a failure, going on at once would be a hot loop: how long to wait is a decision.
        var last = IsWait(body.Statements.Last()) ? body.Statements.Count - 1 : body.Statements.Count;
        if (last == 0 || last == body.Statements.Count && !IsPaced(loop) && !IsWait(body.Statements[0]))
            yield break;
        if (!CanLog(target, body.SpanStart) || UsesLocalsOf(body.Statements.Take(last), body.Statements.Skip(last)))
            yield break;
        var handler = Handler(logger, target.Fact("token") ?? "", target.Fact("worker") ?? "The worker", Names(body));
        yield return new FixAction("Catch failures inside the loop, log them and go on", "catch", edit =>
            edit.Replace(body, current => Guarded(current, last, handler)));
    }

    private static BlockSyntax? BodyOf(StatementSyntax loop) => loop switch
    {
        WhileStatementSyntax endless => endless.Statement as BlockSyntax,
        DoStatementSyntax endless => endless.Statement as BlockSyntax,
        ForStatementSyntax endless => endless.Statement as BlockSyntax,
        CommonForEachStatementSyntax each => each.Statement as BlockSyntax,
        _ => null,
    };

    private static BlockSyntax Guarded(BlockSyntax body, int last, CatchClauseSyntax handler)
    {
        var attempt = SyntaxFactory.TryStatement(
                FixEdit.Block(body.Statements.Take(last).ToArray()),
                SyntaxFactory.SingletonList(handler),
                null)
            .WithTrailingTrivia(SyntaxFactory.ElasticLineFeed);
        return body.WithStatements(SyntaxFactory.List(body.Statements.Skip(last).Prepend(attempt)));
    }

    /// <summary>Everything but the end of the host: a timeout of HttpClient is a cancellation, too.</summary>
    private static CatchClauseSyntax Handler(string logger, string token, string worker, HashSet<string> taken)
    {
        var name = taken.Contains("error") ? "failure" : "error";
        var condition = token.Length > 0 ? $"!{token}.IsCancellationRequested" : $"{name} is not System.OperationCanceledException";
        return SyntaxFactory.CatchClause(
            SyntaxFactory.CatchDeclaration(FixEdit.TypeName("System.Exception"), SyntaxFactory.Identifier(name)),
            SyntaxFactory.CatchFilterClause(FixEdit.Expression(condition)),
            FixEdit.Block(FixEdit.Statement($"{logger}.LogError({name}, \"{worker} failed and goes on\");")));
    }

    private static bool IsWait(StatementSyntax statement) =>
        statement is ExpressionStatementSyntax { Expression: AwaitExpressionSyntax { Expression: var awaited } }
        && awaited.DescendantNodesAndSelf().OfType<MemberAccessExpressionSyntax>().Any(access => access.Name.Identifier.ValueText is "Delay" or "WaitForNextTickAsync");

    /// <summary>A timer or a channel sets the pace.</summary>
    private static bool IsPaced(StatementSyntax loop) => loop switch
    {
        WhileStatementSyntax { Condition: var condition } => condition.ToString().Contains("WaitForNextTickAsync") || condition.ToString().Contains("WaitToReadAsync"),
        CommonForEachStatementSyntax => true,
        _ => false,
    };

    private static bool CanLog(FixTarget target, int position) =>
        target.Type("Microsoft.Extensions.Logging.ILogger") is { } logger
        && !target.Model.LookupSymbols(position, logger, "LogError", includeReducedExtensionMethods: true).IsEmpty;

    private static bool UsesLocalsOf(IEnumerable<StatementSyntax> guarded, IEnumerable<StatementSyntax> rest)
    {
        var declared = new HashSet<string>(guarded.OfType<LocalDeclarationStatementSyntax>().SelectMany(statement => statement.Declaration.Variables).Select(variable => variable.Identifier.ValueText));
        return rest.SelectMany(statement => statement.DescendantNodes()).OfType<IdentifierNameSyntax>().Any(name => declared.Contains(name.Identifier.ValueText));
    }

    private static HashSet<string> Names(SyntaxNode body) =>
        new(body.DescendantTokens().Where(token => token.IsKind(SyntaxKind.IdentifierToken)).Select(token => token.ValueText));
}
