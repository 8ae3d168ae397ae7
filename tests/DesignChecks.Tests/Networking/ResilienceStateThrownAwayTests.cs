using DesignChecks.Rules.Networking;
using DesignChecks.Tests.Engine;
using Polly;
using Polly.CircuitBreaker;

namespace DesignChecks.Tests.Networking;

/// <summary>DCK0923: Resilience state thrown away.</summary>
public class ResilienceStateThrownAwayTests
{
    private static Verify<ResilienceStateThrownAway> Rule => new();

    [Fact]
    public async Task Says_when_the_breaker_is_made_and_one_made_per_call_never_opens()
    {
        await Rule
            .Says("This circuit breaker is made anew for every call, so it never remembers what came before and does nothing; keep its pipeline in a static field, a singleton or a registry")
            .Says("This limiter is made anew for every call, so it never remembers what came before and does nothing; keep its pipeline in a static field, a singleton or a registry")
            .Says("This circuit breaker is made anew for every request, so it never remembers what came before and does nothing; keep its pipeline in a static field, a singleton or a registry")
            .Says("This circuit breaker is made anew with every 'Stock', which does not outlive its request, so it never remembers what came before and does nothing; keep its pipeline in a static field, a singleton or a registry")
            .Reports("""
                using Polly;
                using Polly.CircuitBreaker;
                class Prices(HttpClient http)
                {
                    public async Task<string> Get()
                    {
                        var pipeline = new ResiliencePipelineBuilder().[|AddCircuitBreaker|](new CircuitBreakerStrategyOptions()).Build();
                        return await pipeline.ExecuteAsync(async token => await http.GetStringAsync("/price", token));
                    }

                    public async Task<string> Limited()
                    {
                        var pipeline = new ResiliencePipelineBuilder().[|AddConcurrencyLimiter|](10).Build();
                        return await pipeline.ExecuteAsync(async token => await http.GetStringAsync("/price", token));
                    }
                }
                class Startup
                {
                    void Add(IServiceCollection services)
                    {
                        services.AddHttpClient<Stock>().AddPolicyHandler(_ => Policy<HttpResponseMessage>.Handle<HttpRequestException>().[|CircuitBreakerAsync|](5, TimeSpan.FromSeconds(30)));
                    }
                }
                class Stock(HttpClient http)
                {
                    private readonly IAsyncPolicy _breaker = Policy.Handle<HttpRequestException>().[|CircuitBreakerAsync|](5, TimeSpan.FromSeconds(30));
                    public Task<string> Get() => _breaker.ExecuteAsync(() => http.GetStringAsync("/stock"));
                }
                """);

        var shared = Breaker();
        Assert.True(await RefusesAfterFailures(() => shared));
        Assert.False(await RefusesAfterFailures(Breaker));
    }

    private static ResiliencePipeline Breaker() => new ResiliencePipelineBuilder()
        .AddCircuitBreaker(new CircuitBreakerStrategyOptions { MinimumThroughput = 2, FailureRatio = 0.5 })
        .Build();

    /// <summary>Whether a call is refused when twenty have failed.</summary>
    private static async Task<bool> RefusesAfterFailures(Func<ResiliencePipeline> pipeline)
    {
        for (var i = 0; i < 20; i++)
        {
            try
            {
                await pipeline().ExecuteAsync(_ => throw new HttpRequestException());
            }
            catch (BrokenCircuitException)
            {
                return true;
            }
            catch (HttpRequestException)
            {
            }
        }

        return false;
    }

    [Fact]
    public Task Reports_every_way_to_make_one_anew() => Rule.Reports("""
        using Polly;
        using Polly.CircuitBreaker;
        class Prices(HttpClient http)
        {
            private static AsyncPolicy Make() => Policy.Handle<HttpRequestException>().[|CircuitBreakerAsync|](5, TimeSpan.FromSeconds(30));
            private IAsyncPolicy Computed => Policy.Handle<HttpRequestException>().[|AdvancedCircuitBreakerAsync|](0.5, TimeSpan.FromSeconds(10), 5, TimeSpan.FromSeconds(30));
            private ResiliencePipeline MakePipeline()
            {
                return new ResiliencePipelineBuilder().AddRetry(new()).[|AddCircuitBreaker|](new()).Build();
            }
            public async Task Get(string[] urls)
            {
                await Make().ExecuteAsync(() => http.GetStringAsync("/price"));
                await Computed.ExecuteAsync(() => http.GetStringAsync("/price"));
                await MakePipeline().ExecuteAsync(async token => await http.GetStringAsync("/price", token));
                await Policy.[|BulkheadAsync|](3).ExecuteAsync(() => http.GetStringAsync("/price"));
                var retry = Policy.Handle<HttpRequestException>().RetryAsync(2);
                var both = Policy.WrapAsync(retry, Policy.Handle<HttpRequestException>().[|CircuitBreakerAsync|](5, TimeSpan.FromSeconds(30)));
                await both.ExecuteAsync(() => http.GetStringAsync("/price"));
                var builder = new ResiliencePipelineBuilder();
                builder.[|AddCircuitBreaker|](new CircuitBreakerStrategyOptions());
                await builder.Build().ExecuteAsync(async token => await http.GetStringAsync("/price", token));
                foreach (var url in urls)
                {
                    var each = Policy.Handle<HttpRequestException>().[|CircuitBreakerAsync|](5, TimeSpan.FromSeconds(30));
                    await each.ExecuteAsync(() => http.GetStringAsync(url));
                }
            }
        }
        """);

    [Fact]
    public Task Silent_for_pipelines_that_are_kept() => Rule.Silent("""
        using Polly;
        using Polly.CircuitBreaker;
        class Startup
        {
            void Add(IServiceCollection services)
            {
                services.AddSingleton<Kept>();
                services.AddResiliencePipeline("stock", builder => builder.AddCircuitBreaker(new CircuitBreakerStrategyOptions()));
                services.AddHttpClient("a").AddResilienceHandler("a", builder => builder.AddCircuitBreaker(new()));
                services.AddHttpClient("b").AddTransientHttpErrorPolicy(policy => policy.CircuitBreakerAsync(5, TimeSpan.FromSeconds(30)));
                services.AddHttpClient("c").AddPolicyHandler(Policy<HttpResponseMessage>.Handle<HttpRequestException>().CircuitBreakerAsync(5, TimeSpan.FromSeconds(30)));
                services.AddRateLimiter(_ => { });
            }
        }
        class Kept(HttpClient http)
        {
            private static readonly ResiliencePipeline s_pipeline = new ResiliencePipelineBuilder().AddCircuitBreaker(new CircuitBreakerStrategyOptions()).Build();
            private readonly IAsyncPolicy _breaker = Policy.Handle<HttpRequestException>().CircuitBreakerAsync(5, TimeSpan.FromSeconds(30));
            public async Task Get()
            {
                await s_pipeline.ExecuteAsync(async token => await http.GetStringAsync("/price", token));
                await _breaker.ExecuteAsync(() => http.GetStringAsync("/stock"));
            }
        }
        class Unregistered(HttpClient http)
        {
            private readonly IAsyncPolicy _breaker = Policy.Handle<HttpRequestException>().CircuitBreakerAsync(5, TimeSpan.FromSeconds(30));
            public Task Get() => _breaker.ExecuteAsync(() => http.GetStringAsync("/stock"));
            public static IAsyncPolicy Make() => Policy.Handle<HttpRequestException>().CircuitBreakerAsync(5, TimeSpan.FromSeconds(30));
        }
        """);

    [Fact]
    public Task Silent_when_the_turns_of_a_loop_share_it_or_a_limiter_is_given() => Rule.Silent("""
        using System.Threading.RateLimiting;
        using Polly;
        class Batch(HttpClient http, RateLimiter limiter)
        {
            public async Task Load(string[] urls)
            {
                var breaker = Policy.Handle<HttpRequestException>().CircuitBreakerAsync(5, TimeSpan.FromSeconds(30));
                foreach (var url in urls)
                    await breaker.ExecuteAsync(() => http.GetStringAsync(url));
                await Parallel.ForEachAsync(urls, async (url, _) => await breaker.ExecuteAsync(() => http.GetStringAsync(url)));
            }

            public async Task Limited()
            {
                var pipeline = new ResiliencePipelineBuilder().AddRateLimiter(limiter).Build();
                await pipeline.ExecuteAsync(async token => await http.GetStringAsync("/", token));
            }

            public async Task Retried()
            {
                var pipeline = new ResiliencePipelineBuilder().AddRetry(new()).Build();
                await pipeline.ExecuteAsync(async token => await http.GetStringAsync("/", token));
            }
        }
        """);

    [Fact]
    public Task Silent_in_the_entry_point() => Rule.Silent("""
        using Polly;
        var http = new HttpClient();
        var breaker = Policy.Handle<HttpRequestException>().CircuitBreakerAsync(5, TimeSpan.FromSeconds(30));
        await breaker.ExecuteAsync(() => http.GetStringAsync("/"));
        """);

    [Fact]
    public Task Silent_for_own_types_of_the_same_names() => Rule.On(References.Framework).Silent("""
        class Policy
        {
            public Policy CircuitBreakerAsync() => this;
            public Task ExecuteAsync(Func<Task> work) => work();
            static Task Use(HttpClient http) => new Policy().CircuitBreakerAsync().ExecuteAsync(() => http.GetStringAsync("/"));
        }
        """);

    [Fact]
    public Task Silent_in_generated_code() => Rule.File("Made.g.cs", """
        // <auto-generated/>
        using Polly;
        class Made { object Get(System.Net.Http.HttpClient http) => Policy.Handle<System.Exception>().CircuitBreakerAsync(5, System.TimeSpan.FromSeconds(3)).ExecuteAsync(() => http.GetStringAsync("/")); }
        """).Silent("class Empty;");

    [Fact]
    public Task Silent_on_incomplete_code() => Rule.Incomplete().Silent("""
        using Polly;
        class Prices(HttpClient http)
        {
            public Task Get() => Policy.Handle<HttpRequestException>().CircuitBreakerAsync(5, TimeSpan.FromSeconds(3)).
        """);
}
