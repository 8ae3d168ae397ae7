using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Concepts.Retries;

/// <summary>
/// A retry written by hand: a loop that makes an outbound call, leaves when it succeeds, and waits after a failure (a catch,
/// or a failed status). A loop that waits on its normal path too is a poll loop and none.
/// </summary>
internal static class RetryLoop
{
    private static readonly TypeName TaskType = new("System.Threading.Tasks.Task");
    private static readonly TypeName ThreadType = new("System.Threading.Thread");
    private static readonly string[] StatusMembers = ["IsSuccessStatusCode", "StatusCode"];

    /// <summary>Cheap test before binding: <c>Task.Delay</c> or <c>Thread.Sleep</c> inside a loop of the same function.</summary>
    public static bool MayBeIn(InvocationExpressionSyntax call)
    {
        if (call.Expression is MemberAccessExpressionSyntax access && access.Expression.ToString() is not ("Task" or "Thread" or "System.Threading.Tasks.Task" or "System.Threading.Thread"))
            return false;
        foreach (var ancestor in call.Ancestors())
        {
            switch (ancestor)
            {
                case WhileStatementSyntax or DoStatementSyntax or ForStatementSyntax or ForEachStatementSyntax:
                    return true;
                case MemberDeclarationSyntax or AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax:
                    return false;
            }
        }

        return false;
    }

    public static Retry? From(Call wait, World world, CancellationToken cancel)
    {
        if (!IsWait(wait) || LoopAround(wait.Operation) is not { } loop || OutboundCall.FirstIn(loop.Body) is not { } outbound)
            return null;
        if (!WaitsAfterFailure(wait.Operation, loop, outbound))
            return null;
        var expression = wait.Arguments.First().Value;
        return new Retry(RetryForm.Loop, wait.Operation, null, Delay.Of(expression, world, cancel, CounterOf(loop)), expression) { Body = loop.Body };
    }

    private static bool IsWait(Call call) =>
        (call.Name == "Delay" && call.IsOn(TaskType) || call.Name == "Sleep" && call.IsOn(ThreadType)) && call.Arguments.Any();

    private static ILoopOperation? LoopAround(IOperation operation)
    {
        foreach (var ancestor in Code.Ancestors(operation))
        {
            switch (ancestor)
            {
                case ILoopOperation loop:
                    return loop;
                case IAnonymousFunctionOperation or ILocalFunctionOperation:
                    return null;
            }
        }

        return null;
    }

    private static bool WaitsAfterFailure(IOperation wait, ILoopOperation loop, Call outbound)
    {
        var attempt = Code.Ancestors(outbound.Operation).TakeWhile(ancestor => ancestor != loop).OfType<ITryOperation>().LastOrDefault();
        if (attempt is not null && !attempt.Catches.IsEmpty)
        {
            if (!LeavesOnSuccess(attempt.Body, loop))
                return false;
            return attempt.Catches.Any(handler => IsInside(wait, handler)) || (!IsInside(wait, attempt) && EndsInExit(attempt.Body));
        }

        // if (response.IsSuccessStatusCode) return …; await Task.Delay(…);
        return Code.RunBy(loop.Body).OfType<IConditionalOperation>().Any(branch =>
            !IsInside(wait, branch.Condition) && TestsStatus(branch.Condition)
            && (IsInside(wait, branch) || (branch.Syntax.SpanStart < wait.Syntax.SpanStart && EndsInExit(branch.WhenTrue))));
    }

    private static bool TestsStatus(IOperation condition) =>
        Code.Within(condition).OfType<IPropertyReferenceOperation>().Any(property => Array.IndexOf(StatusMembers, property.Property.Name) >= 0);

    /// <summary>The tried code returns or breaks, or sets a flag that the loop's condition reads.</summary>
    private static bool LeavesOnSuccess(IOperation body, ILoopOperation loop)
    {
        if (Code.RunBy(body).Any(operation => operation is IReturnOperation || operation is IBranchOperation { BranchKind: BranchKind.Break }))
            return true;
        var condition = loop switch
        {
            IWhileLoopOperation { Condition: { } test } => test,
            IForLoopOperation { Condition: { } test } => test,
            _ => null,
        };
        var tested = Code.Within(condition).OfType<ILocalReferenceOperation>().Where(local => local.Type?.SpecialType == SpecialType.System_Boolean).Select(local => local.Local).ToArray();
        return Code.RunBy(body).OfType<IAssignmentOperation>().Any(assignment => tested.Any(local => Code.IsSame(Code.SymbolOf(assignment.Target), local)));
    }

    private static bool EndsInExit(IOperation? code) => code switch
    {
        IBlockOperation block => block.Operations.Length > 0 && EndsInExit(block.Operations[block.Operations.Length - 1]),
        IReturnOperation or IThrowOperation => true,
        IBranchOperation { BranchKind: BranchKind.Break } => true,
        _ => false,
    };

    private static bool IsInside(IOperation operation, IOperation outer) => Code.Ancestors(operation).Contains(outer);

    /// <summary>The variable that counts the attempts: the loop's own, or the only one that its body increments.</summary>
    private static ISymbol? CounterOf(ILoopOperation loop)
    {
        if (loop is IForLoopOperation { Locals: { Length: > 0 } locals })
            return locals[0];
        var counted = Code.RunBy(loop).OfType<IIncrementOrDecrementOperation>().Select(step => Code.SymbolOf(step.Target)).Where(symbol => symbol is not null).ToArray();
        return counted.Length == 1 ? counted[0] : null;
    }
}
