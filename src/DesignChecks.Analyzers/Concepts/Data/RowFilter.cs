using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Concepts.Data;

/// <summary>How a condition compares a property.</summary>
internal enum Comparison
{
    Equal,
    NotEqual,
    Range,

    /// <summary><c>list.Contains(x.P)</c>.</summary>
    In,

    /// <summary><c>Contains</c>, <c>StartsWith</c>, <c>EF.Functions.Like</c> on a text.</summary>
    Text,
}

/// <summary>One condition of a predicate: a property of the row against a value from outside.</summary>
/// <param name="Property">The property's name, with dots for one inside another.</param>
/// <param name="Comparison">How it is compared.</param>
/// <param name="Column">The column side as it is written, with a function around it or not.</param>
/// <param name="Value">The other side; null for a boolean property that stands for itself.</param>
internal sealed record Condition(string Property, Comparison Comparison, IOperation Column, IOperation? Value)
{
    /// <summary>True when the column stands alone: <c>x.Email == e</c>, not <c>x.Email.ToLower() == e</c>.</summary>
    public bool IsBare => PropertyNames.Path(Column) is not null;
}

/// <summary>What a predicate demands of a row, as conditions that must all hold.</summary>
/// <param name="Conditions">The conditions that were understood.</param>
/// <param name="IsExact">False when there is more to the predicate: an <c>or</c>, a subquery, something computed.</param>
internal sealed record RowFilter(IReadOnlyList<Condition> Conditions, bool IsExact)
{
    public static readonly RowFilter None = new([], true);

    /// <summary>The properties that must equal a value.</summary>
    public IReadOnlyList<string> EqualProperties => Conditions.Where(condition => condition.Comparison == Comparison.Equal).Select(condition => condition.Property).Distinct().ToArray();

    /// <summary>The filter of a predicate lambda; inexact for anything but a lambda.</summary>
    public static RowFilter Of(IOperation? predicate)
    {
        return Code.ExpressionOf(predicate) is { } body ? OfExpression(body) : new RowFilter([], false);
    }

    private static RowFilter OfExpression(IOperation expression)
    {
        var conditions = new List<Condition>();
        var exact = true;
        foreach (var part in Parts(expression, BinaryOperatorKind.ConditionalAnd, BinaryOperatorKind.And))
        {
            if (ConditionOf(part) is { } condition)
                conditions.Add(condition);
            else
                exact = false;
        }

        return new RowFilter(conditions, exact);
    }

    /// <summary>The filters of which one must hold: the sides of a predicate's <c>||</c>.</summary>
    public static IEnumerable<RowFilter> AnyOf(IOperation? predicate)
    {
        if (Code.ExpressionOf(predicate) is not { } body)
            return [new RowFilter([], false)];
        return Parts(body, BinaryOperatorKind.ConditionalOr, BinaryOperatorKind.Or).Select(OfExpression);
    }

    public RowFilter And(RowFilter other) => new([.. Conditions, .. other.Conditions], IsExact && other.IsExact);

    public RowFilter Inexactly() => this with { IsExact = false };

    /// <summary>The operands of a chain of one operator, in order.</summary>
    private static IEnumerable<IOperation> Parts(IOperation expression, BinaryOperatorKind shortcut, BinaryOperatorKind plain)
    {
        var open = new Stack<IOperation>();
        open.Push(expression);
        while (open.Count > 0)
        {
            var current = Values.Unwrap(open.Pop());
            if (current is IBinaryOperation both && (both.OperatorKind == shortcut || both.OperatorKind == plain))
            {
                open.Push(both.RightOperand);
                open.Push(both.LeftOperand);
            }
            else
            {
                yield return current;
            }
        }
    }

    private static Condition? ConditionOf(IOperation part) => part switch
    {
        IBinaryOperation binary => OfBinary(binary),
        IInvocationOperation call => OfCall(call),
        IUnaryOperation { OperatorKind: UnaryOperatorKind.Not, Operand: var operand } => PropertyNames.Path(operand) is { } name ? new Condition(name, Comparison.Equal, operand, null) : null,
        _ => PropertyNames.Path(part) is { } name ? new Condition(name, Comparison.Equal, part, null) : null,
    };

    private static Condition? OfBinary(IBinaryOperation binary)
    {
        var comparison = binary.OperatorKind switch
        {
            BinaryOperatorKind.Equals => Comparison.Equal,
            BinaryOperatorKind.NotEquals => Comparison.NotEqual,
            BinaryOperatorKind.LessThan or BinaryOperatorKind.LessThanOrEqual or BinaryOperatorKind.GreaterThan or BinaryOperatorKind.GreaterThanOrEqual => Comparison.Range,
            _ => (Comparison?)null,
        };
        if (comparison is not { } found)
            return null;
        return Between(binary.LeftOperand, binary.RightOperand, found) ?? Between(binary.RightOperand, binary.LeftOperand, found);
    }

    private static Condition? OfCall(IInvocationOperation call)
    {
        switch (call.TargetMethod)
        {
            case { Name: "Equals", IsStatic: false } when call is { Instance: { } column, Arguments: [var value, ..] }:
                return Between(column, value.Value, Comparison.Equal) ?? Between(value.Value, column, Comparison.Equal);
            case { Name: "Equals", IsStatic: true, Parameters.Length: >= 2 }:
                return Between(call.Arguments[0].Value, call.Arguments[1].Value, Comparison.Equal) ?? Between(call.Arguments[1].Value, call.Arguments[0].Value, Comparison.Equal);
            case { Name: "Contains" or "StartsWith" or "EndsWith", ContainingType.SpecialType: SpecialType.System_String } when call is { Instance: { } text, Arguments: [var part, ..] }:
                return Between(text, part.Value, Comparison.Text);
            case { Name: "Contains" } when call is { Instance: { } list, Arguments: [var item] }:
                return Between(item.Value, list, Comparison.In);
            case { Name: "Contains", IsStatic: true } when call.Arguments.Length == 2:
                return Between(call.Arguments[1].Value, call.Arguments[0].Value, Comparison.In);
            default:
                return null;
        }
    }

    /// <summary>The column side names one property of the row, perhaps inside a function; the value side none.</summary>
    private static Condition? Between(IOperation column, IOperation value, Comparison comparison)
    {
        if (ReadsRow(value))
            return null;
        return ColumnOf(column) is { } name ? new Condition(name, comparison, Values.Unwrap(column), Values.Unwrap(value)) : null;
    }

    /// <summary><c>x.P</c>, or <c>x.P.ToLower()</c>, <c>x.P!.Trim().ToUpper()</c>, <c>x.Date.Date</c>, <c>x.P.Value</c>.</summary>
    public static string? ColumnOf(IOperation expression)
    {
        var current = Values.Unwrap(expression);
        while (current is IInvocationOperation { Instance: { } receiver, Arguments: var arguments } && !arguments.Any(argument => ReadsRow(argument.Value)))
            current = Values.Unwrap(receiver);
        if (current is IPropertyReferenceOperation { Instance: { } owner, Property: { Name: "Value" or "Date" or "Length", ContainingType.SpecialType: not SpecialType.None } })
            current = Values.Unwrap(owner);
        return PropertyNames.Path(current);
    }

    /// <summary>True when the expression uses the lambda's own parameter.</summary>
    public static bool ReadsRow(IOperation expression) =>
        Code.Within(expression).OfType<IParameterReferenceOperation>().Any(reference =>
            reference.Parameter.ContainingSymbol is IMethodSymbol { MethodKind: MethodKind.AnonymousFunction } lambda
            && Code.Ancestors(expression).OfType<IAnonymousFunctionOperation>().FirstOrDefault() is { } around
            && Code.IsSame(around.Symbol, lambda));
}
