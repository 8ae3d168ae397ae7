using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Concepts;

/// <summary>A catch that takes every failure: untyped or of Exception; a filter that only lets cancellation through changes nothing.</summary>
internal static class CatchAll
{
    private static readonly TypeName ExceptionType = new("System.Exception");
    private static readonly TypeName Canceled = new("System.OperationCanceledException");
    private static readonly TypeName TokenType = new("System.Threading.CancellationToken");
    private static readonly TypeName TokenSourceType = new("System.Threading.CancellationTokenSource");

    public static bool Is(ICatchClauseOperation handler) =>
        (handler.ExceptionType is { SpecialType: SpecialType.System_Object } || ExceptionType.Is(handler.ExceptionType))
        && (handler.Filter is null || IsAboutCancellation(handler.Filter));

    /// <summary>The innermost catch around an operation, in the same function.</summary>
    public static ICatchClauseOperation? Around(IOperation operation)
    {
        foreach (var ancestor in Code.Ancestors(operation))
        {
            switch (ancestor)
            {
                case ICatchClauseOperation handler:
                    return handler;
                case IAnonymousFunctionOperation or ILocalFunctionOperation:
                    return null;
            }
        }

        return null;
    }

    public static bool IsOfCancellation(ICatchClauseOperation handler) => Canceled.IsBaseOf(handler.ExceptionType);

    /// <summary>All that the filter tests is whether the failure is a cancellation: <c>when (e is not OperationCanceledException)</c>.</summary>
    private static bool IsAboutCancellation(IOperation filter)
    {
        var found = false;
        foreach (var operation in Code.Within(filter))
        {
            switch (operation)
            {
                case IIsTypeOperation { TypeOperand: var type } when Canceled.IsBaseOf(type):
                case ITypePatternOperation { MatchedType: var matched } when Canceled.IsBaseOf(matched):
                case IDeclarationPatternOperation { MatchedType: var declared } when Canceled.IsBaseOf(declared):
                case IPropertyReferenceOperation { Property.Name: "IsCancellationRequested" }:
                    found = true;
                    break;
                case IIsPatternOperation or INegatedPatternOperation or IUnaryOperation or IBinaryOperation or IBinaryPatternOperation:
                case IConversionOperation or IParenthesizedOperation or IInstanceReferenceOperation:
                case ILocalReferenceOperation or IParameterReferenceOperation or IFieldReferenceOperation:
                case IPropertyReferenceOperation when TokenType.Is(operation.Type) || TokenSourceType.Is(operation.Type):
                    break;
                default:
                    return false;
            }
        }

        return found;
    }
}
