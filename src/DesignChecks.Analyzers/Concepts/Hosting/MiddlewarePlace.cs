using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Concepts.Hosting;

/// <summary>
/// Where a middleware that reads the matched endpoint goes: behind routing and the user, before what answers. In the file of
/// a report only: the fix edits what its reader sees.
/// </summary>
/// <param name="After">The statement that it goes behind.</param>
/// <param name="Application">The expression that middleware is added to.</param>
internal sealed record MiddlewarePlace(StatementSyntax After, string Application)
{
    /// <summary>Words that rules with such a fix look up.</summary>
    public static readonly string[] Words = ["UseRouting", "UseAuthentication", "UseAuthorization", "Build"];

    private static readonly TypeName ApplicationBuilder = new("Microsoft.AspNetCore.Builder.IApplicationBuilder");

    /// <summary>Null when the file has no such place that is surely run.</summary>
    public static MiddlewarePlace? In(SyntaxTree tree, World world, CancellationToken cancel)
    {
        var before = new[] { "UseRouting", "UseAuthentication", "UseAuthorization" }
            .SelectMany(name => world.CallsOf(name, cancel))
            .Where(call => call.Syntax.SyntaxTree == tree && ApplicationBuilder.IsBaseOf(call.Receiver?.Type))
            .OrderByDescending(call => call.Syntax.SpanStart)
            .FirstOrDefault();
        return before is null ? BehindBuild(tree, world, cancel)
            : before.Syntax.FirstAncestorOrSelf<StatementSyntax>() is ExpressionStatementSyntax statement && IsAlwaysRun(statement) && before.ChainUpwards().Last().ReceiverSyntax is IdentifierNameSyntax application
                ? new MiddlewarePlace(statement, application.Identifier.Text)
                : null;
    }

    /// <summary><c>WebApplication</c> puts routing and the user in front by itself.</summary>
    private static MiddlewarePlace? BehindBuild(SyntaxTree tree, World world, CancellationToken cancel)
    {
        foreach (var build in world.CallsOf("Build", cancel))
        {
            if (build.Syntax.SyntaxTree == tree
                && build.Method.ReturnType.Name == "WebApplication"
                && Code.UserOf(build.Operation) is IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var application } }
                && build.Syntax.FirstAncestorOrSelf<StatementSyntax>() is LocalDeclarationStatementSyntax statement
                && IsAlwaysRun(statement))
            {
                return new MiddlewarePlace(statement, application.Name);
            }
        }

        return null;
    }

    public FixFacts Facts() => FixFacts.Of("after", $"{After.SpanStart},{After.Span.Length}").With("application", Application);

    private static bool IsAlwaysRun(StatementSyntax statement) =>
        statement.Parent is GlobalStatementSyntax || statement.Parent is BlockSyntax { Parent: BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or LambdaExpressionSyntax };
}
