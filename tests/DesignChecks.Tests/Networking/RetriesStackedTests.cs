using DesignChecks.Rules.Networking;
using DesignChecks.Tests.Engine;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;
using Polly;

namespace DesignChecks.Tests.Networking;

/// <summary>DCK0910: Retries stacked on one client.</summary>
public partial class RetriesStackedTests
{
    private static Verify<RetriesStacked> Rule => new();

    [Fact]
    public async Task Says_the_product_of_two_handlers_and_the_client_sends_so_often()
    {
        await Rule
            .Says("AddStandardResilienceHandler and AddTransientHttpErrorPolicy both retry, so one call is made up to 12 times when the service fails; keep one of the two")
            .Says("AddStandardResilienceHandler and a second one both retry, so one call is made up to 16 times when the service fails; keep one of the two")
            .Says("AddPolicyHandler and AddResilienceHandler both retry, so one call is made up to 18 times when the service fails; keep one of the two")
            .Reports("""
                using Microsoft.Extensions.Http.Resilience;
                using Polly;
                using Polly.Extensions.Http;
                class Startup
                {
                    void Add(IServiceCollection services)
                    {
                        var a = services.AddHttpClient("a");
                        a.AddStandardResilienceHandler();
                        a.[|AddTransientHttpErrorPolicy|](policy => policy.RetryAsync(2));
                        var b = services.AddHttpClient("b");
                        b.AddStandardResilienceHandler();
                        b.[|AddStandardResilienceHandler|]();
                        services.AddHttpClient("c")
                            .AddPolicyHandler(HttpPolicyExtensions.HandleTransientHttpError().WaitAndRetryAsync(2, _ => TimeSpan.FromSeconds(1)))
                            .[|AddResilienceHandler|]("c", pipeline => pipeline.AddRetry(new HttpRetryStrategyOptions { MaxRetryAttempts = 5 }));
                    }
                }
                """);

        var quick = new HttpRetryStrategyOptions { MaxRetryAttempts = 5, Delay = TimeSpan.Zero };
        Assert.Equal(12, await new RealClient(builder =>
        {
            builder.AddStandardResilienceHandler(options => options.Retry.Delay = TimeSpan.Zero);
            builder.AddTransientHttpErrorPolicy(policy => policy.RetryAsync(2));
        }).Sends(HttpMethod.Get));
        Assert.Equal(16, await new RealClient(builder =>
        {
            builder.AddStandardResilienceHandler(options => options.Retry.Delay = TimeSpan.Zero);
            builder.AddStandardResilienceHandler(options => options.Retry.Delay = TimeSpan.Zero);
        }).Sends(HttpMethod.Get));
        Assert.Equal(18, await new RealClient(builder => builder
            .AddPolicyHandler(Policy<HttpResponseMessage>.HandleResult(response => !response.IsSuccessStatusCode).RetryAsync(2))
            .AddResilienceHandler("c", pipeline => pipeline.AddRetry(quick))).Sends(HttpMethod.Get));
    }

    [Fact]
    public async Task Says_the_product_with_a_handler_of_the_defaults_and_the_client_sends_so_often()
    {
        await Rule
            .Says("AddStandardResilienceHandler and AddResilienceHandler both retry, so one call is made up to 16 times when the service fails; keep one of the two")
            .Reports("""
                using Microsoft.Extensions.Http.Resilience;
                using Polly;
                class Startup
                {
                    void Add(IServiceCollection services)
                    {
                        services.ConfigureHttpClientDefaults(http => http.AddStandardResilienceHandler());
                        services.AddHttpClient("a").[|AddResilienceHandler|]("a", pipeline => pipeline.AddRetry(new HttpRetryStrategyOptions()));
                    }
                }
                """);

        Assert.Equal(16, await new RealClient(
            builder => builder.AddResilienceHandler("a", pipeline => pipeline.AddRetry(new HttpRetryStrategyOptions { Delay = TimeSpan.Zero })),
            services => services.ConfigureHttpClientDefaults(http => http.AddStandardResilienceHandler(options => options.Retry.Delay = TimeSpan.Zero))).Sends(HttpMethod.Get));
    }

    [Fact]
    public async Task Says_the_product_of_policies_inside_each_other_and_they_run_so_often()
    {
        await Rule
            .Says("This policy and the one around it both retry, so one call is made up to 12 times when the service fails; keep one of the two")
            .Says("This policy and the loop around it both retry, so one call is made up to 9 times when the service fails; keep one of the two")
            .Reports("""
                using Polly;
                using Polly.Retry;
                class Stock(HttpClient http)
                {
                    private static readonly ResiliencePipeline Outer = new ResiliencePipelineBuilder().AddRetry(new RetryStrategyOptions()).Build();
                    private static readonly IAsyncPolicy Inner = Policy.Handle<HttpRequestException>().RetryAsync(2);
                    public async Task Nested() => await Outer.ExecuteAsync(async _ => await Inner.[|ExecuteAsync|](() => http.GetStringAsync("/stock")));
                    public async Task<string?> Looped()
                    {
                        for (var attempt = 0; attempt < 3; attempt++)
                        {
                            try
                            {
                                return await Inner.[|ExecuteAsync|](() => http.GetStringAsync("/stock"));
                            }
                            catch (HttpRequestException)
                            {
                                await Task.Delay(1000);
                            }
                        }

                        return null;
                    }
                }
                """);

        var calls = 0;
        var outer = new ResiliencePipelineBuilder().AddRetry(new Polly.Retry.RetryStrategyOptions { Delay = TimeSpan.Zero }).Build();
        var inner = Policy.Handle<HttpRequestException>().RetryAsync(2);
        await Assert.ThrowsAsync<HttpRequestException>(async () => await outer.ExecuteAsync(async _ => await inner.ExecuteAsync(() =>
        {
            calls++;
            return Task.FromException(new HttpRequestException());
        })));
        Assert.Equal(12, calls);
    }

    [Fact]
    public Task Reports_without_a_number_where_it_is_unknown() => Rule
        .Says("This loop and AddStandardResilienceHandler of the client both retry, so one call is made many more times than either says when the service fails; keep one of the two")
        .Says("This policy and AddStandardResilienceHandler of the client both retry, so one call is made many more times than either says when the service fails; keep one of the two")
        .Reports("""
            using Polly;
            class Startup
            {
                void Add(IServiceCollection services) => services.AddHttpClient<Orders>().AddStandardResilienceHandler();
            }
            class Orders(HttpClient http, int limit, IAsyncPolicy given)
            {
                public async Task<string> Get()
                {
                    for (var attempt = 0; ; attempt++)
                    {
                        try
                        {
                            return await http.GetStringAsync("/orders");
                        }
                        catch (HttpRequestException) when (attempt < limit)
                        {
                            await [|Task.Delay(1000)|];
                        }
                    }
                }
                public Task<string> Policied() =>
                    given.ExecuteAsync(() => Policy.Handle<HttpRequestException>().RetryAsync(2).[|ExecuteAsync|](() => http.GetStringAsync("/orders")));
            }
            """);

    [Theory]
    [InlineData("""services.AddHttpClient("a").AddStandardResilienceHandler();""")]
    [InlineData("""services.AddHttpClient("a").AddTransientHttpErrorPolicy(p => p.RetryAsync(2)).AddTransientHttpErrorPolicy(p => p.CircuitBreakerAsync(5, TimeSpan.FromSeconds(30)));""")]
    [InlineData("""services.AddHttpClient("a").AddTransientHttpErrorPolicy(p => p.RetryAsync(2)).AddPolicyHandler(Policy.TimeoutAsync<HttpResponseMessage>(3));""")]
    [InlineData("""services.AddHttpClient("a").AddPolicyHandler(given).AddTransientHttpErrorPolicy(p => p.RetryAsync(2));""")]
    [InlineData("""services.AddHttpClient("a").AddPolicyHandler(r => r.Method == HttpMethod.Get ? given : none).AddTransientHttpErrorPolicy(p => p.RetryAsync(2));""")]
    [InlineData("""services.AddHttpClient("a").AddPolicyHandler(Policy.HandleResult<HttpResponseMessage>(r => r.StatusCode == HttpStatusCode.Unauthorized).RetryAsync(1)).AddTransientHttpErrorPolicy(p => p.RetryAsync(2));""")]
    [InlineData("""services.AddHttpClient("a").AddStandardResilienceHandler(); services.AddHttpClient("b").AddStandardResilienceHandler();""")]
    public Task Silent_for_one_retry_per_failure(string registration) => Rule.Silent($$"""
        using System.Net;
        using Polly;
        class Startup
        {
            void Add(IServiceCollection services, IAsyncPolicy<HttpResponseMessage> given, IAsyncPolicy<HttpResponseMessage> none)
            {
                {{registration}}
            }
        }
        """);

    [Fact]
    public Task Silent_when_the_handlers_of_the_defaults_are_removed() => Rule.Silent("""
        #pragma warning disable EXTEXP0001
        class Startup
        {
            void Add(IServiceCollection services)
            {
                services.ConfigureHttpClientDefaults(http => http.AddStandardResilienceHandler());
                services.AddHttpClient("a").RemoveAllResilienceHandlers().AddStandardResilienceHandler();
            }
        }
        """);

    [Fact]
    public Task Silent_for_retries_of_different_failures_and_clients_without_retries() => Rule.Silent("""
        using Polly;
        class Startup
        {
            void Add(IServiceCollection services) => services.AddHttpClient<Stock>().AddResilienceHandler("stock", pipeline => pipeline.AddTimeout(TimeSpan.FromSeconds(3)));
        }
        class Conflict : Exception;
        class Stock(HttpClient http)
        {
            private static readonly IAsyncPolicy Outer = Policy.Handle<Conflict>().RetryAsync(2);
            private static readonly IAsyncPolicy Inner = Policy.Handle<HttpRequestException>().RetryAsync(2);
            public Task Nested() => Outer.ExecuteAsync(() => Inner.ExecuteAsync(() => http.GetStringAsync("/stock")));
            public Task Alone() => Inner.ExecuteAsync(() => http.GetStringAsync("/stock"));
            public Task Broken() => Policy.Handle<Exception>().CircuitBreakerAsync(2, TimeSpan.FromSeconds(1)).ExecuteAsync(() => Inner.ExecuteAsync(() => http.GetStringAsync("/stock")));
        }
        """);

    [Fact]
    public Task Silent_without_the_library_for_own_methods_of_the_same_names() => Rule.On(References.Framework).Silent("""
        static class Startup
        {
            static void Add(IServiceCollection services) => services.AddHttpClient("a").AddStandardResilienceHandler().AddStandardResilienceHandler();
            static IHttpClientBuilder AddStandardResilienceHandler(this IHttpClientBuilder builder) => builder;
        }
        """);

    [Fact]
    public Task Silent_in_generated_code() => Rule.File("Made.g.cs", """
        // <auto-generated/>
        using Microsoft.Extensions.DependencyInjection;
        using Polly;
        class Made { void Add(IServiceCollection services) => services.AddHttpClient("a").AddTransientHttpErrorPolicy(p => p.RetryAsync(2)).AddTransientHttpErrorPolicy(p => p.RetryAsync(2)); }
        """).Silent("class Empty;");

    [Fact]
    public Task Silent_on_incomplete_code() => Rule.Incomplete().Silent("""
        using Polly;
        class Startup
        {
            void Add(IServiceCollection services) => services.AddHttpClient("a").AddTransientHttpErrorPolicy(p => p.RetryAsync(2)).AddTransientHttpErrorPolicy(p => p.
        """);
}
