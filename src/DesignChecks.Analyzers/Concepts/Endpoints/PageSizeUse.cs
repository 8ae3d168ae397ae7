using DesignChecks.Concepts.Data;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Concepts.Endpoints;

/// <summary>A place where a number decides how many rows a query returns: <c>Take(n)</c>, a paging method, a LIMIT of SQL.</summary>
/// <param name="Size">The number, conversions removed.</param>
/// <param name="Argument">The argument as written, for fixes; null for a value inside an object.</param>
internal sealed record PageSizeUse(IOperation Size, ExpressionSyntax? Argument)
{
    private const int MaxDepth = 2;

    private static readonly TypeName Queryable = new("System.Linq.Queryable");
    private static readonly TypeName MongoFind = new("MongoDB.Driver.IFindFluent`2");
    private static readonly TypeName Dapper = new("Dapper.SqlMapper");

    /// <summary>Paging methods of libraries, which return as many rows as they are asked for.</summary>
    private static readonly TypeName[] PagingClasses =
    [
        new("Marten.Pagination.PagedListQueryableExtensions"),
        new("X.PagedList.PagedListExtensions"),
        new("X.PagedList.Extensions.PagedListExtensions"),
        new("X.PagedList.EF.PagedListExtensions"),
    ];

    /// <summary>SQL that ends where the number of rows stands.</summary>
    private static readonly string[] SqlLimits = ["LIMIT", "FETCH NEXT", "FETCH FIRST", "TOP", "TOP ("];

    public static IEnumerable<PageSizeUse> In(EndpointCode code, Endpoint endpoint) =>
        code.Calls.SelectMany(call => Of(call, endpoint.World, endpoint.Cancel, depth: 0));

    private static IEnumerable<PageSizeUse> Of(Call call, World world, CancellationToken cancel, int depth)
    {
        if (call.Name == "Take" && call.IsOn(Queryable))
            return OfParameter(call, "count");
        if (call.Name == "Limit" && call.IsOn(MongoFind))
            return OfParameter(call, "limit");
        if (call.IsOn(PagingClasses))
            return OfParameter(call, "pageSize");
        if (call.IsOn(Dapper))
            return OfSql(call);
        return depth < MaxDepth ? OfOwnMethod(call, world, cancel, depth) : [];
    }

    private static IEnumerable<PageSizeUse> OfParameter(Call call, string parameter)
    {
        var argument = call.Operation.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == parameter && argument.ArgumentKind == ArgumentKind.Explicit);
        if (argument is not null)
            yield return new PageSizeUse(Values.Unwrap(argument.Value), (argument.Syntax as ArgumentSyntax)?.Expression);
    }

    /// <summary>A method of the project that gets a query and limits it by one of its parameters, which it doesn't cap.</summary>
    private static IEnumerable<PageSizeUse> OfOwnMethod(Call call, World world, CancellationToken cancel, int depth)
    {
        if (!call.Operation.Arguments.Any(argument => Ef.ElementOfQuery(argument.Value.Type) is not null) || world.BodyOf(call.Method, cancel) is not { } body)
            yield break;
        foreach (var parameter in call.Method.OriginalDefinition.Parameters)
        {
            if (parameter.Type.SpecialType != SpecialType.System_Int32 || !Limits(parameter, body, world, cancel, depth))
                continue;
            foreach (var use in OfParameter(call, parameter.Name))
                yield return use;
        }
    }

    private static bool Limits(IParameterSymbol parameter, IOperation body, World world, CancellationToken cancel, int depth) =>
        Code.CallsIn(body).SelectMany(inner => Of(inner, world, cancel, depth + 1)).Any(use => Code.IsSame(Code.SymbolOf(use.Size), parameter))
        && !UpperBound.MayLimit(parameter, body);

    /// <summary><c>… LIMIT @take</c> with <c>new { take }</c>.</summary>
    private static IEnumerable<PageSizeUse> OfSql(Call call)
    {
        if (Values.Text(call.Argument("sql")) is not { } sql || call.Argument("param") is not IAnonymousObjectCreationOperation values)
            yield break;
        foreach (var assignment in values.Initializers.OfType<ISimpleAssignmentOperation>())
        {
            if (assignment.Target is IPropertyReferenceOperation { Property.Name: var name } && IsLimit(sql, name))
                yield return new PageSizeUse(Values.Unwrap(assignment.Value), null);
        }
    }

    private static bool IsLimit(string sql, string parameter)
    {
        for (var at = sql.IndexOf("@" + parameter, StringComparison.OrdinalIgnoreCase); at >= 0; at = sql.IndexOf("@" + parameter, at + 1, StringComparison.OrdinalIgnoreCase))
        {
            var end = at + parameter.Length + 1;
            var before = sql.Substring(0, at).TrimEnd();
            if ((end == sql.Length || !char.IsLetterOrDigit(sql[end])) && Array.Exists(SqlLimits, limit => before.EndsWith(limit, StringComparison.OrdinalIgnoreCase)))
                return true;
        }

        return false;
    }
}
