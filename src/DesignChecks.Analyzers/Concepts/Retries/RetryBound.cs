using DesignChecks.Concepts.Resilience;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Concepts.Retries;

/// <summary>What ends a retry that is written by hand, and what it catches.</summary>
internal static class RetryBound
{
    private static readonly TypeName ExceptionType = new("System.Exception");
    private static readonly TypeName CancelledType = new("System.OperationCanceledException");
    private static readonly TypeName[] Clocks = [new("System.DateTime"), new("System.DateTimeOffset"), new("System.TimeSpan"), new("System.Diagnostics.Stopwatch"), new("System.TimeProvider")];
    private static readonly TypeName TokenType = new("System.Threading.CancellationToken");

    /// <summary>No bound in the loop's head, no test of a counter, a clock or a token that leaves it, and no token that ends its wait.</summary>
    public static Answer IsEndless(IOperation wait, IOperation body, ILoopOperation? loop, World world, CancellationToken cancel)
    {
        if (loop is null || loop is IForEachLoopOperation)
            return Answer.No;
        var condition = loop switch
        {
            IWhileLoopOperation repeated => repeated.Condition,
            IForLoopOperation counted => counted.Condition,
            _ => null,
        };
        if (condition is not null && Values.Flag(condition) != true && !OnlyTestsSuccess(condition))
            return Answer.No;
        // A filter or branch that counts, looks at a clock or at a token.
        if (Code.RunBy(body).Any(operation => operation is IConditionalOperation { Condition: var test } && Bounds(test) || operation is ICatchClauseOperation { Filter: { } filter } && Bounds(filter)))
            return Answer.No;
        return Code.RunBy(body).Any(operation => TokenType.Is(operation.Type) && !IsNone(operation) && Call.From(Code.UserOf(operation) is IArgumentOperation argument ? argument.Parent : operation.Parent) is not null) ? Answer.No
            : Code.RunBy(body).Any(operation => operation is IThrowOperation && !IsInsideBranch(operation, body)) ? Answer.No
            : Answer.Yes;
    }

    private static bool IsNone(IOperation operation) =>
        operation is IDefaultValueOperation or ILiteralOperation or IPropertyReferenceOperation { Property: { Name: "None", IsStatic: true } };

    private static bool IsInsideBranch(IOperation operation, IOperation body) =>
        Code.Ancestors(operation).TakeWhile(ancestor => ancestor != body).Any(ancestor => ancestor is IConditionalOperation);

    /// <summary><c>while (!done)</c>: the flag that success sets is no bound.</summary>
    private static bool OnlyTestsSuccess(IOperation condition) => Values.Unwrap(condition) switch
    {
        IUnaryOperation { OperatorKind: UnaryOperatorKind.Not, Operand: var flag } => Values.Unwrap(flag) is ILocalReferenceOperation,
        ILocalReferenceOperation => true,
        _ => false,
    };

    private static bool Bounds(IOperation condition) => Code.Within(condition).Any(operation =>
        operation is IBinaryOperation { OperatorKind: BinaryOperatorKind.LessThan or BinaryOperatorKind.LessThanOrEqual or BinaryOperatorKind.GreaterThan or BinaryOperatorKind.GreaterThanOrEqual or BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } test && IsNumber(test.LeftOperand.Type)
        || operation is IIncrementOrDecrementOperation
        || Clocks.AnyIs(operation.Type) || TokenType.Is(operation.Type)
        || operation is IInvocationOperation { TargetMethod: { DeclaringSyntaxReferences.IsEmpty: false } });

    private static bool IsNumber(ITypeSymbol? type) => type?.SpecialType is SpecialType.System_Int32 or SpecialType.System_Int64 or SpecialType.System_UInt32 or SpecialType.System_Double or SpecialType.System_Byte;

    /// <summary>What the clause catches that leads to another attempt.</summary>
    public static Handling HandlingOf(ICatchClauseOperation? caught, ITryOperation attempt)
    {
        if (caught is null)
            return Handling.Unknown;
        var isEvery = (caught.ExceptionType is null || caught.ExceptionType.SpecialType == SpecialType.System_Object || ExceptionType.Is(caught.ExceptionType))
            && !SortsOut(caught.Filter) && !SortsOut(caught.Handler)
            && !attempt.Catches.Any(other => other != caught && CancelledType.IsBaseOf(other.ExceptionType));
        var handled = Handling.OnlyRefusals(caught.Filter) ? Handling.OfRefusals(caught.Filter) : new Handling(Answer.No, Answer.Yes, IsOwn: true);
        return handled with
        {
            EveryException = isEvery ? Answer.Yes : Answer.No,
            Exceptions = caught.ExceptionType is { Name: not "Exception" } type && type.SpecialType != SpecialType.System_Object ? [type.Name] : [],
        };
    }

    /// <summary>A filter, or a test in the clause, that looks at the exception or asks for cancellation.</summary>
    private static bool SortsOut(IOperation? code) => Code.Within(code).Any(operation =>
        operation is IIsTypeOperation or IIsPatternOperation or ISwitchOperation or ISwitchExpressionOperation
        || operation is IPropertyReferenceOperation { Property.Name: "IsCancellationRequested" or "StatusCode" or "SqlState" or "Number" or "HResult" or "SocketErrorCode" or "InnerException" }
        || operation is IInvocationOperation { TargetMethod.Name: "ThrowIfCancellationRequested" });
}
