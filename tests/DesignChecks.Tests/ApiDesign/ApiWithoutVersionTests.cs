using DesignChecks.Rules.ApiDesign;
using DesignChecks.Tests.Engine;

namespace DesignChecks.Tests.ApiDesign;

/// <summary>DCK0519: hosts of an API none of whose endpoints carries a version.</summary>
public class ApiWithoutVersionTests
{
    private static Verify<ApiWithoutVersion> Rule => new();

    private static string Program(string routes, string create = "[|CreateBuilder|]") => $$"""
        var builder = WebApplication.{{create}}(args);
        builder.Services.AddControllers();
        var app = builder.Build();
        {{routes}}
        app.Run();
        """;

    [Fact]
    public Task Says_what_to_write() => Rule
        .Says("No endpoint of this API carries a version, so its first breaking change breaks every caller at once; put one into the path (/v1), or say by the option 'scheme' how callers state it")
        .Reports(Program("app.MapGet(\"/orders\", () => 1); app.MapPost(\"/orders\", () => 1);"));

    [Theory]
    [InlineData("[|CreateSlimBuilder|]")]
    [InlineData("[|CreateBuilder|]")]
    public Task Reports_each_form_of_builder(string create) => Rule.Reports(Program("app.MapGet(\"/orders\", () => 1);", create));

    [Fact]
    public Task Reports_once_with_a_startup_class_and_controllers() => Rule.Reports("""
        using Microsoft.AspNetCore.Mvc;
        Host.CreateDefaultBuilder(args).ConfigureWebHostDefaults(web => web.[|UseStartup|]<Startup>()).Build().Run();
        public class Startup
        {
            public void Configure(IApplicationBuilder app) => app.UseRouting().UseEndpoints(endpoints => endpoints.MapControllers());
        }
        [ApiController, Route("api/orders")]
        public class OrdersController : ControllerBase { [HttpGet] public int List() => 1; }
        """);

    [Fact]
    public Task Reports_the_first_of_two_builders() => Rule.Reports("""
        var app = WebApplication.[|CreateBuilder|](args).Build();
        app.MapGet("/orders", () => 1);
        var other = WebApplication.CreateBuilder(args).Build();
        """);

    [Fact]
    public Task Reports_when_the_scheme_is_path() => Rule.With("dotnet_code_quality.DCK0519.scheme = path").Reports(Program("app.MapGet(\"/orders\", () => 1);"));

    [Theory]
    [InlineData("header")]
    [InlineData("media-type")]
    [InlineData("query")]
    [InlineData("none")]
    public Task Silent_when_the_team_says_how_callers_state_it(string scheme) =>
        Rule.With($"dotnet_code_quality.designchecks.scheme = {scheme}").Silent(Program("app.MapGet(\"/orders\", () => 1);", "CreateBuilder"));

    [Theory]
    [InlineData("app.MapGet(\"/v1/orders\", () => 1); app.MapGet(\"/products\", () => 1);")] // one has it: DCK0518
    [InlineData("app.MapGet(\"/\", () => 1); app.MapGet(\"/health\", () => 1);")] // no API
    [InlineData("app.MapGet(\"/admin\", () => 1).ExcludeFromDescription();")]
    [InlineData("app.MapGet(\"/app-id.json\", () => 1);")] // a document
    [InlineData("app.MapMethods(\"/check\", [HttpMethods.Options], () => 1); app.MapPost(\"/webhook-received\", () => 1);")] // the sender's contract
    [InlineData("if (app.Environment.IsDevelopment()) { app.MapPost(\"/reset-db\", () => 1); }")]
    [InlineData("app.MapRazorPages();")]
    [InlineData("app.UsePathBase(\"/v1\"); app.MapGet(\"/orders\", () => 1);")]
    [InlineData("app.MapGroup(app.Configuration[\"prefix\"]!).MapGet(\"/orders\", () => 1); app.MapGet(\"/products\", () => 1);")] // unknown
    [InlineData("builder.Services.AddApiVersioning(); app.MapGet(\"/orders\", () => 1);")] // each has the default version
    public Task Silent_when_there_is_a_version_or_nothing_to_version(string routes) => Rule.Silent(Program(routes, "CreateBuilder"));

    [Fact]
    public Task Silent_for_a_host_whose_endpoints_are_elsewhere() => Rule.Silent("""
        var app = WebApplication.CreateBuilder(args).Build();
        app.MapGrpcService<object>();
        """);

    /// <summary>Another project, or a framework of endpoints of its own, may map what has a version.</summary>
    [Theory]
    [InlineData("app.MapOrders();")]
    [InlineData("app.UseFastEndpoints();")]
    [InlineData("app.UseLogging().MapOrders();")]
    public Task Silent_when_endpoints_may_be_mapped_out_of_sight(string more) => Elsewhere.Silent(Program(more + " app.MapGet(\"/products\", () => 1);", "CreateBuilder"));

    [Theory]
    [InlineData("app.MapDefaultEndpoints();")] // health checks
    [InlineData("app.MapCarter();")] // the routes of modules in sight
    [InlineData("app.UseLogging();")]
    [InlineData("await app.InitializeDatabaseAsync();")]
    public Task Reports_when_no_endpoint_of_an_API_may_be(string more) => Elsewhere.Reports(Program(more + " app.MapGet(\"/products\", () => 1);"));

    private static Verify<ApiWithoutVersion> Elsewhere => Rule.On(References.With("Shop.Web", """
        public static class Endpoints
        {
            public static void MapOrders(this IEndpointRouteBuilder app) { }
            public static IApplicationBuilder UseFastEndpoints(this IApplicationBuilder app) => app;
            public static IEndpointRouteBuilder MapCarter(this IEndpointRouteBuilder app) => app;
            public static Task InitializeDatabaseAsync(this WebApplication app) => Task.CompletedTask;
            public static WebApplication MapDefaultEndpoints(this WebApplication app) => app;
            public static T UseLogging<T>(this T app) where T : IApplicationBuilder => app;
        }
        """));

    [Fact]
    public Task Silent_for_own_methods_of_such_names() => Rule.Silent("""
        WebApplication.CreateBuilder();
        public static class WebApplication { public static void CreateBuilder() { } }
        public static class Orders { public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/orders", () => 1); }
        """);

    [Fact]
    public Task Silent_in_generated_code() => Rule
        .File("Program.g.cs", "public static class Start { public static void Run(string[] args) { var app = WebApplication.CreateBuilder(args).Build(); app.MapGet(\"/orders\", () => 1); } }")
        .Silent("class Nothing;");

    [Fact]
    public Task Silent_on_incomplete_code() => Rule.Incomplete().Silent("var app = WebApplication.CreateBuilder(; app.MapGet(\"/orders\", () => 1");
}
