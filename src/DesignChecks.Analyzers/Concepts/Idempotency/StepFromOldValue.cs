using DesignChecks.Concepts.Data;
using DesignChecks.Concepts.Endpoints;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Concepts.Idempotency;

/// <summary>A stored value that is changed from what it was: <c>stock.Count += n</c>, <c>x.Balance = x.Balance - n</c>, an update that adds.</summary>
/// <param name="Operation">The assignment, or the call of <c>SetProperty</c>.</param>
/// <param name="Property">The property.</param>
internal sealed record StepFromOldValue(IOperation Operation, IPropertySymbol Property)
{
    /// <summary>Counters of attempts and changes: a repeat is one more.</summary>
    private static readonly string[] ChangeWords = ["version", "revision", "attempt", "attempts", "retry", "retries", "sequence", "generation", "edits", "changes", "updates", "views", "view", "hits", "visits", "etag", "concurrency"];

    public static IEnumerable<StepFromOldValue> In(EndpointCode code, MappedTypes entities)
    {
        foreach (var operation in code.Operations)
        {
            var step = operation switch
            {
                IInvocationOperation { TargetMethod.Name: "SetProperty" } call when Call.From(call) is { } made => OfUpdate(made),
                _ => OfAssignment(operation, entities),
            };
            if (step is not null && !Words.ContainAny(step.Property.Name, ChangeWords) && !IsComputedAnew(step, code))
                yield return step;
        }
    }

    private static StepFromOldValue? OfAssignment(IOperation operation, MappedTypes entities)
    {
        var target = operation switch
        {
            IIncrementOrDecrementOperation step => step.Target,
            ICompoundAssignmentOperation { OperatorKind: BinaryOperatorKind.Add or BinaryOperatorKind.Subtract or BinaryOperatorKind.Multiply or BinaryOperatorKind.Divide } step => step.Target,
            ISimpleAssignmentOperation { Value: var value } assignment when IsStepOf(value, assignment.Target) => assignment.Target,
            _ => null,
        };
        return target is IPropertyReferenceOperation { Property: var property, Instance: not null } && TrackedChange.From(operation, entities) is not null
            ? new StepFromOldValue(operation, property)
            : null;
    }

    /// <summary><c>SetProperty(x => x.Count, x => x.Count + 1)</c>.</summary>
    private static StepFromOldValue? OfUpdate(Call call)
    {
        var lambdas = call.Arguments.Select(argument => Code.ExpressionOf(argument.Value)).ToArray();
        return lambdas is [IPropertyReferenceOperation { Property: var property }, IBinaryOperation value] && IsArithmetic(value)
            && Code.Within(value).OfType<IPropertyReferenceOperation>().Any(read => Code.IsSame(read.Property, property))
            ? new StepFromOldValue(call.Operation, property)
            : null;
    }

    private static bool IsStepOf(IOperation value, IOperation target) =>
        Values.Unwrap(value) is IBinaryOperation sum && IsArithmetic(sum)
        && target is IPropertyReferenceOperation { Property: var property, Instance: { } owner }
        && new[] { sum.LeftOperand, sum.RightOperand }.Select(Values.Unwrap).OfType<IPropertyReferenceOperation>().Any(read =>
            Code.IsSame(read.Property, property) && read.Instance is { } other && Code.IsSame(Code.SymbolOf(other), Code.SymbolOf(owner)));

    private static bool IsArithmetic(IBinaryOperation operation) =>
        operation.OperatorKind is BinaryOperatorKind.Add or BinaryOperatorKind.Subtract or BinaryOperatorKind.Multiply or BinaryOperatorKind.Divide;

    /// <summary>Set to a start first: <c>order.Total = 0; foreach (…) order.Total += line.Price;</c></summary>
    private static bool IsComputedAnew(StepFromOldValue step, EndpointCode code) => code.Operations.OfType<ISimpleAssignmentOperation>().Any(assignment =>
        assignment != step.Operation
        && assignment.Syntax.SpanStart < step.Operation.Syntax.SpanStart
        && Code.IsSame(Code.SymbolOf(assignment.Target), step.Property)
        && !IsStepOf(assignment.Value, assignment.Target));
}
