using DesignChecks.Rules.ApiDesign;
using DesignChecks.Tests.Engine;

namespace DesignChecks.Tests.ApiDesign;

/// <summary>DCK0523: a limiter with one partition on an endpoint that is open to everyone.</summary>
public class OnePartitionForAllCallersTests
{
    private static Verify<OnePartitionForAllCallers> Rule => new();

    private static string Host(string limiter, string endpoints, string services = "", string types = "") => $$"""
        using System.Threading.RateLimiting;
        using Microsoft.AspNetCore.Authorization;
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.AspNetCore.RateLimiting;
        var builder = WebApplication.CreateBuilder();
        {{services}}
        builder.Services.AddRateLimiter(options =>
        {
            {{limiter}}
        });
        var app = builder.Build();
        app.UseRateLimiter();
        {{endpoints}}
        app.Run();
        {{types}}
        static class Names { public const string A = "a"; public static readonly string B = "b"; }
        """;

    private const string Reported = """options.[|AddFixedWindowLimiter|]("a", limiter => limiter.PermitLimit = 5);""";
    private const string Limiter = """options.AddFixedWindowLimiter("a", limiter => limiter.PermitLimit = 5);""";

    [Theory]
    [InlineData("""options.[|AddFixedWindowLimiter|]("a", limiter => limiter.PermitLimit = 5);""")]
    [InlineData("""options.[|AddSlidingWindowLimiter|](Names.A, limiter => limiter.PermitLimit = 5);""")]
    [InlineData("""options.[|AddTokenBucketLimiter|](policyName: "a", configureOptions: limiter => limiter.TokenLimit = 5);""")]
    [InlineData("""options.[|AddConcurrencyLimiter|]("a", limiter => limiter.PermitLimit = 5).AddFixedWindowLimiter("b", limiter => { });""")]
    [InlineData("""RateLimiterOptionsExtensions.[|AddFixedWindowLimiter|](options, "a", limiter => limiter.PermitLimit = 5);""")]
    public Task Reports_limiters_of_one_partition(string limiter) => Rule.Reports(Host(limiter, """app.MapGet("/quotes", () => 1).RequireRateLimiting("a");"""));

    [Fact]
    public Task Says_what_to_write() => Rule
        .Says("All callers share one budget of 'a', and 'GET /quotes' is open to everyone, so a single caller can use it up and lock all others out; define it with AddPolicy and a partition per user or address")
        .Reports(Host(Reported, """app.MapGet("/quotes", () => 1).RequireRateLimiting("a");"""));

    [Theory]
    [InlineData("""app.MapGet("/quotes", () => 1).AllowAnonymous().RequireRateLimiting(Names.A);""")]
    [InlineData("""app.MapGroup("/quotes").RequireRateLimiting("a").MapGet("/", () => 1);""")]
    [InlineData("""app.MapGet("/quotes", [EnableRateLimiting("a")] () => 1);""")]
    [InlineData("""app.MapControllers();""", """[Route("a"), EnableRateLimiting("a")] public class QuotesController : ControllerBase { [HttpGet] public int Get() => 1; }""")]
    [InlineData("""app.MapControllers().RequireRateLimiting("a");""", """[ApiController, Route("a"), AllowAnonymous] public class QuotesController : ControllerBase { [HttpGet] public int Get() => 1; }""")]
    public Task Reports_for_open_endpoints_of_any_form(string endpoints, string types = "") => Rule.Reports(Host(Reported, endpoints, types: types));

    [Fact]
    public Task Reports_for_an_open_endpoint_of_a_host_that_asks_for_a_user() => Rule.Reports(Host(
        Reported,
        """app.MapGet("/quotes", () => 1).AllowAnonymous().RequireRateLimiting("a");""",
        "builder.Services.AddAuthentication(); builder.Services.AddAuthorization(options => options.FallbackPolicy = options.DefaultPolicy);"));

    [Theory]
    [InlineData("""app.MapGet("/quotes", () => 1).RequireAuthorization().RequireRateLimiting("a");""")]
    [InlineData("""app.MapGet("/quotes", () => 1).RequireRateLimiting("b");""")]
    [InlineData("""app.MapGet("/quotes", () => 1);""")]
    [InlineData("""app.MapGet("/quotes", () => 1).RequireRateLimiting(args[0]);""")]
    [InlineData("""app.MapGet("/quotes", () => 1).RequireRateLimiting("a").DisableRateLimiting();""")]
    [InlineData("""app.MapGroup("/quotes").RequireRateLimiting("a").MapGet("/", () => 1).RequireRateLimiting("b");""")]
    public Task Silent_where_no_open_endpoint_names_it(string endpoints) => Rule.Silent(Host(
        Limiter + """options.AddPolicy("b", context => RateLimitPartition.GetNoLimiter(""));""", endpoints));

    [Theory]
    [InlineData("builder.Services.AddAuthorization(options => options.FallbackPolicy = options.DefaultPolicy);")]
    [InlineData("builder.Services.AddRateLimiter(options => options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context => RateLimitPartition.GetNoLimiter(\"\")));")]
    public Task Silent_where_a_user_is_asked_for_or_each_caller_is_limited(string services) =>
        Rule.Silent(Host(Limiter, """app.MapGet("/quotes", () => 1).RequireRateLimiting("a");""", services));

    [Fact]
    public Task Silent_for_policies_with_a_partition_and_names_that_code_does_not_fix() => Rule.Silent(Host(
        """
        options.AddPolicy("a", context => RateLimitPartition.GetFixedWindowLimiter(context.Connection.RemoteIpAddress, _ => new FixedWindowRateLimiterOptions()));
        options.AddFixedWindowLimiter(args[0], limiter => { });
        """,
        """app.MapGet("/quotes", () => 1).RequireRateLimiting("a");"""));

    [Fact]
    public Task Silent_with_a_gateway() => Rule.With("dotnet_code_quality.designchecks.rate_limiting = gateway")
        .Silent(Host(Limiter, """app.MapGet("/quotes", () => 1).RequireRateLimiting("a");"""));

    [Fact]
    public Task Silent_where_another_project_configures_the_host() => Rule
        .On(References.With("Shop.ServiceDefaults", "public static class Defaults { public static void AddServiceDefaults(this IHostApplicationBuilder builder) { } }"))
        .Silent(Host(Limiter, """app.MapGet("/quotes", () => 1).AllowAnonymous().RequireRateLimiting("a");""", "builder.AddServiceDefaults();"));

    [Fact]
    public Task Silent_in_a_library() => Rule.Silent("""
        using Microsoft.AspNetCore.RateLimiting;
        public static class Limits
        {
            public static void Add(IServiceCollection services) => services.AddRateLimiter(options => options.AddFixedWindowLimiter("a", limiter => { }));
            public static void Map(IEndpointRouteBuilder app) => app.MapGet("/", () => 1).AllowAnonymous().RequireRateLimiting("a");
        }
        """);

    [Fact]
    public Task Silent_in_generated_code() => Rule.File("Made.g.cs", """
        // <auto-generated/>
        using Microsoft.AspNetCore.RateLimiting;
        static class Made { public static void Add(RateLimiterOptions options) => options.AddFixedWindowLimiter("a", limiter => { }); }
        """).Silent(Host("Made.Add(options);", """app.MapGet("/quotes", () => 1).RequireRateLimiting("a");"""));

    [Fact]
    public Task Silent_on_incomplete_code() => Rule.Incomplete().Silent(Host("options.AddFixedWindowLimiter(", """app.MapGet("/quotes", () => 1).RequireRateLimiting("a");"""));
}
