using DesignChecks.Tests.Engine;

namespace DesignChecks.Tests.Networking;

public partial class RetryWithoutCircuitBreakerTests
{
    [Fact]
    public Task Silent_with_a_breaker_in_the_same_pipeline() => Rule.Silent(Usings + """
        class Startup
        {
            private static readonly ResiliencePipeline s_after = new ResiliencePipelineBuilder().AddRetry(new()).AddCircuitBreaker(new()).Build();
            private static readonly ResiliencePipeline s_before = new ResiliencePipelineBuilder().AddCircuitBreaker(new()).AddRetry(new()).Build();
            ResiliencePipeline Statements()
            {
                var builder = new ResiliencePipelineBuilder().AddRetry(new());
                builder.AddCircuitBreaker(new CircuitBreakerStrategyOptions());
                return builder.Build();
            }
            void Add(IServiceCollection services)
            {
                services.AddResiliencePipeline("a", builder => { builder.AddRetry(new()); builder.AddCircuitBreaker(new()); });
                services.AddHttpClient("a").AddResilienceHandler("a", builder => builder.AddRetry(new HttpRetryStrategyOptions()).AddCircuitBreaker(new HttpCircuitBreakerStrategyOptions()));
                services.AddHttpClient("b").AddPolicyHandler(Policy.WrapAsync(
                    HttpPolicyExtensions.HandleTransientHttpError().RetryAsync(4), HttpPolicyExtensions.HandleTransientHttpError().CircuitBreakerAsync(5, TimeSpan.FromSeconds(30))));
            }
        }
        """);

    [Fact]
    public Task Silent_where_other_code_may_add_a_breaker() => Rule.Silent(Usings + """
        static class Pipelines
        {
            public static ResiliencePipeline Own() => new ResiliencePipelineBuilder().AddRetry(new()).AddTeamDefaults().Build();
            public static ResiliencePipeline Known(ResiliencePipeline other) => new ResiliencePipelineBuilder().AddRetry(new()).AddPipeline(other).Build();
            public static ResiliencePipelineBuilder Unbuilt() => new ResiliencePipelineBuilder().AddRetry(new());
            public static void Fill(ResiliencePipelineBuilder builder) => builder.AddRetry(new());
            private static readonly ResiliencePipelineBuilder s_builder = new();
            public static void FillField() => s_builder.AddRetry(new());
            public static ResiliencePipeline Given()
            {
                var builder = new ResiliencePipelineBuilder().AddRetry(new());
                Complete(builder);
                return builder.Build();
            }
            public static ResiliencePipelineBuilder Returned()
            {
                var builder = new ResiliencePipelineBuilder();
                builder.AddRetry(new());
                return builder;
            }
            public static ResiliencePipeline Sometimes(bool breaks)
            {
                var builder = new ResiliencePipelineBuilder();
                builder.AddRetry(new());
                if (breaks)
                    builder.AddCircuitBreaker(new());
                return builder.Build();
            }
            public static void Wrapped() => Make(builder => builder.AddRetry(new()));
            public static void Make(Action<ResiliencePipelineBuilder> fill) { }
            public static void Complete(ResiliencePipelineBuilder builder) { }
            public static ResiliencePipelineBuilder AddTeamDefaults(this ResiliencePipelineBuilder builder) => builder;
            public static ResiliencePipeline Part()
            {
                var retry = new ResiliencePipelineBuilder().AddRetry(new()).Build();
                return new ResiliencePipelineBuilder().AddPipeline(retry).AddCircuitBreaker(new()).Build();
            }
        }
        """);

    [Fact]
    public Task Silent_for_few_unknown_and_endless_retries() => Rule.Silent(Usings + """
        class Startup
        {
            void Add(IServiceCollection services, int attempts, IEnumerable<TimeSpan> waits)
            {
                services.AddResiliencePipeline("few", builder => builder.AddRetry(new RetryStrategyOptions { MaxRetryAttempts = 2 }));
                services.AddResiliencePipeline("unknown", builder => builder.AddRetry(new RetryStrategyOptions { MaxRetryAttempts = attempts }));
                services.AddResiliencePipeline("endless", builder => builder.AddRetry(new RetryStrategyOptions { MaxRetryAttempts = int.MaxValue }));
                services.AddHttpClient("a").AddTransientHttpErrorPolicy(policy => policy.RetryAsync(2));
                services.AddHttpClient("b").AddTransientHttpErrorPolicy(policy => policy.WaitAndRetryAsync(waits));
                services.AddHttpClient("c").AddTransientHttpErrorPolicy(policy => policy.WaitAndRetryForeverAsync(_ => TimeSpan.FromSeconds(1)));
                services.AddHttpClient("d").AddTransientHttpErrorPolicy(policy => policy.WaitAndRetryAsync(attempts, _ => TimeSpan.FromSeconds(1)));
            }
        }
        """);

    [Theory]
    [InlineData(".AddStandardResilienceHandler()")]
    [InlineData(".AddResilienceHandler(\"b\", builder => builder.AddCircuitBreaker(new HttpCircuitBreakerStrategyOptions()))")]
    [InlineData(".AddResilienceHandler(\"b\", Elsewhere)")]
    [InlineData(".AddPolicyHandler(HttpPolicyExtensions.HandleTransientHttpError().CircuitBreakerAsync(5, TimeSpan.FromSeconds(30)))")]
    [InlineData(".AddTransientHttpErrorPolicy(policy => policy.CircuitBreakerAsync(5, TimeSpan.FromSeconds(30)))")]
    [InlineData(".AddPolicyHandlerFromRegistry(\"breaker\")")]
    [InlineData(".AddPolicyHandler(given)")]
    [InlineData(".AddOurPolicies()")]
    [InlineData(".AddHttpMessageHandler<BreakerHandler>()")]
    [InlineData(".AddHttpMessageHandler(() => handler)")]
    [InlineData(".ConfigurePrimaryHttpMessageHandler(() => handler)")]
    public Task Silent_with_another_resilience_handler_on_the_client(string other) => Rule.Silent(Usings + $$"""
        static class Startup
        {
            private static Action<ResiliencePipelineBuilder<HttpResponseMessage>> Elsewhere = _ => { };
            static void Add(IServiceCollection services, IAsyncPolicy<HttpResponseMessage> given, DelegatingHandler handler)
            {
                var client = services.AddHttpClient("a");
                client{{other}};
                client.AddResilienceHandler("a", builder => builder.AddRetry(new HttpRetryStrategyOptions()));
                services.AddHttpClient("b").AddTransientHttpErrorPolicy(policy => policy.RetryAsync(3)){{other}};
            }
            static IHttpClientBuilder AddOurPolicies(this IHttpClientBuilder builder) => builder;
            static void AddTo(IHttpClientBuilder builder) => builder.AddTransientHttpErrorPolicy(policy => policy.RetryAsync(3));
        }
        class BreakerHandler : DelegatingHandler
        {
            private readonly ResiliencePipeline _pipeline = new ResiliencePipelineBuilder().AddCircuitBreaker(new()).Build();
        }
        """);

    [Theory]
    [InlineData("services.ConfigureHttpClientDefaults(http => http.AddStandardResilienceHandler());")]
    [InlineData("services.ConfigureHttpClientDefaults(Defaults);")]
    [InlineData("builder.AddServiceDefaults();")]
    public Task Silent_with_a_breaker_that_every_client_may_get(string defaults) => Rule.Incomplete().Silent(Usings + $$"""
        class Startup
        {
            static void Defaults(IHttpClientBuilder builder) { }
            void Add(IServiceCollection services, IHostApplicationBuilder builder)
            {
                {{defaults}}
                services.AddHttpClient<Shop>().AddTransientHttpErrorPolicy(policy => policy.RetryAsync(3));
            }
        }
        class Shop(HttpClient http)
        {
            private static readonly ResiliencePipeline s_retry = new ResiliencePipelineBuilder().AddRetry(new()).Build();
            public async Task<string> Get() => await s_retry.ExecuteAsync(async token => await http.GetStringAsync("/", token));
        }
        """);

    [Fact]
    public Task Silent_for_work_that_stays_in_the_process() => Rule.Silent(Usings + """
        class Files
        {
            private static readonly ResiliencePipeline s_retry = new ResiliencePipelineBuilder().AddRetry(new()).Build();
            public void Move(string from, string to) => s_retry.Execute(() => File.Move(from, to));
            public void Delete(string path) => Policy.Handle<Exception>().WaitAndRetry(5, _ => TimeSpan.FromMilliseconds(50)).Execute(() => File.Delete(path));
        }
        """);

    [Fact]
    public Task Silent_after_conflicts_file_errors_refusals_and_polls() => Rule.Silent(Usings + """
        class DbUpdateConcurrencyException : Exception;
        class DeadlockException : Exception;
        class SQLiteException : Exception;
        class SqlException : Exception { public int Number { get; } public string Reason { get; } = ""; }
        class Startup
        {
            void Add(IServiceCollection services)
            {
                services.AddResiliencePipeline("conflict", builder => builder.AddRetry(new RetryStrategyOptions { ShouldHandle = new PredicateBuilder().Handle<DbUpdateConcurrencyException>().Handle<DeadlockException>() }));
                services.AddResiliencePipeline("file", builder => builder.AddRetry(new RetryStrategyOptions { ShouldHandle = new PredicateBuilder().Handle<IOException>() }));
                services.AddResiliencePipeline("busy", builder => builder.AddRetry(new RetryStrategyOptions { ShouldHandle = new PredicateBuilder().Handle<SQLiteException>().Handle<SqlException>(error => error.Number == 1205) }));
                services.AddResiliencePipeline("raced", builder => builder.AddRetry(new RetryStrategyOptions { ShouldHandle = args => new(args.Outcome.Exception is DbUpdateConcurrencyException or SQLiteException) }));
                services.AddResiliencePipeline("refused", builder => builder.AddRetry(new RetryStrategyOptions { ShouldHandle = new PredicateBuilder().Handle<BrokenCircuitException>() }));
                services.AddHttpClient("limited").AddPolicyHandler(Policy.HandleResult<HttpResponseMessage>(answer => answer.StatusCode == System.Net.HttpStatusCode.TooManyRequests).WaitAndRetryAsync(3, _ => TimeSpan.FromSeconds(1)));
            }
            Task<bool> Ready(HttpClient http) => Policy.HandleResult<bool>(ready => !ready).WaitAndRetryAsync(10, _ => TimeSpan.FromSeconds(1)).ExecuteAsync(async () => (await http.GetAsync("/ready")).IsSuccessStatusCode);
        }
        """);

    [Fact]
    public Task Silent_where_one_worker_is_the_only_caller() => Rule.Silent(Usings + """
        using Microsoft.Extensions.Hosting;
        class Sync(HttpClient http) : BackgroundService
        {
            private static readonly ResiliencePipeline s_retry = new ResiliencePipelineBuilder().AddRetry(new()).Build();
            protected override async Task ExecuteAsync(CancellationToken stop) => await s_retry.ExecuteAsync(async token => await http.GetStringAsync("/", token), stop);
        }
        class CatalogSeeder(HttpClient http)
        {
            public Task Run() => Policy.Handle<HttpRequestException>().WaitAndRetryAsync(5, _ => TimeSpan.FromSeconds(1)).ExecuteAsync(() => http.GetStringAsync("/"));
        }
        class Bus(HttpClient http)
        {
            public Task Connect() => Policy.Handle<HttpRequestException>().WaitAndRetryAsync(5, _ => TimeSpan.FromSeconds(1)).ExecuteAsync(() => http.GetStringAsync("/"));
        }
        class Program
        {
            static Task Main() => Policy.Handle<HttpRequestException>().WaitAndRetryAsync(5, _ => TimeSpan.FromSeconds(1)).ExecuteAsync(() => new HttpClient().GetStringAsync("https://a.example"));
        }
        """);

    [Fact]
    public Task Silent_when_another_pipeline_or_the_client_may_break_the_circuit() => Rule.Silent(Usings + """
        class Startup
        {
            void Add(IServiceCollection services) => services.AddHttpClient<Prices>().AddStandardResilienceHandler();
        }
        class Prices(HttpClient http)
        {
            private static readonly ResiliencePipeline s_retry = new ResiliencePipelineBuilder().AddRetry(new()).Build();
            public async Task<string> Get() => await s_retry.ExecuteAsync(async token => await http.GetStringAsync("/", token));
        }
        class Stock
        {
            private static readonly HttpClient s_http = new();
            private static readonly ResiliencePipeline s_breaker = new ResiliencePipelineBuilder().AddCircuitBreaker(new()).Build();
            private static readonly ResiliencePipeline s_outer = new ResiliencePipelineBuilder().AddRetry(new()).Build();
            private static readonly ResiliencePipeline s_inner = new ResiliencePipelineBuilder().AddRetry(new()).Build();
            public async Task<string> Outside() => await s_outer.ExecuteAsync(async token => await Inside(token));
            private async Task<string> Inside(CancellationToken stop) => await s_breaker.ExecuteAsync(async token => await s_http.GetStringAsync("/", token), stop);
            public async Task<string> Around() => await s_breaker.ExecuteAsync(async outer => await s_inner.ExecuteAsync(async token => await s_http.GetStringAsync("/", token), outer));
            public Task<string> Unknown(IAsyncPolicy given) => given.ExecuteAsync(() => Policy.Handle<HttpRequestException>().RetryAsync(3).ExecuteAsync(() => s_http.GetStringAsync("/")));
        }
        """);

    [Fact]
    public Task Silent_for_policies_whose_use_is_not_in_sight() => Rule.Silent(Usings + """
        public static class Policies
        {
            public static readonly IAsyncPolicy Shared = Policy.Handle<HttpRequestException>().RetryAsync(3);
            public static IAsyncPolicy Make() => Policy.Handle<HttpRequestException>().RetryAsync(3);
            public static IAsyncPolicy Both { get; } = Policy.WrapAsync(Make(), Policy.TimeoutAsync(5));
            private static readonly IAsyncPolicy s_retry = Policy.Handle<HttpRequestException>().RetryAsync(3);
            private static readonly IAsyncPolicy s_all = Policy.WrapAsync(s_retry, Policy.Handle<HttpRequestException>().CircuitBreakerAsync(5, TimeSpan.FromSeconds(30)));
            public static Task<string> Get(HttpClient http) => s_all.ExecuteAsync(() => http.GetStringAsync("/"));
        }
        """);

    [Fact]
    public Task Silent_without_the_library_for_own_methods_of_the_same_names() => Rule.On(References.Framework).Silent("""
        class Builder
        {
            public Builder AddRetry(object options) => this;
            public Builder Retry(int count) => this;
            public Builder WrapAsync(Builder other) => this;
            void Use() => new Builder().AddRetry(new()).Retry(5).WrapAsync(new Builder());
        }
        """);

    [Fact]
    public Task Silent_in_generated_code() => Rule.File("Made.g.cs", """
        // <auto-generated/>
        using Polly;
        class Made
        {
            public static readonly ResiliencePipeline Pipeline = new ResiliencePipelineBuilder().AddRetry(new()).Build();
        }
        """).Silent("class Empty;");

    [Fact]
    public Task Silent_on_incomplete_code() => Rule.Incomplete().Silent(Usings + """
        class Startup
        {
            ResiliencePipeline Make() => new ResiliencePipelineBuilder().AddRetry(new()).
        }
        """);
}
