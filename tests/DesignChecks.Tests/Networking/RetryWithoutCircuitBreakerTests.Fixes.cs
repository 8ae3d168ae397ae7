using DesignChecks.Tests.Engine;

namespace DesignChecks.Tests.Networking;

public partial class RetryWithoutCircuitBreakerTests
{
    [Fact]
    public Task Fix_adds_a_breaker_of_the_pipelines_kind_inside_each_retry() => Rule.Fixes(
        """
        using Polly;
        using Polly.Retry;
        using Microsoft.Extensions.Http.Resilience;
        class Startup
        {
            private static readonly ResiliencePipeline s_pipeline = new ResiliencePipelineBuilder()
                .[|AddRetry|](new RetryStrategyOptions
                {
                    MaxRetryAttempts = 5, // as agreed
                })
                .AddTimeout(TimeSpan.FromSeconds(3)) // each attempt
                .Build();

            void Add(IServiceCollection services)
            {
                services.AddSingleton<Kept>();
                services.AddHttpClient("a").AddResilienceHandler("a", builder => builder.[|AddRetry|](new HttpRetryStrategyOptions()));
                services.AddResiliencePipeline<string, HttpResponseMessage>("b", builder =>
                {
                    builder
                        .AddConcurrencyLimiter(10)
                        .[|AddRetry|](new()); // defaults
                });
            }
        }
        class Kept
        {
            private readonly ResiliencePipeline _retry = new ResiliencePipelineBuilder().[|AddRetry|](new RetryStrategyOptions()).Build();
        }
        """,
        """
        using Polly;
        using Polly.CircuitBreaker;
        using Polly.Retry;
        using Microsoft.Extensions.Http.Resilience;
        class Startup
        {
            private static readonly ResiliencePipeline s_pipeline = new ResiliencePipelineBuilder()
                .AddRetry(new RetryStrategyOptions
                {
                    MaxRetryAttempts = 5, // as agreed
                })
                .AddCircuitBreaker(new CircuitBreakerStrategyOptions())
                .AddTimeout(TimeSpan.FromSeconds(3)) // each attempt
                .Build();

            void Add(IServiceCollection services)
            {
                services.AddSingleton<Kept>();
                services.AddHttpClient("a").AddResilienceHandler("a", builder => builder.AddRetry(new HttpRetryStrategyOptions()).AddCircuitBreaker(new HttpCircuitBreakerStrategyOptions()));
                services.AddResiliencePipeline<string, HttpResponseMessage>("b", builder =>
                {
                    builder
                        .AddConcurrencyLimiter(10)
                        .AddRetry(new())
                        .AddCircuitBreaker(new CircuitBreakerStrategyOptions<HttpResponseMessage>()); // defaults
                });
            }
        }
        class Kept
        {
            private readonly ResiliencePipeline _retry = new ResiliencePipelineBuilder().AddRetry(new RetryStrategyOptions()).AddCircuitBreaker(new CircuitBreakerStrategyOptions()).Build();
        }
        """);

    [Fact]
    public Task Fix_counts_what_the_retry_handles() => Rule.Fixes(
        """
        using Polly;
        using Polly.CircuitBreaker;
        using Polly.Retry;
        class Startup
        {
            void Add(IServiceCollection services)
            {
                services.AddResiliencePipeline("a", builder => builder.[|AddRetry|](new RetryStrategyOptions { ShouldHandle = new PredicateBuilder().Handle<HttpRequestException>() }));
                services.AddResiliencePipeline<string, int>("b", builder => builder.[|AddRetry|](new RetryStrategyOptions<int> { ShouldHandle = args => new(args.Outcome.Result > 500) }));
            }
        }
        """,
        """
        using Polly;
        using Polly.CircuitBreaker;
        using Polly.Retry;
        class Startup
        {
            void Add(IServiceCollection services)
            {
                services.AddResiliencePipeline("a", builder => builder.AddRetry(new RetryStrategyOptions { ShouldHandle = new PredicateBuilder().Handle<HttpRequestException>() }).AddCircuitBreaker(new CircuitBreakerStrategyOptions { ShouldHandle = new PredicateBuilder().Handle<HttpRequestException>() }));
                services.AddResiliencePipeline<string, int>("b", builder => builder.AddRetry(new RetryStrategyOptions<int> { ShouldHandle = args => new(args.Outcome.Result > 500) }).AddCircuitBreaker(new CircuitBreakerStrategyOptions<int> { ShouldHandle = args => new(args.Outcome.Result > 500) }));
            }
        }
        """);

    [Fact]
    public Task No_fix_for_pipelines_made_anew_predicates_of_the_retry_alone_and_policies() => Rule.HasNoFix(Usings + """
        class Startup
        {
            void Add(IServiceCollection services, Func<RetryPredicateArguments<object>, ValueTask<bool>> given)
            {
                services.AddScoped<Prices>();
                services.AddResiliencePipeline("a", builder => builder.[|AddRetry|](new RetryStrategyOptions { ShouldHandle = args => new(args.AttemptNumber < 2) }));
                services.AddResiliencePipeline("b", builder => builder.[|AddRetry|](new RetryStrategyOptions { ShouldHandle = given }));
                var options = new RetryStrategyOptions { ShouldHandle = new PredicateBuilder().Handle<HttpRequestException>() };
                services.AddResiliencePipeline("c", builder => builder.[|AddRetry|](options));
                services.AddHttpClient("a").[|AddTransientHttpErrorPolicy|](policy => policy.RetryAsync(3));
            }
            async Task<string> PerCall(HttpClient http) => await new ResiliencePipelineBuilder().[|AddRetry|](new()).Build().ExecuteAsync(async token => await http.GetStringAsync("/", token));
        }
        class Unregistered(HttpClient http)
        {
            private readonly Lazy<ResiliencePipeline> _lazy = new(() => new ResiliencePipelineBuilder().[|AddRetry|](new()).Build());
            private readonly ResiliencePipeline _retry = new ResiliencePipelineBuilder().[|AddRetry|](new()).Build();
            public async Task<string> Get() => await _retry.ExecuteAsync(async token => await http.GetStringAsync("/", token));
        }
        class Prices(HttpClient http)
        {
            private readonly ResiliencePipeline _retry = new ResiliencePipelineBuilder().[|AddRetry|](new()).Build();
            public async Task<string> Get() => await _retry.ExecuteAsync(async token => await http.GetStringAsync("/", token));
        }
        """);
}
