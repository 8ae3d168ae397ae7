using System.Text.RegularExpressions;
using DesignChecks.Concepts.Data;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Concepts.Endpoints;

/// <summary>What an endpoint's list is made of: a query, SQL, or something whose size isn't in sight.</summary>
/// <param name="Query">The EF query whose rows the list has, one for one.</param>
/// <param name="Sql">The Dapper call.</param>
/// <param name="Unknown">A call that gives the list and doesn't show from where.</param>
internal sealed record ListSource(EfQuery? Query, Call? Sql, Call? Unknown)
{
    private const int MaxDepth = 8;

    private static readonly TypeName Enumerable = new("System.Linq.Enumerable");
    private static readonly TypeName Sequence = new("System.Collections.Generic.IEnumerable`1");
    private static readonly TypeName Dapper = new("Dapper.SqlMapper");

    /// <summary>Operators in memory that keep the number of rows, or lower it by no more than a filter does.</summary>
    private static readonly string[] Transparent =
        ["Select", "Where", "OrderBy", "OrderByDescending", "ThenBy", "ThenByDescending", "Order", "OrderDescending", "ToList", "ToArray", "AsEnumerable", "Cast", "OfType", "Reverse"];

    /// <summary>First words of methods that make one list out of another, element by element.</summary>
    private static readonly string[] MappingWords = ["map", "adapt", "to", "convert", "as", "from"];

    private static readonly string[] DapperLists = ["Query", "QueryAsync"];

    /// <summary>The first word of a select, and that nothing in it bounds the result: no limit, no aggregate, no search by <c>id</c>.</summary>
    private static readonly Regex Select = new(@"^\s*select\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
    private static readonly Regex Bounds = new(
        @"\b(limit|top|fetch|rownum|group\s+by|count\s*\(|sum\s*\(|max\s*\(|min\s*\(|exists)\b|\bcount\s*\(|\bwhere\b[\s\S]*\bid\b[""\]`]?\s*(=|in\b)|\bdistinct\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    /// <summary>Null when the list is made in memory, or bounded on the way.</summary>
    public static ListSource? Of(IOperation answer, World world, CancellationToken cancel) => Of(answer, world, cancel, depth: 0);

    /// <summary>True for SQL in sight that returns all rows of what it selects from.</summary>
    public bool SqlIsUnbounded => Values.Text(Sql?.Argument("sql")) is { } text && Select.IsMatch(text) && !Bounds.IsMatch(text);

    private static ListSource? Of(IOperation? value, World world, CancellationToken cancel, int depth)
    {
        if (value is null || depth > MaxDepth)
            return null;
        if (EfQuery.From(value, world, cancel) is { } query)
            return new ListSource(query, null, null);
        switch (Values.Unwrap(value))
        {
            case IAwaitOperation wait:
                return Of(wait.Operation, world, cancel, depth + 1);
            case ILocalReferenceOperation local:
                return Of(Code.OnlyValueOf(local), world, cancel, depth + 1);
            case IObjectCreationOperation { Arguments: [var only] } copy when IsList(copy.Type) && IsList(only.Value.Type):
                return Of(only.Value, world, cancel, depth + 1);
            case IInvocationOperation invocation when Call.From(invocation) is { } call:
                return OfCall(call, world, cancel, depth);
            default:
                return null;
        }
    }

    private static ListSource? OfCall(Call call, World world, CancellationToken cancel, int depth)
    {
        if (call.Name == "ConfigureAwait")
            return Of(call.Operation.Instance, world, cancel, depth + 1);
        if (call.IsOn(Enumerable))
            return Array.IndexOf(Transparent, call.Name) >= 0 ? Of(call.Receiver, world, cancel, depth + 1) : null;
        if (call.IsOn(Dapper) && Array.IndexOf(DapperLists, call.Name) >= 0)
            return new ListSource(null, call, null);
        if (Mapped(call) is { } mapped)
            return Of(mapped, world, cancel, depth + 1);
        return world.BodyOf(call.Method, cancel) is null || call.Method.IsAbstract ? new ListSource(null, null, call) : null;
    }

    /// <summary>The list that a mapper is given: <c>mapper.Map&lt;List&lt;Dto&gt;&gt;(rows)</c>, <c>rows.ToDtos()</c>.</summary>
    private static IOperation? Mapped(Call call)
    {
        if (Words.Of(call.Name) is not [var verb, ..] || Array.IndexOf(MappingWords, verb) < 0)
            return null;
        var lists = call.Operation.Arguments.Select(argument => argument.Value).Where(argument => IsList(Values.Unwrap(argument).Type)).ToArray();
        return lists.Length == 1 ? Values.Unwrap(lists[0]) : null;
    }

    private static bool IsList(ITypeSymbol? type) => type is not null && type.SpecialType != SpecialType.System_String && (type is IArrayTypeSymbol || Sequence.FormIn(type) is not null);
}
