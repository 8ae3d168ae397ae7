using DesignChecks.Rules.Networking;
using DesignChecks.Tests.Engine;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Options;
using Polly;

namespace DesignChecks.Tests.Networking;

/// <summary>DCK0912: Timeout contradicts the resilience pipeline.</summary>
public partial class TimeoutContradictsPipelineTests
{
    private static Verify<TimeoutContradictsPipeline> Rule => new();

    private static string Register(string statement) => $$"""
        using Microsoft.Extensions.Http.Resilience;
        using Polly;
        using Polly.Timeout;
        class Startup
        {
            void Add(IServiceCollection services, TimeSpan configured, IConfigurationSection section)
            {
                {{statement}}
            }
        }
        class Stock(HttpClient http)
        {
            public Task<string> Get() => http.GetStringAsync("/stock");
        }
        """;

    [Fact]
    public async Task Says_what_replaces_a_timeout_set_before_the_handler_and_it_is_replaced()
    {
        await Rule
            .Says("This Timeout of 5 s has no effect, because AddStandardResilienceHandler after it sets HttpClient.Timeout to infinite and ends requests after 30 s; set TotalRequestTimeout.Timeout in the handler's options instead")
            .Says("This Timeout of 120 s has no effect, because AddStandardHedgingHandler after it sets HttpClient.Timeout to infinite and ends requests after 20 s; set TotalRequestTimeout.Timeout in the handler's options instead")
            .Says("This Timeout has no effect, because AddStandardResilienceHandler after it sets HttpClient.Timeout to infinite and ends requests after its own total timeout; set TotalRequestTimeout.Timeout in the handler's options instead")
            .Reports(Register("""
                services.AddHttpClient<Stock>(client => [|client.Timeout = TimeSpan.FromSeconds(5)|]).AddStandardResilienceHandler();
                services.AddHttpClient<Stock>().ConfigureHttpClient((_, client) => { [|client.Timeout = TimeSpan.FromMinutes(2)|]; })
                    .AddStandardHedgingHandler().Configure(options => options.TotalRequestTimeout.Timeout = TimeSpan.FromSeconds(20));
                services.AddHttpClient<Stock>(client => [|client.Timeout = configured|]).AddStandardResilienceHandler(section);
                """));

        static void Limit(HttpClient client) => client.Timeout = TimeSpan.FromSeconds(5);
        Assert.Equal(Timeout.InfiniteTimeSpan, new RealClient(builder => builder.ConfigureHttpClient(Limit).AddStandardResilienceHandler()).Http.Timeout);
        Assert.Equal(Timeout.InfiniteTimeSpan, new RealClient(builder => builder.ConfigureHttpClient(Limit).AddStandardHedgingHandler()).Http.Timeout);
        var after = new RealClient(builder =>
        {
            builder.AddStandardResilienceHandler();
            builder.ConfigureHttpClient(Limit);
        });
        Assert.Equal(TimeSpan.FromSeconds(5), after.Http.Timeout);
        Assert.Equal(TimeSpan.FromSeconds(30), new HttpStandardResilienceOptions().TotalRequestTimeout.Timeout);
        Assert.Equal(TimeSpan.FromSeconds(30), new HttpStandardHedgingResilienceOptions().TotalRequestTimeout.Timeout);
    }

    [Fact]
    public Task Reports_a_timeout_set_by_a_method_and_on_the_builder_variable() => Rule
        .File("Configure.cs", "static class Configure { public static void Short(HttpClient client) => client.Timeout = TimeSpan.FromSeconds(5); }")
        .Reports(Register("""
            services.AddHttpClient("a", Configure.Short).[|AddStandardResilienceHandler|]();
            var builder = services.AddHttpClient("b");
            builder.ConfigureHttpClient(client => [|client.Timeout = TimeSpan.FromSeconds(5)|]);
            builder.AddStandardResilienceHandler();
            """));

    [Fact]
    public async Task Says_what_caps_the_total_timeout_and_it_does()
    {
        await Rule
            .Says("HttpClient.Timeout of 10 s ends the request with all its retries before the total timeout of 30 s can; make HttpClient.Timeout the longer one, or lower the total timeout")
            .Says("HttpClient.Timeout of 15 s ends the request with all its retries before the total timeout of 60 s can; make HttpClient.Timeout the longer one, or lower the total timeout")
            .Says("HttpClient.Timeout keeps its default of 100 s and ends the request with all its retries before the total timeout of 180 s can; set HttpClient.Timeout to more than the total timeout, or to infinite")
            .Reports(Register("""
                var builder = services.AddHttpClient("a");
                builder.AddStandardResilienceHandler();
                builder.ConfigureHttpClient(client => [|client.Timeout = TimeSpan.FromSeconds(10)|]);
                services.AddHttpClient<Stock>(client => [|client.Timeout = TimeSpan.FromSeconds(15)|])
                    .AddResilienceHandler("stock", pipeline => pipeline.AddTimeout(TimeSpan.FromMinutes(1)).AddRetry(new HttpRetryStrategyOptions()));
                services.AddHttpClient("c").[|AddResilienceHandler|]("c", pipeline => pipeline.AddTimeout(new TimeoutStrategyOptions { Timeout = TimeSpan.FromMinutes(3) }).AddRetry(new HttpRetryStrategyOptions()));
                """));

        Assert.Equal(TimeSpan.FromSeconds(100), new RealClient(builder => builder.AddResilienceHandler("c", pipeline => pipeline.AddTimeout(TimeSpan.FromMinutes(3)))).Http.Timeout);
        var capped = new RealClient(builder =>
        {
            builder.AddStandardResilienceHandler(options => options.Retry.Delay = TimeSpan.Zero);
            builder.ConfigureHttpClient(client => client.Timeout = TimeSpan.FromMilliseconds(300));
        }) { Hangs = TimeSpan.FromSeconds(20) };
        Assert.Equal(1, await capped.Sends(HttpMethod.Get)); // no retry: the client's timeout ended all
    }

    [Fact]
    public Task Reports_a_short_timeout_in_the_constructor_of_the_typed_client() => Rule.Reports("""
        class Startup
        {
            void Add(IServiceCollection services) => services.AddHttpClient<Stock>().AddStandardResilienceHandler();
        }
        class Stock
        {
            public Stock(HttpClient http) => [|http.Timeout = TimeSpan.FromSeconds(10)|];
        }
        """);

    [Fact]
    public async Task Says_that_the_attempt_timeout_is_too_long_and_it_is_rejected()
    {
        await Rule
            .Says("The attempt timeout of 45 s is not shorter than the total timeout of 30 s, so the options are rejected when the client is first used; make the total timeout long enough for all attempts")
            .Says("The attempt timeout of 30 s is not shorter than the total timeout of 30 s, so no time is left to try again what timed out; make the total timeout long enough for all attempts")
            .Says("The attempt timeout of 10 s is not shorter than the total timeout of 8 s, so the options are rejected when the client is first used; make the total timeout long enough for all attempts")
            .Says("The attempt timeout of 20 s is not shorter than the total timeout of 10 s, so no time is left to try again what timed out; make the total timeout long enough for all attempts")
            .Reports(Register("""
                services.AddHttpClient("a").[|AddStandardResilienceHandler|](options => options.AttemptTimeout.Timeout = TimeSpan.FromSeconds(45));
                services.AddHttpClient("b").[|AddStandardResilienceHandler|](options => { options.AttemptTimeout.Timeout = TimeSpan.FromSeconds(30); options.CircuitBreaker.SamplingDuration = TimeSpan.FromMinutes(1); });
                services.AddHttpClient("c").[|AddStandardHedgingHandler|]().Configure((options, _) => options.TotalRequestTimeout.Timeout = TimeSpan.FromSeconds(8));
                services.AddHttpClient("d").[|AddResilienceHandler|]("d", pipeline => pipeline
                    .AddTimeout(TimeSpan.FromSeconds(10))
                    .AddRetry(new HttpRetryStrategyOptions())
                    .AddTimeout(TimeSpan.FromSeconds(20)));
                """));

        AssertRejected(builder => builder.AddStandardResilienceHandler(options => options.AttemptTimeout.Timeout = TimeSpan.FromSeconds(45)));
        AssertRejected(builder => builder.AddStandardHedgingHandler().Configure((options, _) => options.TotalRequestTimeout.Timeout = TimeSpan.FromSeconds(8)));
        var longer = new RealClient(builder => builder.AddResilienceHandler("d", pipeline => pipeline
            .AddTimeout(TimeSpan.FromMilliseconds(300))
            .AddRetry(new HttpRetryStrategyOptions { Delay = TimeSpan.Zero })
            .AddTimeout(TimeSpan.FromSeconds(10)))) { Hangs = TimeSpan.FromSeconds(20) };
        Assert.Equal(1, await longer.Sends(HttpMethod.Get));
    }

    [Fact]
    public async Task Says_that_the_breaker_samples_too_short_and_it_is_rejected()
    {
        await Rule
            .Says("The circuit breaker samples 30 s, less than twice the attempt timeout of 20 s, so the options are rejected when the client is first used; set SamplingDuration to at least 40 s")
            .Says("The circuit breaker samples 15 s, less than twice the attempt timeout of 10 s, so the options are rejected when the client is first used; set SamplingDuration to at least 20 s")
            .Reports(Register("""
                services.AddHttpClient("a").[|AddStandardResilienceHandler|](options => { options.AttemptTimeout.Timeout = TimeSpan.FromSeconds(20); options.TotalRequestTimeout.Timeout = TimeSpan.FromMinutes(2); });
                services.AddHttpClient("b").[|AddStandardHedgingHandler|]().Configure(options => options.Endpoint.CircuitBreaker.SamplingDuration = TimeSpan.FromSeconds(15));
                """));

        AssertRejected(builder => builder.AddStandardResilienceHandler(options =>
        {
            options.AttemptTimeout.Timeout = TimeSpan.FromSeconds(20);
            options.TotalRequestTimeout.Timeout = TimeSpan.FromMinutes(2);
        }));
        AssertRejected(builder => builder.AddStandardHedgingHandler().Configure(options => options.Endpoint.CircuitBreaker.SamplingDuration = TimeSpan.FromSeconds(15)));
    }

    private static void AssertRejected(Action<IHttpClientBuilder> configure) => Assert.Throws<OptionsValidationException>(() => new RealClient(configure));

    [Fact]
    public Task The_total_that_does_not_fit_is_an_info() => Rule.Reports(Register("""
        services.AddHttpClient("a").{|DCK0912:AddStandardResilienceHandler|}(options => options.Retry.MaxRetryAttempts = 6);
        """));

    [Theory]
    [InlineData("""services.AddHttpClient<Stock>().AddStandardResilienceHandler();""")]
    [InlineData("""services.AddHttpClient<Stock>(client => client.Timeout = Timeout.InfiniteTimeSpan).AddStandardResilienceHandler();""")]
    [InlineData("""services.AddHttpClient<Stock>(client => client.Timeout = TimeSpan.FromSeconds(30)).AddStandardResilienceHandler();""")]
    [InlineData("""services.AddHttpClient<Stock>(client => client.BaseAddress = null).AddStandardResilienceHandler();""")]
    [InlineData("""var b = services.AddHttpClient<Stock>(); b.AddStandardResilienceHandler(); b.ConfigureHttpClient(c => c.Timeout = TimeSpan.FromMinutes(2));""")]
    [InlineData("""var b = services.AddHttpClient<Stock>(); b.AddStandardResilienceHandler(); b.ConfigureHttpClient(c => c.Timeout = configured);""")]
    [InlineData("""services.AddHttpClient<Stock>(c => c.Timeout = TimeSpan.FromSeconds(5)); services.ConfigureHttpClientDefaults(b => b.AddStandardResilienceHandler());""")]
    [InlineData("""services.AddHttpClient<Stock>(c => c.Timeout = TimeSpan.FromSeconds(5)).AddResilienceHandler("p", p => p.AddRetry(new HttpRetryStrategyOptions()));""")]
    [InlineData("""services.AddHttpClient<Stock>(c => c.Timeout = TimeSpan.FromSeconds(90)).AddResilienceHandler("p", p => p.AddTimeout(TimeSpan.FromMinutes(1)));""")]
    [InlineData("""services.AddHttpClient<Stock>(c => c.Timeout = Timeout.InfiniteTimeSpan).AddResilienceHandler("p", p => p.AddTimeout(TimeSpan.FromMinutes(5)));""")]
    [InlineData("""services.AddHttpClient<Stock>(c => c.Timeout = configured).AddResilienceHandler("p", p => p.AddTimeout(TimeSpan.FromMinutes(5)));""")]
    [InlineData("""services.AddHttpClient<Stock>().AddStandardResilienceHandler(o => o.AttemptTimeout.Timeout = configured);""")]
    [InlineData("""services.AddHttpClient<Stock>().AddStandardResilienceHandler(o => { o.AttemptTimeout.Timeout = TimeSpan.FromSeconds(5); });""")]
    [InlineData("""services.AddHttpClient<Stock>().AddStandardResilienceHandler(o => { o.AttemptTimeout.Timeout = TimeSpan.FromSeconds(20); o.CircuitBreaker.SamplingDuration = TimeSpan.FromSeconds(20) * 2; o.TotalRequestTimeout.Timeout = TimeSpan.FromMinutes(3); });""")]
    [InlineData("""services.AddHttpClient<Stock>().AddStandardResilienceHandler(o => { o.AttemptTimeout.Timeout = TimeSpan.FromSeconds(20); o.CircuitBreaker.SamplingDuration = o.AttemptTimeout.Timeout * 2; o.TotalRequestTimeout.Timeout = TimeSpan.FromMinutes(3); });""")]
    [InlineData("""services.AddHttpClient<Stock>().AddStandardResilienceHandler(o => o.Retry.MaxRetryAttempts = 2);""")]
    [InlineData("""services.AddHttpClient<Stock>().AddStandardResilienceHandler(o => o.Retry.MaxRetryAttempts = 3);""")]
    [InlineData("""services.AddHttpClient<Stock>().AddStandardResilienceHandler(o => { o.Retry.MaxRetryAttempts = 6; o.Retry.DelayGenerator = _ => new ValueTask<TimeSpan?>(TimeSpan.Zero); });""")]
    [InlineData("""services.AddHttpClient<Stock>().AddStandardResilienceHandler(o => { o.Retry.MaxRetryAttempts = 6; o.TotalRequestTimeout.TimeoutGenerator = _ => new ValueTask<TimeSpan>(configured); });""")]
    [InlineData("""services.AddHttpClient<Stock>().AddStandardResilienceHandler(o => { if (configured > TimeSpan.Zero) o.AttemptTimeout.Timeout = TimeSpan.FromMinutes(1); });""")]
    [InlineData("""services.AddHttpClient<Stock>().AddStandardResilienceHandler(section);""")]
    [InlineData("""services.AddHttpClient<Stock>().AddStandardResilienceHandler(o => o.AttemptTimeout.Timeout = TimeSpan.FromMinutes(1)).Configure(o => section.Bind(o));""")]
    public Task Silent_when_the_limits_agree_or_are_unknown(string registration) => Rule.Silent(Register(registration));

    [Fact]
    public Task Silent_for_a_cap_below_a_handler_of_the_defaults() => Rule.Silent("""
        class Startup
        {
            void Add(IServiceCollection services)
            {
                services.ConfigureHttpClientDefaults(http => http.AddStandardResilienceHandler());
                services.AddHttpClient("a", client => client.Timeout = TimeSpan.FromSeconds(3));
            }
        }
        """);

    [Fact]
    public Task Reports_contradictions_in_the_defaults() => Rule.Reports("""
        class Startup
        {
            void Add(IServiceCollection services) =>
                services.ConfigureHttpClientDefaults(http => http.[|AddStandardResilienceHandler|](options => options.AttemptTimeout.Timeout = TimeSpan.FromMinutes(1)));
        }
        """);

    [Fact]
    public Task Silent_inside_a_development_branch() => Rule.Silent("""
        var builder = WebApplication.CreateBuilder();
        if (builder.Environment.IsDevelopment())
            builder.Services.AddHttpClient("a", client => client.Timeout = TimeSpan.FromSeconds(5)).AddStandardResilienceHandler();
        """);

    [Fact]
    public Task Silent_without_the_library_for_own_methods_of_the_same_name() => Rule.On(References.Framework).Silent("""
        static class Startup
        {
            static void Add(IServiceCollection services) => services.AddHttpClient("a", client => client.Timeout = TimeSpan.FromSeconds(5)).AddStandardResilienceHandler();
            static void AddStandardResilienceHandler(this IHttpClientBuilder builder) { }
        }
        """);

    [Fact]
    public Task Silent_in_generated_code() => Rule.File("Made.g.cs", """
        // <auto-generated/>
        using Microsoft.Extensions.DependencyInjection;
        class Made { void Add(IServiceCollection services) => services.AddHttpClient("a", c => c.Timeout = System.TimeSpan.FromSeconds(5)).AddStandardResilienceHandler(); }
        """).Silent("class Empty;");

    [Fact]
    public Task Silent_on_incomplete_code() => Rule.Incomplete().Silent("""
        class Startup
        {
            void Add(IServiceCollection services) => services.AddHttpClient("a", client => client.Timeout = ).AddStandardResilienceHandler(options => options.AttemptTimeout.
        """);
}
