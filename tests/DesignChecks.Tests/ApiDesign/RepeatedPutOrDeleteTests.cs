using DesignChecks.Rules.ApiDesign;
using DesignChecks.Tests.Engine;

namespace DesignChecks.Tests.ApiDesign;

/// <summary>DCK0513: PUT and DELETE handlers that step a value, add a row or send a message each time.</summary>
public class RepeatedPutOrDeleteTests
{
    private static Verify<RepeatedPutOrDelete> Rule => new();

    private const string Shop = """

        public class Item { public int Id { get; set; } public int Stock { get; set; } public decimal Total { get; set; } public string Notes { get; set; } = ""; public int Version { get; set; } public bool IsPaid { get; set; } }
        public class Line { public int Id { get; set; } public int ItemId { get; set; } public decimal Price { get; set; } }
        public class Country { public string Code { get; set; } = ""; }
        public class AuditEntry { public int Id { get; set; } }
        public record ShipOrder(int Id);
        public record StockChanged(int Id);
        public class Ship { public Guid Key { get; set; } public string? IdempotencyKey { get; set; } }
        public class Shop : DbContext
        {
            public DbSet<Item> Items => Set<Item>();
            public DbSet<Line> Lines => Set<Line>();
            public DbSet<Country> Countries => Set<Country>();
            public DbSet<AuditEntry> Audits => Set<AuditEntry>();
            protected override void OnModelCreating(ModelBuilder model) => model.Entity<Country>().HasKey(c => c.Code);
        }
        """;

    private static string Map(string handler, string mapping = "MapPut") => $$"""
        using Azure.Messaging.ServiceBus;
        using MassTransit;
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.EntityFrameworkCore;
        var app = WebApplication.CreateBuilder().Build();
        app.{{mapping}}("/items/{id}", {{handler}});
        """ + Shop;

    [Theory]
    [InlineData("async (int id, int n, Shop shop) => { var item = await shop.Items.SingleAsync(i => i.Id == id); [|item.Stock += n|]; await shop.SaveChangesAsync(); }")]
    [InlineData("(int id, Shop shop) => { var item = shop.Items.Find(id)!; [|item.Stock--|]; shop.SaveChanges(); }")]
    [InlineData("(int id, decimal n, Shop shop) => { var item = shop.Items.Find(id)!; [|item.Total = item.Total + n|]; shop.SaveChanges(); }")]
    [InlineData("(int id, string note, Shop shop) => { var item = shop.Items.Find(id)!; [|item.Notes += note|]; shop.SaveChanges(); }")]
    [InlineData("(int id, int n, Shop shop) => shop.Items.Where(i => i.Id == id).ExecuteUpdateAsync(s => [|s.SetProperty(i => i.Stock, i => i.Stock - n)|])")]
    public Task Reports_values_changed_from_what_they_were(string handler) => Rule.Reports(Map(handler));

    [Theory]
    [InlineData("(int id, Shop shop) => { shop.Lines.[|Add|](new Line()); shop.SaveChanges(); }")]
    [InlineData("async (int id, Line line, Shop shop) => { var item = await shop.Items.FindAsync(id); await shop.[|AddAsync|](line); await shop.SaveChangesAsync(); return item; }")]
    public Task Reports_rows_that_are_added_without_a_look(string handler) => Rule.Reports(Map(handler));

    [Theory]
    [InlineData("(int id, ISendEndpoint queue) => queue.[|Send|](new ShipOrder(id))")]
    [InlineData("async (int id, IPublishEndpoint bus) => { await bus.[|Publish|](new ShipOrder(id)); return 1; }")]
    [InlineData("(int id, ServiceBusSender sender) => sender.[|SendMessageAsync|](new ServiceBusMessage(\"a\"))")]
    [InlineData("(int id, ServiceBusSender sender) => sender.[|SendMessageAsync|](new ServiceBusMessage(\"a\") { MessageId = Guid.NewGuid().ToString() })")]
    [InlineData("(int id, ISendEndpoint queue) => queue.[|Send|](new ShipOrder(id))", "MapDelete")]
    public Task Reports_messages_without_a_key(string handler, string mapping = "MapPut") => Rule.Reports(Map(handler, mapping));

    [Fact]
    public Task Reports_in_controllers_helpers_and_local_functions() => Rule.Reports("""
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.EntityFrameworkCore;
        var app = WebApplication.CreateBuilder().Build();
        app.MapPut("/a", Take);
        static void Take(Shop shop) { var item = shop.Items.First(); [|item.Stock -= 1|]; shop.SaveChanges(); }
        [ApiController, Route("items")]
        public class ItemsController(Shop shop) : ControllerBase
        {
            [HttpPut("{id}")] public async Task Put(int id) { var item = await shop.Items.FindAsync(id); Step(item!); await shop.SaveChangesAsync(); }
            [HttpPost("{id}")] public void Post(int id) { shop.Items.First().Stock++; shop.SaveChanges(); }
            public void Unknown(int id) { shop.Items.First().Stock++; shop.SaveChanges(); }
            private static void Step(Item item) => [|item.Stock++|];
        }
        """ + Shop);

    [Fact]
    public Task Says_what_to_write() => Rule
        .Says("Clients and proxies repeat a PUT whose answer they miss, and this one changes 'Stock' by a step each time; set the value that the caller wants, or take an Idempotency-Key")
        .Says("Clients and proxies repeat a PUT whose answer they miss, and this one adds another 'Line' each time; look the row up first, or take its key from the caller")
        .Says("Clients and proxies repeat a DELETE whose answer they miss, and this one sends another 'ShipOrder' each time; send it only when something changed, or with a message id that stays the same")
        .Reports("""
            using Microsoft.EntityFrameworkCore;
            var app = WebApplication.CreateBuilder().Build();
            app.MapPut("/a", (Shop shop) => { [|shop.Items.First().Stock++|]; shop.SaveChanges(); });
            app.MapPut("/b", (Shop shop) => { shop.Lines.[|Add|](new()); shop.SaveChanges(); });
            app.MapDelete("/c", (MassTransit.IBus bus) => bus.[|Publish|](new ShipOrder(1)));
            """ + Shop);

    [Theory]
    [InlineData("(int id, int n, Shop shop) => { var item = shop.Items.Find(id)!; item.Stock = n; shop.SaveChanges(); }")]
    [InlineData("(int id, Shop shop) => { var item = shop.Items.Find(id)!; item.Version++; shop.SaveChanges(); }")]
    [InlineData("(int id, Shop shop) => { var item = shop.Items.Find(id)!; item.Total = 0; foreach (var line in shop.Lines.Where(l => l.ItemId == id)) item.Total += line.Price; shop.SaveChanges(); }")]
    [InlineData("(int id, Shop shop) => { var item = new Item(); item.Stock++; return item; }")]
    [InlineData("(int id, Shop shop) => { var item = shop.Items.Find(id)!; item.Stock++; return item; }")]
    [InlineData("(int id, Shop shop) => { var item = shop.Items.Find(id)!; if (item.IsPaid) return Results.Conflict(); item.Stock--; shop.SaveChanges(); return Results.Ok(); }")]
    [InlineData("(int id, Shop shop, [FromHeader(Name = \"Idempotency-Key\")] string key) => { var item = shop.Items.Find(id)!; item.Stock--; shop.SaveChanges(); }")]
    public Task Silent_for_values_versions_sums_and_guarded_steps(string handler) => Rule.Silent(Map(handler));

    [Theory]
    [InlineData("async (int id, Shop shop) => { var line = await shop.Lines.FirstOrDefaultAsync(l => l.ItemId == id); if (line is null) shop.Lines.Add(new Line { ItemId = id }); await shop.SaveChangesAsync(); }")]
    [InlineData("async (int id, Shop shop) => { shop.Audits.Add(new AuditEntry()); await shop.SaveChangesAsync(); }")]
    [InlineData("async (string code, Shop shop) => { shop.Countries.Add(new Country { Code = code }); await shop.SaveChangesAsync(); }")]
    public Task Silent_for_upserts_records_and_keys_of_the_caller(string handler) => Rule.Silent(Map(handler));

    [Theory]
    [InlineData("(int id, IPublishEndpoint bus) => bus.Publish(new StockChanged(id))")]
    [InlineData("async (int id, Shop shop, IPublishEndpoint bus) => { if (await shop.SaveChangesAsync() > 0) await bus.Publish(new ShipOrder(id)); }")]
    [InlineData("(int id, ServiceBusSender sender) => sender.SendMessageAsync(new ServiceBusMessage(\"a\") { MessageId = $\"ship-{id}\" })")]
    [InlineData("(int id, ServiceBusSender sender) => { var message = new ServiceBusMessage(\"a\"); message.MessageId = id.ToString(); return sender.SendMessageAsync(message); }")]
    public Task Silent_for_news_conditions_and_messages_with_an_id(string handler) => Rule.Silent(Map(handler));

    [Theory]
    [InlineData("async (int id, Shop shop, IPublishEndpoint bus) => { var item = await shop.Items.FindAsync(id); if (item is null) return Results.NotFound(); shop.Remove(item); await shop.SaveChangesAsync(); await bus.Publish(new ShipOrder(id)); return Results.Ok(); }")]
    [InlineData("async (int id, Shop shop) => { var line = await shop.Lines.SingleAsync(l => l.Id == id); shop.Lines.Remove(line); var item = await shop.Items.FindAsync(line.ItemId); item!.Stock++; await shop.SaveChangesAsync(); }")]
    public Task Silent_for_a_delete_that_finds_nothing_the_second_time(string handler) => Rule.Silent(Map(handler, "MapDelete"));

    [Theory]
    [InlineData("MapPost")]
    [InlineData("MapPatch")]
    public Task Silent_for_verbs_that_promise_nothing(string mapping) =>
        Rule.Silent(Map("(int id, Shop shop) => { var item = shop.Items.Find(id)!; item.Stock++; shop.SaveChanges(); }", mapping));

    [Fact]
    public Task Options_name_records_buses_and_headers() => Rule
        .With("dotnet_code_quality.DCK0513.repeatable_entities = Line")
        .With("dotnet_code_quality.DCK0513.bus_types = IEvents")
        .With("dotnet_code_quality.designchecks.idempotency_headers = X-Once")
        .Reports("""
            using Microsoft.AspNetCore.Mvc;
            using Microsoft.EntityFrameworkCore;
            var app = WebApplication.CreateBuilder().Build();
            app.MapPut("/a", (Shop shop) => { shop.Lines.Add(new()); shop.SaveChanges(); });
            app.MapPut("/b", (IEvents events) => events.[|PublishShipment|](1));
            app.MapPut("/c", (IEvents events, [FromHeader(Name = "X-Once")] string once) => events.PublishShipment(1));
            interface IEvents { Task PublishShipment(int id); }
            """ + Shop);

    [Fact]
    public Task Silent_without_the_library() => Rule.On(References.Framework).Silent("""
        var app = WebApplication.CreateBuilder().Build();
        app.MapPut("/a", (Shop shop) => { shop.Items[0].Stock++; shop.SaveChanges(); });
        class Item { public int Stock { get; set; } }
        class Shop { public List<Item> Items { get; } = []; public void SaveChanges() { } }
        """);

    [Fact]
    public Task Silent_in_generated_code() => Rule.File("Api.g.cs", """
        using Microsoft.EntityFrameworkCore;
        static class Api { static void Map(WebApplication app) => app.MapPut("/a", (Shop shop) => { shop.Items.First().Stock++; shop.SaveChanges(); }); }
        """).Silent("using Microsoft.EntityFrameworkCore;" + Shop);

    [Fact]
    public Task Half_typed_code_breaks_nothing() => Rule.Incomplete().Silent("""
        using Microsoft.EntityFrameworkCore;
        var app = WebApplication.CreateBuilder().Build();
        app.MapPut("/items", (Shop shop) => { shop.Items.First().Stock++; shop.SaveCh
        """ + Shop);
}
