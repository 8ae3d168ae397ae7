using DesignChecks.Rules.ApiDesign;
using DesignChecks.Tests.Engine;

namespace DesignChecks.Tests.ApiDesign;

/// <summary>DCK0517: Deep offset paging.</summary>
public class DeepOffsetPagingTests
{
    private static Verify<DeepOffsetPaging> Rule => new();

    private const string Shop = """

        public class Order { public int Id { get; set; } public string Text { get; set; } = ""; }
        public class OrderStatus { public int Id { get; set; } }
        public class Shop : DbContext { public DbSet<Order> Orders => Set<Order>(); public DbSet<OrderStatus> Statuses => Set<OrderStatus>(); }
        public record PageRequest(int Page = 1, int Size = 20);
        """;

    private static string Api(string handler) => $$"""
        using Microsoft.EntityFrameworkCore;
        var app = WebApplication.CreateBuilder().Build();
        app.MapGet("/orders", {{handler}});
        """ + Shop;

    [Theory]
    [InlineData("(Shop shop, int skip) => shop.Orders.OrderBy(o => o.Id).[|Skip|](skip).Take(20).ToList()")]
    [InlineData("(Shop shop, int page, int size) => shop.Orders.OrderBy(o => o.Id).[|Skip|]((page - 1) * size).Take(size).ToListAsync()")]
    [InlineData("(Shop shop, int? page) => { var first = ((page ?? 1) - 1) * 20; return shop.Orders.OrderBy(o => o.Id).[|Skip|](first).Take(20).ToListAsync(); }")]
    [InlineData("([AsParameters] PageRequest request, Shop shop) => shop.Orders.OrderBy(o => o.Id).[|Skip|](request.Page * request.Size).Take(5).ToListAsync()")]
    public Task Reports_an_offset_from_the_request(string handler) => Rule.Reports(Api(handler));

    [Fact]
    public Task Says_what_to_write() => Rule
        .Says("To skip as far as 'page' says, the database reads and drops every row before the page, so each page costs more than the last; page by key: where the key is greater than the last one seen, ordered by it, take n")
        .Reports("""
            using Microsoft.AspNetCore.Mvc;
            using Microsoft.EntityFrameworkCore;
            [ApiController, Route("orders")]
            public class OrdersController(Shop shop) : ControllerBase
            {
                [HttpGet] public Task<List<Order>> List(int size, int page) => shop.Orders.OrderBy(o => o.Id).[|Skip|](size * page).Take(size).ToListAsync();
            }
            """ + Shop);

    [Theory]
    [InlineData("(Shop shop) => shop.Orders.OrderBy(o => o.Id).Skip(10).Take(20).ToList()")]
    [InlineData("(Shop shop, int after) => shop.Orders.Where(o => o.Id > after).OrderBy(o => o.Id).Take(20).ToList()")]
    [InlineData("(Shop shop, int skip) => shop.Orders.OrderBy(o => o.Id).Take(20).AsEnumerable().Skip(skip).ToList()")]
    [InlineData("(List<Order> orders, int skip) => orders.AsQueryable().Skip(skip).ToList()")]
    [InlineData("(Shop shop, int skip) => shop.Statuses.OrderBy(o => o.Id).Skip(skip).ToList()")]
    public Task Silent_for_fixed_offsets_keys_memory_and_small_tables(string handler) => Rule.Silent(Api(handler));

    [Fact]
    public Task Silent_for_entities_that_an_option_names() => Rule
        .With("dotnet_code_quality.DCK0517.bounded_entities = Order")
        .Silent(Api("(Shop shop, int skip) => shop.Orders.OrderBy(o => o.Id).Skip(skip).ToList()"));

    [Fact]
    public Task Silent_without_the_library() => Rule.On(References.Framework).Silent("""
        var app = WebApplication.CreateBuilder().Build();
        app.MapGet("/orders", (Shop shop, int skip) => shop.Orders.AsQueryable().Skip(skip).ToList());
        public class Shop { public List<string> Orders { get; } = []; }
        """);

    [Fact]
    public Task Silent_in_generated_code() => Rule.File("Api.g.cs", """
        using Microsoft.EntityFrameworkCore;
        static class Api { static void Map(WebApplication app) => app.MapGet("/a", (Shop shop, int skip) => shop.Orders.OrderBy(o => o.Id).Skip(skip).ToList()); }
        """).Silent("using Microsoft.EntityFrameworkCore;" + Shop);

    [Fact]
    public Task Half_typed_code_breaks_nothing() => Rule.Incomplete().Silent("""
        using Microsoft.EntityFrameworkCore;
        var app = WebApplication.CreateBuilder().Build();
        app.MapGet("/orders", (Shop shop, int skip) => shop.Orders.OrderBy(o => o.Id).Skip(
        """ + Shop);
}
