using DesignChecks.Rules.ApiDesign;
using DesignChecks.Tests.Engine;

namespace DesignChecks.Tests.ApiDesign;

/// <summary>DCK0511: POST that creates a record has no idempotency protection.</summary>
public class PostCreatesWithoutIdempotencyTests
{
    private static Verify<PostCreatesWithoutIdempotency> Rule => new();

    private const string Shop = """

        public class Order { public int Id { get; set; } public string Text { get; set; } = ""; public string? Number { get; set; } }
        public class Document { public Guid Id { get; set; } public string Text { get; set; } = ""; }
        public class Customer { public int Id { get; set; } public string Email { get; set; } = ""; }
        public class Country { public string Code { get; set; } = ""; }
        public class Member { public int GroupId { get; set; } public int UserId { get; set; } }
        public class AuditEntry { public int Id { get; set; } }
        public record NewOrder(string Text);
        public record Copy(int Id, string Text);
        public class Shop : DbContext
        {
            public DbSet<Order> Orders => Set<Order>();
            public DbSet<Document> Documents => Set<Document>();
            public DbSet<Customer> Customers => Set<Customer>();
            public DbSet<Country> Countries => Set<Country>();
            public DbSet<Member> Members => Set<Member>();
            public DbSet<AuditEntry> Audits => Set<AuditEntry>();
            protected override void OnModelCreating(ModelBuilder model)
            {
                model.Entity<Customer>().HasIndex(c => c.Email).IsUnique();
                model.Entity<Country>().HasKey(c => c.Code);
                model.Entity<Member>().HasKey(m => new { m.GroupId, m.UserId });
            }
        }
        public interface IPaymentGateway { Task Charge(int amount); }
        """;

    private static string Post(string handler, string mapping = "MapPost", string more = "") => $$"""
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.EntityFrameworkCore;
        var app = WebApplication.CreateBuilder().Build();
        app.{{mapping}}("/orders", {{handler}});
        {{more}}
        """ + Shop;

    [Theory]
    [InlineData("async (NewOrder request, Shop shop) => { var order = new Order { Text = request.Text }; shop.Orders.Add(order); await shop.SaveChangesAsync(); return Results.Ok(order.Id); }")]
    [InlineData("async (Order order, Shop shop) => { await shop.AddAsync(order); await shop.SaveChangesAsync(); }")]
    [InlineData("(NewOrder request, Shop shop) => { shop.Documents.Add(new() { Id = Guid.NewGuid(), Text = request.Text }); shop.SaveChanges(); }")]
    [InlineData("async (NewOrder request, Shop shop) => { var customer = await shop.Customers.FindAsync(1); shop.Orders.Add(new()); await shop.SaveChangesAsync(); }")]
    [InlineData("(NewOrder request, Shop shop) => Save(shop, request)", "static async Task Save(Shop shop, NewOrder request) { shop.Orders.Add(new()); await shop.SaveChangesAsync(); }")]
    public Task Reports_a_record_that_a_repeat_creates_again(string handler, string more = "") => Rule.Reports(Post(handler, "[|MapPost|]", more));

    [Fact]
    public Task Says_what_to_write() => Rule
        .Says("A client that misses the answer sends this POST again and creates a second 'Order'; take an Idempotency-Key header, or give 'Order' a key of the client or a unique index")
        .Reports("""
            using Microsoft.AspNetCore.Mvc;
            using Microsoft.EntityFrameworkCore;
            [ApiController, Route("orders")]
            public class OrdersController(Shop shop) : ControllerBase
            {
                [HttpPost]
                public async Task<ActionResult<int>> [|Create|](NewOrder request)
                {
                    var order = new Order { Text = request.Text };
                    shop.Orders.Add(order);
                    await shop.SaveChangesAsync();
                    return order.Id;
                }

                [HttpPut("{id}")]
                public async Task Put(int id) { shop.Orders.Add(new()); await shop.SaveChangesAsync(); }

                [HttpPost("draft")]
                public void Draft() => shop.Orders.Add(new());

                [HttpPost("form"), ValidateAntiForgeryToken]
                public void Form() { shop.Orders.Add(new()); shop.SaveChanges(); }
            }
            """ + Shop);

    [Theory]
    [InlineData("async ([FromHeader(Name = \"Idempotency-Key\")] string key, Shop shop) => { shop.Orders.Add(new()); await shop.SaveChangesAsync(); }")]
    [InlineData("async (Document document, Shop shop) => { shop.Documents.Add(document); await shop.SaveChangesAsync(); }")]
    [InlineData("async (Customer customer, Shop shop) => { shop.Customers.Add(customer); await shop.SaveChangesAsync(); }")]
    [InlineData("(Copy request, Shop shop) => { var order = new Order { Id = request.Id, Text = request.Text }; shop.Orders.Add(order); shop.SaveChanges(); }")]
    [InlineData("async (Country country, Shop shop) => { shop.Countries.Add(country); await shop.SaveChangesAsync(); }")]
    [InlineData("async (Member member, Shop shop) => { shop.Members.Add(member); await shop.SaveChangesAsync(); }")]
    [InlineData("async (Shop shop) => { shop.Audits.Add(new()); await shop.SaveChangesAsync(); }")]
    [InlineData("async (NewOrder request, Shop shop) => { if (await shop.Orders.AnyAsync(o => o.Number == request.Text)) return; shop.Orders.Add(new()); await shop.SaveChangesAsync(); }")]
    [InlineData("async (NewOrder request, Shop shop) => { var known = await shop.Orders.FirstOrDefaultAsync(o => o.Number == request.Text); if (known is null) { known = new(); shop.Orders.Add(known); } known.Text = request.Text; await shop.SaveChangesAsync(); }")]
    public Task Silent_with_a_key_a_natural_key_or_an_upsert(string handler) => Rule.Silent(Post(handler));

    [Fact]
    public Task Silent_where_the_stronger_rule_reports() => Rule.Silent(Post("async (IPaymentGateway gateway, Shop shop) => { await gateway.Charge(1); shop.Orders.Add(new()); await shop.SaveChangesAsync(); }"));

    [Fact]
    public Task Silent_for_entities_of_another_project_whose_keys_are_not_in_sight() => Rule.Silent("""
        using Microsoft.EntityFrameworkCore;
        var app = WebApplication.CreateBuilder().Build();
        app.MapPost("/orders", async (DbContext db) => { db.Add(new Order()); await db.SaveChangesAsync(); });
        class Order { public int Id { get; set; } }
        """);

    [Fact]
    public Task Options_name_records_and_headers() => Rule
        .With("dotnet_code_quality.DCK0511.repeatable_entities = Order")
        .Silent(Post("async (Shop shop) => { shop.Orders.Add(new()); await shop.SaveChangesAsync(); }"));

    [Fact]
    public Task Silent_without_the_library() => Rule.On(References.Framework).Silent("""
        var app = WebApplication.CreateBuilder().Build();
        app.MapPost("/orders", (Shop shop) => { shop.Orders.Add(new()); shop.SaveChanges(); });
        class Order { public int Id { get; set; } }
        class Shop { public List<Order> Orders { get; } = []; public void SaveChanges() { } }
        """);

    [Fact]
    public Task Silent_in_generated_code() => Rule.File("Api.g.cs", """
        using Microsoft.EntityFrameworkCore;
        static class Api { static void Map(WebApplication app) => app.MapPost("/a", (Shop shop) => { shop.Orders.Add(new()); shop.SaveChanges(); }); }
        """).Silent("using Microsoft.EntityFrameworkCore;" + Shop);

    [Fact]
    public Task Half_typed_code_breaks_nothing() => Rule.Incomplete().Silent("""
        using Microsoft.EntityFrameworkCore;
        var app = WebApplication.CreateBuilder().Build();
        app.MapPost("/orders", (Shop shop) => { shop.Orders.Add(new()); shop.SaveCh
        """ + Shop);

    [Fact]
    public Task Fix_takes_the_header() => Rule.Fixes(
        Post("(Shop shop) => { shop.Orders.Add(new()); shop.SaveChanges(); }", "[|MapPost|]", "app.[|MapPost|](\"/b\", async () => { var shop = new Shop(); shop.Add(new Order()); await shop.SaveChangesAsync(); });"),
        Post("(Shop shop, [FromHeader(Name = \"Idempotency-Key\")] string idempotencyKey) => { shop.Orders.Add(new()); shop.SaveChanges(); }", "MapPost", "app.MapPost(\"/b\", async ([FromHeader(Name = \"Idempotency-Key\")] string idempotencyKey) => { var shop = new Shop(); shop.Add(new Order()); await shop.SaveChangesAsync(); });"));

    [Fact]
    public Task No_fix_for_a_lambda_without_types() => Rule.HasNoFix(Post("async context => { var shop = new Shop(); shop.Orders.Add(new()); await shop.SaveChangesAsync(); }", "[|MapPost|]"));
}
