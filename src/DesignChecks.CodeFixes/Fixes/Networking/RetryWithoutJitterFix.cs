using DesignChecks.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DesignChecks.CodeFixes.Fixes.Networking;

[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RetryWithoutJitterFix))]
public sealed class RetryWithoutJitterFix() : DesignFix("DCK0904")
{
    private const string RandomWait = "System.TimeSpan.FromMilliseconds(System.Random.Shared.Next(0, 250))";

    internal override IEnumerable<FixAction> Offer(FixTarget target) => target.Fact("form") switch
    {
        "Strategy" => OfStrategy(target),
        "Policy" => OfPolicy(target),
        "Loop" => OfLoop(target),
        _ => [],
    };

    private static IEnumerable<FixAction> OfStrategy(FixTarget target)
    {
        // Options that are filled after their creation are changed there, by hand.
        if (target.Around<BaseObjectCreationExpressionSyntax>() is { } creation)
            yield return new FixAction("Add jitter to the retry's delays", "use-jitter", edit =>
                edit.Replace(creation, current => current.WithProperties(("UseJitter", "true"))));
    }

    private static IEnumerable<FixAction> OfPolicy(FixTarget target)
    {
        var call = target.Around<InvocationExpressionSyntax>();
        var lambda = call?.ArgumentList.Arguments.Select(argument => argument.Expression).OfType<LambdaExpressionSyntax>()
            .FirstOrDefault(lambda => lambda.ExpressionBody is { } body && target.Model.GetTypeInfo(body).Type?.ToDisplayString() == "System.TimeSpan");
        if (lambda?.ExpressionBody is { } wait && HasSharedRandom(target))
            yield return AddRandomWait(wait);
    }

    private static IEnumerable<FixAction> OfLoop(FixTarget target)
    {
        var wait = target.Around<InvocationExpressionSyntax>()?.ArgumentList.Arguments.FirstOrDefault()?.Expression;
        if (wait is null || !HasSharedRandom(target))
            yield break;
        switch (target.Model.GetTypeInfo(wait).Type)
        {
            case { SpecialType: SpecialType.System_Int32 }:
                yield return new FixAction("Add up to 250 ms of random time to each wait", "add-jitter", edit =>
                    edit.Replace(wait, current => Sum(current, "System.Random.Shared.Next(0, 250)")));
                break;
            case { } type when type.ToDisplayString() == "System.TimeSpan":
                yield return AddRandomWait(wait);
                break;
        }
    }

    private static FixAction AddRandomWait(ExpressionSyntax wait) =>
        new("Add up to 250 ms of random time to each wait", "add-jitter", edit => edit.Replace(wait, current => Sum(current, RandomWait)));

    private static ExpressionSyntax Sum(ExpressionSyntax wait, string added)
    {
        var left = wait is BinaryExpressionSyntax or ConditionalExpressionSyntax or SwitchExpressionSyntax or LambdaExpressionSyntax
            ? $"({wait.WithoutTrivia().ToFullString()})"
            : wait.WithoutTrivia().ToFullString();
        return FixEdit.Expression($"{left} + {added}").WithTriviaFrom(wait);
    }

    /// <summary><c>Random.Shared</c> exists since .NET 6.</summary>
    private static bool HasSharedRandom(FixTarget target) =>
        target.Type("System.Random")?.GetMembers("Shared").IsEmpty == false;
}
