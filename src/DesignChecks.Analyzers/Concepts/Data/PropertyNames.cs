using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Concepts.Data;

/// <summary>The properties that model-building code names: <c>x => x.A</c>, <c>x => new { x.A, x.B }</c>, <c>"A", "B"</c>, <c>nameof(X.A)</c>.</summary>
internal static class PropertyNames
{
    private static readonly TypeName EfType = new("Microsoft.EntityFrameworkCore.EF");

    /// <summary>In the order in which they are named; null when the code computes them.</summary>
    public static IReadOnlyList<string>? In(Call call)
    {
        foreach (var (parameter, value) in call.Arguments)
        {
            if (parameter.Name.EndsWith("Expression", StringComparison.Ordinal))
                return InLambda(value);
            if (parameter.Name.EndsWith("ropertyNames", StringComparison.Ordinal))
                return InTexts(value);
            if (parameter.Name is "propertyName")
                return Values.Text(value) is { } name ? [name] : null;
        }

        return null;
    }

    /// <summary>As a message writes them: <c>'Number'</c>, <c>(Shop, Number)</c>.</summary>
    public static string Listed(IReadOnlyList<string> names) => names.Count == 1 ? $"'{names[0]}'" : "(" + string.Join(", ", names) + ")";

    public static IReadOnlyList<string>? InLambda(IOperation? lambda)
    {
        if (Code.ExpressionOf(lambda) is not { } body)
            return null;
        if (body is not IAnonymousObjectCreationOperation several)
            return Path(body) is { } one ? [one] : null;
        var names = new List<string>();
        foreach (var initializer in several.Initializers.OfType<ISimpleAssignmentOperation>())
        {
            if (Path(initializer.Value) is not { } name)
                return null;
            names.Add(name);
        }

        return names;
    }

    /// <summary>The property that an expression reads from the lambda's parameter, with dots for one inside another; null for anything else.</summary>
    public static string? Path(IOperation? expression) => expression is null ? null : Values.Unwrap(expression) switch
    {
        IMemberReferenceOperation { Instance: { } owner } member => Values.Unwrap(owner) switch
        {
            IParameterReferenceOperation => member.Member.Name,
            IMemberReferenceOperation => Path(owner) is { } prefix ? prefix + "." + member.Member.Name : null,
            _ => null,
        },
        IInvocationOperation { TargetMethod: { Name: "Property", ContainingType: var type } } call when EfType.Is(type) =>
            call.Arguments.Select(argument => Values.Text(argument.Value)).FirstOrDefault(text => text is not null),
        _ => null,
    };

    private static IReadOnlyList<string>? InTexts(IOperation value)
    {
        IEnumerable<IOperation> elements = value switch
        {
            IArrayCreationOperation { Initializer: { } initializer } => initializer.ElementValues,
            { Syntax: CollectionExpressionSyntax } => value.ChildOperations,
            _ => [value],
        };
        var names = new List<string>();
        foreach (var element in elements)
        {
            if (Values.Text(element) is not { } name)
                return null;
            names.Add(name);
        }

        return names;
    }
}
