using DesignChecks.Rules.ApiDesign;
using DesignChecks.Tests.Engine;

namespace DesignChecks.Tests.ApiDesign;

/// <summary>DCK0518: controllers and groups without a version in an API whose other endpoints have one.</summary>
public partial class SomeEndpointsUnversionedTests
{
    private static Verify<SomeEndpointsUnversioned> Rule => new();

    /// <summary>Three endpoints with a version, and what stands beside them.</summary>
    private static string Routes(string more, string types = "") => $$"""
        using Microsoft.AspNetCore.Mvc;
        var builder = WebApplication.CreateBuilder(args);
        var app = builder.Build();
        app.MapGet("/api/v1/orders", () => 1);
        app.MapGet("/api/v1/orders/{id}", (int id) => id);
        app.MapPost("/api/v1/orders", () => 1);
        {{more}}
        app.Run();
        {{types}}
        """;

    private static string Controllers(string more, string program = "") => $$"""
        using Asp.Versioning;
        using Microsoft.AspNetCore.Mvc;
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddApiVersioning().AddMvc();
        var app = builder.Build();
        app.MapControllers();
        {{program}}
        [ApiController, Route("api/orders"), ApiVersion("1.0")]
        public class OrdersController : ControllerBase
        {
            [HttpGet] public int List() => 1;
            [HttpGet("{id}")] public int Get(int id) => id;
            [HttpPost] public int Post() => 1;
        }
        {{more}}
        """;

    [Fact]
    public Task Says_what_to_write() => Rule
        .Says("'GET /api/products' carries no version, though 3 endpoints of this API do, so it can never change without breaking its callers; give it a version, or say that it is neutral")
        .Reports(Routes("app.[|MapGet|](\"/api/products\", () => 1);"));

    [Theory]
    [InlineData("app.[|MapGet|](\"/products\", () => 1); app.MapPost(\"/products\", () => 1); app.MapDelete(\"/products/{id}\", (int id) => id);")] // once for all that the application maps itself
    [InlineData("var products = app.MapGroup(\"/products\"); products.[|MapGet|](\"/\", () => 1); products.MapPost(\"/\", () => 1);")]
    [InlineData("var a = app.MapGroup(\"/a\"); a.[|MapGet|](\"/\", () => 1); var b = app.MapGroup(\"/b\"); b.[|MapGet|](\"/\", () => 1);")]
    [InlineData("Products(app); static void Products(IEndpointRouteBuilder routes) { routes.[|MapGet|](\"/products\", () => 1); routes.MapPost(\"/products\", () => 1); }")]
    [InlineData("app.MapGroup(\"/products\").[|MapGet|](\"/\", () => 1);")]
    public Task Reports_each_group_once(string routes) => Rule.Reports(Routes(routes));

    [Fact]
    public Task Reports_a_controller_once() => Rule
        .Says("'ProductsController' carries no version, though 3 endpoints of this API do, so it can never change without breaking its callers; give it a version, or say that it is neutral")
        .Reports(Controllers("""
            [ApiController, Route("api/products")]
            public class [|ProductsController|] : ControllerBase
            {
                [HttpGet] public int List() => 1;
                [HttpPost] public int Post() => 1;
            }
            """));

    [Fact]
    public Task Reports_the_first_action_of_a_controller_that_is_partly_versioned() => Rule.Reports(Controllers("""
        [ApiController]
        public class ProductsController : ControllerBase
        {
            [HttpGet("api/v2/products")] public int List() => 1;
            [HttpPost("api/products")] public int [|Post|]() => 1;
            [HttpPut("api/products")] public int Put() => 1;
        }
        """));

    [Fact]
    public Task Reports_a_view_controller_that_is_an_API() => Rule.Reports(Controllers("""
        [Route("api/products")]
        public class [|ProductsController|] : Controller { [HttpGet] public int List() => 1; }
        """));

    [Theory]
    [InlineData("app.MapGet(\"/api/v2/products\", () => 1);")]
    [InlineData("app.MapGroup(\"/api/v{version:apiVersion}\").MapGet(\"/products\", () => 1);")]
    [InlineData("app.MapGet(\"/v1-beta/products\", () => 1); app.MapGet(\"/api/1.0/products\", () => 1); app.MapGet(\"/2026-05-01/products\", () => 1); app.MapGet(\"/api/v{version}/products\", () => 1);")]
    [InlineData("var set = app.NewApiVersionSet().HasApiVersion(new Asp.Versioning.ApiVersion(1, 0)).Build(); app.MapGet(\"/products\", () => 1).WithApiVersionSet(set);")]
    [InlineData("app.NewVersionedApi().MapGroup(\"/products\").HasApiVersion(1, 0).MapGet(\"/\", () => 1);")]
    public Task Silent_when_it_carries_a_version(string routes) => Rule.Silent(Routes(routes));

    [Theory]
    [InlineData("app.MapGet(\"/\", () => 1);")]
    [InlineData("app.MapGet(\"/health\", () => 1); app.MapGet(\"/healthz/live\", () => 1); app.MapGet(\"/api/ready\", () => 1); app.MapGet(\"/metrics\", () => 1);")]
    [InlineData("app.MapGet(\"/openapi/{document}\", () => 1); app.MapGet(\"/swagger\", () => 1); app.MapGet(\"/.well-known/jwks\", () => 1); app.MapGet(\"/error\", () => 1);")]
    [InlineData("app.MapPost(\"/webhooks/payments\", () => 1);")]
    [InlineData("app.MapGet(\"/login\", () => 1); app.MapPost(\"/auth/logout\", () => 1); app.MapGet(\"/Account/Manage\", () => 1);")] // for browsers
    [InlineData("app.MapGet(\"/{**path}\", (string path) => path);")] // the pages of a client
    [InlineData("app.MapGet(\"/admin/caches\", () => 1).ExcludeFromDescription();")] // not described to callers
    [InlineData("app.NewVersionedApi().MapGroup(\"/products\").IsApiVersionNeutral().MapGet(\"/\", () => 1);")]
    public Task Silent_for_neutral_paths_and_endpoints(string routes) => Rule.Silent(Routes(routes));

    [Theory]
    [InlineData("[ApiController, Route(\"api/products\"), ApiVersionNeutral] public class ProductsController : ControllerBase { [HttpGet] public int List() => 1; }")]
    [InlineData("[ApiController, Route(\"api/products\"), ApiExplorerSettings(IgnoreApi = true)] public class ProductsController : ControllerBase { [HttpGet] public int List() => 1; }")]
    [InlineData("[Route(\"products\")] public class ProductsController : Controller { [HttpGet] public IActionResult Page() => View(); }")] // for people
    [InlineData("public class ProductsController : Controller { public IActionResult Index() => View(); }")] // its route is a convention
    [InlineData("[ApiController, Route(\"api/products\")] public abstract class Base : ControllerBase { [HttpGet] public int List() => 1; }")] // derived classes may say it
    public Task Silent_for_neutral_controllers_and_those_of_views(string controller) => Rule.Silent(Controllers(controller));

    [Theory]
    [InlineData("app.UsePathBase(\"/v1\"); app.MapGet(\"/products\", () => 1);")]
    [InlineData("app.MapGroup(app.Configuration[\"prefix\"]!).MapGet(\"/products\", () => 1);")] // unknown
    public Task Silent_when_the_version_may_be_elsewhere(string routes) => Rule.Silent(Routes(routes));

    [Theory]
    [InlineData("builder.Services.AddApiVersioning().AddMvc(options => options.Conventions.Add(new Asp.Versioning.Conventions.VersionByNamespaceConvention()));", "")]
    [InlineData("builder.Services.AddApiVersioning().AddMvc(options => options.Conventions.Controller<ProductsController>().HasApiVersion(new ApiVersion(1, 0)));", "")]
    [InlineData("app.MapGroup(\"/api/v2\").MapControllers();", "")]
    [InlineData("", "public class Prefix : Microsoft.AspNetCore.Mvc.ApplicationModels.IApplicationModelConvention { public void Apply(Microsoft.AspNetCore.Mvc.ApplicationModels.ApplicationModel model) { } }")]
    public Task Silent_when_a_convention_may_give_controllers_one(string program, string type) => Rule.Silent(Controllers(
        "[ApiController, Route(\"api/products\")] public class ProductsController : ControllerBase { [HttpGet] public int List() => 1; }\n" + type,
        program));

    [Fact]
    public Task Silent_when_few_endpoints_have_one() => Rule.Silent("""
        var app = WebApplication.CreateBuilder(args).Build();
        app.MapGet("/api/v1/orders", () => 1);
        app.MapGet("/api/v1/orders/{id}", (int id) => id);
        app.MapGet("/products", () => 1);
        """);

    [Fact]
    public Task Silent_when_the_versions_are_those_of_things() => Rule.Silent("""
        var app = WebApplication.CreateBuilder(args).Build();
        app.MapGet("/packages/{id}/{version}", (string id, string version) => id + version);
        app.MapPut("/packages/{id}/{version}", (string id, string version) => id + version);
        app.MapDelete("/packages/{id}/{version}", (string id, string version) => id + version);
        app.MapGet("/authors", () => 1);
        """);

    [Fact]
    public Task Silent_for_own_methods_of_such_names() => Rule.Silent("""
        public class Routes { public void MapGet(string pattern, Func<int> handler) { } }
        public class Program
        {
            public static void Main()
            {
                var routes = new Routes();
                routes.MapGet("/api/v1/a", () => 1);
                routes.MapGet("/api/v1/b", () => 1);
                routes.MapGet("/api/v1/c", () => 1);
                routes.MapGet("/products", () => 1);
            }
        }
        """);

    [Fact]
    public Task Silent_in_generated_code() => Rule
        .File("Products.g.cs", "public static class Products { public static void Map(IEndpointRouteBuilder routes) => routes.MapGet(\"/products\", () => 1); }")
        .Silent(Routes("Products.Map(app);"));

    [Fact]
    public Task Silent_on_incomplete_code() => Rule.Incomplete().Silent(Routes("app.MapGet(\"/products\"; app.MapGet(, () => 1);"));
}
