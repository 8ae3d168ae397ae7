using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Concepts.Hosting;

/// <summary>A loop that a background service runs: in ExecuteAsync or in a method of the type that it calls directly.</summary>
/// <param name="Loop">The loop.</param>
/// <param name="Function">The method that holds it.</param>
/// <param name="Body">That method's body.</param>
internal sealed record HostedLoop(ILoopOperation Loop, IMethodSymbol Function, IOperation Body)
{
    /// <summary>The keyword of the loop: where a report about it stands.</summary>
    public Location Place => Loop.Syntax switch
    {
        WhileStatementSyntax loop => loop.WhileKeyword.GetLocation(),
        DoStatementSyntax loop => loop.DoKeyword.GetLocation(),
        ForStatementSyntax loop => loop.ForKeyword.GetLocation(),
        CommonForEachStatementSyntax loop => loop.ForEachKeyword.GetLocation(),
        var syntax => syntax.GetLocation(),
    };

    /// <summary>True when the condition is always true and nothing in the body leaves the loop but an exception.</summary>
    public bool IsEndless =>
        HasNoEnd(Loop) && !Code.RunBy(Loop.Body).Any(operation => operation is IReturnOperation
            || operation is IBranchOperation branch && (Code.IsSame(branch.Target, Loop.ExitLabel) || branch.BranchKind == BranchKind.GoTo));

    /// <summary>A loop until the host stops: endless, under a condition on a token, or driven by a timer or a channel. Others come to an end by themselves.</summary>
    public bool RunsAsLongAsTheHost => HasNoEnd(Loop) || Code.Within(ConditionOf(Loop)).Any(operation => operation switch
    {
        IPropertyReferenceOperation { Property.Name: "IsCancellationRequested" } => true,
        IInvocationOperation { TargetMethod.Name: "WaitForNextTickAsync" or "WaitToReadAsync" or "ReadAllAsync" } => true,
        _ => false,
    });

    private static IOperation? ConditionOf(ILoopOperation loop) => loop switch
    {
        IWhileLoopOperation endless => endless.Condition,
        IForLoopOperation counted => counted.Condition,
        IForEachLoopOperation { IsAsynchronous: true } each => each.Collection,
        _ => null,
    };

    /// <summary>The override that the host calls.</summary>
    public static bool IsExecute(IMethodSymbol method) =>
        method is { Name: "ExecuteAsync", IsOverride: true } && HostedServices.BackgroundService.IsBaseOf(method.ContainingType)
        && method.Parameters is [{ Type.Name: "CancellationToken" }];

    /// <summary>The loops in the order of the text, outer before inner.</summary>
    public static IEnumerable<HostedLoop> Of(IMethodSymbol execute, World world, CancellationToken cancel)
    {
        if (world.BodyOf(execute, cancel) is not { } body)
            yield break;
        foreach (var loop in LoopsIn(execute, body))
            yield return loop;
        var seen = new HashSet<ISymbol>(SymbolEqualityComparer.Default) { execute };
        foreach (var call in Code.Within(body).OfType<IInvocationOperation>())
        {
            var method = call.TargetMethod;
            if (call.Instance is not (null or IInstanceReferenceOperation) || !Code.IsSame(method.ContainingType, execute.ContainingType))
                continue;
            if (method.MethodKind != MethodKind.Ordinary || !seen.Add(method) || world.BodyOf(method, cancel) is not { } inner)
                continue;
            foreach (var loop in LoopsIn(method, inner))
                yield return loop;
        }
    }

    private static IEnumerable<HostedLoop> LoopsIn(IMethodSymbol function, IOperation body) =>
        Code.Within(body).OfType<ILoopOperation>().Select(loop => new HostedLoop(loop, function, body));

    private static bool HasNoEnd(ILoopOperation loop) => loop switch
    {
        IWhileLoopOperation { Condition: { } condition } => condition.ConstantValue is { HasValue: true, Value: true },
        IForLoopOperation endless => endless.Condition is null or { ConstantValue: { HasValue: true, Value: true } },
        _ => false,
    };
}
