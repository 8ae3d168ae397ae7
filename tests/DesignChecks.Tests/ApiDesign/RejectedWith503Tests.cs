using DesignChecks.Rules.ApiDesign;
using DesignChecks.Tests.Engine;
using Microsoft.AspNetCore.Builder;

namespace DesignChecks.Tests.ApiDesign;

/// <summary>DCK0508: a rate limiter that refuses with 503.</summary>
public class RejectedWith503Tests
{
    private static Verify<RejectedWith503> Rule => new();

    private static string Services(string registration, string types = "") => $$"""
        using System.Threading.RateLimiting;
        using Microsoft.AspNetCore.RateLimiting;
        static class Registrations
        {
            public static void Add(IServiceCollection services, IConfiguration configuration, Action<RateLimiterOptions> given)
            {
                {{registration}}
            }
        }
        {{types}}
        """;

    [Theory]
    [InlineData("services.[|AddRateLimiter|](options => options.AddFixedWindowLimiter(\"a\", limiter => limiter.PermitLimit = 5));")]
    [InlineData("services.[|AddRateLimiter|](options => { options.AddPolicy(\"a\", context => RateLimitPartition.GetNoLimiter(\"\")); });")]
    [InlineData("services.[|AddRateLimiter|](options => { options.OnRejected = (context, token) => new ValueTask(context.HttpContext.Response.WriteAsync(\"slow down\", token)); });")]
    [InlineData("services.[|AddRateLimiter|](options => { options.OnRejected = async (context, token) => { context.HttpContext.Response.Headers.RetryAfter = \"5\"; await Task.Yield(); }; });")]
    [InlineData("services.[|AddRateLimiter|](Limits.Configure);")]
    [InlineData("Microsoft.AspNetCore.Builder.RateLimiterServiceCollectionExtensions.[|AddRateLimiter|](configureOptions: options => { }, services: services);")]
    [InlineData("services.[|AddRateLimiter|](options => { }); services.AddRateLimiter(options => { });")]
    public Task Reports_options_that_leave_the_default(string registration) =>
        Rule.Reports(Services(registration, "static class Limits { public static void Configure(RateLimiterOptions options) => options.AddTokenBucketLimiter(\"a\", limiter => { }); }"));

    [Fact]
    public async Task Says_the_status_that_a_refused_request_gets()
    {
        const string Limiter = "options.AddFixedWindowLimiter(\"one\", limiter => { limiter.PermitLimit = 1; limiter.Window = TimeSpan.FromHours(1); });";
        var code = Services($"services.[|AddRateLimiter|](options => {{ {Limiter} }});");
        var fixedCode = Services($"services.AddRateLimiter(options => {{ options.RejectionStatusCode = StatusCodes.Status429TooManyRequests; {Limiter} }});");
        await Rule
            .Says($"The limiter refuses requests with {await SecondAnswer(code)} (the default), which tells clients, proxies and alerts that the service is down; set RejectionStatusCode to {await SecondAnswer(fixedCode)}")
            .Reports(code);
    }

    /// <summary>The status of the second request to a host with the limits of the code, which allow one.</summary>
    private static async Task<int> SecondAnswer(string code)
    {
        var builder = RealHost.Builder();
        await Loaded.From(code).Run("Registrations", "Add", builder.Services, builder.Configuration, null);
        var app = builder.Build();
        app.UseRateLimiter();
        app.MapGet("/", () => "").RequireRateLimiting("one");
        return await RealHost.Serve(app, async client =>
        {
            using var first = await client.GetAsync("/");
            using var second = await client.GetAsync("/");
            Assert.True(first.IsSuccessStatusCode);
            return (int)second.StatusCode;
        });
    }

    [Theory]
    [InlineData("services.AddRateLimiter(options => options.RejectionStatusCode = 429);")]
    [InlineData("services.AddRateLimiter(options => { }); services.Configure<RateLimiterOptions>(options => options.RejectionStatusCode = StatusCodes.Status429TooManyRequests);")]
    [InlineData("services.AddRateLimiter(options => { }); services.AddOptions<RateLimiterOptions>().Configure((RateLimiterOptions options, IConfiguration values) => options.RejectionStatusCode = values.GetValue<int>(\"status\"));")]
    [InlineData("services.AddRateLimiter(options => { if (configuration[\"a\"] == \"b\") options.RejectionStatusCode = 429; });")]
    public Task Silent_when_the_status_is_set(string registration) => Rule.Silent(Services(registration));

    [Theory]
    [InlineData("options.OnRejected = (context, token) => { context.HttpContext.Response.StatusCode = 429; return ValueTask.CompletedTask; };")]
    [InlineData("options.OnRejected = (context, token) => Refusal.Write(context);")]
    [InlineData("options.OnRejected = (context, token) => new ValueTask(Results.StatusCode(429).ExecuteAsync(context.HttpContext));")]
    [InlineData("options.OnRejected = (context, token) => context.HttpContext.RequestServices.GetRequiredService<IProblemDetailsService>().WriteAsync(new ProblemDetailsContext { HttpContext = context.HttpContext });")]
    [InlineData("options.OnRejected = Refusal.Handler;")]
    public Task Silent_when_the_refusal_sets_a_status_or_is_handed_on(string options) => Rule.Silent(Services($"services.AddRateLimiter(options => {{ {options} }});", """
        static class Refusal
        {
            public static Func<OnRejectedContext, CancellationToken, ValueTask>? Handler { get; set; }
            public static ValueTask Write(OnRejectedContext context) => ValueTask.CompletedTask;
        }
        """));

    [Theory]
    [InlineData("services.AddRateLimiter(given);")]
    [InlineData("services.AddRateLimiter();")]
    [InlineData("services.AddRateLimiter(options => configuration.GetSection(\"limits\").Bind(options));")]
    [InlineData("services.AddRateLimiter(options => options.AddDefaults());")]
    public Task Silent_when_options_are_filled_out_of_sight(string registration) => Rule
        .On(References.With("Shop.Limits", "public static class Limits { public static void AddDefaults(this Microsoft.AspNetCore.RateLimiting.RateLimiterOptions options) { } }"))
        .Silent(Services(registration));

    [Fact]
    public Task Silent_for_the_limiter_of_a_polly_pipeline() => Rule.Silent("""
        using System.Threading.RateLimiting;
        using Polly;
        static class Pipelines
        {
            public static void Add(ResiliencePipelineBuilder builder, RateLimiter limiter) => builder.AddRateLimiter(limiter);
        }
        """);

    [Fact]
    public Task Silent_in_generated_code() => Rule.File("Made.g.cs", """
        // <auto-generated/>
        using Microsoft.AspNetCore.Builder;
        static class Made { public static void Add(Microsoft.Extensions.DependencyInjection.IServiceCollection services) => services.AddRateLimiter(options => { }); }
        """).Silent("class Empty;");

    [Fact]
    public Task Silent_on_incomplete_code() => Rule.Incomplete().Silent(Services("services.AddRateLimiter(options => options."));

    [Fact]
    public Task Fix_sets_429() => Rule.Fixes(
        Services("""
            services.[|AddRateLimiter|](limits =>
                    {
                        limits.AddFixedWindowLimiter("a", limiter => limiter.PermitLimit = 5); // per minute
                    });
            """),
        Services("""
            services.AddRateLimiter(limits =>
                    {
                        limits.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
                        limits.AddFixedWindowLimiter("a", limiter => limiter.PermitLimit = 5); // per minute
                    });
            """));

    [Fact]
    public Task Fix_makes_room_in_an_expression() => Rule.Fixes(
        Services("""services.[|AddRateLimiter|](limits => limits.AddFixedWindowLimiter("a", limiter => limiter.PermitLimit = 5));"""),
        Services("""
            services.AddRateLimiter(limits =>
                    {
                        limits.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
                        limits.AddFixedWindowLimiter("a", limiter => limiter.PermitLimit = 5);
                    });
            """));

    [Fact]
    public Task Fix_is_not_offered_for_a_method() =>
        Rule.HasNoFix(Services("services.[|AddRateLimiter|](Limits.Configure);", "static class Limits { public static void Configure(RateLimiterOptions options) { } }"));
}
