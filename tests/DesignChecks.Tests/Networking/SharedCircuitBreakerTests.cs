using DesignChecks.Rules.Networking;
using DesignChecks.Tests.Engine;

namespace DesignChecks.Tests.Networking;

/// <summary>DCK0913: One circuit breaker for unrelated dependencies.</summary>
public class SharedCircuitBreakerTests
{
    private static Verify<SharedCircuitBreaker> Rule => new();

    [Fact]
    public Task Says_which_clients_share_the_breaker() => Rule
        .Says("The circuit breaker in 'breaker' is shared by the clients 'stock' and 'Rates', so when one of them fails the calls to the others are refused too; give each a breaker of its own")
        .Reports("""
            using Polly;
            class Startup
            {
                void Add(IServiceCollection services)
                {
                    var breaker = Policy<HttpResponseMessage>.Handle<HttpRequestException>().CircuitBreakerAsync(5, TimeSpan.FromSeconds(30));
                    services.AddHttpClient("stock").AddPolicyHandler(breaker);
                    services.AddHttpClient<Rates>().[|AddPolicyHandler|](breaker);
                }
            }
            class Rates;
            """);

    [Fact]
    public Task Reports_fields_wraps_and_pipelines() => Rule
        .File("More.cs", """
            static class More
            {
                public static void Add(IServiceCollection services) => services.AddHttpClient("a").AddPolicyHandler(Policies.Breaker);
            }
            """)
        .Reports("""
            using Polly;
            using Polly.Extensions.Http;
            static class Policies
            {
                public static readonly IAsyncPolicy<HttpResponseMessage> Breaker = HttpPolicyExtensions.HandleTransientHttpError().CircuitBreakerAsync(5, TimeSpan.FromSeconds(30));
                public static IAsyncPolicy<HttpResponseMessage> Both { get; } = Policy.WrapAsync(HttpPolicyExtensions.HandleTransientHttpError().RetryAsync(2), HttpPolicyExtensions.HandleTransientHttpError().CircuitBreakerAsync(5, TimeSpan.FromSeconds(30)));
                private static readonly ResiliencePipeline<HttpResponseMessage> Pipeline = new ResiliencePipelineBuilder<HttpResponseMessage>().AddCircuitBreaker(new()).Build();
                public static void Add(IServiceCollection services)
                {
                    services.AddHttpClient("b").[|AddPolicyHandler|](Breaker);
                    services.AddHttpClient("c").AddPolicyHandler(Both);
                    services.AddHttpClient("d").[|AddPolicyHandler|](Both);
                    services.AddHttpClient("e").AddResilienceHandler("e", builder => builder.AddPipeline(Pipeline));
                    services.AddHttpClient("f").AddResilienceHandler("f", builder => builder.[|AddPipeline|](Pipeline));
                }
            }
            """);

    [Fact]
    public Task Reports_one_breaker_around_calls_to_different_hosts() => Rule
        .Says("The circuit breaker in '_breaker' is shared by calls to stock.example and rates.example, so when one of them fails the calls to the others are refused too; give each a breaker of its own")
        .Reports("""
            using Polly;
            class Shop(HttpClient http)
            {
                private static readonly IAsyncPolicy _breaker = Policy.Handle<HttpRequestException>().CircuitBreakerAsync(5, TimeSpan.FromSeconds(30));
                public Task Stock() => _breaker.ExecuteAsync(() => http.GetStringAsync("https://stock.example/items"));
                public Task Items() => _breaker.ExecuteAsync(() => http.GetStringAsync("https://stock.example/items/1"));
                public Task Rates(string currency) => _breaker.[|ExecuteAsync|](() => http.GetStringAsync($"https://rates.example/{currency}"));
            }
            """);

    [Fact]
    public Task Silent_for_breakers_of_their_own_and_policies_without_state() => Rule.Silent("""
        using Polly;
        using Polly.Extensions.Http;
        class Startup
        {
            private static IAsyncPolicy<HttpResponseMessage> Computed => HttpPolicyExtensions.HandleTransientHttpError().CircuitBreakerAsync(5, TimeSpan.FromSeconds(30));
            private static IAsyncPolicy<HttpResponseMessage> Make() => HttpPolicyExtensions.HandleTransientHttpError().CircuitBreakerAsync(5, TimeSpan.FromSeconds(30));
            void Add(IServiceCollection services, IAsyncPolicy<HttpResponseMessage> given)
            {
                var retry = HttpPolicyExtensions.HandleTransientHttpError().RetryAsync(2);
                services.AddHttpClient("a").AddPolicyHandler(retry).AddPolicyHandler(Make()).AddPolicyHandler(Computed).AddPolicyHandler(given);
                services.AddHttpClient("b").AddPolicyHandler(retry).AddPolicyHandler(Make()).AddPolicyHandler(Computed).AddPolicyHandler(given);
                var one = Make();
                services.AddHttpClient("c").AddPolicyHandler(one);
            }
        }
        class Shop(HttpClient http)
        {
            private static readonly IAsyncPolicy Breaker = Policy.Handle<HttpRequestException>().CircuitBreakerAsync(5, TimeSpan.FromSeconds(30));
            private static readonly IAsyncPolicy Retry = Policy.Handle<HttpRequestException>().RetryAsync(2);
            public Task Stock() => Breaker.ExecuteAsync(() => http.GetStringAsync("/items"));
            public Task Items() => Breaker.ExecuteAsync(() => http.GetStringAsync("https://stock.example/items/1"));
            public Task Rates() => Retry.ExecuteAsync(() => http.GetStringAsync("https://rates.example/"));
        }
        """);

    [Fact]
    public Task Silent_without_the_library_for_own_methods_of_the_same_names() => Rule.On(References.Framework).Silent("""
        static class Startup
        {
            static void Add(IServiceCollection services)
            {
                var breaker = new object();
                services.AddHttpClient("a").AddPolicyHandler(breaker);
                services.AddHttpClient("b").AddPolicyHandler(breaker);
            }
            static IHttpClientBuilder AddPolicyHandler(this IHttpClientBuilder builder, object policy) => builder;
        }
        """);

    [Fact]
    public Task Silent_in_generated_code() => Rule.File("Made.g.cs", """
        // <auto-generated/>
        using Microsoft.Extensions.DependencyInjection;
        using Polly;
        class Made
        {
            void Add(IServiceCollection services)
            {
                var breaker = Policy<System.Net.Http.HttpResponseMessage>.Handle<System.Exception>().CircuitBreakerAsync(5, System.TimeSpan.FromSeconds(30));
                services.AddHttpClient("stock").AddPolicyHandler(breaker);
                services.AddHttpClient("rates").AddPolicyHandler(breaker);
            }
        }
        """).Silent("class Empty;");

    [Fact]
    public Task Silent_on_incomplete_code() => Rule.Incomplete().Silent("""
        using Polly;
        class Startup
        {
            void Add(IServiceCollection services)
            {
                var breaker = Policy<HttpResponseMessage>.Handle<HttpRequestException>().CircuitBreakerAsync(5, TimeSpan.FromSeconds(30));
                services.AddHttpClient("stock").AddPolicyHandler(breaker);
                services.AddHttpClient("rates").AddPolicyHandler(
        """);
}
