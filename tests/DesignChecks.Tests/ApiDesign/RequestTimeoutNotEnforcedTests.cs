using DesignChecks.Rules.ApiDesign;
using DesignChecks.Tests.Engine;
using Microsoft.CodeAnalysis;

namespace DesignChecks.Tests.ApiDesign;

/// <summary>DCK0524: request timeouts that no middleware enforces, or that the handler doesn't hear of.</summary>
public class RequestTimeoutNotEnforcedTests
{
    private static Verify<RequestTimeoutNotEnforced> Rule => new();

    private static string Host(string services, string pipeline, string types = "") => $$"""
        using Microsoft.AspNetCore.Http.Timeouts;
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.EntityFrameworkCore;
        var builder = WebApplication.CreateBuilder();
        {{services}}
        var app = builder.Build();
        {{pipeline}}
        app.Run();
        {{types}}
        public class Order { public int Id { get; set; } }
        public class Shop : DbContext { public DbSet<Order> Orders => Set<Order>(); }
        """;

    private const string Registered = "builder.Services.AddRequestTimeouts();";

    [Theory]
    [InlineData("builder.Services.[|AddRequestTimeouts|]();", "app.MapGet(\"/\", () => 1).WithRequestTimeout(TimeSpan.FromSeconds(5));")]
    [InlineData("builder.Services.[|AddRequestTimeouts|](options => options.DefaultPolicy = new RequestTimeoutPolicy { Timeout = TimeSpan.FromSeconds(5) });", "app.MapGet(\"/\", () => 1);")]
    [InlineData("RequestTimeoutsIServiceCollectionExtensions.[|AddRequestTimeouts|](builder.Services); builder.Services.AddRequestTimeouts();", "")]
    [InlineData("", "app.MapGet(\"/\", () => 1).[|WithRequestTimeout|](TimeSpan.FromSeconds(5)); app.MapGet(\"/b\", () => 1).WithRequestTimeout(\"short\");")]
    [InlineData("", "app.MapGet(\"/\", [[|RequestTimeout|](5000)] () => 1);")]
    [InlineData("", "app.MapControllers();", "[Route(\"a\")] public class OrdersController : ControllerBase { [HttpGet, [|RequestTimeout|](5000)] public int Get() => 1; }")]
    public Task Reports_timeouts_without_middleware(string services, string pipeline, string types = "") => Rule.Reports(Host(services, pipeline, types));

    [Fact]
    public Task Says_what_to_write() => Rule
        .Says("Nothing in the pipeline enforces request timeouts, so a request takes as long as it takes; add UseRequestTimeouts() behind routing")
        .Reports(Host("builder.Services.[|AddRequestTimeouts|]();", ""));

    [Fact]
    public Task Says_what_to_write_without_a_registration() => Rule
        .Says("Nothing in the pipeline enforces request timeouts, so a request takes as long as it takes; register AddRequestTimeouts() and add UseRequestTimeouts() behind routing")
        .Severity(DiagnosticSeverity.Warning)
        .Reports(Host("", "app.MapGet(\"/\", () => 1).[|WithRequestTimeout|](TimeSpan.FromSeconds(5));"));

    [Theory]
    [InlineData("app.UseRequestTimeouts();")]
    [InlineData("if (app.Environment.IsProduction()) app.UseRequestTimeouts();")]
    [InlineData("Pipeline.Use(app);")]
    public Task Silent_with_the_middleware(string pipeline) =>
        Rule.Silent(Host(Registered, pipeline, "static class Pipeline { public static void Use(IApplicationBuilder app) => app.UseRequestTimeouts(); }"));

    [Fact]
    public Task Silent_where_another_project_gets_the_application() => Rule
        .On(References.With("Shop.ServiceDefaults", "public static class Defaults { public static WebApplication MapDefaultEndpoints(this WebApplication app) => app; }"))
        .Silent(Host(Registered, "app.MapDefaultEndpoints();"));

    [Fact]
    public Task Silent_in_a_library() => Rule.Silent("""
        public static class Timeouts
        {
            public static void AddTimeouts(this IServiceCollection services) => services.AddRequestTimeouts();
            public static void Map(IEndpointRouteBuilder app) => app.MapGet("/", () => 1).WithRequestTimeout(TimeSpan.FromSeconds(5));
        }
        """);

    [Fact]
    public Task Silent_without_timeouts_and_for_attributes_of_the_same_name() => Rule.Silent(Host("", "app.MapGet(\"/\", [Own.RequestTimeout] () => 1);", """
        namespace Own { class RequestTimeoutAttribute : Attribute; }
        """));

    [Theory]
    [InlineData("app.[|MapGet|](\"/orders\", (Shop shop) => shop.Orders.ToListAsync()).WithRequestTimeout(TimeSpan.FromSeconds(5));")]
    [InlineData("app.[|MapGet|](\"/orders\", async (Shop shop) => { await shop.SaveChangesAsync(); return 1; }).WithRequestTimeout(\"short\");")]
    [InlineData("app.[|MapGet|](\"/orders\", [RequestTimeout(500)] async (HttpClient http) => await http.GetStringAsync(\"/\"));")]
    [InlineData("var orders = app.MapGroup(\"/orders\"); orders.WithRequestTimeout(\"short\"); orders.[|MapGet|](\"/\", (Shop shop) => Orders.Load(shop));")]
    [InlineData("app.MapGet(\"/orders\", Orders.All).WithRequestTimeout(\"short\");", "public static Task<List<Order>> [|All|](Shop shop) => shop.Orders.ToListAsync();")]
    [InlineData("app.MapGet(\"/orders\", Orders.Find).WithRequestTimeout(\"short\");", "public static async Task<Order?> [|Find|](Shop shop, int id) => await shop.Orders.FindAsync([id]);")]
    public Task Reports_handlers_that_hear_of_no_timeout(string pipeline, string member = "") => Rule
        .Severity(DiagnosticSeverity.Info)
        .Reports(Host(Registered, "app.UseRequestTimeouts();" + pipeline, $$"""
            static class Orders
            {
                public static Task<List<Order>> Load(Shop shop, CancellationToken token = default) => shop.Orders.ToListAsync(token);
                {{member}}
            }
            """));

    [Fact]
    public Task Says_what_goes_on() => Rule
        .Says("'GET /orders' has a request timeout and no token that hears of it, so 'ToListAsync' goes on to its end and the answer comes as late as ever; take a CancellationToken and pass it on")
        .Reports(Host(Registered, "app.UseRequestTimeouts(); app.[|MapGet|](\"/orders\", (Shop shop) => shop.Orders.ToListAsync()).WithRequestTimeout(TimeSpan.FromSeconds(5));"));

    [Theory]
    [InlineData("(Shop shop, CancellationToken token) => shop.Orders.ToListAsync(token)")]
    [InlineData("(Shop shop, CancellationToken token) => shop.Orders.ToListAsync()")]
    [InlineData("(Shop shop, HttpContext context) => shop.Orders.ToListAsync()")]
    [InlineData("(Shop shop, HttpRequest request) => shop.Orders.ToListAsync()")]
    [InlineData("([AsParameters] Asked asked, Shop shop) => shop.Orders.ToListAsync()")]
    [InlineData("() => 1")]
    [InlineData("() => Task.FromResult(1)")]
    [InlineData("Held.Handler")]
    public Task Silent_for_handlers_that_may_hear_of_it_or_wait_for_nothing(string handler) => Rule.Silent(Host(Registered, $"app.UseRequestTimeouts(); app.MapGet(\"/orders\", {handler}).WithRequestTimeout(\"short\");", """
        public record Asked(int Id, CancellationToken Token);
        static class Held { public static Func<Shop, Task<List<Order>>> Handler { get; set; } = shop => shop.Orders.ToListAsync(); }
        """));

    [Fact]
    public Task Silent_for_actions_that_may_hear_of_it() => Rule.Silent(Host(Registered, "app.UseRequestTimeouts(); app.MapControllers();", """
        [Route("a"), RequestTimeout(500)]
        public class OrdersController(Shop shop) : ControllerBase
        {
            [HttpGet] public Task<List<Order>> A() => shop.Orders.ToListAsync(HttpContext.RequestAborted);
            [HttpGet("b"), DisableRequestTimeout] public Task<List<Order>> B() => shop.Orders.ToListAsync();
            [HttpGet("c")] public Task<List<Order>> C() => Own(ControllerContext);
            private Task<List<Order>> Own(ControllerContext context) => shop.Orders.ToListAsync();
        }
        [Route("b"), RequestTimeout(500)]
        public class StockController(Shop shop, IHttpContextAccessor accessor) : ControllerBase
        {
            [HttpGet] public Task<List<Order>> A() => shop.Orders.ToListAsync();
            public object Current => accessor;
        }
        """));

    [Fact]
    public Task Reports_an_action_that_hears_of_nothing() => Rule.Reports(Host(Registered, "app.UseRequestTimeouts(); app.MapControllers();", """
        [Route("a")]
        public class OrdersController(Shop shop) : ControllerBase
        {
            [HttpGet, RequestTimeout(500)] public Task<List<Order>> [|All|]() => shop.Orders.ToListAsync();
            [HttpGet("b")] public Task<List<Order>> Unlimited() => shop.Orders.ToListAsync();
        }
        """));

    [Fact]
    public Task Silent_in_generated_code() => Rule.File("Made.g.cs", """
        // <auto-generated/>
        static class Made { public static void Add(Microsoft.Extensions.DependencyInjection.IServiceCollection services) => Microsoft.Extensions.DependencyInjection.RequestTimeoutsIServiceCollectionExtensions.AddRequestTimeouts(services); }
        """).Silent(Host("Made.Add(builder.Services);", ""));

    [Theory]
    [InlineData("app.UseNothingKnown();")]
    [InlineData("app.MapGet(\"/\", () => 1).WithRequestTimeout(")]
    public Task Silent_on_incomplete_code(string pipeline) => Rule.Incomplete().Silent(Host(pipeline.Contains("Nothing") ? Registered : "", pipeline));

    [Theory]
    [InlineData("app.MapGet(\"/\", () => 1);", "app.MapGet(\"/\", () => 1);", true)]
    [InlineData("app.UseRouting();\napp.UseAuthorization(); // rights", "app.UseRouting();\napp.UseAuthorization(); // rights\napp.UseRequestTimeouts();", false)]
    public Task Fix_adds_the_middleware(string before, string after, bool isBehindBuild) => Rule.Fixes(
        Host("builder.Services.[|AddRequestTimeouts|]();", before),
        Host(Registered, isBehindBuild ? "app.UseRequestTimeouts();\n" + after : after));

    [Fact]
    public Task Fix_is_not_offered_without_a_registration() =>
        Rule.HasNoFix(Host("", "app.MapGet(\"/\", () => 1).[|WithRequestTimeout|](TimeSpan.FromSeconds(5));"));
}
