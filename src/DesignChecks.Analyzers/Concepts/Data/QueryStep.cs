using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Concepts.Data;

/// <summary>One operator of a query: <c>Where</c>, <c>OrderBy</c>, <c>Take</c>, …, as a call or as a clause of query syntax.</summary>
/// <param name="Operation">The call; the compiler's own for a clause.</param>
/// <param name="IsCertain">False for an operator that is added under a condition or in a loop.</param>
/// <param name="IsOpaque">True for a method whose effect on the query isn't in sight: it may order, filter or limit.</param>
internal sealed record QueryStep(IInvocationOperation Operation, bool IsCertain, bool IsOpaque)
{
    private static readonly string[] Orders = ["OrderBy", "OrderByDescending", "Order", "OrderDescending"];
    private static readonly string[] Projections = ["Select", "SelectMany", "GroupBy", "Join", "GroupJoin", "LeftJoin", "RightJoin", "Zip", "ProjectTo", "ProjectToType"];

    public string Name => Operation.TargetMethod.Name;

    public bool IsOrder => !IsOpaque && Array.IndexOf(Orders, Name) >= 0;

    /// <summary>Changes what a row is: afterwards elements are no longer the entity.</summary>
    public bool IsProjection => Array.IndexOf(Projections, Name) >= 0;

    public bool IsLimit => !IsOpaque && Name is "Take";

    /// <summary>The lambda or other argument of a parameter, conversions removed.</summary>
    public IOperation? Argument(string parameter) =>
        Operation.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == parameter && argument.ArgumentKind != ArgumentKind.DefaultValue) is { } found
            ? Values.Unwrap(found.Value)
            : null;

    /// <summary>Where a report about the operator stands.</summary>
    public Location Location => Call.From(Operation)?.NameLocation ?? Operation.Syntax.GetLocation();
}
