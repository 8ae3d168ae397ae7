using DesignChecks.Rules.ApiDesign;
using DesignChecks.Tests.Engine;

namespace DesignChecks.Tests.ApiDesign;

/// <summary>DCK0501: endpoints with a safe verb that save, run writing SQL or send to a broker.</summary>
public class GetChangesStateTests
{
    private static Verify<GetChangesState> Rule => new();

    private const string Shop = """

        public class Order
        {
            public int Id { get; set; }
            public string Text { get; set; } = "";
            public bool IsClosed { get; set; }
            public int ViewCount { get; set; }
            public DateTime LastSeenAt { get; set; }
            public void Close() => IsClosed = true;
        }
        public class Cart { public int Id { get; set; } public string Owner { get; set; } = ""; }
        public class AuditEntry { public int Id { get; set; } }
        public class Reading { public int Id { get; set; } }
        public record OrderClosed(int Id);
        public record OrderViewed(int Id);
        public class Shop : DbContext
        {
            public DbSet<Order> Orders => Set<Order>();
            public DbSet<Cart> Carts => Set<Cart>();
            public DbSet<AuditEntry> Audits => Set<AuditEntry>();
            public DbSet<Reading> Readings => Set<Reading>();
        }
        """;

    private static string Get(string handler, string route = "/orders/{id}", string more = "") => $$"""
        using Dapper;
        using MassTransit;
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.EntityFrameworkCore;
        using System.Data.Common;
        var app = WebApplication.CreateBuilder().Build();
        app.MapGet("{{route}}", {{handler}});
        {{more}}
        """ + Shop;

    [Theory]
    [InlineData("async (int id, Shop shop) => { var order = await shop.Orders.FindAsync(id); order!.IsClosed = true; await shop.[|SaveChangesAsync|](); }")]
    [InlineData("async (int id, Shop shop) => { var order = await shop.Orders.SingleAsync(o => o.Id == id); order.Close(); return await shop.[|SaveChangesAsync|](); }")]
    [InlineData("(int id, Shop shop) => { shop.Orders.Add(new Order()); shop.[|SaveChanges|](); }")]
    [InlineData("(int id, Shop shop) => { shop.Remove(shop.Orders.Single(o => o.Id == id)); shop.[|SaveChanges|](); }")]
    [InlineData("(int id, Shop shop) => { foreach (var order in shop.Orders) order.Id++; shop.[|SaveChanges|](); }")]
    [InlineData("(int id, Shop shop) => { var order = new Order(); order.Text = \"a\"; shop.Orders.Update(order); shop.[|SaveChanges|](); }")]
    [InlineData("(int id, Shop shop) => { shop.Audits.Add(new()); shop.Orders.Add(new()); shop.[|SaveChanges|](); }")]
    public Task Reports_a_save_of_entities(string handler) => Rule.Reports(Get(handler));

    [Theory]
    [InlineData("(int id, Shop shop) => shop.Orders.Where(o => o.Id == id).[|ExecuteDeleteAsync|]()")]
    [InlineData("(int id, Shop shop) => shop.Orders.Where(o => o.Id == id).[|ExecuteUpdateAsync|](s => s.SetProperty(o => o.IsClosed, true).SetProperty(o => o.ViewCount, o => o.ViewCount + 1))")]
    [InlineData("(int id, Shop shop) => shop.Database.[|ExecuteSqlAsync|]($\"DELETE FROM orders WHERE id = {id}\")")]
    [InlineData("(int id, Shop shop) => shop.Database.[|ExecuteSqlRaw|](\"-- close\\nupdate [dbo].[Orders] set closed = 1\")")]
    [InlineData("(int id, DbConnection db) => db.[|ExecuteAsync|](\"INSERT INTO orders (text) VALUES ('a')\")")]
    [InlineData("(int id, DbConnection db) => db.[|QuerySingle|]<int>(\"insert into orders default values returning id\")")]
    [InlineData("(int id, DbConnection db) => { const string sql = \"MERGE orders AS t\"; return db.[|Execute|](sql + id); }")]
    [InlineData("(int id, DbConnection db) => { using var command = db.CreateCommand(); command.CommandText = \"UPDATE orders SET a = 1\"; command.[|ExecuteNonQuery|](); }")]
    [InlineData("(int id, DbCommand command) => { command.CommandText = \"TRUNCATE TABLE orders\"; return command.[|ExecuteScalar|](); }")]
    public Task Reports_statements_that_write(string handler) => Rule.Reports(Get(handler));

    [Theory]
    [InlineData("(int id, IPublishEndpoint bus) => bus.[|Publish|](new OrderClosed(id))")]
    [InlineData("async (int id, ISendEndpoint queue) => { await queue.[|Send|](new OrderClosed(id)); return 1; }")]
    public Task Reports_a_message_sent(string handler) => Rule.Reports(Get(handler));

    [Fact]
    public Task Reports_the_call_that_leads_to_a_helper_that_writes() => Rule.Reports("""
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.EntityFrameworkCore;
        [ApiController, Route("orders")]
        public class OrdersController(Shop shop) : ControllerBase
        {
            [HttpGet("{id}/close")]
            public async Task<IActionResult> Close(int id) { await [|CloseOrder|](id); return Ok(); }
            [HttpHead("{id}")]
            public Task Touch(int id) => this.[|CloseOrder|](id);
            [HttpPost("{id}/close")]
            public Task ClosePost(int id) => CloseOrder(id);
            public Task Conventional(int id) => CloseOrder(id);
            private async Task CloseOrder(int id)
            {
                var order = await shop.Orders.FindAsync(id);
                order!.IsClosed = true;
                await shop.SaveChangesAsync();
            }
        }
        """ + Shop);

    [Fact]
    public Task Reports_method_groups_local_functions_and_several_safe_verbs() => Rule.Reports("""
        using Microsoft.EntityFrameworkCore;
        var app = WebApplication.CreateBuilder().Build();
        var group = app.MapGroup("/a");
        group.MapGet("/b", Close);
        app.MapMethods("/c", ["GET", "HEAD"], Handlers.Close);
        app.MapMethods("/d", ["GET", "POST"], Handlers.Both);
        static Task Close(Shop shop) => shop.Orders.[|ExecuteDeleteAsync|]();
        static class Handlers
        {
            public static Task Close(Shop shop) => shop.Orders.[|ExecuteDeleteAsync|]();
            public static Task Both(Shop shop) => shop.Orders.ExecuteDeleteAsync();
        }
        """ + Shop);

    [Fact]
    public Task Says_what_it_does_and_what_to_write() => Rule
        .Says("This GET saves changes of 'Order', and whatever follows, prefetches or retries its URL does so again; map what changes state to POST, PUT or DELETE")
        .Reports(Get("(Shop shop) => { shop.Orders.Add(new Order()); shop.[|SaveChanges|](); }"));

    [Theory]
    [InlineData("(int id, Shop shop) => { shop.Audits.Add(new AuditEntry()); shop.SaveChanges(); }")]
    [InlineData("(int id, Shop shop) => { var order = shop.Orders.Single(o => o.Id == id); order.ViewCount++; order.LastSeenAt = DateTime.UtcNow; shop.SaveChanges(); return order; }")]
    [InlineData("(int id, Shop shop) => shop.Orders.ExecuteUpdateAsync(s => s.SetProperty(o => o.ViewCount, o => o.ViewCount + 1))")]
    [InlineData("(int id, DbConnection db) => db.Execute(\"INSERT INTO access_log (id) VALUES (1)\")")]
    [InlineData("(int id, IPublishEndpoint bus) => bus.Publish(new OrderViewed(id))")]
    public Task Silent_for_access_counters_and_audit_entries(string handler) => Rule.Silent(Get(handler));

    [Theory]
    [InlineData("async (string owner, Shop shop) => { var cart = await shop.Carts.FirstOrDefaultAsync(c => c.Owner == owner); if (cart is null) { cart = new Cart { Owner = owner }; shop.Carts.Add(cart); await shop.SaveChangesAsync(); } return cart; }")]
    [InlineData("async (int id, Shop shop) => { var cart = await shop.Carts.FindAsync(id); if (cart == null) { shop.Carts.Add(new Cart()); await shop.SaveChangesAsync(); } }")]
    [InlineData("async (string owner, Shop shop) => { if (!await shop.Carts.AnyAsync(c => c.Owner == owner)) { shop.Carts.Add(new Cart()); await shop.SaveChangesAsync(); } }")]
    public Task Silent_for_rows_that_are_made_when_they_are_missing(string handler) => Rule.Silent(Get(handler));

    [Theory]
    [InlineData("(int id, Shop shop) => shop.Orders.ToListAsync()")]
    [InlineData("(int id, Shop shop) => shop.SaveChangesAsync()")]
    [InlineData("(int id, Shop shop, Work work) => { work.Do(); return shop.SaveChangesAsync(); }")]
    [InlineData("(int id, Shop shop) => { var order = new Order(); order.Text = \"a\"; shop.SaveChanges(); return order; }")]
    [InlineData("(int id, DbConnection db, IConfiguration config) => db.Execute(config[\"sql\"]!)")]
    [InlineData("(int id, DbConnection db) => db.Query<int>(\"SELECT id FROM updates\")")]
    [InlineData("(int id, DbCommand command) => { command.CommandText = \"UPDATE a SET b = 1\"; command.CommandText = \"SELECT 1\"; return command.ExecuteScalar(); }")]
    [InlineData("(int id, MassTransit.Mediator.IMediator mediator) => mediator.Publish(new OrderClosed(id))")]
    public Task Silent_where_no_write_is_in_sight(string handler) => Rule.Silent(Get(handler, more: "class Work { public void Do() { } }"));

    [Theory]
    [InlineData("/account/confirm-email")]
    [InlineData("/newsletter/unsubscribe")]
    [InlineData("/signin-oidc")]
    [InlineData("/payments/callback")]
    public Task Silent_for_links_in_mails_and_redirects(string route) => Rule.Silent(Get("(Shop shop) => { shop.Orders.Add(new()); shop.SaveChanges(); }", route));

    [Fact]
    public Task Silent_in_a_branch_for_development() => Rule.Silent("""
        using Microsoft.EntityFrameworkCore;
        var app = WebApplication.CreateBuilder().Build();
        if (app.Environment.IsDevelopment())
            app.MapGet("/seed", (Shop shop) => { shop.Orders.Add(new()); shop.SaveChanges(); });
        """ + Shop);

    [Fact]
    public Task Option_ignored_writes_names_entities() => Rule
        .With("dotnet_code_quality.DCK0501.ignored_writes = Reading, OrderClosed")
        .Silent(Get("(Shop shop, IPublishEndpoint bus) => { shop.Readings.Add(new()); shop.SaveChanges(); return bus.Publish(new OrderClosed(1)); }"));

    [Fact]
    public Task Option_bus_types_names_the_teams_own_bus() => Rule
        .With("dotnet_code_quality.designchecks.bus_types = IEvents")
        .Reports(Get("(IEvents events) => events.[|PublishClosed|](1)", more: "interface IEvents { Task PublishClosed(int id); }"));

    [Fact]
    public Task Silent_for_look_alikes_of_other_libraries() => Rule.On(References.Framework).Silent("""
        var app = WebApplication.CreateBuilder().Build();
        app.MapGet("/a", (Shop shop) => { shop.Orders.Add(new()); shop.Orders.ExecuteDelete(); shop.Publish(1); });
        class Shop { public Set Orders { get; } = new(); public void Publish(int id) { } }
        class Set { public void Add(object row) { } public void ExecuteDelete() { } }
        """);

    [Fact]
    public Task Silent_in_generated_code() => Rule.File("Api.g.cs", """
        using Microsoft.EntityFrameworkCore;
        static class Api { static void Map(WebApplication app) => app.MapGet("/a", (Shop shop) => { shop.Orders.Add(new()); shop.SaveChanges(); }); }
        """).Silent("using Microsoft.EntityFrameworkCore;" + Shop);

    [Fact]
    public Task Half_typed_code_breaks_nothing() => Rule.Incomplete().Silent("""
        using Microsoft.EntityFrameworkCore;
        var app = WebApplication.CreateBuilder().Build();
        app.MapGet("/orders", (Shop shop) => { shop.Orders.Add(new()); shop.SaveCh
        """ + Shop);
}
