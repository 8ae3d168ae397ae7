using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Concepts.Endpoints;

/// <summary>Follows a value in an endpoint's code back to the input that it is, where nothing on the way replaces it.</summary>
internal static class RequestFlow
{
    private const int MaxDepth = 10;
    private static readonly TypeName MathType = new("System.Math");

    /// <summary>
    /// The input behind an expression: the parameter or property itself, its local, <c>input ?? 20</c>, <c>input + 1</c>,
    /// <c>Math.Max(1, input)</c>. Null when the value is something else, or is limited on the way (<c>Math.Min</c>).
    /// </summary>
    public static EndpointInput? InputOf(IOperation? value, EndpointCode code, Endpoint endpoint) => InputOf(value, code, endpoint, depth: 0);

    private static EndpointInput? InputOf(IOperation? value, EndpointCode code, Endpoint endpoint, int depth)
    {
        if (value is null || depth > MaxDepth)
            return null;
        switch (Values.Unwrap(value))
        {
            case IParameterReferenceOperation { Parameter: var parameter }:
                return OfParameter(parameter, code, endpoint, depth);
            case IPropertyReferenceOperation { Property: { Name: "Value", ContainingType.OriginalDefinition.SpecialType: SpecialType.System_Nullable_T }, Instance: { } nullable }:
                return InputOf(nullable, code, endpoint, depth + 1);
            case IPropertyReferenceOperation { Property: var property, Instance: { } owner }:
                return OfProperty(property, owner, code, endpoint, depth);
            case ILocalReferenceOperation local:
                return InputOf(Code.OnlyValueOf(local), code, endpoint, depth + 1);
            case ICoalesceOperation choice:
                return InputOf(choice.Value, code, endpoint, depth + 1);
            case IConditionalOperation choice:
                return InputOf(choice.WhenTrue, code, endpoint, depth + 1) ?? InputOf(choice.WhenFalse, code, endpoint, depth + 1);
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Add or BinaryOperatorKind.Multiply } sum:
                return Values.Number(sum.RightOperand) is not null ? InputOf(sum.LeftOperand, code, endpoint, depth + 1)
                    : Values.Number(sum.LeftOperand) is not null ? InputOf(sum.RightOperand, code, endpoint, depth + 1)
                    : null;
            case IInvocationOperation { TargetMethod: { Name: "GetValueOrDefault" }, Instance: { } nullable }:
                return InputOf(nullable, code, endpoint, depth + 1);
            case IInvocationOperation { TargetMethod: { Name: "Max", ContainingType: var math } } call when MathType.Is(math):
                return call.Arguments.Select(argument => InputOf(argument.Value, code, endpoint, depth + 1)).FirstOrDefault(input => input is not null);
            default:
                return null;
        }
    }

    private static EndpointInput? OfParameter(IParameterSymbol parameter, EndpointCode code, Endpoint endpoint, int depth) =>
        code.Given(parameter) is { } given ? InputOf(given, endpoint.Runs[0], endpoint, depth + 1)
        : endpoint.Inputs.FirstOrDefault(input => Code.IsSame(input.Symbol, parameter) && input.IsFromRequest);

    /// <summary>A property of an object that the request fills: <c>query.PageSize</c>, <c>query.Paging.Size</c>.</summary>
    private static EndpointInput? OfProperty(IPropertySymbol property, IOperation owner, EndpointCode code, Endpoint endpoint, int depth) =>
        InputOf(owner, code, endpoint, depth + 1) is { } whole
            ? endpoint.Inputs.FirstOrDefault(input => Code.IsSame(input.Symbol, property) && Code.IsSame(input.Parameter, whole.Parameter) && input.IsFromRequest)
            : null;
}
