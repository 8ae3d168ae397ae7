using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Concepts.Retries;

/// <summary>How often a counting loop tries: what its head allows, and what a test of the counter in its body leaves of that.</summary>
internal static class LoopCount
{
    /// <summary>The most attempts of <c>for (var i = 0; i &lt; 3; i++)</c>; null when unknown or without end.</summary>
    public static double? AttemptsOf(ILoopOperation? loop, IOperation tried)
    {
        if (loop is not IForLoopOperation { Before: [IVariableDeclarationGroupOperation { Declarations: [{ Declarators: [var counter] }] }], AtLoopBottom: [var step] } counted)
            return null;
        var steps = Code.Within(counted).Where(operation => Changes(operation, counter.Symbol)).ToArray();
        if (steps is not [IIncrementOrDecrementOperation { Kind: OperationKind.Increment }] || !Code.IsInside(steps[0], step) || Values.Number(counter.Initializer?.Value) is not { } first)
            return null;
        var last = double.PositiveInfinity;
        foreach (var end in EndsOf(counted, counter.Symbol, tried))
        {
            // A test of the counter that can't be read may end it earlier than all others.
            if (end is not { } next)
                return null;
            last = Math.Min(last, next);
        }

        var attempts = last - first;
        return attempts > 0 && !double.IsInfinity(attempts) ? attempts : null;
    }

    private static bool Changes(IOperation operation, ILocalSymbol counter) => operation switch
    {
        IIncrementOrDecrementOperation step => Code.IsSame(Code.SymbolOf(step.Target), counter),
        IAssignmentOperation assignment => Code.IsSame(Code.SymbolOf(assignment.Target), counter),
        IArgumentOperation { Parameter.RefKind: not RefKind.None } argument => Code.IsSame(Code.SymbolOf(argument.Value), counter),
        _ => false,
    };

    /// <summary>The values of the counter with which no attempt is made any more; null for a test that can't be read.</summary>
    private static IEnumerable<double?> EndsOf(IForLoopOperation loop, ILocalSymbol counter, IOperation tried)
    {
        if (loop.Condition is { } head && Values.Flag(head) != true)
            yield return EndBy(head, counter, goesOn: true);
        foreach (var operation in Code.RunBy(loop.Body))
        {
            switch (operation)
            {
                // The failure leaves the loop when the filter doesn't hold: with that value an attempt was made.
                case ICatchClauseOperation { Filter: { } filter, Parent: ITryOperation attempt } when Mentions(filter, counter):
                    yield return attempt.Catches.Any(other => other != operation && !LeavesLoop(other.Handler)) || IsCaught(attempt, loop) ? null : EndBy(filter, counter, goesOn: true) + 1;
                    break;
                case IConditionalOperation branch when Mentions(branch.Condition, counter) && LeavesLoop(branch.WhenTrue) != LeavesLoop(branch.WhenFalse):
                    var isFirst = Code.Within(branch.Condition).First(part => IsCounter(part, counter)).Syntax.SpanStart < tried.Syntax.SpanStart;
                    yield return IsCaught(branch, loop) ? null : EndBy(branch.Condition, counter, goesOn: LeavesLoop(branch.WhenFalse)) + (isFirst ? 0 : 1);
                    break;
            }
        }
    }

    /// <summary>What is thrown there may be caught inside the loop.</summary>
    private static bool IsCaught(IOperation thrown, ILoopOperation loop) =>
        Code.Ancestors(thrown).TakeWhile(ancestor => ancestor != loop).Any(ancestor => ancestor is ITryOperation { Catches.IsEmpty: false } attempt && Code.IsInside(thrown, attempt.Body))
        && (thrown is ITryOperation || Code.Within(thrown).Any(operation => operation is IThrowOperation));

    private static bool Mentions(IOperation condition, ILocalSymbol counter) =>
        Code.Within(condition).Any(part => IsCounter(part, counter));

    private static bool IsCounter(IOperation part, ILocalSymbol counter) => part is ILocalReferenceOperation { Local: var local } && Code.IsSame(local, counter);

    private static bool LeavesLoop(IOperation? code) => code switch
    {
        IBlockOperation { Operations: [.., var last] } => LeavesLoop(last),
        IBranchOperation { BranchKind: BranchKind.Break } or IReturnOperation or IThrowOperation => true,
        IExpressionStatementOperation { Operation: var operation } => Values.Unwrap(operation) is IThrowOperation,
        _ => false,
    };

    /// <summary>The first value of the counter with which the loop doesn't go on, whatever else the condition asks for; infinite where the counter alone never decides.</summary>
    private static double? EndBy(IOperation condition, ILocalSymbol counter, bool goesOn)
    {
        if (Values.Unwrap(condition) is not IBinaryOperation test)
            return null;
        if (test.OperatorKind is BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr)
        {
            // It goes on while all parts hold, or leaves when one does: the others only end it earlier.
            var decides = test.OperatorKind == (goesOn ? BinaryOperatorKind.ConditionalAnd : BinaryOperatorKind.ConditionalOr);
            return (Mentions(test.LeftOperand, counter), Mentions(test.RightOperand, counter)) switch
            {
                (true, true) => null,
                _ when !decides => double.PositiveInfinity,
                (true, _) => EndBy(test.LeftOperand, counter, goesOn),
                _ => EndBy(test.RightOperand, counter, goesOn),
            };
        }

        if (!Code.IsSame(Code.SymbolOf(test.LeftOperand), counter) || Values.Number(test.RightOperand) is not { } limit)
            return null;
        return (test.OperatorKind, goesOn) switch
        {
            (BinaryOperatorKind.LessThan, true) or (BinaryOperatorKind.GreaterThanOrEqual, false) => limit,
            (BinaryOperatorKind.LessThanOrEqual, true) or (BinaryOperatorKind.GreaterThan, false) => limit + 1,
            (BinaryOperatorKind.NotEquals, true) or (BinaryOperatorKind.Equals, false) => limit,
            _ => null,
        };
    }
}
