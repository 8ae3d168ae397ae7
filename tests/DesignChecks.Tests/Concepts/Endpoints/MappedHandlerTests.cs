namespace DesignChecks.Tests.Concepts.Endpoints;

/// <summary>Shapes of mapped handlers, what they answer with, and how a caller pages.</summary>
public class MappedHandlerTests
{
    [Fact]
    public Task Handlers() => EndpointTable.Holds("""
        using Microsoft.AspNetCore.Authorization;
        using Microsoft.AspNetCore.Http.HttpResults;
        var app = WebApplication.CreateBuilder().Build();
        app.MapGet("/named", List); // GET /named | safe | authorized | - | list | unpaged | none
        app.MapGet("/local", Local); // GET /local | safe | unstated | - | list | unpaged | none
        var handler = (int limit) => Results.Ok(new List<Order>());
        app.MapGet("/delegate", handler); // GET /delegate | safe | unstated | - | list | paged | none
        app.MapGet("/other", Handlers.Get); // GET /other | safe | authorized | - | list | paged | none
        app.MapGet("/instance", new Handlers().Find); // GET /instance | safe | unstated | - | single | unpaged | none
        app.MapGet("/generic", Handlers.All<Order>); // GET /generic | safe | unstated | - | list | unpaged | none
        app.MapGet("/field", Handlers.Kept); // GET /field | safe | unstated | - | list | unpaged | none
        app.MapGet("/made", Handlers.Make()); // GET /made | safe | unknown | unknown | unknown | unknown | unknown => GET /made | safe | authorized | - | none
        app.MapPost("/made", Handlers.Make()); // POST /made | unsafe | unknown | unknown | unknown | unknown | unknown => POST /made | unsafe | authorized | - | none
        app.MapGet("/cast", (Delegate)(() => 1)); // GET /cast | safe | unstated | - | single | unpaged | none
        app.MapGet("/func", (Func<int>)(() => 1)); // GET /func | safe | unstated | - | single | unpaged | none
        app.MapGet("/context", async context => await context.Response.WriteAsync("x")); // GET /context | safe | unstated | - | none | unpaged | none
        app.MapGet("/marked/context", [Authorize] async (HttpContext context) => await context.Response.WriteAsync("x")); // GET /marked/context | safe | authorized | - | none | unpaged | none
        app.MapGet("/request/delegate", (RequestDelegate)Answer); // GET /request/delegate | safe | authorized | - | none | unpaged | none
        [Authorize] static List<Order> List() => [];
        static async Task<IResult> Local() { await Task.Yield(); var orders = new List<Order>(); return Results.Ok(orders); }
        [Authorize] static Task Answer(HttpContext context) => Task.CompletedTask;
        record Order(int Id);
        class Handlers
        {
            [Authorize] public static async Task<IReadOnlyList<Order>> Get(int skip, CancellationToken cancel) { await Task.Yield(); return []; }
            public Order? Find(int id) => null;
            public static T[] All<T>() => [];
            public static readonly Func<List<Order>> Kept = () => [];
            public static Delegate Make() => [Authorize] () => 1;
        }
        """);

    [Fact]
    public Task Answers_and_paging() => EndpointTable.Holds("""
        using Microsoft.AspNetCore.Http.HttpResults;
        using Microsoft.AspNetCore.Mvc;
        var app = WebApplication.CreateBuilder().Build();
        app.MapGet("/typed", () => TypedResults.Ok(new List<Order>())); // GET /typed | safe | unstated | - | list | unpaged | none
        app.MapGet("/union", Results<Ok<Order[]>, NotFound> () => TypedResults.NotFound()); // GET /union | safe | unstated | - | list | unpaged | none
        app.MapGet("/union/async", async Task<Results<Ok<Order>, NotFound>> () => { await Task.Yield(); return TypedResults.NotFound(); }); // GET /union/async | safe | unstated | - | single | unpaged | none
        app.MapGet("/union/list", Results<Ok<List<Order>>, NotFound> (int? page) => TypedResults.NotFound()); // GET /union/list | safe | unstated | - | list | paged | none
        app.MapGet("/choice", (bool all) => all ? Results.Ok(new List<Order>()) : Results.NotFound()); // GET /choice | safe | unstated | - | list | unpaged | none
        app.MapGet("/page", () => new PagedResult<Order>()); // GET /page | safe | unstated | - | page | unpaged | none
        app.MapGet("/slice", () => Results.Ok(new Slice([], 3))); // GET /slice | safe | unstated | - | page | unpaged | none
        app.MapGet("/stream", () => Stream()); // GET /stream | safe | unstated | - | stream | unpaged | none
        app.MapGet("/streamed", IAsyncEnumerable<int> (int take) => Stream()); // GET /streamed | safe | unstated | - | stream | paged | none
        app.MapGet("/bytes", () => new byte[3]); // GET /bytes | safe | unstated | - | single | unpaged | none
        app.MapGet("/map", () => new Dictionary<string, int>()); // GET /map | safe | unstated | - | single | unpaged | none
        app.MapGet("/value/task", () => ValueTask.FromResult(new HashSet<int>())); // GET /value/task | safe | unstated | - | list | unpaged | none
        app.MapGet("/created", () => TypedResults.Created("/x", new Order(1))); // GET /created | safe | unstated | - | single | unpaged | none
        app.MapGet("/parts", ([AsParameters] Search search) => new List<Order>()); // GET /parts | safe | unstated | - | list | paged | none
        app.MapGet("/query", (HttpRequest request) => Results.Ok(new[] { request.Query["page"].ToString() })); // GET /query | safe | unstated | - | list | paged | none
        app.MapGet("/cursor", (string? cursor) => new List<Order>()); // GET /cursor | safe | unstated | - | list | paged | none
        app.MapGet("/size", (string size) => new List<Order>()); // GET /size | safe | unstated | - | list | unpaged | none
        app.MapGet("/named", ([FromQuery(Name = "p")] int page) => new List<Order>()); // GET /named | safe | unstated | - | list | paged | none
        static async IAsyncEnumerable<int> Stream() { await Task.Yield(); yield return 1; }
        record Order(int Id);
        record Slice(IReadOnlyList<Order> Items, int TotalCount);
        class PagedResult<T>;
        record Search(string? Text, int? PageSize);
        """);
}
