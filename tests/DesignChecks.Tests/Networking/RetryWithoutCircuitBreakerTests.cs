using DesignChecks.Rules.Networking;
using DesignChecks.Tests.Engine;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;

namespace DesignChecks.Tests.Networking;

/// <summary>DCK0914: Retry without a circuit breaker.</summary>
public partial class RetryWithoutCircuitBreakerTests
{
    private static Verify<RetryWithoutCircuitBreaker> Rule => new();

    private const string Usings = """
        using Polly;
        using Polly.CircuitBreaker;
        using Polly.Extensions.Http;
        using Polly.Retry;
        using Microsoft.Extensions.Http.Resilience;

        """;

    [Fact]
    public async Task Says_how_often_a_service_that_is_down_is_called()
    {
        await Rule
            .Says("This retry makes up to 5 attempts and no circuit breaker cuts them short, so a service that is down gets every call 5 times and every caller waits for all of them; add a circuit breaker inside the retry and keep it for all calls")
            .Reports(Usings + """
                class Prices(HttpClient http)
                {
                    private static readonly ResiliencePipeline s_pipeline = new ResiliencePipelineBuilder().[|AddRetry|](new RetryStrategyOptions { MaxRetryAttempts = 4 }).Build();
                    public async Task<string> Get() => await s_pipeline.ExecuteAsync(async token => await http.GetStringAsync("/price", token));
                }
                """);

        var retry = new RetryStrategyOptions { MaxRetryAttempts = 4, Delay = TimeSpan.Zero };
        var breaker = new CircuitBreakerStrategyOptions { MinimumThroughput = 10, FailureRatio = 0.1 };
        Assert.Equal(500, await RequestsOf100CallsWhileDown(new ResiliencePipelineBuilder().AddRetry(retry).Build()));
        Assert.Equal(10, await RequestsOf100CallsWhileDown(new ResiliencePipelineBuilder().AddRetry(retry).AddCircuitBreaker(breaker).Build()));
    }

    private static async Task<int> RequestsOf100CallsWhileDown(ResiliencePipeline pipeline)
    {
        var requests = 0;
        for (var i = 0; i < 100; i++)
        {
            await Assert.ThrowsAnyAsync<Exception>(async () => await pipeline.ExecuteAsync(_ =>
            {
                requests++;
                throw new HttpRequestException();
            }));
        }

        return requests;
    }

    [Fact]
    public Task Reports_every_way_to_build_a_pipeline() => Rule.Reports(Usings + """
        using Options = Polly.Retry.RetryStrategyOptions;
        class Startup
        {
            public static readonly ResiliencePipeline Shared = new ResiliencePipelineBuilder { Name = "shared" }.AddTimeout(TimeSpan.FromSeconds(30)).[|AddRetry|](new()).AddTimeout(TimeSpan.FromSeconds(5)).Build();
            private readonly Lazy<ResiliencePipeline> _lazy = new(() => new ResiliencePipelineBuilder().[|AddRetry|](new Options()).Build());
            void Add(IServiceCollection services)
            {
                services.AddResiliencePipeline("stock", builder => builder.[|AddRetry|](new RetryStrategyOptions { MaxRetryAttempts = 5 }));
                services.AddResiliencePipeline<string, HttpResponseMessage>("typed", (builder, context) =>
                {
                    builder.AddConcurrencyLimiter(10);
                    builder.[|AddRetry|](new HttpRetryStrategyOptions());
                });
                services.AddResiliencePipeline("own", builder => builder.[|AddRetry|](new RetryStrategyOptions { ShouldHandle = args => new(args.Outcome.Exception is IOException or HttpRequestException) }));
                services.AddResiliencePipeline("some", builder => builder.[|AddRetry|](new RetryStrategyOptions { ShouldHandle = new PredicateBuilder().Handle<IOException>().Handle<HttpRequestException>() }));
                services.AddSingleton(_ => new ResiliencePipelineBuilder().[|AddRetry|](new()).Build());
                var one = new ResiliencePipelineBuilder().[|AddRetry|](new()).Build();
                services.AddKeyedSingleton("one", one);
            }
            ResiliencePipeline Statements()
            {
                var builder = new ResiliencePipelineBuilder();
                builder.[|AddRetry|](new());
                builder.AddTimeout(TimeSpan.FromSeconds(3));
                return builder.Build();
            }
            ResiliencePipeline<int> Static()
            {
                var options = new RetryStrategyOptions<int> { Delay = TimeSpan.FromSeconds(1) };
                options.MaxRetryAttempts = 3;
                return RetryResiliencePipelineBuilderExtensions.[|AddRetry|](new ResiliencePipelineBuilder<int>(), options).Build();
            }
            async Task<string> PerCall(HttpClient http)
            {
                async Task<string> Local() => await new ResiliencePipelineBuilder().[|AddRetry|](new()).Build().ExecuteAsync(async token => await http.GetStringAsync("/", token));
                return await Local();
            }
        }
        """);

    [Fact]
    public Task Reports_handlers_of_http_clients() => Rule.Reports(Usings + """
        using Polly.Contrib.WaitAndRetry;
        class Startup
        {
            private static IAsyncPolicy<HttpResponseMessage> Retry() => HttpPolicyExtensions.HandleTransientHttpError().WaitAndRetryAsync(4, attempt => TimeSpan.FromSeconds(attempt));
            void Add(IServiceCollection services)
            {
                services.AddHttpClient("a").AddResilienceHandler("a", builder => builder.[|AddRetry|](new HttpRetryStrategyOptions()).AddTimeout(TimeSpan.FromSeconds(5)));
                services.AddHttpClient("b").[|AddPolicyHandler|](Retry()).AddHttpMessageHandler<Key>().SetHandlerLifetime(TimeSpan.FromMinutes(5));
                services.AddHttpClient<Shop>().[|AddTransientHttpErrorPolicy|](policy => policy.WaitAndRetryAsync(3, _ => TimeSpan.FromSeconds(1)));
                services.AddHttpClient("c").[|AddPolicyHandler|](Policy.WrapAsync(Retry(), Policy.TimeoutAsync<HttpResponseMessage>(5)));
                services.AddHttpClient("d").AddHttpMessageHandler(provider => provider.GetRequiredService<Key>()).[|AddTransientHttpErrorPolicy|](policy => policy.WaitAndRetryAsync(Backoff.DecorrelatedJitterBackoffV2(TimeSpan.FromSeconds(1), 5)));
                var held = services.AddHttpClient("e");
                held.AddPolicyHandler(Policy.TimeoutAsync<HttpResponseMessage>(5));
                held.[|AddPolicyHandler|](Retry());
            }
        }
        class Shop;
        class Key : DelegatingHandler;
        """);

    [Fact]
    public Task Reports_a_retry_that_every_client_gets() => Rule.Reports(Usings + """
        class Startup
        {
            void Add(IServiceCollection services)
            {
                services.ConfigureHttpClientDefaults(http => http.AddResilienceHandler("all", builder => builder.[|AddRetry|](new HttpRetryStrategyOptions())));
                services.AddHttpClient("a");
            }
        }
        """);

    [Fact]
    public Task Reports_policies_that_their_type_runs() => Rule.Reports(Usings + """
        class Prices(HttpClient http)
        {
            private static readonly AsyncRetryPolicy s_retry = Policy.Handle<HttpRequestException>().[|WaitAndRetryAsync|](3, attempt => TimeSpan.FromSeconds(attempt));
            private readonly IAsyncPolicy _both = Policy.[|WrapAsync|](Policy.Handle<HttpRequestException>().WaitAndRetryAsync(3, _ => TimeSpan.FromSeconds(1)), Policy.TimeoutAsync(5));
            private readonly ISyncPolicy _chained;
            public Prices(HttpClient http, int port) : this(http)
            {
                _chained = Policy.Handle<HttpRequestException>().Retry(4).[|Wrap|](Policy.Timeout(5));
            }
            public Task<string> One() => s_retry.ExecuteAsync(() => http.GetStringAsync("/price"));
            public Task<string> Two() => _both.ExecuteAsync(() => http.GetStringAsync("/price"));
            public string Three() => _chained.Execute(() => http.GetStringAsync("/price").Result);
            public Task<string> Four() => Policy.Handle<HttpRequestException>().[|RetryAsync|](3).ExecuteAsync(() => Load());
            private Task<string> Load() => http.GetStringAsync("/price");
            public async Task<string> Five()
            {
                var timeout = Policy.TimeoutAsync(5);
                var retry = Policy.Handle<HttpRequestException>().RetryAsync(3);
                return await retry.[|WrapAsync|](timeout).ExecuteAsync(() => http.GetStringAsync("/price"));
            }
        }
        """);

    [Fact]
    public Task Reports_policies_of_the_older_library() => Rule.On(References.Older).Reports("""
        using Polly;
        using Polly.CircuitBreaker;
        using Polly.Wrap;
        class Prices(HttpClient http)
        {
            private static readonly IAsyncPolicy s_retry = Policy.Handle<HttpRequestException>().[|WaitAndRetryAsync|](3, attempt => TimeSpan.FromSeconds(attempt));
            private static readonly AsyncPolicyWrap s_both = Policy.WrapAsync(Policy.Handle<HttpRequestException>().RetryAsync(3), Policy.Handle<HttpRequestException>().CircuitBreakerAsync(5, TimeSpan.FromSeconds(30)));
            public Task<string> One() => s_retry.ExecuteAsync(() => http.GetStringAsync("/price"));
            public Task<string> Two() => s_both.ExecuteAsync(() => http.GetStringAsync("/price"));
        }
        """);
}
