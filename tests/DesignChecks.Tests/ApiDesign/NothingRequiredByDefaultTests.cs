using DesignChecks.Rules.ApiDesign;
using DesignChecks.Tests.Engine;

namespace DesignChecks.Tests.ApiDesign;

/// <summary>DCK0503: a host that authenticates and requires nobody to be authenticated by default.</summary>
public class NothingRequiredByDefaultTests
{
    private static Verify<NothingRequiredByDefault> Rule => new();

    private static string Host(string services, string endpoints = """app.MapGet("/", () => "hello");""", string types = "") => $$"""
        using Microsoft.AspNetCore.Authorization;
        using Microsoft.AspNetCore.Identity;
        using Microsoft.AspNetCore.Mvc.Authorization;
        using Microsoft.AspNetCore.Mvc.Filters;
        var builder = WebApplication.CreateBuilder();
        {{services}}
        var app = builder.Build();
        {{endpoints}}
        app.Run();
        {{types}}
        """;

    [Theory]
    [InlineData("builder.Services.AddAuthentication(); builder.Services.[|AddAuthorization|]();")]
    [InlineData("builder.Services.AddAuthentication().AddBearerToken(); builder.Services.[|AddAuthorization|](options => options.AddPolicy(\"clerk\", policy => policy.RequireRole(\"clerk\")));")]
    [InlineData("builder.Services.[|AddAuthorizationBuilder|]().AddPolicy(\"clerk\", policy => policy.RequireRole(\"clerk\")); builder.Services.AddAuthentication();")]
    [InlineData("builder.Services.AddIdentity<IdentityUser, IdentityRole>(); builder.Services.[|AddAuthorization|]();")]
    [InlineData("builder.Services.AddIdentityApiEndpoints<IdentityUser>(); builder.Services.[|AddAuthorization|](); builder.Services.AddAuthorizationBuilder();")]
    [InlineData("builder.Services.AddAuthentication(); Microsoft.Extensions.DependencyInjection.PolicyServiceCollectionExtensions.[|AddAuthorization|](builder.Services, options => { options.FallbackPolicy = null; });")]
    public Task Reports_registrations_without_a_default(string services) => Rule.Reports(Host(services));

    [Fact]
    public Task Says_what_to_write() => Rule
        .Says("This host authenticates its callers and asks for a user only where an endpoint says so, so each endpoint that somebody forgets is open; set a fallback policy that requires an authenticated user")
        .Reports(Host("builder.Services.AddAuthentication(); builder.Services.[|AddAuthorization|]();"));

    [Theory]
    [InlineData("app.MapControllers();")]
    [InlineData("app.MapGroup(\"/orders\").RequireAuthorization();")]
    [InlineData("app.MapGroup(\"\").MapGroup(\"/orders\").RequireAuthorization();")]
    [InlineData("app.MapGet(\"/\", () => 1).RequireAuthorization();")]
    public Task Reports_where_only_some_endpoints_require_a_user(string endpoints) =>
        Rule.Reports(Host("builder.Services.AddAuthentication(); builder.Services.[|AddAuthorization|](); builder.Services.AddControllers();", endpoints));

    [Fact]
    public Task Reports_once_at_the_composition_root() => Rule
        .File("Zone.cs", "static class Zone { public static void AddRights(this IServiceCollection services) => services.AddAuthorization(); }")
        .Reports(Host(
            "builder.Services.AddAccess(); builder.Services.AddAuthentication(); builder.Services.AddRights(); builder.Services.[|AddAuthorization|]();",
            types: "static class Access { public static void AddAccess(this IServiceCollection services) => services.AddAuthorization(); }"));

    [Fact]
    public Task Reports_in_a_startup_class() => Rule.Reports("""
        class Program
        {
            static void Main() => Microsoft.Extensions.Hosting.Host.CreateDefaultBuilder().ConfigureWebHostDefaults(web => web.UseStartup(typeof(Startup))).Build().Run();
        }
        class Startup
        {
            public void ConfigureServices(IServiceCollection services)
            {
                services.AddAuthentication();
                services.[|AddAuthorization|]();
            }
            public void Configure(IApplicationBuilder app) => app.UseRouting();
        }
        """);

    [Theory]
    [InlineData("builder.Services.AddAuthorization(options => options.FallbackPolicy = options.DefaultPolicy);")]
    [InlineData("builder.Services.AddAuthorization(); builder.Services.Configure<AuthorizationOptions>(options => options.FallbackPolicy = options.DefaultPolicy);")]
    [InlineData("builder.Services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());")]
    [InlineData("""builder.Services.AddAuthorizationBuilder().AddFallbackPolicy("users", policy => policy.RequireAuthenticatedUser());""")]
    [InlineData("builder.Services.AddAuthorization(); builder.Services.AddControllers(options => options.Filters.Add(new AuthorizeFilter()));")]
    [InlineData("builder.Services.AddAuthorization(); builder.Services.AddControllers(options => options.Filters.Add<AuthorizeFilter>());")]
    [InlineData("builder.Services.AddAuthorization(); builder.Services.AddControllers(options => options.Filters.Add<Gate>());")]
    [InlineData("builder.Services.AddAuthorization(); builder.Services.AddRazorPages(options => options.Conventions.AuthorizeFolder(\"/\"));")]
    public Task Silent_with_a_fallback_policy_or_a_global_filter(string services) => Rule.Silent(Host("builder.Services.AddAuthentication();" + services, types: """
        class Gate : IAuthorizationFilter { public void OnAuthorization(AuthorizationFilterContext context) { } }
        """));

    [Theory]
    [InlineData("app.MapControllers().RequireAuthorization();")]
    [InlineData("var controllers = app.MapControllers(); controllers.RequireAuthorization();")]
    [InlineData("var root = app.MapGroup(\"\").RequireAuthorization(); root.MapGet(\"/\", () => 1);")]
    [InlineData("var root = app.MapGroup(\"/\"); root.RequireAuthorization();")]
    [InlineData("app.MapReverseProxy().RequireAuthorization();")]
    public Task Silent_where_the_mapping_of_everything_requires_a_user(string endpoints) =>
        Rule.Silent(Host("builder.Services.AddAuthentication(); builder.Services.AddAuthorization(); builder.Services.AddControllers();", endpoints, """
            static class Proxy { public static IEndpointConventionBuilder MapReverseProxy(this IEndpointRouteBuilder app) => app.MapGet("/{**rest}", async context => { }); }
            """));

    [Theory]
    [InlineData("builder.Services.AddAuthorization();")]
    [InlineData("builder.Services.AddAuthentication();")]
    [InlineData("builder.Services.AddAuthentication(); builder.Services.AddAuthorizationCore();")]
    public Task Silent_without_authentication_or_authorization(string services) => Rule.Silent(Host(services));

    [Fact]
    public Task Silent_where_pages_state_it_in_their_files() => Rule.Silent(Host(
        "builder.Services.AddAuthentication(); builder.Services.AddAuthorization(); builder.Services.AddRazorComponents();",
        "app.MapRazorComponents<App>();",
        "class App : Microsoft.AspNetCore.Components.ComponentBase;"));

    [Fact]
    public Task Silent_in_a_library() => Rule.Silent("""
        public static class Registrations
        {
            public static void AddAccess(this IServiceCollection services)
            {
                services.AddAuthentication();
                services.AddAuthorization();
            }
        }
        """);

    [Theory]
    [InlineData("builder.AddServiceDefaults();")]
    [InlineData("new Module().Register(builder.Services);")]
    [InlineData("Registrar registrar = new Module(); registrar.Register(builder.Services);")]
    [InlineData("builder.Host.ConfigureServices(Defaults.Add);")]
    [InlineData("Action<IServiceCollection> more = services => { }; more(builder.Services);")]
    [InlineData("var kept = new Kept(builder.Services);")]
    [InlineData("builder.Services.AddAuthorization(options => options.AddDefaults());")]
    public Task Silent_where_services_leave_our_sight(string services) => Rule
        .On(References.With("Shop.ServiceDefaults", """
            using Microsoft.AspNetCore.Authorization;
            public static class Defaults
            {
                public static void AddServiceDefaults<T>(this T builder) where T : IHostApplicationBuilder { }
                public static void Add(IServiceCollection services) { }
                public static void AddDefaults(this AuthorizationOptions options) { }
            }
            public abstract class Registrar { public virtual void Register(IServiceCollection services) { } }
            public class Module : Registrar;
            public class Kept(IServiceCollection services) { public IServiceCollection Services => services; }
            """))
        .Silent(Host(services + "builder.Services.AddAuthentication(); builder.Services.AddAuthorization();"));

    /// <summary>The name of the project looks like a library's: it is the team's own.</summary>
    [Fact]
    public Task Silent_with_service_defaults_of_any_project() => Rule
        .On(References.With("Aspire.ServiceDefaults", """
            public static class Defaults { public static void AddServiceDefaults<T>(this T builder) where T : IHostApplicationBuilder { } }
            """))
        .Silent(Host("builder.AddServiceDefaults(); builder.Services.AddAuthentication(); builder.Services.AddAuthorization();"));

    [Fact]
    public Task Silent_for_a_startup_of_another_project() => Rule
        .On(References.With("Shop.Web", "public class WebStartup { public virtual void ConfigureServices(IServiceCollection services) { } public virtual void Configure(IApplicationBuilder app) { } }"))
        .Silent("""
            class Program
            {
                static void Main() => Microsoft.Extensions.Hosting.Host.CreateDefaultBuilder().ConfigureWebHostDefaults(web => web.UseStartup<Startup>()).Build().Run();
            }
            class Startup : WebStartup
            {
                public override void ConfigureServices(IServiceCollection services)
                {
                    base.ConfigureServices(services);
                    services.AddAuthentication();
                    services.AddAuthorization();
                }
            }
            """);

    [Theory]
    [InlineData("dotnet_code_quality.designchecks.authorization = gateway")]
    [InlineData("dotnet_code_quality.DCK0503.authorization = shared_host")]
    public Task Silent_for_a_stated_fact(string option) => Rule.With(option).Silent(Host("builder.Services.AddAuthentication(); builder.Services.AddAuthorization();"));

    [Fact]
    public Task Silent_in_generated_code() => Rule.File("Made.g.cs", """
        // <auto-generated/>
        static class Made { public static void Add(Microsoft.Extensions.DependencyInjection.IServiceCollection services) => services.AddAuthorization(); }
        """).Silent(Host("builder.Services.AddAuthentication(); Made.Add(builder.Services);"));

    [Theory]
    [InlineData("builder.Services.AddAuthentication(); builder.Services.AddAuthorization(")]
    [InlineData("builder.Services.AddAuthentication(); builder.Services.AddAuthorization(); builder.AddNothingKnown();")]
    public Task Silent_on_incomplete_code(string services) => Rule.Incomplete().Silent(Host(services));

    [Theory]
    [InlineData("builder.Services.[|AddAuthorization|](); // rights", "builder.Services.AddAuthorization(options => options.FallbackPolicy = options.DefaultPolicy); // rights")]
    [InlineData("""builder.Services.[|AddAuthorizationBuilder|]().AddPolicy("a", p => p.RequireRole("a"));""", """builder.Services.AddAuthorizationBuilder().AddFallbackPolicy("authenticated", policy => policy.RequireAuthenticatedUser()).AddPolicy("a", p => p.RequireRole("a"));""")]
    public Task Fix_sets_a_fallback_policy(string before, string after) =>
        Rule.Fixes(Host("builder.Services.AddAuthentication();\n" + before), Host("builder.Services.AddAuthentication();\n" + after));

    [Fact]
    public Task Fix_adds_to_the_options_that_are_there() => Rule.Fixes(
        """
        class Program
        {
            static void Main(string[] args)
            {
                var builder = WebApplication.CreateBuilder(args);
                builder.Services.AddAuthentication();
                builder.Services.[|AddAuthorization|](rights =>
                {
                    rights.AddPolicy("a", p => p.RequireRole("a")); // clerks
                });
                builder.Build().Run();
            }
        }
        """,
        """
        class Program
        {
            static void Main(string[] args)
            {
                var builder = WebApplication.CreateBuilder(args);
                builder.Services.AddAuthentication();
                builder.Services.AddAuthorization(rights =>
                {
                    rights.AddPolicy("a", p => p.RequireRole("a")); // clerks
                    rights.FallbackPolicy = rights.DefaultPolicy;
                });
                builder.Build().Run();
            }
        }
        """);

    [Fact]
    public Task Fix_turns_an_expression_into_a_block() => Rule.Fixes(
        """
        class Program
        {
            static void Main(string[] args)
            {
                var builder = WebApplication.CreateBuilder(args);
                builder.Services.AddAuthentication();
                builder.Services.[|AddAuthorization|](options => options.AddPolicy("a", p => p.RequireRole("a")));
                builder.Build().Run();
            }
        }
        """,
        """
        class Program
        {
            static void Main(string[] args)
            {
                var builder = WebApplication.CreateBuilder(args);
                builder.Services.AddAuthentication();
                builder.Services.AddAuthorization(options =>
                {
                    options.AddPolicy("a", p => p.RequireRole("a"));
                    options.FallbackPolicy = options.DefaultPolicy;
                });
                builder.Build().Run();
            }
        }
        """);

    [Fact]
    public Task Fix_is_not_offered_for_a_delegate_from_elsewhere() => Rule.HasNoFix(Host(
        "builder.Services.AddAuthentication(); builder.Services.[|AddAuthorization|](Rights.Add);",
        types: "static class Rights { public static void Add(AuthorizationOptions options) => options.InvokeHandlersAfterFailure = false; }"));
}
