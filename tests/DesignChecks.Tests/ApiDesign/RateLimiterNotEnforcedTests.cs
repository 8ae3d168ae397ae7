using DesignChecks.Rules.ApiDesign;
using DesignChecks.Tests.Engine;

namespace DesignChecks.Tests.ApiDesign;

/// <summary>DCK0507: a rate limiter without middleware, with nothing to enforce, or named by a policy that isn't there.</summary>
public class RateLimiterNotEnforcedTests
{
    private static Verify<RateLimiterNotEnforced> Rule => new();

    private static string Host(string services, string pipeline, string types = "") => $$"""
        using System.Threading.RateLimiting;
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.AspNetCore.RateLimiting;
        var builder = WebApplication.CreateBuilder();
        {{services}}
        var app = builder.Build();
        {{pipeline}}
        app.Run();
        {{types}}
        """;

    private const string Limiter = """builder.Services.AddRateLimiter(options => options.AddFixedWindowLimiter("a", limiter => limiter.PermitLimit = 5));""";
    private const string Reported = """builder.Services.[|AddRateLimiter|](options => options.AddFixedWindowLimiter("a", limiter => limiter.PermitLimit = 5));""";

    [Theory]
    [InlineData("""app.MapGet("/", () => 1).RequireRateLimiting("a");""")]
    [InlineData("""app.MapControllers();""")]
    [InlineData("""app.UseRouting(); app.UseAuthorization();""")]
    public Task Reports_a_registration_without_middleware(string pipeline) => Rule.Reports(Host(Reported, pipeline));

    [Fact]
    public Task Says_what_to_write() => Rule
        .Says("The limiter is registered and nothing in the pipeline enforces it, so no request is ever refused; add UseRateLimiter() behind routing")
        .Reports(Host(Reported, ""));

    [Fact]
    public Task Reports_a_registration_in_another_file_once() => Rule
        .File("Host.cs", """
            static class Shop
            {
                public static void Run()
                {
                    var builder = WebApplication.CreateBuilder();
                    builder.Services.AddLimits();
                    builder.Build().Run();
                }
            }
            """)
        .Reports("""
            static class Limits
            {
                public static void AddLimits(this IServiceCollection services)
                {
                    services.[|AddRateLimiter|](options => { });
                    services.AddRateLimiter();
                }
            }
            """);

    [Fact]
    public Task Reports_in_a_startup_class() => Rule.Reports("""
        class Program
        {
            static void Main() => Microsoft.Extensions.Hosting.Host.CreateDefaultBuilder().ConfigureWebHostDefaults(web => web.UseStartup<Startup>()).Build().Run();
        }
        class Startup
        {
            public void ConfigureServices(IServiceCollection services) => services.[|AddRateLimiter|](options => { });
            public void Configure(IApplicationBuilder app) => app.UseRouting();
        }
        """);

    [Theory]
    [InlineData("app.UseRateLimiter();")]
    [InlineData("if (!app.Environment.IsDevelopment()) app.UseRateLimiter();")]
    [InlineData("Pipeline.Use(app);")]
    [InlineData("IPipeline pipeline = new Pipeline(); pipeline.Add(app);")]
    public Task Silent_with_the_middleware(string pipeline) => Rule.Silent(Host(Limiter, pipeline + "app.MapGet(\"/\", () => 1).RequireRateLimiting(\"a\");", """
        interface IPipeline { void Add(WebApplication app); }
        class Pipeline : IPipeline
        {
            public static void Use(IApplicationBuilder app) => app.UseRateLimiter();
            public void Add(WebApplication app) { }
        }
        """));

    [Theory]
    [InlineData("app.UseDefaults();")]
    [InlineData("app.MapDefaultEndpoints();")]
    public Task Silent_where_another_project_gets_the_application(string pipeline) => Rule
        .On(References.With("Shop.ServiceDefaults", """
            public static class Defaults
            {
                public static void UseDefaults(this IApplicationBuilder app) { }
                public static WebApplication MapDefaultEndpoints(this WebApplication app) => app;
            }
            """))
        .Silent(Host(Limiter, pipeline));

    [Fact]
    public Task Reports_where_another_project_only_gets_the_host_or_the_services() => Rule
        .On(References.With("Shop.Data", """
            public static class Data
            {
                public static void AddData(this IServiceCollection services) { }
                public static void Migrate(this IHost host) { }
            }
            """))
        .Reports(Host("builder.Services.AddData();" + Reported, "app.Migrate();"));

    [Fact]
    public Task Silent_in_a_library() => Rule.Silent("""
        public static class Limits
        {
            public static void AddLimits(this IServiceCollection services) => services.AddRateLimiter(options => { });
        }
        """);

    [Theory]
    [InlineData("""app.[|UseRateLimiter|](); app.MapGet("/", () => 1);""")]
    [InlineData("""app.UseRouting().[|UseRateLimiter|](); app.MapControllers();""")]
    public Task Reports_a_middleware_with_nothing_to_enforce(string pipeline) => Rule
        .Says("There is neither a global limiter nor an endpoint that names a policy, so this middleware refuses no request; set GlobalLimiter, or name a policy with RequireRateLimiting or [EnableRateLimiting]")
        .Reports(Host(Limiter, pipeline));

    [Theory]
    [InlineData("""app.MapGet("/", () => 1).RequireRateLimiting("a");""")]
    [InlineData("""app.MapControllers().RequireRateLimiting("a");""")]
    [InlineData("""app.MapGet("/", [EnableRateLimiting("a")] () => 1);""")]
    [InlineData("""app.MapGet("/", () => 1).WithMetadata(new EnableRateLimitingAttribute("a"));""")]
    [InlineData("""app.MapReverseProxy();""")]
    public Task Silent_where_something_names_a_policy(string endpoints) => Rule.Silent(Host(Limiter, "app.UseRateLimiter();" + endpoints, """
        static class Proxy { public static IEndpointConventionBuilder MapReverseProxy(this IEndpointRouteBuilder app) => app.MapGet("/{**rest}", async context => { }); }
        """));

    [Theory]
    [InlineData("builder.Services.AddRateLimiter(options => options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context => RateLimitPartition.GetNoLimiter(\"\")));", "app.UseRateLimiter();")]
    [InlineData("builder.Services.AddRateLimiter(options => { }); builder.Services.Configure<RateLimiterOptions>(options => options.GlobalLimiter = Limits.Global);", "app.UseRateLimiter();")]
    [InlineData("builder.Services.AddRateLimiter(Limits.Configure);", "app.UseRateLimiter();")]
    [InlineData("builder.Services.AddRateLimiter();", "app.UseRateLimiter(new RateLimiterOptions());")]
    public Task Silent_where_a_global_limiter_is_set_or_may_be(string services, string pipeline) => Rule.Silent(Host(services, pipeline, """
        static class Limits
        {
            public static Action<RateLimiterOptions> Configure { get; set; } = options => { };
            public static PartitionedRateLimiter<HttpContext> Global { get; set; } = null!;
        }
        """));

    [Theory]
    [InlineData("builder.Services.AddLimits();", "")]
    [InlineData("", "app.MapModules();")]
    public Task Silent_where_endpoints_or_options_leave_our_sight(string services, string pipeline) => Rule
        .On(References.With("Shop.Modules", """
            public static class Modules
            {
                public static void AddLimits(this IServiceCollection services) { }
                public static void MapModules(this IEndpointRouteBuilder app) { }
            }
            """))
        .Silent(Host(Limiter + services, "app.UseRateLimiter();" + pipeline));

    [Fact]
    public Task Silent_where_controllers_of_another_project_name_policies() => Rule
        .On(References.With("Shop.Modules", """
            [Microsoft.AspNetCore.RateLimiting.EnableRateLimiting("a")]
            public class OrdersController : Microsoft.AspNetCore.Mvc.ControllerBase;
            """))
        .Silent(Host(Limiter, "app.UseRateLimiter(); app.MapControllers();"));

    [Theory]
    [InlineData("""app.MapGet("/", () => 1).RequireRateLimiting([|"b"|]);""")]
    [InlineData("""app.MapGroup("/a").RequireRateLimiting(policyName: [|Names.Other|]);""")]
    [InlineData("""app.MapGet("/", [EnableRateLimiting([|"b"|])] () => 1);""")]
    public Task Reports_a_policy_that_is_not_there(string endpoints) =>
        Rule.Reports(Host(Limiter, "app.UseRateLimiter();" + endpoints, "static class Names { public const string Other = \"b\"; }"));

    [Fact]
    public Task Reports_an_attribute_with_a_policy_that_is_not_there() => Rule.Reports(Host(Limiter, "app.UseRateLimiter(); app.MapControllers();", """
        static class Names { public const string Other = "b"; }
        [EnableRateLimiting([|Names.Other|])]
        public class OrdersController : ControllerBase { [HttpGet, EnableRateLimiting("a")] public int Get() => 1; }
        """));

    [Fact]
    public Task Says_which_policies_there_are() => Rule
        .Says("No limiter policy is called 'b', so each request to this endpoint fails; name one that is there ('a'), or define it with AddPolicy")
        .Reports(Host(Limiter, """app.UseRateLimiter(); app.MapGet("/", () => 1).RequireRateLimiting([|"b"|]);"""));

    [Theory]
    [InlineData("builder.Services.AddRateLimiter(options => options.AddPolicy(\"b\", context => RateLimitPartition.GetNoLimiter(\"\")));")]
    [InlineData("builder.Services.AddRateLimiter(options => options.AddTokenBucketLimiter(Names.Other, limiter => { }));")]
    [InlineData("builder.Services.AddRateLimiter(options => { foreach (var name in args) options.AddConcurrencyLimiter(name, limiter => { }); });")]
    [InlineData("builder.Services.AddRateLimiter(options => options.AddDefaults());")]
    public Task Silent_for_policies_that_are_there_or_may_be(string services) => Rule
        .On(References.With("Shop.Limits", "public static class Limits { public static void AddDefaults(this Microsoft.AspNetCore.RateLimiting.RateLimiterOptions options) { } }"))
        .Silent(Host(services, """app.UseRateLimiter(); app.MapGet("/", () => 1).RequireRateLimiting("b");""", "static class Names { public static readonly string Other = \"b\"; }"));

    [Fact]
    public Task Silent_for_a_policy_object_and_an_unknown_name() => Rule.Silent(Host(Limiter, """
        app.UseRateLimiter();
        app.MapGet("/", () => 1).RequireRateLimiting(args[0]);
        app.MapGet("/b", () => 1).RequireRateLimiting(new Own());
        """, """
        class Own : IRateLimiterPolicy<string>
        {
            public Func<OnRejectedContext, CancellationToken, ValueTask>? OnRejected => null;
            public RateLimitPartition<string> GetPartition(HttpContext context) => RateLimitPartition.GetNoLimiter("");
        }
        """));

    [Fact]
    public Task Silent_in_generated_code() => Rule.File("Made.g.cs", """
        // <auto-generated/>
        using Microsoft.AspNetCore.Builder;
        static class Made { public static void Add(Microsoft.Extensions.DependencyInjection.IServiceCollection services) => services.AddRateLimiter(options => { }); }
        """).Silent(Host("Made.Add(builder.Services);", ""));

    [Theory]
    [InlineData("app.UseNothingKnown();")]
    [InlineData("app.UseRateLimiter(")]
    public Task Silent_on_incomplete_code(string pipeline) => Rule.Incomplete().Silent(Host(Limiter, pipeline));

    [Theory]
    [InlineData("app.UseRouting(); // routes", "app.UseRouting(); // routes\napp.UseRateLimiter();")]
    [InlineData("app.UseRouting().UseAuthentication();", "app.UseRouting().UseAuthentication();\napp.UseRateLimiter();")]
    [InlineData("app.UseAuthorization();\napp.MapControllers();", "app.UseAuthorization();\napp.UseRateLimiter();\napp.MapControllers();")]
    public Task Fix_adds_the_middleware_behind_routing_and_the_user(string before, string after) => 
        Rule.Fixes(Host(Reported, before + Named), Host(Limiter, after + Named));

    private const string Named = """

        app.MapGet("/", () => 1).RequireRateLimiting("a");
        """;

    [Fact]
    public Task Fix_adds_the_middleware_to_a_new_application() => Rule.Fixes(
        """
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.[|AddRateLimiter|](options => options.AddPolicy("a", context => System.Threading.RateLimiting.RateLimitPartition.GetNoLimiter("")));

        var app = builder.Build();

        app.MapGet("/", () => 1).RequireRateLimiting("a");
        app.Run();
        """,
        """
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddRateLimiter(options => options.AddPolicy("a", context => System.Threading.RateLimiting.RateLimitPartition.GetNoLimiter("")));

        var app = builder.Build();
        app.UseRateLimiter();

        app.MapGet("/", () => 1).RequireRateLimiting("a");
        app.Run();
        """);

    [Fact]
    public Task Fix_adds_the_middleware_to_a_startup_class() => Rule.Fixes(
        """
        class Program
        {
            static void Main() => Microsoft.Extensions.Hosting.Host.CreateDefaultBuilder().ConfigureWebHostDefaults(web => web.UseStartup<Startup>()).Build().Run();
        }
        class Startup
        {
            public void ConfigureServices(IServiceCollection services) => services.[|AddRateLimiter|](options => options.AddPolicy("a", context => System.Threading.RateLimiting.RateLimitPartition.GetNoLimiter("")));
            public void Configure(IApplicationBuilder application)
            {
                application.UseRouting();
                application.UseEndpoints(routes => routes.MapGet("/", () => 1).RequireRateLimiting("a"));
            }
        }
        """,
        """
        class Program
        {
            static void Main() => Microsoft.Extensions.Hosting.Host.CreateDefaultBuilder().ConfigureWebHostDefaults(web => web.UseStartup<Startup>()).Build().Run();
        }
        class Startup
        {
            public void ConfigureServices(IServiceCollection services) => services.AddRateLimiter(options => options.AddPolicy("a", context => System.Threading.RateLimiting.RateLimitPartition.GetNoLimiter("")));
            public void Configure(IApplicationBuilder application)
            {
                application.UseRouting();
                application.UseRateLimiter();
                application.UseEndpoints(routes => routes.MapGet("/", () => 1).RequireRateLimiting("a"));
            }
        }
        """);

    [Theory]
    [InlineData("if (app.Environment.IsProduction()) { app.UseRouting(); }")]
    [InlineData("((IApplicationBuilder)app).UseRouting();")]
    public Task Fix_is_not_offered_without_a_place_that_is_surely_run(string pipeline) => Rule.HasNoFix(Host(Reported, pipeline + Named));

    [Fact]
    public Task Fix_is_not_offered_where_the_middleware_would_have_nothing_to_enforce() => Rule.HasNoFix(Host(Reported, "app.UseRouting();"));
}
