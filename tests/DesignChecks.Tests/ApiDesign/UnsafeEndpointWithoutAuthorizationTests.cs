using DesignChecks.Rules.ApiDesign;
using DesignChecks.Tests.Engine;

namespace DesignChecks.Tests.ApiDesign;

/// <summary>DCK0502: an unsafe endpoint that says neither who may call it nor that everyone may.</summary>
public partial class UnsafeEndpointWithoutAuthorizationTests
{
    private static Verify<UnsafeEndpointWithoutAuthorization> Rule => new();

    private const string Usings = """
        using System.Security.Claims;
        using Microsoft.AspNetCore.Authorization;
        using Microsoft.AspNetCore.Identity;
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.AspNetCore.Mvc.Authorization;
        using Microsoft.AspNetCore.Mvc.Filters;

        """;

    private static string Host(string endpoints, string services = "", string pipeline = "", string types = "") => Usings + $$"""
        var builder = WebApplication.CreateBuilder();
        builder.Services.AddAuthentication();
        builder.Services.AddAuthorization();
        {{services}}
        var app = builder.Build();
        {{pipeline}}
        {{endpoints}}
        app.Run();
        {{types}}
        """;

    [Theory]
    [InlineData("""app.[|MapPost|]("/orders", () => "done");""")]
    [InlineData("""app.[|MapPut|]("/orders/{id}", (int id) => id); app.[|MapPatch|]("/orders/{id}", (int id) => id); app.[|MapDelete|]("/orders/{id}", (int id) => id);""")]
    [InlineData("""app.[|MapMethods|]("/orders", ["POST"], () => "done");""")]
    [InlineData("""var orders = app.MapGroup("/orders"); orders.WithTags("orders"); orders.[|MapPost|]("/", () => "done");""")]
    [InlineData("""app.MapGroup("/mine").RequireAuthorization(); app.MapGroup("/orders").[|MapPost|]("/", () => "done");""")]
    [InlineData("""app.[|MapPost|]("/orders", Orders.Place);""")]
    [InlineData("""EndpointRouteBuilderExtensions.[|MapPost|](app, "/orders", () => "done");""")]
    public Task Reports_a_route_without_a_decision(string endpoints) => Rule.Reports(Host(endpoints, types: """
        static class Orders { public static string Place() => "done"; }
        """));

    [Fact]
    public Task Says_what_to_write() => Rule
        .Says("'POST /orders' says neither who may call it nor that everyone may, and nothing asks for a user by default, so it is open to whoever finds it; require authorization, or state that it is meant to be open ([AllowAnonymous])")
        .Reports(Host("""app.[|MapPost|]("/orders", () => "done");"""));

    [Fact]
    public Task Reports_actions_without_a_decision() => Rule.Reports(Host("app.MapControllers();", "builder.Services.AddControllers();", types: """
        [ApiController, Route("orders")]
        public class OrdersController : ControllerBase
        {
            [HttpPost] public string [|Place|]() => "done";
            [HttpDelete("{id}")] public async Task [|Cancel|](int id) => await Task.Delay(id);
            [HttpGet] public string List() => "";
            [Authorize, HttpPut] public string Change() => "done";
            [AllowAnonymous, HttpPost("quote")] public string Quote() => "1";
            [NonAction] public void Other() { }
        }
        """));

    [Fact]
    public Task Reports_each_way_to_an_action() => Rule.Reports(Host("app.MapControllers();", "builder.Services.AddControllers();", types: """
        [Route("orders")]
        public class OrdersController : General
        {
            [HttpGet("all"), HttpPost("new")] public string [|Both|]() => "";
            [HttpPost("https"), RequireHttps] public string [|Encrypted|]() => "";
            [HttpPut] public override string [|Changed|]() => "";
            [HttpGet] public override string Read() => "";
        }
        [Route("named")]
        public class NamedController { [HttpPost] public string [|Place|]() => "done"; }
        public abstract class General : ControllerBase
        {
            [HttpGet] public virtual string Changed() => "";
            [HttpPost] public virtual string Read() => "";
        }
        """));

    [Fact]
    public Task Reports_where_the_host_is_partly_out_of_sight_and_others_state_it_one_by_one() => Rule
        .On(References.With("Shop.Infrastructure", "public static class Infrastructure { public static void AddInfrastructure(this IServiceCollection services) { } }"))
        .Reports(Host("""
            app.MapPost("/pay", () => "done").RequireAuthorization();
            app.[|MapPost|]("/orders", () => "done");
            """, "builder.Services.AddInfrastructure();"));

    [Fact]
    public Task Reports_in_a_host_with_a_startup_class() => Rule.Reports(Usings + """
        Microsoft.Extensions.Hosting.Host.CreateDefaultBuilder().ConfigureWebHostDefaults(web => web.UseStartup<Startup>()).Build().Run();
        class Startup
        {
            public void ConfigureServices(IServiceCollection services)
            {
                services.AddAuthentication();
                services.AddControllers(options => options.Filters.Add<Timing>());
            }
            public void Configure(IApplicationBuilder app)
            {
                app.UseRouting();
                app.UseMiddleware<Correlation>();
                app.UseEndpoints(routes => routes.[|MapPost|]("/orders", () => "done"));
            }
        }
        class Timing : IActionFilter { public void OnActionExecuting(ActionExecutingContext context) { } public void OnActionExecuted(ActionExecutedContext context) { } }
        class Correlation(RequestDelegate next) { public Task InvokeAsync(HttpContext context) => next(context); }
        """);

    [Fact]
    public Task Reports_where_cookies_are_not_all() => Rule.Reports(Host("app.MapDefaultControllerRoute();", "builder.Services.AddControllersWithViews();", types: """
        public class HomeController(IThemes themes) : Controller
        {
            private static string s_last = "";
            [HttpPost] public IActionResult [|SetTheme|](string theme) { themes.Use(theme); Response.Cookies.Append("theme", theme); return Ok(); }
            [HttpPost] public IActionResult [|KeepTheme|](string theme) { s_last = theme; Response.Cookies.Append("theme", theme); return Ok(s_last); }
            [HttpPost] public IActionResult [|WriteTheme|](string theme) { System.IO.File.WriteAllText("theme", theme); Response.Cookies.Append("theme", theme); return Ok(); }
        }
        public interface IThemes { void Use(string theme); }
        """));

    [Fact]
    public Task Reports_a_webhook_that_verifies_nothing() => Rule.Reports(Host("""app.[|MapPost|]("/hooks/stripe", (Payment payment) => payment.Id);""", types: "record Payment(int Id);"));
}
