using DesignChecks.Tests.Engine;

namespace DesignChecks.Tests.ApiDesign;

public partial class UnsafeEndpointWithoutAuthorizationTests
{
    [Fact]
    public Task Silent_for_methods_that_are_no_action() => Rule.Silent(Host("app.MapControllers();", "builder.Services.AddControllers();", types: """
        [Route("orders")]
        public class OrdersController : General
        {
            [HttpPost] public override string Hidden() => "";
        }
        public abstract class General : ControllerBase { [NonAction] public virtual string Hidden() => ""; }
        [Route("internal")]
        class InternalController : ControllerBase { [HttpPost] public string Place() => "done"; }
        public class Outer { [Route("nested")] public class NestedController : ControllerBase { [HttpPost] public string Place() => "done"; } }
        [Route("generic")]
        public class GenericController<T> : ControllerBase { [HttpPost] public string Place() => "done"; }
        """));

    [Theory]
    [InlineData("""app.MapGet("/orders", () => "all");""")]
    [InlineData("""app.MapPost("/orders", () => "done").RequireAuthorization();""")]
    [InlineData("""app.MapPost("/orders", () => "done").AllowAnonymous();""")]
    [InlineData("""app.MapPost("/orders", [Authorize] () => "done");""")]
    [InlineData("""app.MapGroup("/api").RequireAuthorization().MapGroup("/orders").MapPost("/", () => "done");""")]
    [InlineData("""var orders = app.MapGroup("/orders"); orders.MapPost("/", () => "done"); orders.RequireAuthorization("orders");""")]
    [InlineData("""app.MapPost("/orders", () => "done").WithMetadata(new Members());""")]
    [InlineData("""app.MapPost("/orders", () => "done").ForMembers();""")]
    [InlineData("""app.MapPost("/orders", () => "done").Add(route => route.Metadata.Add(new AuthorizeAttribute()));""")]
    [InlineData("""var orders = app.MapPost("/orders", () => "done"); if (args.Length > 0) orders.RequireAuthorization();""")]
    [InlineData("""app.MapPost("/orders", Own.Handler());""")]
    [InlineData("""app.MapPost("/orders", new Special().Place);""")]
    [InlineData("""var both = new[] { app.MapPost("/orders", () => "done"), app.MapPut("/orders", () => "done") }; foreach (var one in both) one.RequireAuthorization();""")]
    [InlineData("""var secured = new Secured(app.MapGroup("/orders")); """)]
    [InlineData("""var api = app.MapGroup("/api").WithTags("a").WithGroupName("b").RequireAuthorization(); api.MapDeep();""")]
    public Task Silent_for_a_decision_on_the_route_or_its_groups(string endpoints) => Rule.Silent(Host(endpoints, types: """
        class Members : AuthorizeAttribute;
        static class Own
        {
            public static RouteHandlerBuilder ForMembers(this RouteHandlerBuilder route) => route.RequireAuthorization("members");
            public static Delegate Handler() => [Authorize] () => "done";
            public static void MapDeep(this RouteGroupBuilder group) => Deeper(group.MapGroup("/c").WithTags("c"));
            private static void Deeper(RouteGroupBuilder group) { var inner = group.MapGroup("/d").WithTags("d"); inner.MapPost("/orders", () => "done"); }
        }
        class General { [Authorize] public virtual string Place() => "done"; }
        class Special : General { public override string Place() => "done"; }
        class Secured
        {
            public Secured(RouteGroupBuilder group) { group.MapPost("/", () => "done"); group.RequireAuthorization(); }
        }
        """));

    [Fact]
    public Task Silent_for_a_decision_on_the_class_a_base_class_or_a_filter() => Rule.Silent(Host("app.MapControllers();", types: """
        [Authorize] public abstract class Secured : ControllerBase;
        [Route("a")] public class OrdersController : Secured { [HttpPost] public string Place() => "done"; }
        [Route("b"), Gate] public class StockController : ControllerBase { [HttpPost] public string Place() => "done"; }
        [Route("c")] public class NewsController : ControllerBase { [HttpPost, AllowAnonymous] public string Place() => "done"; }
        [Route("d"), TypeFilter(typeof(Gate))] public class TaxController : ControllerBase { [HttpPost] public string Place() => "done"; }
        class GateAttribute : Attribute, IAuthorizationFilter { public void OnAuthorization(AuthorizationFilterContext context) { } }
        class Gate : IAsyncAuthorizationFilter { public Task OnAuthorizationAsync(AuthorizationFilterContext context) => Task.CompletedTask; }
        """));

    [Theory]
    [InlineData("builder.Services.AddAuthorization(options => options.FallbackPolicy = options.DefaultPolicy);")]
    [InlineData("builder.Services.Configure<AuthorizationOptions>(options => { options.FallbackPolicy = new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build(); });")]
    [InlineData("builder.Services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());")]
    [InlineData("""builder.Services.AddAuthorizationBuilder().AddFallbackPolicy("users", policy => policy.RequireAuthenticatedUser());""")]
    [InlineData("builder.Services.AddSingleton<IAuthorizationPolicyProvider, Policies>();")]
    [InlineData("", "app.UseMiddleware<ApiKeys>();")]
    [InlineData("", "app.UseMiddleware(typeof(ApiKeys));")]
    [InlineData("", "app.Use(async (context, next) => { if (context.User.Identity?.IsAuthenticated != true) context.Response.StatusCode = 401; else await next(); });")]
    public Task Silent_where_the_host_asks_by_default(string services, string pipeline = "") => Rule.Silent(Host("""app.MapPost("/orders", () => "done");""", services, pipeline, """
        class ApiKeys(RequestDelegate next) { public Task InvokeAsync(HttpContext context) => context.Request.Headers["X-Api-Key"] == "" ? Task.CompletedTask : next(context); }
        class Policies : IAuthorizationPolicyProvider
        {
            public Task<AuthorizationPolicy> GetDefaultPolicyAsync() => Task.FromResult(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
            public Task<AuthorizationPolicy?> GetFallbackPolicyAsync() => Task.FromResult<AuthorizationPolicy?>(null);
            public Task<AuthorizationPolicy?> GetPolicyAsync(string name) => Task.FromResult<AuthorizationPolicy?>(null);
        }
        """));

    [Theory]
    [InlineData("app.MapControllers();", "builder.Services.AddControllers(options => options.Filters.Add(new AuthorizeFilter()));")]
    [InlineData("app.MapControllers();", "builder.Services.AddControllers(options => options.Filters.Add<Gate>());")]
    [InlineData("app.MapControllers();", "builder.Services.AddControllers(options => options.Filters.Add(typeof(Keys)));")]
    [InlineData("app.MapControllers();", "builder.Services.AddControllers(options => options.Conventions.Add(new AuthorizeAll()));")]
    [InlineData("app.MapControllers().RequireAuthorization();", "builder.Services.AddControllers();")]
    public Task Silent_for_actions_under_a_global_filter_convention_or_mapping(string endpoints, string services) => Rule.Silent(Host(endpoints, services, types: """
        [Route("a")] public class OrdersController : ControllerBase { [HttpPost] public string Place() => "done"; }
        class Gate : IAsyncAuthorizationFilter { public Task OnAuthorizationAsync(AuthorizationFilterContext context) => Task.CompletedTask; }
        class Keys : IActionFilter { public void OnActionExecuting(ActionExecutingContext context) => context.Result = new UnauthorizedResult(); public void OnActionExecuted(ActionExecutedContext context) { } }
        class AuthorizeAll : Microsoft.AspNetCore.Mvc.ApplicationModels.IControllerModelConvention
        {
            public void Apply(Microsoft.AspNetCore.Mvc.ApplicationModels.ControllerModel controller) => controller.Filters.Add(new AuthorizeFilter());
        }
        """));

    [Theory]
    [InlineData("""app.MapPost("/login", (string name, string pin) => "ok");""")]
    [InlineData("""app.MapPost("/account", (NewAccount account) => "ok");""")]
    [InlineData("""app.MapPost("/session", async (SignInManager<IdentityUser> manager) => await manager.SignOutAsync());""")]
    [InlineData("""app.MapPost("/session", async (UserManager<IdentityUser> users, IdentityUser user, string pin) => await users.CheckPasswordAsync(user, pin));""")]
    public Task Silent_for_credential_endpoints(string endpoints) => Rule.Silent(Host(endpoints, types: "record NewAccount(string Name, string Password);"));

    [Theory]
    [InlineData("""app.MapPost("/hooks/stripe", async (HttpRequest request) => Stripe.EventUtility.ConstructEvent(await new StreamReader(request.Body).ReadToEndAsync(), request.Headers["Stripe-Signature"], "").Id);""")]
    [InlineData("""app.MapPost("/hooks/git", (HttpRequest request) => Hooks.IsSigned(request.Headers["X-Hub-Signature-256"]!));""")]
    public Task Silent_for_webhooks_that_verify_a_signature(string endpoints) => Rule.Silent(Host(endpoints, types: "static class Hooks { public static bool IsSigned(string? given) => given is not null; }"));

    /// <summary>A language or a theme, kept by who chose it: there is nothing to protect.</summary>
    [Fact]
    public Task Silent_where_only_cookies_of_the_caller_are_set() => Rule.Silent(Host("app.MapDefaultControllerRoute();", "builder.Services.AddControllersWithViews();", types: """
        public class HomeController : Controller
        {
            [HttpPost, ValidateAntiForgeryToken]
            public IActionResult SetLanguage(string culture, string returnUrl)
            {
                Response.Cookies.Append("culture", $"c={culture}", new CookieOptions { Expires = DateTimeOffset.UtcNow.AddYears(1) });
                return LocalRedirect(returnUrl);
            }
        }
        """));

    [Theory]
    [InlineData("""app.MapPost("/orders", (ClaimsPrincipal user) => user.IsInRole("clerk") ? Results.Ok() : Results.NotFound());""")]
    [InlineData("""app.MapPost("/orders", async (IAuthorizationService rights, ClaimsPrincipal user) => await rights.AuthorizeAsync(user, "orders"));""")]
    [InlineData("""app.MapPost("/orders", () => Results.Forbid());""")]
    [InlineData("""app.MapPost("/orders", (PlaceOrder command) => command.Id);""")]
    [InlineData("""app.MapPost("/orders", () => new PlaceOrder(1));""")]
    [InlineData("""app.MapPost("/orders", () => 1).AddEndpointFilter<KeyFilter>();""")]
    [InlineData("""app.MapPost("/orders", () => 1).AddEndpointFilter(async (context, next) => context.HttpContext.Request.Headers["X-Api-Key"] == "" ? Results.StatusCode(401) : await next(context));""")]
    public Task Silent_where_code_decides(string endpoints) => Rule.Silent(Host(endpoints, types: """
        [NeedsPermission] record PlaceOrder(int Id);
        class NeedsPermissionAttribute : Attribute;
        class KeyFilter : IEndpointFilter { public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) => context.HttpContext.Request.Headers["X-Api-Key"] == "" ? ValueTask.FromResult<object?>(Results.Unauthorized()) : next(context); }
        """));

    [Theory]
    [InlineData("dotnet_code_quality.designchecks.authorization = gateway")]
    [InlineData("dotnet_code_quality.DCK0502.authorization = shared_host")]
    [InlineData("dotnet_code_quality.DCK0502.authorize_attributes = Members")]
    [InlineData("dotnet_code_quality.DCK0502.authorize_attributes = Shop.MembersAttribute")]
    [InlineData("dotnet_code_quality.DCK0502.authorize_attributes = T:Shop.OnlyAttribute")]
    public Task Silent_for_what_options_say(string option) => Rule.With(option).Silent(Host("app.MapControllers();", types: """
        namespace Shop
        {
            [Route("a"), Members] public class OrdersController : ControllerBase { [HttpPost] public string Place() => "done"; }
            class OnlyAttribute : Attribute;
            class MembersAttribute : OnlyAttribute;
        }
        """));

    [Fact]
    public Task Silent_in_a_library_whose_host_is_another_project() => Rule.Silent(Usings + """
        [Route("orders")]
        public class OrdersController : ControllerBase
        {
            [HttpPost] public string Place() => "done";
            [HttpPut, Authorize] public string Change() => "done";
        }
        """);

    [Fact]
    public Task Silent_where_nobody_authenticates() => Rule.Silent("""
        var app = WebApplication.CreateBuilder().Build();
        app.MapPost("/orders", () => "done");
        """);

    [Theory]
    [InlineData("builder.AddServiceDefaults();")]
    [InlineData("Defaults.Configure(builder.Services);")]
    public Task Silent_where_another_project_configures_services(string services) => Rule
        .On(References.With("Shop.ServiceDefaults", """
            public static class Defaults
            {
                public static void AddServiceDefaults(this IHostApplicationBuilder builder) { }
                public static void Configure(IServiceCollection services) { }
            }
            """))
        .Silent(Host("""app.MapPost("/orders", () => "done");""", services));

    [Fact]
    public Task Silent_where_another_project_adds_middleware() => Rule
        .On(References.With("Shop.Web", "public static class Defaults { public static void UseDefaults(this IApplicationBuilder app) { } }"))
        .Silent(Host("""app.MapPost("/orders", () => "done");""", pipeline: "app.UseDefaults();"));

    [Fact]
    public Task Silent_for_a_group_from_another_project() => Rule
        .On(References.With("Shop.Web", "public static class Groups { public static RouteGroupBuilder MapApi(this IEndpointRouteBuilder app) => app.MapGroup(\"/api\"); }"))
        .Silent(Host("""app.MapApi().MapPost("/orders", () => "done");"""));

    [Fact]
    public Task Silent_in_generated_code() => Rule.File("Made.g.cs", """
        // <auto-generated/>
        static class Made { public static void Map(IEndpointRouteBuilder app) => app.MapPost("/made", () => 1); }
        """).Silent(Host("Made.Map(app);"));

    [Fact]
    public Task Silent_on_incomplete_code() => Rule.Incomplete().Silent(Host("""app.MapPost("/orders", """));
}
