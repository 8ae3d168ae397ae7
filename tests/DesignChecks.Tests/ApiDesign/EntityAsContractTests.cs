using DesignChecks.Rules.ApiDesign;
using DesignChecks.Tests.Engine;

namespace DesignChecks.Tests.ApiDesign;

/// <summary>DCK0522: Entity returned as the API contract.</summary>
public class EntityAsContractTests
{
    private static Verify<EntityAsContract> Rule => new();

    private const string Shop = """

        public class Order { public int Id { get; set; } public string Text { get; set; } = ""; public string Secret { get; set; } = ""; }
        public class RushOrder : Order;
        public class Sale { public decimal Total { get; set; } }
        public record OrderView(int Id, string Text);
        public record Page<T>(IReadOnlyList<T> Items, int Total);
        public class OrderPage { public List<Order> Items { get; set; } = []; public int Total { get; set; } }
        public class Shop : DbContext
        {
            public DbSet<Order> Orders => Set<Order>();
            public DbSet<RushOrder> RushOrders => Set<RushOrder>();
            public DbSet<Sale> Sales => Set<Sale>();
            protected override void OnModelCreating(ModelBuilder model) => model.Entity<Sale>().HasNoKey();
        }
        """;

    private static string Api(string handler, string mapping = "MapGet") => $$"""
        using Microsoft.AspNetCore.Http.HttpResults;
        using Microsoft.EntityFrameworkCore;
        var app = WebApplication.CreateBuilder().Build();
        app.{{mapping}}("/orders", {{handler}});
        """ + Shop;

    [Theory]
    [InlineData("(Shop shop) => shop.Orders.FirstAsync()")]
    [InlineData("(Shop shop) => shop.Orders.ToList()")]
    [InlineData("(Shop shop) => shop.Orders.AsAsyncEnumerable()")]
    [InlineData("async (Shop shop) => Results.Ok(await shop.Orders.ToArrayAsync())")]
    [InlineData("async Task<Results<Ok<Order>, NotFound>> (Shop shop) => TypedResults.Ok(await shop.Orders.FirstAsync())")]
    [InlineData("async (Shop shop) => await shop.Orders.FindAsync(1) is { } order ? Results.Ok(order) : Results.NotFound()")]
    [InlineData("(Shop shop) => new Page<Order>(shop.Orders.Take(5).ToList(), 9)")]
    [InlineData("(Shop shop) => new OrderPage()")]
    [InlineData("(Shop shop) => shop.RushOrders.First()")]
    public Task Reports_an_entity_alone_in_a_list_or_in_a_page(string handler) => Rule.Reports(Api(handler, "[|MapGet|]"));

    [Fact]
    public Task Says_which_entity() => Rule
        .Says("This endpoint answers with the entity 'Order', so a change of its table changes the contract and a column that is added goes out to callers; answer with a type made for them")
        .Reports(Api("(Shop shop) => shop.Orders.First()", "[|MapGet|]"));

    [Fact]
    public Task Reports_actions_whatever_their_verb() => Rule
        .Reports("""
            using Microsoft.AspNetCore.Mvc;
            using Microsoft.EntityFrameworkCore;
            [ApiController, Route("orders")]
            public class OrdersController(Shop shop) : ControllerBase
            {
                [HttpGet("{id}")]
                public async Task<ActionResult<Order>> [|Get|](int id) => await shop.Orders.FindAsync(id) is { } order ? order : NotFound();

                [HttpPost]
                public async Task<IActionResult> [|Create|](OrderView request)
                {
                    var order = new Order { Text = request.Text };
                    shop.Orders.Add(order);
                    await shop.SaveChangesAsync();
                    return CreatedAtAction(nameof(Get), new { order.Id }, order);
                }

                [HttpPut("{id}")]
                public IActionResult [|Put|](int id) => CreatedAtRoute("order", new { id }, shop.Orders.Find(id));

                [HttpGet("{id}/view")]
                public OrderView View(int id) => new(id, "");
            }
            """ + Shop);

    [Theory]
    [InlineData("(Shop shop) => shop.Orders.Select(order => new OrderView(order.Id, order.Text)).ToList()")]
    [InlineData("(Shop shop) => shop.Orders.Select(order => new { order.Id }).First()")]
    [InlineData("(Shop shop) => shop.Orders.Count()")]
    [InlineData("(Shop shop) => Results.Ok(shop.Orders.Select(order => order.Text).First())")]
    [InlineData("(Shop shop) => { shop.Orders.Add(new()); }")]
    [InlineData("(Shop shop) => new Page<OrderView>([], 0)")]
    public Task Silent_for_types_made_for_callers(string handler) => Rule.Silent(Api(handler));

    [Fact]
    public Task Silent_for_an_entity_without_a_key_which_is_a_read_model() => Rule.Silent(Api("(Shop shop) => shop.Sales.ToList()"));

    [Fact]
    public Task Silent_for_OData() => Rule.Silent("""
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.AspNetCore.OData.Query;
        using Microsoft.AspNetCore.OData.Routing.Controllers;
        using Microsoft.EntityFrameworkCore;
        public class OrdersController(Shop shop) : ODataController
        {
            public IQueryable<Order> Get() => shop.Orders;
        }
        [ApiController, Route("orders")]
        public class SearchController(Shop shop) : ControllerBase
        {
            [HttpGet, EnableQuery] public IQueryable<Order> Search() => shop.Orders;
            [HttpGet("options")] public List<Order> Options(ODataQueryOptions<Order> options) => shop.Orders.ToList();
        }
        """ + Shop);

    [Theory]
    [InlineData("Order")]
    [InlineData("T:Order")]
    public Task Silent_for_entities_that_an_option_names(string name) => Rule
        .With("dotnet_code_quality.DCK0522.contract_entities = " + name)
        .Silent(Api("(Shop shop) => shop.RushOrders.First()"));

    /// <summary>The project of the data: the API sees its types, not its code.</summary>
    private static System.Collections.Immutable.ImmutableArray<Microsoft.CodeAnalysis.MetadataReference> Data => References.With("Shop.Data", """
        using Microsoft.EntityFrameworkCore;
        namespace Shop.Data;
        public class Order { public int Id { get; set; } public string Text { get; set; } = ""; }
        public class OrderRow { public int Id { get; set; } }
        [Keyless] public class Sale { public decimal Total { get; set; } }
        public class Daily { public decimal Total { get; set; } }
        public class Visit { public int Id { get; set; } }
        public class Loose { public int Id { get; set; } }
        public class Shop(DbContextOptions options) : DbContext(options)
        {
            public DbSet<Order> Orders { get; set; } = null!;
            public DbSet<OrderRow> Rows { get; set; } = null!;
            public DbSet<Sale> Sales { get; set; } = null!;
            public DbSet<Daily> Days { get; set; } = null!;
            protected override void OnModelCreating(ModelBuilder model) { model.Entity<Daily>().HasNoKey(); model.Entity<Loose>(); }
        }
        """);

    private static string Layered(string handler, string mapping = "MapGet") => $$"""
        using Microsoft.EntityFrameworkCore;
        using Shop.Data;
        var app = WebApplication.CreateBuilder().Build();
        app.{{mapping}}("/orders", {{handler}});
        public interface IOrders { Task<Order?> Find(int id); Task<List<OrderRow>> Rows(); Task<Visit> Last(); Task<Loose> Loose(); }
        """;

    [Theory]
    [InlineData("(Shop.Data.Shop shop) => shop.Orders.ToListAsync()")]
    [InlineData("async (IOrders orders, int id) => await orders.Find(id) is { } order ? Results.Ok(order) : Results.NotFound()")]
    public Task Reports_an_entity_that_a_referenced_project_maps(string handler) => Rule.On(Data)
        .Says("This endpoint answers with the entity 'Order', so a change of its table changes the contract and a column that is added goes out to callers; answer with a type made for them")
        .Reports(Layered(handler, "[|MapGet|]"));

    [Theory]
    [InlineData("(Shop.Data.Shop shop) => shop.Sales.ToListAsync()")]
    [InlineData("(Shop.Data.Shop shop) => shop.Days.ToListAsync()")] // no key is in sight, and HasNoKey isn't
    [InlineData("(IOrders orders) => orders.Rows()")] // its name says that it is made to be read
    [InlineData("(IOrders orders) => orders.Last()")] // no context has it
    [InlineData("(IOrders orders) => orders.Loose()")] // mapped by code out of sight
    [InlineData("(Shop.Data.Shop shop) => shop.Orders.Select(order => new { order.Id }).ToListAsync()")]
    public Task Silent_for_other_types_of_a_referenced_project(string handler) => Rule.On(Data).Silent(Layered(handler));

    [Fact]
    public Task Silent_for_entities_of_a_referenced_project_that_an_option_names() => Rule.On(Data)
        .With("dotnet_code_quality.DCK0522.contract_entities = Shop.Data.Order")
        .Silent(Layered("(Shop.Data.Shop shop) => shop.Orders.ToListAsync()"));

    [Fact]
    public Task Silent_without_a_model() => Rule.Silent("""
        var app = WebApplication.CreateBuilder().Build();
        app.MapGet("/orders", () => new Order());
        public class Order { public int Id { get; set; } }
        """);

    [Fact]
    public Task Silent_without_the_library() => Rule.On(References.Framework).Silent("""
        var app = WebApplication.CreateBuilder().Build();
        app.MapGet("/orders", (Shop shop) => shop.Orders.First());
        public class Order { public int Id { get; set; } }
        public class Shop { public List<Order> Orders { get; } = []; }
        """);

    [Fact]
    public Task Silent_in_generated_code() => Rule.File("Api.g.cs", """
        using Microsoft.EntityFrameworkCore;
        static class Api { static void Map(WebApplication app) => app.MapGet("/a", (Shop shop) => shop.Orders.First()); }
        """).Silent("using Microsoft.EntityFrameworkCore;" + Shop);

    [Fact]
    public Task Half_typed_code_breaks_nothing() => Rule.Incomplete().Silent("""
        using Microsoft.EntityFrameworkCore;
        var app = WebApplication.CreateBuilder().Build();
        app.MapGet("/orders", (Shop shop) => shop.Ord
        """ + Shop);
}
