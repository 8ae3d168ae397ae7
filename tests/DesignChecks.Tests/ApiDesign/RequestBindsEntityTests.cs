using System.Collections.Immutable;
using DesignChecks.Rules.ApiDesign;
using DesignChecks.Tests.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DesignChecks.Tests.ApiDesign;

/// <summary>DCK0521: bodies and forms that are entities.</summary>
public class RequestBindsEntityTests
{
    private static Verify<RequestBindsEntity> Rule => new();

    private const string Shop = """

        public class Order { public int Id { get; set; } public string Text { get; set; } = ""; public bool IsPaid { get; set; } [System.Text.Json.Serialization.JsonIgnore] public float[]? Embedding { get; set; } }
        public class Hidden { public int Id { get; set; } [Microsoft.AspNetCore.Mvc.ModelBinding.BindNever] public bool IsPaid { get; set; } }
        public class Closed { public int Id { get; private set; } public string Text { get; private set; } = ""; }
        public class Named(string name) { public int Id { get; set; } public string Name { get; set; } = name; }
        public record NewOrder(string Text);
        public class Shop : DbContext
        {
            public DbSet<Order> Orders => Set<Order>();
            public DbSet<Hidden> Hidden => Set<Hidden>();
            public DbSet<Closed> Closed => Set<Closed>();
            public DbSet<Named> Named => Set<Named>();
        }
        """;

    private static string Map(string mapping, string more = "") => $$"""
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.EntityFrameworkCore;
        var app = WebApplication.CreateBuilder().Build();
        app.{{mapping}};
        {{more}}
        """ + Shop;

    [Theory]
    [InlineData("MapPost(\"/a\", ([|Order|] order, Shop shop) => { shop.Orders.Add(order); return shop.SaveChangesAsync(); })")]
    [InlineData("MapPut(\"/a/{id}\", async (int id, [FromBody] [|Order|] order, Shop shop) => { shop.Entry(order).State = EntityState.Modified; await shop.SaveChangesAsync(); })")]
    [InlineData("MapPost(\"/a\", ([FromBody] [|List<Order>|] orders, Shop shop) => shop.AddRangeAsync(orders))")]
    [InlineData("MapPost(\"/a\", ([FromBody] [|Order[]|] orders, Shop shop) => { foreach (var order in orders) shop.Add(order); })")]
    [InlineData("MapPost(\"/a\", ([FromForm] [|Order|] order, Shop shop) => shop.Update(order).State)")]
    [InlineData("MapPost(\"/a\", ([|Order?|] order, Shop shop) => { var added = order!; shop.Add(added); })")]
    [InlineData("MapPut(\"/a\", ([|Named|] named, Shop shop) => shop.Entry(new Order()).CurrentValues.SetValues(named))")]
    [InlineData("MapPost(\"/a\", Create); static void Create([|Order|] order, Shop shop) => shop.Add(order)")]
    public Task Reports_bodies_and_forms(string mapping) => Rule.Reports(Map(mapping));

    [Fact]
    public Task Says_what_to_write() => Rule
        .Says("The caller sets any property of the entity 'Order', its key, owner and flags included; take a request type with the properties that callers may set")
        .Reports(Map("MapPost(\"/a\", ([|Order|] order, Shop shop) => { shop.Add(order); })"));

    [Fact]
    public Task Reports_in_controllers_with_and_without_the_api_attribute() => Rule.Reports("""
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.EntityFrameworkCore;
        [ApiController, Route("orders")]
        public class OrdersController(Shop shop, IOrders orders) : ControllerBase
        {
            [HttpPost] public async Task<IActionResult> Create([|Order|] order) { await orders.Create(order); return Ok(); }
            [HttpPut("{id}")] public void Put(int id, [|Order|] order) => Save(order);
            [HttpPatch] public void Patch([FromBody] IEnumerable<NewOrder> orders) { }
            private void Save(Order order) => shop.Update(order);
        }
        public class PagesController(Shop shop) : Controller
        {
            [HttpPost] public IActionResult Edit([|Order|] order) { shop.Update(order); shop.SaveChanges(); return View(); }
            [HttpGet] public IActionResult Show(Order order) { shop.Update(order); return View(); }
            public IActionResult Unknown(Order order) { shop.Update(order); return View(); }
        }
        public interface IOrders { Task Create(Order order); }
        """ + Shop);

    /// <summary>In layered solutions the context stands in another project.</summary>
    [Fact]
    public Task Reports_entities_of_a_context_in_a_referenced_project() => Rule.On(WithProject("Infrastructure", """
        using Microsoft.EntityFrameworkCore;
        namespace Infrastructure;
        public class Order { public int Id { get; set; } }
        public class Settings { public int Id { get; set; } }
        public class Shop : DbContext { public DbSet<Order> Orders => Set<Order>(); }
        """)).Reports("""
        using Infrastructure;
        var app = WebApplication.CreateBuilder().Build();
        app.MapPost("/a", ([|Order|] order, Shop shop) => { shop.Add(order); });
        app.MapPost("/b", (Settings settings, Shop shop) => { shop.Add(settings); });
        """);

    [Theory]
    [InlineData("MapPost(\"/a\", (NewOrder request, Shop shop) => { shop.Add(new Order { Text = request.Text }); })")]
    [InlineData("MapPost(\"/a\", ([FromServices] Order order, Shop shop) => { shop.Add(order); })")]
    [InlineData("MapGet(\"/a\", (Shop shop) => shop.Orders.First())")]
    [InlineData("MapPost(\"/a\", ([AsParameters] Order order, Shop shop) => { shop.Add(order); })")]
    public Task Silent_for_request_types_services_and_reads(string mapping) => Rule.Silent(Map(mapping));

    [Theory]
    [InlineData("MapPut(\"/a/{id}\", async (int id, Order order, Shop shop) => { var known = await shop.Orders.FindAsync(id); known!.Text = order.Text; await shop.SaveChangesAsync(); })")]
    [InlineData("MapPost(\"/a\", (Order order, ILogger<Order> logger) => { logger.LogInformation(\"{Text}\", order); return order.Text; })")]
    [InlineData("MapPost(\"/a\", (Order order, Shop shop) => { if (order is null) return Results.BadRequest(); shop.Add(new Order { Text = order.Text }); return Results.Ok(order); })")]
    public Task Silent_where_the_code_takes_what_it_wants(string mapping) => Rule.Silent(Map(mapping));

    [Fact]
    public Task Silent_for_bind_bind_never_and_closed_types() => Rule.Silent("""
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.EntityFrameworkCore;
        public class PagesController(Shop shop) : Controller
        {
            [HttpPost] public void Edit([Bind("Id", "Text")] Order order) => shop.Update(order);
            [HttpPost] public void Hidden(Hidden order) => shop.Update(order);
            [HttpPost] public void Closed(Closed order) => shop.Update(order);
            [HttpPost] public void Bound([ModelBinder(Name = "o")] Order order) => shop.Update(order);
        }
        """ + Shop);

    [Fact]
    public Task Silent_for_OData() => Rule.Silent("""
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.AspNetCore.OData.Deltas;
        using Microsoft.AspNetCore.OData.Routing.Controllers;
        using Microsoft.EntityFrameworkCore;
        public class OrdersController(Shop shop) : ODataController
        {
            [HttpPost] public void Post([FromBody] Order order) => shop.Add(order);
            [HttpPatch] public void Patch([FromBody] Delta<Order> change) => change.Patch(new Order());
        }
        """ + Shop);

    [Fact]
    public Task Silent_without_the_library() => Rule.On(References.Framework).Silent("""
        var app = WebApplication.CreateBuilder().Build();
        app.MapPost("/a", (Order order, Shop shop) => { shop.Add(order); });
        class Order { public int Id { get; set; } }
        class DbSet<T> { }
        class Shop { public DbSet<Order> Orders { get; } = new(); public void Add(object order) { } }
        """);

    [Fact]
    public Task Silent_in_generated_code() => Rule.File("Api.g.cs", "static class Api { static void Map(WebApplication app) => app.MapPost(\"/a\", (Order order, Shop shop) => { shop.Add(order); }); }")
        .Silent("using Microsoft.EntityFrameworkCore;" + Shop);

    [Fact]
    public Task Half_typed_code_breaks_nothing() => Rule.Incomplete().Silent("""
        using Microsoft.EntityFrameworkCore;
        var app = WebApplication.CreateBuilder().Build();
        app.MapPost("/orders", (Order order, Missing missing, Shop shop) => { shop.
        """ + Shop);

    private static ImmutableArray<MetadataReference> WithProject(string name, string source)
    {
        var trees = new[] { source, Sources.GlobalUsings }.Select(text => CSharpSyntaxTree.ParseText(text));
        var project = CSharpCompilation.Create(name, trees, References.Current, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        Assert.Empty(project.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        return References.Current.Add(project.ToMetadataReference());
    }
}
