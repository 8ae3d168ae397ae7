using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Concepts.Endpoints;

/// <summary>How an endpoint lets its caller ask for a part of a list.</summary>
internal static class Paging
{
    /// <summary>Words of numbers that say how much, or where to start.</summary>
    private static readonly string[] NumberWords =
        ["page", "paging", "limit", "take", "top", "size", "count", "offset", "skip", "start", "first", "last", "max", "per page", "batch", "index", "rows", "length"];

    /// <summary>Words of values of any type that say where to go on.</summary>
    private static readonly string[] PositionWords =
        ["cursor", "after", "before", "continuation", "page token", "page key", "next", "since", "paging", "pagination", "pager"];

    private static readonly string[] QueryTypes = ["ODataQueryOptions", "SieveModel", "GridifyQuery", "DataSourceRequest", "PagingParams"];
    private static readonly TypeName[] QueryAttributes = [new("Microsoft.AspNetCore.OData.Query.EnableQueryAttribute"), new("Microsoft.AspNet.OData.EnableQueryAttribute")];
    private static readonly TypeName ODataController = new("Microsoft.AspNetCore.OData.Routing.Controllers.ODataController");
    private static readonly TypeName QueryCollection = new("Microsoft.AspNetCore.Http.IQueryCollection");

    /// <summary>Whether the endpoint takes something that pages: a parameter, a property of one, OData, a value it reads from the query itself.</summary>
    public static Answer Of(Endpoint endpoint)
    {
        if (endpoint.Handler is null)
            return Answer.Unknown;
        if (endpoint.Inputs.Any(Pages) || endpoint.Metadata.Has(QueryAttributes) == Answer.Yes)
            return Answer.Yes;
        return endpoint.Runs.SelectMany(run => run.Operations).Any(ReadsPagingQuery) ? Answer.Yes : Answer.No;
    }

    /// <summary>Its contract is the query language of OData over the entities themselves.</summary>
    public static bool IsOData(Endpoint endpoint) =>
        endpoint.Metadata.Has(QueryAttributes) != Answer.No
        || endpoint is ControllerAction { Controller: var controller } && ODataController.IsBaseOf(controller)
        || endpoint.Inputs.Any(input => input.Type.Name is "ODataQueryOptions" or "Delta");

    public static bool Pages(EndpointInput input) =>
        Array.IndexOf(QueryTypes, input.Type.Name) >= 0
        || Words.ContainAny(input.Type.Name, ["page", "paging", "paged", "pagination", "paginated", "pager"])
        || (input.IsFromRequest && (Words.ContainAny(input.Symbol.Name, PositionWords) || (input.IsNumber && Words.ContainAny(input.Symbol.Name, NumberWords))));

    /// <summary><c>request.Query["page"]</c>, or a name that isn't in sight.</summary>
    private static bool ReadsPagingQuery(IOperation operation)
    {
        var key = operation switch
        {
            IPropertyReferenceOperation { Property.IsIndexer: true, Arguments: [var argument] } indexer when QueryCollection.IsBaseOf(indexer.Instance?.Type) => argument.Value,
            IInvocationOperation { TargetMethod.Name: "TryGetValue", Arguments: [var argument, ..] } call when QueryCollection.IsBaseOf(call.Instance?.Type) => argument.Value,
            _ => null,
        };
        return key is not null && (Values.Text(key) is not { } name || Words.ContainAny(name, NumberWords) || Words.ContainAny(name, PositionWords));
    }
}
