using DesignChecks.Rules.ApiDesign;
using DesignChecks.Tests.Engine;

namespace DesignChecks.Tests.ApiDesign;

/// <summary>DCK0514: List endpoint without pagination.</summary>
public class ListWithoutPaginationTests
{
    private static Verify<ListWithoutPagination> Rule => new();

    private const string Shop = """

        public class Order
        {
            public int Id { get; set; } public int CustomerId { get; set; } public string Number { get; set; } = ""; public DateTime Placed { get; set; } public List<Line> Lines { get; set; } = [];
        }
        public class Line { public int Id { get; set; } public int OrderId { get; set; } }
        public class OrderStatus { public int Id { get; set; } public string Name { get; set; } = ""; }
        [Bounded(50)] public class Warehouse { public int Id { get; set; } }
        public class BoundedAttribute(int most) : Attribute { public int Most => most; }
        public record OrderDto(int Id, string Number);
        public class Shop : DbContext
        {
            public DbSet<Order> Orders => Set<Order>();
            public DbSet<Line> Lines => Set<Line>();
            public DbSet<OrderStatus> States => Set<OrderStatus>();
            public DbSet<Warehouse> Warehouses => Set<Warehouse>();
            protected override void OnModelCreating(ModelBuilder model) => model.Entity<Order>().HasIndex(o => o.Number).IsUnique();
        }
        """;

    private static string Get(string handler, string more = "", string route = "/orders") => $$"""
        using Microsoft.AspNetCore.Http.HttpResults;
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.EntityFrameworkCore;
        var app = WebApplication.CreateBuilder().Build();
        app.MapGet("{{route}}", {{handler}});
        {{more}}
        """ + Shop;

    [Theory]
    [InlineData("(Shop shop) => shop.Orders.[|ToListAsync|]()")]
    [InlineData("async (Shop shop) => await shop.Orders.AsNoTracking().Include(o => o.Lines).[|ToArrayAsync|]()")]
    [InlineData("async (Shop shop) => Results.Ok(await shop.Orders.Select(o => new OrderDto(o.Id, o.Number)).[|ToListAsync|]())")]
    [InlineData("async Task<Ok<List<Order>>> (Shop shop) => TypedResults.Ok(await shop.Orders.[|ToListAsync|]())")]
    [InlineData("async Task<Results<Ok<List<Order>>, NotFound>> (Shop shop) => { var orders = await shop.Orders.OrderBy(o => o.Id).[|ToListAsync|](); return orders.Count == 0 ? TypedResults.NotFound() : TypedResults.Ok(orders); }")]
    [InlineData("(Shop shop) => [|shop.Orders|]")]
    [InlineData("(Shop shop, string text) => shop.Orders.[|Where|](o => o.Number.StartsWith(text))")]
    [InlineData("(Shop shop, int customer) => shop.Orders.Where(o => o.CustomerId == customer).[|ToList|]()")]
    [InlineData("(Shop shop, Customer me) => shop.Orders.Where(o => o.CustomerId == me.Id).[|ToListAsync|]()", "class Customer { public int Id { get; set; } }")]
    [InlineData("async (Shop shop) => { var orders = await shop.Orders.[|ToListAsync|](); return orders.Select(o => new OrderDto(o.Id, o.Number)); }")]
    [InlineData("async (Shop shop) => { var orders = await shop.Orders.[|ToListAsync|](); return Results.Ok(orders.Select(o => new OrderDto(o.Id, o.Number)).ToList()); }")]
    [InlineData("async (Shop shop, Mapper mapper) => mapper.Map<List<OrderDto>>(await shop.Orders.[|ToListAsync|]())")]
    [InlineData("(Shop shop, bool all) => { var q = shop.Orders.AsQueryable(); if (!all) q = q.Where(o => o.CustomerId > 0); return q.[|ToListAsync|](); }")]
    [InlineData("(Shop shop) => (from o in shop.Orders select o.Number).[|ToListAsync|]()")]
    [InlineData("(Shop shop) => shop.Orders.Select(o => o.Number).[|ToListAsync|]()")]
    [InlineData("(Shop shop) => Load(shop)", "static async Task<IReadOnlyList<Order>> Load(Shop shop) => await shop.Orders.[|ToListAsync|]();")]
    [InlineData("List", "static async Task<IResult> List(Shop shop) => Results.Ok(await shop.Orders.[|ToListAsync|]());")]
    public Task Reports_all_rows_of_a_table(string handler, string more = "") =>
        Rule.Reports(Get(handler, more + " class Mapper { public T Map<T>(object from) => default!; }"));

    [Fact]
    public Task Says_what_to_write() => Rule
        .Says("This endpoint answers with all rows of 'Order' that match, so its answer grows with the data until it times out; let the caller page: take skip and take (or a cursor), order by the key, cap the page")
        .Reports(Get("(Shop shop, int customer) => shop.Orders.Where(o => o.CustomerId == customer).[|ToListAsync|]()"));

    [Fact]
    public Task Reports_in_controllers() => Rule.Reports("""
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.EntityFrameworkCore;
        [ApiController, Route("orders")]
        public class OrdersController(Shop shop) : ControllerBase
        {
            [HttpGet] public async Task<IActionResult> A() => Ok(await shop.Orders.[|ToListAsync|]());
            [HttpGet("b")] public ActionResult<IEnumerable<Order>> B() => shop.Orders.[|ToList|]();
            [HttpGet("c")] public async Task<ActionResult<List<OrderDto>>> C() { var orders = await Load(); return orders; }
            [HttpGet("d")] public IEnumerable<Order> D() => [|shop.Orders|];
            [HttpGet("e/{id}")] public JsonResult E(int id) => new(shop.Lines.Where(l => l.OrderId == id).[|ToList|]());
            [HttpPost] public async Task<IActionResult> Post() => Ok(await shop.Orders.ToListAsync());
            [NonAction] public List<Order> F() => shop.Orders.ToList();
            private Task<List<OrderDto>> Load() => shop.Orders.Select(o => new OrderDto(o.Id, o.Number)).[|ToListAsync|]();
        }
        """ + Shop);

    [Fact]
    public Task Reports_a_handler_where_it_is_declared_and_once() => Rule
        .File("Program.cs", "static class Api { static void Map(IEndpointRouteBuilder app) { app.MapGet(\"/a\", Handlers.List); app.MapGet(\"/b\", Handlers.List); app.MapPost(\"/c\", Handlers.Search); } }")
        .Reports("""
            using Microsoft.EntityFrameworkCore;
            static class Handlers
            {
                public static Task<List<Order>> List(Shop shop) => shop.Orders.[|ToListAsync|]();
                public static Task<List<Order>> Search(Shop shop) => shop.Orders.ToListAsync();
                public static Task<List<Order>> Unused(Shop shop) => shop.Orders.ToListAsync();
            }
            """ + Shop);

    [Theory]
    [InlineData("(Shop shop, int page) => shop.Orders.ToListAsync()")]
    [InlineData("(Shop shop, int? limit) => shop.Orders.ToListAsync()")]
    [InlineData("(Shop shop, int top) => shop.Orders.ToListAsync()")]
    [InlineData("(Shop shop, string? cursor) => shop.Orders.ToListAsync()")]
    [InlineData("(Shop shop, int after) => shop.Orders.ToListAsync()")]
    [InlineData("(Shop shop, int offset) => shop.Orders.ToListAsync()")]
    [InlineData("(Shop shop, [AsParameters] Query query) => shop.Orders.ToListAsync()")]
    [InlineData("(Shop shop, Microsoft.AspNetCore.OData.Query.ODataQueryOptions<Order> options) => shop.Orders.ToListAsync()")]
    [InlineData("(Shop shop, HttpRequest request) => { var n = int.Parse(request.Query[\"size\"]!); return shop.Orders.ToListAsync(); }")]
    public Task Silent_when_a_parameter_pages(string handler) => Rule.Silent(Get(handler, "class Query { public int PageSize { get; set; } }"));

    [Theory]
    [InlineData("(Shop shop) => shop.Orders.OrderBy(o => o.Id).Take(100).ToListAsync()")]
    [InlineData("(Shop shop) => { var q = shop.Orders.Take(20); return q.ToListAsync(); }")]
    [InlineData("async (Shop shop) => new PagedResult<Order>(await shop.Orders.ToListAsync(), 3)")]
    [InlineData("async (Shop shop) => { var all = await shop.Orders.ToListAsync(); return all.Take(10); }")]
    [InlineData("(Shop shop) => shop.Orders.AsAsyncEnumerable()")]
    [InlineData("(Shop shop) => shop.Orders.FirstAsync()")]
    [InlineData("(Shop shop) => shop.Orders.CountAsync()")]
    [InlineData("(Shop shop) => shop.Orders.Page().ToListAsync()")]
    [InlineData("(Shop shop) => Elsewhere.Limit(shop.Orders).ToListAsync()")]
    public Task Silent_when_the_query_is_limited_or_may_be(string handler) => Rule.Silent(Get(handler, """
        record PagedResult<T>(List<T> Items, int Total);
        static class Pages { public static IQueryable<T> Page<T>(this IQueryable<T> q) => q.Take(10); }
        static class Elsewhere { public static IQueryable<T> Limit<T>(IQueryable<T> q) { if (Environment.ProcessorCount > 1) return q.Take(1); return q; } }
        """));

    [Theory]
    [InlineData("(Shop shop, int id) => shop.Orders.Where(o => o.Id == id).ToListAsync()")]
    [InlineData("(Shop shop, int[] ids) => shop.Orders.Where(o => ids.Contains(o.Id)).ToListAsync()")]
    [InlineData("(Shop shop, string number) => shop.Orders.Where(o => o.Number == number).ToListAsync()")]
    [InlineData("(Shop shop, int id) => shop.Orders.Where(o => o.Id == id).SelectMany(o => o.Lines).ToListAsync()")]
    [InlineData("(Shop shop, DateTime from, DateTime to) => shop.Orders.Where(o => o.Placed >= from && o.Placed < to).ToListAsync()")]
    [InlineData("(Shop shop) => shop.Orders.GroupBy(o => o.CustomerId).Select(g => new { g.Key, Count = g.Count() }).ToListAsync()")]
    [InlineData("(Shop shop) => shop.Orders.Select(o => o.CustomerId).Distinct().ToListAsync()")]
    public Task Silent_when_rows_are_found_by_key_window_or_group(string handler) => Rule.Silent(Get(handler));

    [Theory]
    [InlineData("() => Enum.GetNames<DayOfWeek>()")]
    [InlineData("() => new[] { \"a\", \"b\" }")]
    [InlineData("(Shop shop) => shop.States.ToListAsync()")]
    [InlineData("(Shop shop) => shop.Warehouses.ToListAsync()")]
    [InlineData("[Bounded(3)] (Shop shop) => shop.Orders.ToListAsync()")]
    [InlineData("(IService service) => service.GetOrders()")]
    [InlineData("(IQueryable<Order> orders) => orders.ToList()")]
    [InlineData("(List<Order> orders) => orders.Where(o => o.Id > 1).ToList()")]
    public Task Silent_for_bounded_lists_and_unknown_sources(string handler) =>
        Rule.Silent(Get(handler, "interface IService { Task<List<Order>> GetOrders(); }"));

    [Fact]
    public Task Silent_for_OData_controllers() => Rule.Silent("""
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.AspNetCore.OData.Query;
        using Microsoft.EntityFrameworkCore;
        [Route("orders")]
        public class OrdersController(Shop shop) : ControllerBase
        {
            [HttpGet, EnableQuery] public IQueryable<Order> Get() => shop.Orders;
        }
        """ + Shop);

    [Fact]
    public Task Options_name_pages_and_bounded_entities() => Rule
        .With("dotnet_code_quality.DCK0514.page_types = Slice")
        .With("dotnet_code_quality.DCK0514.bounded_entities = Line")
        .Silent(Get("async (Shop shop) => new Slice<Order>(await shop.Orders.ToListAsync())", "app.MapGet(\"/lines\", (Shop shop) => shop.Lines.ToListAsync()); class Slice<T>(IEnumerable<T> rows) : List<T>(rows);"));

    [Fact]
    public Task Option_reports_unknown_sources() => Rule
        .With("dotnet_code_quality.DCK0514.report_unknown_sources = true")
        .Says("This endpoint answers with all that 'GetOrders' returns, so its answer grows with the data until it times out; let the caller page: take skip and take (or a cursor), order by the key, cap the page")
        .Reports(Get("(IService service) => service.[|GetOrders|]()", "app.MapGet(\"/a\", (IService service, int page) => service.GetOrders()); app.MapGet(\"/b\", (IService service) => service.Recent()); interface IService { Task<List<Order>> GetOrders(); List<Order> Recent(); }"));

    [Fact]
    public Task Reports_SQL_without_a_limit() => Rule.Reports("""
        using Dapper;
        using System.Data.Common;
        var app = WebApplication.CreateBuilder().Build();
        app.MapGet("/a", (DbConnection db) => db.[|QueryAsync|]<Order>("SELECT * FROM orders"));
        app.MapGet("/b", async (DbConnection db, string state) => (await db.[|QueryAsync|]<Order>("select number from orders where state = @state", new { state })).ToList());
        app.MapGet("/c", (DbConnection db) => db.QueryAsync<Order>("SELECT TOP 10 * FROM orders"));
        app.MapGet("/d", (DbConnection db) => db.QueryAsync<Order>("SELECT * FROM orders LIMIT 5"));
        app.MapGet("/e", (DbConnection db, int id) => db.QueryAsync<Order>("SELECT * FROM orders WHERE id = @id", new { id }));
        app.MapGet("/f", (DbConnection db) => db.QueryAsync<Order>("EXEC list_orders"));
        app.MapGet("/g", (DbConnection db) => db.QueryAsync<Order>("SELECT state, COUNT(*) FROM orders GROUP BY state"));
        app.MapGet("/h", (DbConnection db, string sql) => db.QueryAsync<Order>(sql));
        class Order { public int Id { get; set; } }
        """);

    [Fact]
    public Task Silent_without_the_library() => Rule.On(References.Framework).Silent("""
        var app = WebApplication.CreateBuilder().Build();
        app.MapGet("/orders", (DbSet<int> orders) => orders.ToList());
        class DbSet<T> : List<T>;
        """);

    [Fact]
    public Task Silent_in_generated_code() => Rule.File("Api.g.cs", """
        using Microsoft.EntityFrameworkCore;
        static class Api { static void Map(WebApplication app) => app.MapGet("/orders", (Shop shop) => shop.Orders.ToListAsync()); }
        """).Silent("using Microsoft.EntityFrameworkCore;" + Shop);

    [Fact]
    public Task Half_typed_code_breaks_nothing() => Rule.Incomplete().Silent("""
        using Microsoft.EntityFrameworkCore;
        var app = WebApplication.CreateBuilder().Build();
        app.MapGet("/orders", (Shop shop) => shop.Orders.
        """ + Shop);

    [Fact]
    public Task Fix_pages_by_skip_and_take() => Rule.Fixes(
        """
        using Microsoft.EntityFrameworkCore;
        var app = WebApplication.CreateBuilder().Build();
        app.MapGet("/a", (Shop shop) => shop.Orders.[|ToListAsync|]());
        app.MapGet("/b", async (Shop shop, CancellationToken cancel) => Results.Ok(await shop.Orders
            .Where(o => o.CustomerId > 0) // real ones
            .Select(o => new OrderDto(o.Id, o.Number))
            .[|ToListAsync|](cancel)));
        app.MapGet("/c", List);
        static async Task<List<Order>> List(
            Shop shop,
            CancellationToken cancel = default)
        {
            // by number
            var orders = await shop.Orders.OrderBy(o => o.Number).[|ToListAsync|](cancel);
            return orders;
        }
        """ + Shop,
        """
        using Microsoft.EntityFrameworkCore;
        var app = WebApplication.CreateBuilder().Build();
        app.MapGet("/a", (Shop shop, int skip = 0, int take = 50) => shop.Orders.OrderBy(x => x.Id).Skip(Math.Max(skip, 0)).Take(Math.Clamp(take, 1, 100)).ToListAsync());
        app.MapGet("/b", async (Shop shop, CancellationToken cancel, int skip = 0, int take = 50) => Results.Ok(await shop.Orders
            .Where(o => o.CustomerId > 0) // real ones
            .OrderBy(x => x.Id)
            .Skip(Math.Max(skip, 0))
            .Take(Math.Clamp(take, 1, 100))
            .Select(o => new OrderDto(o.Id, o.Number))
            .ToListAsync(cancel)));
        app.MapGet("/c", List);
        static async Task<List<Order>> List(
            Shop shop,
            int skip = 0,
            int take = 50,
            CancellationToken cancel = default)
        {
            // by number
            var orders = await shop.Orders.OrderBy(o => o.Number).Skip(Math.Max(skip, 0)).Take(Math.Clamp(take, 1, 100)).ToListAsync(cancel);
            return orders;
        }
        """ + Shop);

    [Fact]
    public Task Fix_pages_actions() => Rule.Fixes(
        """
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.EntityFrameworkCore;
        [ApiController, Route("orders")]
        public class OrdersController(Shop shop) : ControllerBase
        {
            [HttpGet]
            public async Task<ActionResult<List<OrderDto>>> All() =>
                await shop.Orders
                    .Select(o => new OrderDto(o.Id, o.Number))
                    .OrderBy(dto => dto.Number)
                    .[|ToListAsync|]();
        }
        """ + Shop,
        """
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.EntityFrameworkCore;
        [ApiController, Route("orders")]
        public class OrdersController(Shop shop) : ControllerBase
        {
            [HttpGet]
            public async Task<ActionResult<List<OrderDto>>> All(int skip = 0, int take = 50) =>
                await shop.Orders
                    .Select(o => new OrderDto(o.Id, o.Number))
                    .OrderBy(dto => dto.Number)
                    .Skip(Math.Max(skip, 0))
                    .Take(Math.Clamp(take, 1, 100))
                    .ToListAsync();
        }
        """ + Shop);

    [Fact]
    public Task No_fix_where_the_signature_is_prescribed_or_the_query_is_elsewhere() => Rule.HasNoFix("""
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.EntityFrameworkCore;
        [ApiController, Route("orders")]
        public class OrdersController(Shop shop) : ControllerBase, IOrders
        {
            [HttpGet] public List<Order> All() => shop.Orders.[|ToList|]();
            [HttpGet("b")] public List<Order> Other() => Load();
            [HttpGet("c")] public List<Order> Named(string name) { var take = name; return shop.Orders.[|ToList|](); }
            [HttpGet("d")] public IQueryable<Order> Query() => [|shop.Orders|];
            private List<Order> Load() => shop.Orders.[|ToList|]();
        }
        public interface IOrders { List<Order> All(); }
        """ + Shop);
}
