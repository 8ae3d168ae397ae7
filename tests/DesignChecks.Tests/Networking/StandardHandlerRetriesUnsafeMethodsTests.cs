using DesignChecks.Rules.Networking;
using DesignChecks.Tests.Engine;

namespace DesignChecks.Tests.Networking;

/// <summary>DCK0908: Standard handler retries unsafe methods.</summary>
public partial class StandardHandlerRetriesUnsafeMethodsTests
{
    private static Verify<StandardHandlerRetriesUnsafeMethods> Rule => new();

    private const string Orders = """
        class Orders(HttpClient http)
        {
            public Task<HttpResponseMessage> Place(object order) => http.PostAsJsonAsync("/orders", order);
        }
        """;

    private static string Message(string handler, int times, string instead) =>
        $"'Orders' sends POST requests, and {handler} sends each up to {times} times when it fails or its answer is late, so its work may be done twice; {instead} or send an idempotency key";

    /// <summary>A registration of the client that sends POST requests, in code that also runs.</summary>
    private static string Registered(string handler) => $$"""
        using Microsoft.Extensions.Http.Resilience;
        using Polly;
        using Polly.Extensions.Http;
        public class Startup
        {
            void Add(IServiceCollection services) => services.AddHttpClient<Orders>(){{handler}};
            static IAsyncPolicy<HttpResponseMessage> Retry() => HttpPolicyExtensions.HandleTransientHttpError().WaitAndRetryAsync(3, attempt => TimeSpan.FromMilliseconds(attempt));
        }
        public {{Orders}}
        """;

    [Theory]
    [InlineData(".[|AddStandardResilienceHandler|]()")]
    [InlineData(".[|AddStandardResilienceHandler|](options => options.Retry.MaxRetryAttempts = 2)")]
    [InlineData(".[|AddStandardResilienceHandler|]().Configure(options => options.Retry.MaxRetryAttempts = 4)")]
    public Task Says_how_often_the_standard_handler_sends(string handler) =>
        SaysWhatItDoes("the standard resilience handler", handler, "call options.Retry.DisableForUnsafeHttpMethods()");

    [Theory]
    [InlineData(".[|AddStandardHedgingHandler|]()")]
    [InlineData(".[|AddStandardHedgingHandler|]().Configure(options => options.Hedging.MaxHedgedAttempts = 3)")]
    public Task Says_how_often_hedging_sends(string handler) => SaysWhatItDoes("the standard hedging handler", handler, "leave unsafe methods out in ShouldHandle");

    [Theory]
    [InlineData(".[|AddTransientHttpErrorPolicy|](policy => policy.RetryAsync(2))")]
    [InlineData(".[|AddPolicyHandler|](Retry())")]
    [InlineData(".[|AddPolicyHandler|](Policy.WrapAsync(Retry(), Retry()))")]
    public Task Says_how_often_policies_send(string handler) => SaysWhatItDoes("this policy", handler, "choose the policy by the request's method");

    [Theory]
    [InlineData(".[|AddResilienceHandler|](\"a\", pipeline => { pipeline.AddTimeout(TimeSpan.FromSeconds(30)); pipeline.AddRetry(new HttpRetryStrategyOptions { MaxRetryAttempts = 5, Delay = TimeSpan.Zero }); })")]
    [InlineData(".[|AddResilienceHandler|](\"a\", pipeline => pipeline.AddRetry(new HttpRetryStrategyOptions { Delay = TimeSpan.Zero }).AddRetry(new HttpRetryStrategyOptions { MaxRetryAttempts = 1, Delay = TimeSpan.Zero }))")]
    public Task Says_how_often_custom_handlers_send(string handler) => SaysWhatItDoes("this resilience handler", handler, "leave unsafe methods out in ShouldHandle");

    private static async Task SaysWhatItDoes(string name, string handler, string instead)
    {
        var code = Registered(handler);
        await Rule.Says(Message(name, await new LoadedClients(Loaded.From(code)).Sends("Orders", HttpMethod.Post), instead)).Reports(code);
    }

    [Fact]
    public Task Says_again_where_a_part_of_the_handler_is_not_in_sight() => Rule
        .Says("'Orders' sends POST requests, and this resilience handler sends each again when it fails or its answer is late, so its work may be done twice; leave unsafe methods out in ShouldHandle or send an idempotency key")
        .On(References.With("Shop.Retries", "public static class Retries { public static void AddOurs(this Polly.ResiliencePipelineBuilder<HttpResponseMessage> pipeline) { } }"))
        .Reports(Registered(".[|AddResilienceHandler|](\"a\", pipeline => { pipeline.AddRetry(new HttpRetryStrategyOptions()); pipeline.AddOurs(); })"));

    [Fact]
    public Task Reports_named_clients_variables_and_defaults() => Rule.Reports("""
        class Startup
        {
            void Add(IServiceCollection services)
            {
                var builder = services.AddHttpClient("orders");
                builder.SetHandlerLifetime(TimeSpan.FromMinutes(5));
                builder.[|AddStandardResilienceHandler|]();
                services.AddHttpClient("reads").AddStandardResilienceHandler();
            }
        }
        class Places(IHttpClientFactory factory)
        {
            public async Task Place()
            {
                var http = factory.CreateClient("orders");
                await http.PatchAsync("/orders/1", null);
                await factory.CreateClient("reads").GetAsync("/");
            }
        }
        """);

    [Fact]
    public Task Reports_defaults_for_a_client_of_the_compilation() => Rule
        .File("Defaults.cs", """
            static class Defaults
            {
                public static void AddClients(IServiceCollection services) => services.AddHttpClient<Orders>();
            }
            """)
        .Reports($$"""
            class Startup
            {
                void Add(IServiceCollection services) => services.ConfigureHttpClientDefaults(http =>
                {
                    http.[|AddStandardResilienceHandler|]();
                    http.SetHandlerLifetime(TimeSpan.FromMinutes(5));
                });
            }
            {{Orders}}
            """);

    [Fact]
    public Task Reports_Refit_interfaces_that_post() => Rule.Reports("""
        using Refit;
        class Startup
        {
            void Add(IServiceCollection services)
            {
                services.AddRefitClient<IOrders>().[|AddStandardResilienceHandler|]();
                services.AddRefitClient<IReads>().AddStandardResilienceHandler();
                services.AddRefitClient<IKeys>().AddStandardResilienceHandler();
            }
        }
        interface IOrders
        {
            [Get("/orders")] Task<string> All();
            [Post("/orders")] Task Place([Body] string order);
        }
        interface IReads
        {
            [Get("/orders")] Task<string> All();
            [Post("/orders/search")] Task<string> Search([Body] string order);
        }
        interface IKeys
        {
            [Post("/orders")] Task Place([Body] string order, [Header("Idempotency-Key")] string key);
        }
        """);

    [Theory]
    [InlineData("""services.AddHttpClient<Orders>().AddStandardResilienceHandler(options => options.Retry.DisableForUnsafeHttpMethods());""")]
    [InlineData("""services.AddHttpClient<Orders>().AddStandardResilienceHandler().Configure(options => options.Retry.DisableForUnsafeHttpMethods());""")]
    [InlineData("""services.AddHttpClient<Orders>().AddStandardResilienceHandler(options => { options.Retry.DisableFor(HttpMethod.Post, HttpMethod.Patch); });""")]
    [InlineData("""services.AddHttpClient<Orders>().AddStandardResilienceHandler(options => options.Retry.ShouldHandle = args => PredicateResult.False());""")]
    [InlineData("""services.AddHttpClient<Orders>().AddStandardResilienceHandler(section);""")]
    [InlineData("""services.AddHttpClient<Orders>().AddStandardResilienceHandler(Configure);""")]
    [InlineData("""services.AddHttpClient<Orders>().AddResilienceHandler("p", p => p.AddTimeout(TimeSpan.FromSeconds(3)));""")]
    [InlineData("""services.AddHttpClient<Orders>().AddResilienceHandler("p", p => p.AddRetry(given));""")]
    [InlineData("""services.AddHttpClient<Orders>().AddPolicyHandler(request => request.Method == HttpMethod.Get ? retry : none);""")]
    [InlineData("""services.AddHttpClient<Orders>().AddPolicyHandler(retry);""")]
    [InlineData("""services.AddHttpClient<Orders>().AddPolicyHandlerFromRegistry("retry");""")]
    [InlineData("""services.AddHttpClient<Orders>().AddPolicyHandler(Policy.TimeoutAsync<HttpResponseMessage>(3));""")]
    [InlineData("""services.AddHttpClient<Reads>().AddStandardResilienceHandler();""")]
    [InlineData("""services.AddHttpClient<Searches>().AddStandardResilienceHandler();""")]
    [InlineData("""services.AddHttpClient<Keyed>().AddStandardResilienceHandler();""")]
    [InlineData("""services.AddHttpClient<Orders>().AddHttpMessageHandler<Keys>().AddStandardResilienceHandler();""")]
    [InlineData("""given2.AddStandardResilienceHandler();""")]
    [InlineData("""services.AddHttpClient("nobody").AddStandardResilienceHandler();""")]
    public Task Silent_when_unsafe_methods_are_left_out_keyed_or_unknown(string registration) => Rule.Silent($$"""
        using Microsoft.Extensions.Http.Resilience;
        using Polly;
        using Polly.Retry;
        class Startup
        {
            void Add(IServiceCollection services, IConfigurationSection section, HttpRetryStrategyOptions given, IAsyncPolicy<HttpResponseMessage> retry, IAsyncPolicy<HttpResponseMessage> none, IHttpClientBuilder given2)
            {
                {{registration}}
            }
            static void Configure(HttpStandardResilienceOptions options) => options.Retry.DisableForUnsafeHttpMethods();
        }
        {{Orders}}
        class Reads(HttpClient http)
        {
            public Task<string> Get() => http.GetStringAsync("/orders");
            public Task Replace() => http.PutAsync("/orders/1", null);
            public Task Else() => new HttpClient().PostAsync("/orders", null);
        }
        class Searches(HttpClient http)
        {
            public Task Find(object what) => http.PostAsJsonAsync("/orders/search", what);
        }
        class Keyed(HttpClient http)
        {
            public Task Place(string idempotencyKey) => http.PostAsync("/orders?key=" + idempotencyKey, null);
        }
        class Keys : DelegatingHandler
        {
            const string Header = "Idempotency-Key";
        }
        """);

    [Fact]
    public Task Silent_when_the_options_are_configured_elsewhere() => Rule.Silent($$"""
        using Microsoft.Extensions.Http.Resilience;
        class Startup
        {
            void Add(IServiceCollection services, IConfiguration configuration)
            {
                services.AddHttpClient<Orders>().AddStandardResilienceHandler();
                services.Configure<HttpStandardResilienceOptions>(configuration.GetSection("http"));
            }
        }
        {{Orders}}
        """);

    [Fact]
    public Task Silent_for_safe_paths_and_headers_of_the_options() => Rule
        .With("dotnet_code_quality.DCK0908.safe_post_paths = /price")
        .With("dotnet_code_quality.designchecks.idempotency_headers = Order-Once")
        .Silent("""
            class Startup
            {
                void Add(IServiceCollection services)
                {
                    services.AddHttpClient<Prices>().AddStandardResilienceHandler();
                    services.AddHttpClient<Once>().AddStandardResilienceHandler();
                }
            }
            class Prices(HttpClient http)
            {
                public Task Get() => http.PostAsync("/price", null);
            }
            class Once(HttpClient http)
            {
                public Task Place(HttpContent order)
                {
                    order.Headers.Add("Order-Once", "1");
                    return http.PostAsync("/orders", order);
                }
            }
            """);

    [Fact]
    public Task Silent_without_the_library_for_own_methods_of_the_same_name() => Rule.On(References.Framework).Silent($$"""
        static class Startup
        {
            static void Add(IServiceCollection services) => services.AddHttpClient<Orders>().AddStandardResilienceHandler();
            static void AddStandardResilienceHandler(this IHttpClientBuilder builder) { }
        }
        {{Orders}}
        """);

    [Fact]
    public Task Silent_in_generated_code() => Rule.File("Made.g.cs", """
        // <auto-generated/>
        using Microsoft.Extensions.DependencyInjection;
        class Made { void Add(IServiceCollection services) => services.AddHttpClient<Orders>().AddStandardResilienceHandler(); }
        """).Silent(Orders);

    [Fact]
    public Task Silent_on_incomplete_code() => Rule.Incomplete().Silent($$"""
        class Startup
        {
            void Add(IServiceCollection services) => services.AddHttpClient<Orders>().AddStandardResilienceHandler(options => options.
        """);
}
