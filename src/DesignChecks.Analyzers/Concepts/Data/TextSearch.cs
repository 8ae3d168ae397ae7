using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Concepts.Data;

/// <summary>
/// A condition of an EF query that finds a text inside or at the end of a column: <c>x.Name.Contains(term)</c>,
/// <c>x.Name.EndsWith(term)</c>, <c>EF.Functions.ILike(x.Name, $"%{term}%")</c>. Indexes are ordered by how values begin.
/// </summary>
/// <param name="Call">The call that compares.</param>
/// <param name="Column">The property that is searched.</param>
/// <param name="Query">The query, as far as the expression around the condition shows it.</param>
/// <param name="Predicate">The lambda that the condition is a part of.</param>
internal sealed record TextSearch(Call Call, string Column, EfQuery Query, IAnonymousFunctionOperation Predicate)
{
    public static readonly string[] Names = ["Contains", "EndsWith", "Like", "ILike"];

    private static readonly TypeName[] LikeFunctions =
        [new("Microsoft.EntityFrameworkCore.DbFunctionsExtensions"), new("Microsoft.EntityFrameworkCore.NpgsqlDbFunctionsExtensions")];

    /// <summary>Cheap test before binding: inside a lambda or a clause of query syntax.</summary>
    public static bool MayBe(InvocationExpressionSyntax call) =>
        call.ArgumentList.Arguments.Count > 0
        && MayReadColumn(call)
        && call.Ancestors().TakeWhile(ancestor => ancestor is not MemberDeclarationSyntax).Any(ancestor => ancestor is LambdaExpressionSyntax or WhereClauseSyntax);

    /// <summary>A column is a member of the row, whatever is called on it: in <c>ids.Contains(x.Id)</c> and <c>Contains("x")</c> nothing is searched.</summary>
    private static bool MayReadColumn(InvocationExpressionSyntax call) => call.Expression switch
    {
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Like" or "ILike" } => true,
        MemberAccessExpressionSyntax { Expression: not (SimpleNameSyntax or LiteralExpressionSyntax or ThisExpressionSyntax) } => true,
        IdentifierNameSyntax { Identifier.ValueText: "Like" or "ILike" } => true,
        _ => false,
    };

    /// <summary>Null for a constant text, a comparison in memory, and anything that isn't a condition on a row.</summary>
    public static TextSearch? From(Call call, World world, CancellationToken cancel)
    {
        if (Compared(call) is not var (searched, term) || IsFixed(term, world, cancel) || RowFilter.ReadsRow(term))
            return null;
        if (Code.Ancestors(call.Operation).OfType<IAnonymousFunctionOperation>().FirstOrDefault() is not { } predicate || !RowFilter.ReadsRow(searched) || RowFilter.ColumnOf(searched) is not { } name)
            return null;
        if (Code.UserOf(predicate) is not IArgumentOperation { Parameter.Name: "predicate", Parent: IInvocationOperation step })
            return null;
        // Clauses of query syntax hand on their variables in an object without a name: "<>h__TransparentIdentifier0.p.Name".
        var column = name.Substring(name.LastIndexOf('>') + 1) is var written && written.Length < name.Length ? written.Substring(written.IndexOf('.') + 1) : name;
        return QueryAround(step, world, cancel) is { } query ? new TextSearch(call, column, query, predicate) : null;
    }

    /// <summary>The column and the text that it is compared with; null when the comparison may begin with the column's first letter.</summary>
    private static (IOperation Column, IOperation Term)? Compared(Call call)
    {
        if (call.Name is "Contains" or "EndsWith")
        {
            return call is { Operation.Instance: { } text, DeclaringType.SpecialType: SpecialType.System_String } && call.Argument("value") is { } value
                ? (text, value)
                : null;
        }

        return call.IsOn(LikeFunctions) && call.Argument("matchExpression") is { } column && call.Argument("pattern") is { } pattern
            && Beginning(pattern, depth: 0) is ['%' or '_', ..]
            ? (column, pattern)
            : null;
    }

    private static bool IsFixed(IOperation term, World world, CancellationToken cancel) => Values.Constant(term) is not null || term switch
    {
        ILocalReferenceOperation local => Values.Constant(Code.OnlyValueOf(local)) is not null,
        IFieldReferenceOperation { Field: var field } => Values.Constant(Code.InitializerOf(field, world, cancel)) is not null,
        _ => false,
    };

    /// <summary>The text that a pattern begins with, whatever it goes on with.</summary>
    private static string? Beginning(IOperation? pattern, int depth) => pattern is null || depth > 5 ? null : Values.Unwrap(pattern) switch
    {
        IInterpolatedStringOperation { Parts: [IInterpolatedStringTextOperation first, ..] } => Values.Text(first.Text),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } sum => Beginning(sum.LeftOperand, depth + 1),
        IInvocationOperation { TargetMethod: { Name: "Format" or "Concat", ContainingType.SpecialType: SpecialType.System_String }, Arguments: [var first, ..] } => Beginning(first.Value, depth + 1),
        ILocalReferenceOperation local => Beginning(Code.OnlyValueOf(local), depth + 1),
        var value => Values.Text(value),
    };

    /// <summary>The longest query of which the step is a part; null unless it runs on a set.</summary>
    private static EfQuery? QueryAround(IInvocationOperation step, World world, CancellationToken cancel)
    {
        if (EfQuery.From(step, world, cancel) is not { } query)
            return null;
        var last = step;
        for (var next = NextOf(step); next is not null && EfQuery.From(next, world, cancel) is { } longer; next = NextOf(next))
            (last, query) = (next, longer);
        return IsJoined(last) ? null : query;
    }

    /// <summary>The inner sequence of a join: the other side says which of its rows are looked at.</summary>
    private static bool IsJoined(IInvocationOperation query) => Code.UserOf(query) is IArgumentOperation { Parameter.Name: "inner" or "outer" };

    private static IInvocationOperation? NextOf(IInvocationOperation step) => Code.UserOf(step) switch
    {
        IInvocationOperation outer when outer.Instance is { } instance && Values.Unwrap(instance) == step => outer,
        IArgumentOperation { Parent: IInvocationOperation { TargetMethod.IsExtensionMethod: true, Arguments: [{ Value: var first }, ..] } outer } when Values.Unwrap(first) == step => outer,
        _ => null,
    };
}
