using DesignChecks.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DesignChecks.CodeFixes.Fixes.Networking;

[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RetryWithoutCircuitBreakerFix))]
public sealed class RetryWithoutCircuitBreakerFix() : DesignFix("DCK0914")
{
    /// <summary>What the arguments of a retry's and of a breaker's predicate have in common.</summary>
    private static readonly string[] SharedArguments = ["Outcome", "Context"];

    internal override IEnumerable<FixAction> Offer(FixTarget target)
    {
        if (target.Fact("options") is not { } options || target.Around<InvocationExpressionSyntax>() is not { } add || Handling(add, target) is not { } handling)
            yield break;
        var space = options.StartsWith("Http", StringComparison.Ordinal) ? "Microsoft.Extensions.Http.Resilience" : "Polly.CircuitBreaker";
        yield return new FixAction("Add a circuit breaker inside the retry (after 10 % failures of 100 calls in 30 s it refuses all for 5 s)", "breaker", edit =>
        {
            edit.Import(space);
            edit.Replace(add, current => current.ChainedInPlace($"AddCircuitBreaker(new {options}{handling})"));
        });
    }

    /// <summary>The breaker counts what the retry handles; null when that predicate can't be written twice.</summary>
    private static string? Handling(InvocationExpressionSyntax add, FixTarget target)
    {
        var initializer = add.ArgumentList.Arguments.Select(argument => argument.Expression).OfType<BaseObjectCreationExpressionSyntax>().FirstOrDefault()?.Initializer;
        var predicate = initializer?.Expressions.OfType<AssignmentExpressionSyntax>().FirstOrDefault(assignment => assignment.Left.ToString() == "ShouldHandle")?.Right;
        if (predicate is null)
            return target.Fact("handling") == "default" ? "()" : null;
        return IsBuilder(predicate, target) || predicate is LambdaExpressionSyntax lambda && AsksOutcomeOnly(lambda)
            ? $" {{ ShouldHandle = {predicate.WithoutTrivia().ToFullString()} }}"
            : null;
    }

    private static bool IsBuilder(ExpressionSyntax predicate, FixTarget target) => target.Model.GetTypeInfo(predicate).Type?.Name == "PredicateBuilder";

    private static bool AsksOutcomeOnly(LambdaExpressionSyntax lambda)
    {
        var name = lambda switch
        {
            SimpleLambdaExpressionSyntax simple => simple.Parameter.Identifier.ValueText,
            ParenthesizedLambdaExpressionSyntax { ParameterList.Parameters: [{ Type: null } only] } => only.Identifier.ValueText,
            _ => null,
        };
        return name is not null && lambda.Body.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Where(use => use.Identifier.ValueText == name)
            .All(use => use.Parent is MemberAccessExpressionSyntax access && access.Expression == use && Array.IndexOf(SharedArguments, access.Name.Identifier.ValueText) >= 0);
    }
}
