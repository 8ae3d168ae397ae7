using System.Text.RegularExpressions;
using DesignChecks.Concepts.Endpoints;
using DesignChecks.Engine;
using DesignChecks.Tests.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DesignChecks.Tests.Concepts;

/// <summary>
/// What the concept says of endpoints, as a table: each line that declares one ends in a comment with verbs and route, safety,
/// access, limiter, the kind of answer, paging and versioning.
/// </summary>
public partial class EndpointTests
{
    [Fact]
    public Task Mapped_routes() => Holds("""
        using Microsoft.AspNetCore.RateLimiting;
        using Microsoft.AspNetCore.Authorization;
        using Microsoft.AspNetCore.Http.HttpResults;
        using Microsoft.AspNetCore.Mvc;
        var app = WebApplication.CreateBuilder().Build();
        app.MapGet("/", () => "up"); // GET / | safe | unstated | - | single | unpaged | none
        app.MapGet("orders", () => new List<int>()); // GET /orders | safe | unstated | - | list | unpaged | none
        app.MapGet("/orders/", (int page) => new int[1]); // GET /orders | safe | unstated | - | list | paged | none
        app.MapPost("/orders", (Order order) => Results.Created("/orders/1", order)); // POST /orders | unsafe | unstated | - | single | unpaged | none
        app.MapPut("/orders/{id:int}", (int id, Order order) => { }); // PUT /orders/{id:int} | unsafe | unstated | - | none | unpaged | none
        app.MapPatch("/orders/{id}", (int id) => Results.NoContent()); // PATCH /orders/{id} | unsafe | unstated | - | unknown | unpaged | none
        app.MapDelete("/orders/{id}", async (int id) => await Task.Yield()); // DELETE /orders/{id} | unsafe | unstated | - | none | unpaged | none
        app.MapMethods("/a", ["GET", "HEAD"], () => "a"); // GET,HEAD /a | safe | unstated | - | single | unpaged | none
        app.MapMethods("/b", new[] { HttpMethods.Get, "POST" }, () => "b"); // GET,POST /b | unsafe | unstated | - | single | unpaged | none
        app.MapMethods("/c", new[] { "get", "POST" }, () => "c"); // GET,POST /c | unsafe | unstated | - | single | unpaged | none
        var path = Environment.MachineName;
        app.MapMethods("/d", Environment.GetCommandLineArgs(), () => "d"); // ? /d | ? | unstated | - | single | unpaged | none
        app.MapGet(path, () => 1); // GET ? | safe | unstated | - | single | unpaged | unknown
        app.MapGet("/me", () => 1).RequireAuthorization(); // GET /me | safe | authorized | - | single | unpaged | none
        app.MapGet("/public", () => 1).AllowAnonymous().RequireAuthorization(); // GET /public | safe | anonymous | - | single | unpaged | none
        app.MapGet("/limited", () => 1).RequireRateLimiting("p").WithName("limited"); // GET /limited | safe | unstated | limited | single | unpaged | none
        app.MapGet("/unlimited", () => 1).DisableRateLimiting(); // GET /unlimited | safe | unstated | - | single | unpaged | none
        app.MapGet("/attributes", [Authorize, EnableRateLimiting("p")] () => 1); // GET /attributes | safe | authorized | limited | single | unpaged | none
        app.MapGet("/metadata", () => 1).WithMetadata(new AuthorizeAttribute("admin")); // GET /metadata | safe | authorized | - | single | unpaged | none
        var kept = app.MapGet("/kept", () => 1); // GET /kept | safe | authorized | - | single | unpaged | none
        kept.RequireAuthorization();
        app.MapGet("/named", List); // GET /named | safe | authorized | - | list | unpaged | none
        app.MapGet("/local", Local); // GET /local | safe | unstated | - | list | unpaged | none
        var handler = (int limit) => Results.Ok(new List<Order>());
        app.MapGet("/delegate", handler); // GET /delegate | safe | unstated | - | list | paged | none
        app.MapGet("/other", Handlers.Get); // GET /other | safe | authorized | - | list | paged | none
        app.MapGet("/instance", new Handlers().Find); // GET /instance | safe | unstated | - | single | unpaged | none
        app.MapGet("/typed", () => TypedResults.Ok(new List<Order>())); // GET /typed | safe | unstated | - | list | unpaged | none
        app.MapGet("/union", Results<Ok<Order[]>, NotFound> () => TypedResults.NotFound()); // GET /union | safe | unstated | - | list | unpaged | none
        app.MapGet("/union/async", async Task<Results<Ok<Order>, NotFound>> () => { await Task.Yield(); return TypedResults.NotFound(); }); // GET /union/async | safe | unstated | - | single | unpaged | none
        app.MapGet("/choice", (bool all) => all ? Results.Ok(new List<Order>()) : Results.NotFound()); // GET /choice | safe | unstated | - | list | unpaged | none
        app.MapGet("/page", () => new PagedResult<Order>()); // GET /page | safe | unstated | - | page | unpaged | none
        app.MapGet("/slice", () => Results.Ok(new Slice([], 3))); // GET /slice | safe | unstated | - | page | unpaged | none
        app.MapGet("/stream", () => Stream()); // GET /stream | safe | unstated | - | stream | unpaged | none
        app.MapGet("/bytes", () => new byte[3]); // GET /bytes | safe | unstated | - | single | unpaged | none
        app.MapGet("/map", () => new Dictionary<string, int>()); // GET /map | safe | unstated | - | single | unpaged | none
        app.MapGet("/parts", ([AsParameters] Search search) => new List<Order>()); // GET /parts | safe | unstated | - | list | paged | none
        app.MapGet("/query", (HttpRequest request) => Results.Ok(new[] { request.Query["page"].ToString() })); // GET /query | safe | unstated | - | list | paged | none
        app.MapGet("/cursor", (string? cursor) => new List<Order>()); // GET /cursor | safe | unstated | - | list | paged | none
        app.MapGet("/size", (string size) => new List<Order>()); // GET /size | safe | unstated | - | list | unpaged | none
        app.MapGet("/v1/orders", () => new List<Order>()); // GET /v1/orders | safe | unstated | - | list | unpaged | versioned
        app.MapGet("/context", async context => await context.Response.WriteAsync("x")); // GET /context | safe | unstated | - | none | unpaged | none
        [Authorize] static List<Order> List() => [];
        static async Task<IResult> Local() { await Task.Yield(); var orders = new List<Order>(); return Results.Ok(orders); }
        static async IAsyncEnumerable<int> Stream() { await Task.Yield(); yield return 1; }
        record Order(int Id);
        record Slice(IReadOnlyList<Order> Items, int TotalCount);
        class PagedResult<T>;
        record Search(string? Text, int? PageSize);
        class Handlers
        {
            [Authorize] public static async Task<IReadOnlyList<Order>> Get(int skip, CancellationToken cancel) { await Task.Yield(); return []; }
            public Order? Find(int id) => null;
        }
        """);

    [Fact]
    public Task Groups() => Holds("""
        using Asp.Versioning;
        var builder = WebApplication.CreateBuilder();
        var app = builder.Build();
        var api = app.MapGroup("/api").RequireAuthorization();
        api.MapGet("/a", () => 1); // GET /api/a | safe | authorized | - | single | unpaged | none
        api.MapGet("/b", () => 1).AllowAnonymous(); // GET /api/b | safe | anonymous | - | single | unpaged | none
        var inner = api.MapGroup("inner").MapGroup("{tenant}");
        inner.RequireRateLimiting("p");
        inner.MapPost("c", () => 1); // POST /api/inner/{tenant}/c | unsafe | authorized | limited | single | unpaged | none
        app.MapGroup("/chained").WithTags("x").MapDelete("/d", () => 1); // DELETE /chained/d | unsafe | unstated | - | single | unpaged | none
        app.MapOrders();
        api.MapGroup("/v2").MapProducts().RequireRateLimiting("p");
        app.MapGroup("/one").MapBoth();
        app.MapGroup("/two").RequireAuthorization().MapBoth();
        new Users().Map(app.MapGroup("/users"));
        Extra.MapExtra(api);
        IModule module = new Module();
        module.Register(app.MapGroup("/module").RequireAuthorization());
        foreach (var some in new[] { "x" })
            app.MapGroup(some).MapGet("/e", () => 1); // GET ? | safe | unstated | - | single | unpaged | unknown
        Handed(app.MapGroup("/handed")).MapGet("/f", () => 1); // GET /handed/f | safe | authorized | - | single | unpaged | none
        app.MapGroup("/own").WithDefaults().MapGet("/g", () => 1); // GET /own/g | safe | authorized | limited | single | unpaged | none
        app.MapGet("/own", () => 1).WithDefaults(); // GET /own | safe | authorized | limited | single | unpaged | none
        app.MapGet([Mark] () => 1, "/wrapped"); // GET /wrapped | safe | authorized | - | single | unpaged | none
        app.UseEndpoints(endpoints => endpoints.MapGet("/use", () => 1)); // GET /use | safe | unstated | - | single | unpaged | none
        app.UseEndpoints(endpoints =>
        {
            endpoints.MapGet("/use/block", () => 1).RequireAuthorization(); // GET /use/block | safe | authorized | - | single | unpaged | none
        });
        static RouteGroupBuilder Handed(RouteGroupBuilder group) => group.RequireAuthorization();
        sealed class MarkAttribute : Attribute;
        static class Orders
        {
            public static IEndpointRouteBuilder MapOrders(this IEndpointRouteBuilder endpoints)
            {
                var group = endpoints.MapGroup("/orders").AllowAnonymous();
                group.MapGet("", List); // GET /orders | safe | anonymous | - | list | unpaged | none
                group.MapGet("/{id}", (int id) => id); // GET /orders/{id} | safe | anonymous | - | single | unpaged | none
                return endpoints;
            }
            private static List<int> List() => [];
        }
        static class Products
        {
            public static RouteGroupBuilder MapProducts(this IEndpointRouteBuilder endpoints)
            {
                var group = endpoints.MapGroup("products");
                group.MapGet("", () => 1); // GET /api/v2/products | safe | authorized | limited | single | unpaged | versioned
                return group;
            }
            public static void MapBoth(this RouteGroupBuilder group) =>
                group.MapGet("/both", () => 1); // GET ? | safe | unknown | - | single | unpaged | unknown
            public static void MapNever(this RouteGroupBuilder group) =>
                group.MapGet("/never", () => 1); // GET ? | safe | unknown | unknown | single | unpaged | unknown
        }
        class Users
        {
            public void Map(IEndpointRouteBuilder app) => app.MapGet("/me", () => 1); // GET /users/me | safe | unstated | - | single | unpaged | none
        }
        static class Extra
        {
            public static void MapExtra(IEndpointRouteBuilder app) => Deeper(app);
            static void Deeper(IEndpointRouteBuilder app) => app.MapGet("/deep", () => 1); // GET /api/deep | safe | authorized | - | single | unpaged | none
        }
        interface IModule { void Register(IEndpointRouteBuilder app); }
        class Module : IModule
        {
            public void Register(IEndpointRouteBuilder app) => app.MapGet("/x", () => 1); // GET /module/x | safe | authorized | - | single | unpaged | none
        }
        static class Defaults
        {
            public static T WithDefaults<T>(this T builder) where T : IEndpointConventionBuilder => builder.RequireAuthorization().RequireRateLimiting("p");
            public static RouteHandlerBuilder MapGet(this IEndpointRouteBuilder app, Delegate handler, string pattern = "") => app.MapGet(pattern, handler).RequireAuthorization();
        }
        """);

    [Fact]
    public Task Controllers() => Holds("""
        using Microsoft.AspNetCore.Authorization;
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.AspNetCore.RateLimiting;
        using Asp.Versioning;
        record Order(int Id);
        class PagedList<T> : List<T>;
        class Filter { public string? Text { get; set; } public Paging Paging { get; set; } = new(); }
        class Paging { public int Size { get; set; } }
        [ApiController]
        [Route("api/[controller]")]
        public class OrdersController : ControllerBase
        {
            [HttpGet] public List<Order> All() => []; // GET /api/Orders | safe | unstated | - | list | unpaged | none
            [HttpGet("{id:int}")] public ActionResult<Order> One(int id) => new Order(id); // GET /api/Orders/{id:int} | safe | unstated | - | single | unpaged | none
            [HttpGet("page")] public async Task<ActionResult<IEnumerable<Order>>> Page(int page, int pageSize) { await Task.Yield(); return Ok(); } // GET /api/Orders/page | safe | unstated | - | list | paged | none
            [HttpGet("filter")] public IActionResult Filter([FromQuery] Filter filter) => Ok(new List<Order>()); // GET /api/Orders/filter | safe | unstated | - | list | paged | none
            [HttpGet("any")] public IActionResult Any() => NotFound(); // GET /api/Orders/any | safe | unstated | - | unknown | unpaged | none
            [HttpGet("paged")] public PagedList<Order> Paged() => []; // GET /api/Orders/paged | safe | unstated | - | page | unpaged | none
            [HttpGet("local")] public async Task<IActionResult> Held() { var all = await Load(); return Ok(all); } // GET /api/Orders/local | safe | unstated | - | list | unpaged | none
            [HttpPost, Authorize] public IActionResult Create(Order order) => Ok(order); // POST /api/Orders | unsafe | authorized | - | single | unpaged | none
            [HttpPost("/absolute")] public void Absolute() { } // POST /absolute | unsafe | unstated | - | none | unpaged | none
            [AcceptVerbs("GET", "HEAD")] public int Verbs() => 1; // GET,HEAD /api/Orders | safe | unstated | - | single | unpaged | none
            [AcceptVerbs("PUT", Route = "accepted")] public int Accepted() => 1; // PUT /api/Orders/accepted | unsafe | unstated | - | single | unpaged | none
            [HttpGet, HttpPost] public int Both() => 1; // GET,POST /api/Orders | unsafe | unstated | - | single | unpaged | none
            [HttpGet, EnableRateLimiting("p")] public int Limited() => 1; // GET /api/Orders | safe | unstated | limited | single | unpaged | none
            [HttpGet("[action]")] public int NameAsync() => 1; // GET /api/Orders/Name | safe | unstated | - | single | unpaged | none
            [Route("free")] public int Free() => 1; // ? /api/Orders/free | ? | unstated | - | single | unpaged | none
            [HttpGet, ServiceFilter(typeof(Guard))] public int Guarded() => 1; // GET /api/Orders | safe | authorized | - | single | unpaged | none
            private Task<Order[]> Load() => Task.FromResult(new Order[0]);
            [NonAction] public int Not() => 1;
            public static int NotEither() => 1;
            public override string ToString() => "";
        }
        class Guard : Microsoft.AspNetCore.Mvc.Filters.IAuthorizationFilter { public void OnAuthorization(Microsoft.AspNetCore.Mvc.Filters.AuthorizationFilterContext context) { } }
        [Authorize, Route("base/[controller]"), EnableRateLimiting("p")]
        public abstract class Secured : ControllerBase
        {
            [HttpDelete("{id}")] public virtual int Delete(int id) => 1; // DELETE ? | unsafe | authorized | limited | single | unpaged | unknown
        }
        public class ItemsController : Secured
        {
            [HttpGet] public int Get() => 1; // GET /base/Items | safe | authorized | limited | single | unpaged | none
            [AllowAnonymous] public override int Delete(int id) => 2; // DELETE /base/Items/{id} | unsafe | anonymous | limited | single | unpaged | none
        }
        [ApiVersion("2.0"), Route("v{version:apiVersion}/versioned")]
        public class VersionedController : Controller
        {
            [HttpGet] public JsonResult Get() => Json(new[] { 1 }); // GET /v{version:apiVersion}/versioned | safe | unstated | - | list | unpaged | versioned
            public ViewResult Index() => View(); // ? /v{version:apiVersion}/versioned | ? | unstated | - | unknown | unpaged | versioned
        }
        [ApiVersionNeutral]
        public class HealthController : ControllerBase
        {
            [HttpGet("health")] public int Get() => 1; // GET /health | safe | unstated | - | single | unpaged | neutral
            [HttpGet] public int Other() => 1; // GET ? | safe | unstated | - | single | unpaged | neutral
        }
        [Controller, Route("plain")]
        public class Plain
        {
            [HttpGet] public int Get() => 1; // GET /plain | safe | unstated | - | single | unpaged | none
        }
        [NonController]
        public class NoController : ControllerBase { [HttpGet] public int Get() => 1; }
        public class Unrelated : List<int> { [Obsolete] public int Get() => 1; }
        """);

    [Fact]
    public Task Controllers_that_are_mapped_with_conventions() => Holds("""
        using Microsoft.AspNetCore.Mvc;
        var app = WebApplication.CreateBuilder().Build();
        app.MapControllers().RequireAuthorization();
        [Route("a")]
        public class AController : ControllerBase
        {
            [HttpGet] public int Get() => 1; // GET /a | safe | authorized | - | single | unpaged | none
        }
        """);

    [Fact]
    public Task Functions_with_an_http_trigger() => Holds("""
        using Microsoft.Azure.Functions.Worker;
        class Orders
        {
            [Function("list")]
            public List<int> List([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "orders")] HttpRequest request) => []; // GET /api/orders | safe | anonymous | - | list | unpaged | none
            [Function("create")]
            public static int Create([HttpTrigger(AuthorizationLevel.Function, "post", "put")] HttpRequest request) => 1; // POST,PUT /api/create | unsafe | authorized | - | single | unpaged | none
            [Function("any")]
            public int Any([HttpTrigger] HttpRequest request) => 1; // ? /api/any | ? | unknown | - | single | unpaged | none
        }
        namespace Microsoft.Azure.Functions.Worker
        {
            enum AuthorizationLevel { Anonymous, User, Function, System, Admin }
            class FunctionAttribute(string name) : Attribute { public string Name => name; }
            class HttpTriggerAttribute : Attribute
            {
                public HttpTriggerAttribute() { }
                public HttpTriggerAttribute(AuthorizationLevel level, params string[] methods) { }
                public string? Route { get; set; }
            }
        }
        """);

    [Fact]
    public Task Versions_of_routes() => Holds("""
        var app = WebApplication.CreateBuilder().Build();
        var api = app.MapGroup("/api").HasApiVersion(1);
        api.MapGet("/a", () => 1); // GET /api/a | safe | unstated | - | single | unpaged | versioned
        app.MapGet("/b", () => 1).IsApiVersionNeutral(); // GET /b | safe | unstated | - | single | unpaged | neutral
        app.MapGet("/c", () => 1); // GET /c | safe | unstated | - | single | unpaged | none
        static class Versions
        {
            public static T HasApiVersion<T>(this T builder, int version) where T : IEndpointConventionBuilder => builder;
            public static T IsApiVersionNeutral<T>(this T builder) where T : IEndpointConventionBuilder => builder;
        }
        """);

    [Fact]
    public async Task A_handler_is_met_in_the_tree_that_holds_its_code()
    {
        var reports = await Describe<HandlerProbe>(
            "var app = WebApplication.CreateBuilder().Build();\napp.MapGet(\"/a\", Elsewhere.Get);\napp.MapGet(\"/b\", () => 1);\napp.MapPost(\"/c\", Elsewhere.Get);",
            "static class Elsewhere\n{\n    public static int Get() => 1;\n    public static int Other() => 1;\n}");
        Assert.Equal(["/File1.cs:3 GET /a", "/Test.cs:3 GET /b"], reports);
    }

    [Theory]
    [InlineData("(int id, Order body, Db db, IService service, HttpContext context, CancellationToken cancel)", "MapPost(\"/{id}\"", "id:Route body:Body Id:Body Name:Body db:Unknown service:Services context:Context cancel:Context")]
    [InlineData("(int id, string? text, int[] ids, Db db, DateOnly day)", "MapGet(\"/x\"", "id:Query text:Query ids:Query db:Services day:Query")]
    [InlineData("([FromHeader(Name = \"X-Id\")] string id, [FromServices] Order order, IFormFile file)", "MapPost(\"/x\"", "id=X-Id:Header order:Services file:Form")]
    [InlineData("([AsParameters] Search search)", "MapGet(\"/{text}\"", "search:Unknown Text:Unknown Size=s:Query Db:Unknown")]
    public async Task Inputs_of_routes(string parameters, string mapping, string expected)
    {
        var reports = await Describe<InputProbe>(
            $"using Microsoft.AspNetCore.Mvc;\nvar app = WebApplication.CreateBuilder().Build();\napp.{mapping}, {parameters} => 1);\n"
            + "class Order { public int Id { get; set; } public string? Name { get; set; } }\nclass Db(IService s) { public IService S => s; }\ninterface IService;\n"
            + "record Search(string Text, [property: FromQuery(Name = \"s\")] int Size, IService Db);");
        Assert.Equal([expected], reports.Select(report => report.Substring(report.IndexOf(' ') + 1)));
    }

    [Fact]
    public async Task Inputs_of_actions()
    {
        var reports = await Describe<InputProbe>("""
            using Microsoft.AspNetCore.Mvc;
            public class Order { public int Id { get; set; } }
            public interface IService;
            [ApiController, Route("a/{key}")]
            public class AController : ControllerBase
            {
                [HttpPost] public void Post(string key, int number, Order order, IService service, CancellationToken cancel) { }
                [HttpGet] public void Get([FromQuery] Order order, [FromQuery(Name = "q")] string text) { }
            }
            """);
        Assert.Equal(
            ["/Test.cs:7 key:Route number:Query order:Body Id:Body service:Services cancel:Context", "/Test.cs:8 order:Query Id:Query text=q:Query"],
            reports);
    }

    [Fact]
    public async Task Half_typed_endpoints_break_nothing()
    {
        var reports = await Describe<EndpointProbe>(
            "using Microsoft.AspNetCore.Mvc;\nvar app = WebApplication.CreateBuilder().Build();\napp.MapGet(\napp.MapGet(\"/a\");\napp.MapGet(\"/b\", );\napp.MapPost(\"/c\", Missing);\napp.MapGroup().MapGet(\"/d\", () => \nclass AController : ControllerBase { [HttpGet(] public void }");
        Assert.DoesNotContain(reports, report => report.Contains("AD0001", StringComparison.Ordinal));
    }

    /// <summary>Each line with a comment declares the endpoint that the comment describes, and no other line declares one.</summary>
    private static async Task Holds(string source)
    {
        var expected = source.Split('\n')
            .Select((line, index) => (Line: index + 1, Comment: Comment().Match(line)))
            .Where(line => line.Comment.Success)
            .Select(line => $"/Test.cs:{line.Line} {line.Comment.Groups[1].Value.Trim()}");
        Assert.Equal(expected, await Describe<EndpointProbe>(source));
    }

    private static async Task<string[]> Describe<TProbe>(params string[] files) where TProbe : Rule, new()
    {
        var project = Analysis.Project(files[0], null);
        for (var i = 1; i < files.Length; i++)
            project = project.AddDocument($"File{i}.cs", files[i], filePath: $"/File{i}.cs").Project;
        var compilation = (await project.GetCompilationAsync())!;
        var analyzers = compilation.WithAnalyzers([new RuleHost<TProbe>()], project.AnalyzerOptions);
        var reports = await analyzers.GetAnalyzerDiagnosticsAsync();
        return [.. reports
            .OrderBy(report => report.Location.GetLineSpan().Path, StringComparer.Ordinal)
            .ThenBy(report => report.Location.SourceSpan.Start)
            .Select(report => $"{report.Location.GetLineSpan().Path}:{report.Location.GetLineSpan().StartLinePosition.Line + 1} {(report.Id == "AD0001" ? "AD0001 " : "")}{report.GetMessage()}")];
    }

    [GeneratedRegex(@"// (.+ \| .+)$")]
    private static partial Regex Comment();

    private abstract class Probe() : Rule(new DiagnosticDescriptor("TEST0002", "Describes", "{0}", "Test", DiagnosticSeverity.Info, isEnabledByDefault: true));

    private sealed class EndpointProbe : Probe
    {
        public override void Listen(Listeners on) => on.EndpointMapping((found, endpoint) => found.Report(endpoint.Place, Describe(endpoint)));

        private static string Describe(Endpoint endpoint) => string.Join(" | ",
            $"{endpoint.Verbs} {endpoint.Route ?? "?"}",
            endpoint.Verbs.AreSafe switch { Answer.Yes => "safe", Answer.No => "unsafe", _ => "?" },
            endpoint.Access.ToString().ToLowerInvariant(),
            endpoint.Metadata.IsRateLimited switch { Answer.Yes => "limited", Answer.No => "-", _ => "unknown" },
            endpoint.Answering.Kind.ToString().ToLowerInvariant(),
            Paging.Of(endpoint) switch { Answer.Yes => "paged", Answer.No => "unpaged", _ => "unknown" },
            endpoint.Versioning.ToString().ToLowerInvariant());
    }

    private sealed class HandlerProbe : Probe
    {
        public override void Listen(Listeners on) => on.Endpoint((found, endpoint) => found.Report(endpoint.HandlerPlace, endpoint.Name));
    }

    private sealed class InputProbe : Probe
    {
        public override void Listen(Listeners on) => on.Endpoint((found, endpoint) => found.Report(
            endpoint.HandlerPlace,
            string.Join(" ", endpoint.Inputs.Select(input => $"{input.Symbol.Name}{(input.Name == input.Symbol.Name ? "" : "=" + input.Name)}:{input.Source}"))));
    }
}
