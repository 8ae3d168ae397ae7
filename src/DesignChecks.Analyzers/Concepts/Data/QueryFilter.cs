using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Concepts.Data;

/// <summary>A filter that EF adds to each query of an entity (<c>HasQueryFilter</c>), named or not.</summary>
/// <param name="Reads">The properties of the row that it reads; null when code computes the filter.</param>
/// <param name="IsCertain">False for generic configuration and builders without a type, which may be about another entity.</param>
internal sealed record QueryFilter(IReadOnlyList<RowProperty>? Reads, bool IsCertain)
{
    private static readonly TypeName EfType = new("Microsoft.EntityFrameworkCore.EF");

    /// <summary>Null for a call that takes a filter away.</summary>
    public static QueryFilter? From(FluentCall fluent, Answer isAbout, World world, CancellationToken cancel) =>
        fluent.Call.Argument("filter") is not { } filter || Values.IsNull(filter)
            ? null
            : new QueryFilter(ReadBy(Held.ValueOf(filter, world, cancel)), isAbout == Answer.Yes);

    private static IReadOnlyList<RowProperty>? ReadBy(IOperation? filter)
    {
        if (filter is not IAnonymousFunctionOperation { Symbol.Parameters: [var row], Body: var body })
            return null;
        var read = new List<RowProperty>();
        foreach (var operation in Code.Within(body))
        {
            switch (operation)
            {
                case IPropertyReferenceOperation { Property: var property, Instance: { } owner } when IsOf(owner, row):
                    read.Add(new RowProperty(property.Name, property));
                    break;
                case IInvocationOperation { TargetMethod: { Name: "Property", ContainingType: var type }, Arguments: [{ Value: var owner }, { Value: var name }] }
                    when EfType.Is(type) && IsOf(owner, row) && Values.Text(name) is { } text:
                    read.Add(new RowProperty(text, null));
                    break;
            }
        }

        return read;
    }

    /// <summary>The row, or something that it refers to: <c>x</c>, <c>x.Order</c>, <c>x.Order!.Customer</c>.</summary>
    private static bool IsOf(IOperation owner, IParameterSymbol row)
    {
        var current = Values.Unwrap(owner);
        while (current is IPropertyReferenceOperation { Instance: { } outer })
            current = Values.Unwrap(outer);
        return current is IParameterReferenceOperation { Parameter: var parameter } && Code.IsSame(parameter, row);
    }
}

/// <summary>A property that model-building code reads; without a symbol when it is named by a text.</summary>
internal sealed record RowProperty(string Name, IPropertySymbol? Symbol);
