using DesignChecks.Rules.Networking;
using DesignChecks.Tests.Engine;

namespace DesignChecks.Tests.Networking;

/// <summary>DCK0901: HttpClient keeps the default timeout.</summary>
public partial class HttpClientKeepsDefaultTimeoutTests
{
    private static Verify<HttpClientKeepsDefaultTimeout> Rule => new();

    [Fact]
    public Task Reports_locals_properties_and_constructor_assignments() => Rule.Reports("""
        using Client = System.Net.Http.HttpClient;
        class Stock
        {
            private readonly HttpClient _assigned;
            private static HttpClient? s_lazy;
            public HttpClient Http { get; } = [|new()|];
            public Stock() => _assigned = [|new HttpClient(new HttpClientHandler())|];
            public async Task<string> Get()
            {
                using var http = [|new Client { BaseAddress = new Uri("http://stock") }|];
                return await http.GetStringAsync("/stock");
            }
            public static HttpClient Shared() => s_lazy ??= [|new HttpClient()|];
        }
        """);

    [Theory]
    [InlineData("""services.AddHttpClient("a", c => c.Timeout = TimeSpan.FromSeconds(5));""")]
    [InlineData("""services.AddHttpClient("a").ConfigureHttpClient((_, c) => { c.Timeout = TimeSpan.FromSeconds(5); });""")]
    [InlineData("""services.AddHttpClient("a").AddStandardResilienceHandler();""")]
    [InlineData("""services.AddHttpClient("a").AddTransientHttpErrorPolicy(p => p.RetryAsync(3));""")]
    [InlineData("""services.AddHttpClient("a", Configure.Timeouts);""")]
    [InlineData("""services.AddHttpClient("a", c => Configure.Timeouts(c));""")]
    [InlineData("""services.AddHttpClient("a").AddHttpMessageHandler<Deadline>();""")]
    [InlineData("""var b = services.AddHttpClient("a"); b.AddStandardResilienceHandler();""")]
    [InlineData("""services.AddHttpClient();""")]
    [InlineData("""services.AddHttpClient("a", given);""")]
    [InlineData("""services.AddHttpClient<Own>();""")]
    [InlineData("""services.AddHttpClient<Streams>();""")]
    [InlineData("""services.AddHttpClient("b");""")]
    [InlineData("""services.AddHttpClient("a").Hardened();""")]
    [InlineData("""services.AddHttpClient("a").AddHttpMessageHandler(() => handler);""")]
    [InlineData("""services.AddHttpClient("a").ConfigurePrimaryHttpMessageHandler(() => handler);""")]
    [InlineData("""services.AddHttpClient("a").ConfigurePrimaryHttpMessageHandler<Deadline>();""")]
    public Task Silent_when_a_time_limit_is_set_or_unknown(string registration) => Rule.Silent($$"""
        using Polly;
        static class Registrations
        {
            static void Add(IServiceCollection services, Action<HttpClient> given, DelegatingHandler handler)
            {
                {{registration}}
            }

            static IHttpClientBuilder Hardened(this IHttpClientBuilder builder)
            {
                builder.AddStandardResilienceHandler();
                return builder;
            }
        }

        static class Configure
        {
            public static void Timeouts(HttpClient client) => client.Timeout = TimeSpan.FromSeconds(3);
        }

        class Deadline : DelegatingHandler
        {
            protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken token)
            {
                using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(2));
                return await base.SendAsync(request, limit.Token);
            }
        }

        class Own
        {
            public Own(HttpClient http) => http.Timeout = TimeSpan.FromSeconds(1);
        }

        class Streams(HttpClient http)
        {
            public Task<Stream> Get() => http.GetStreamAsync("/video");
        }

        class Uses(IHttpClientFactory factory)
        {
            public Task<string> Get()
            {
                var client = factory.CreateClient("b");
                client.Timeout = TimeSpan.FromSeconds(1);
                return client.GetStringAsync("/");
            }
        }
        """);

    [Fact]
    public Task Silent_with_client_defaults_that_limit_the_time() => Rule
        .File("Defaults.cs", """
            static class Defaults
            {
                public static void Add(IServiceCollection services) => services.ConfigureHttpClientDefaults(http => http.AddStandardResilienceHandler());
            }
            """)
        .Silent("""
            class Startup
            {
                public void Add(IServiceCollection services) => services.AddHttpClient("a");
            }
            """);

    [Fact]
    public Task Silent_with_service_defaults_of_another_project() => Rule.Incomplete().Silent("""
        var builder = WebApplication.CreateBuilder();
        builder.AddServiceDefaults();
        builder.Services.AddHttpClient("a");
        """);

    [Fact]
    public Task Silent_for_a_client_received_from_outside_or_handed_on() => Rule.Silent("""
        class Stock(HttpClient http, HttpMessageHandler handler)
        {
            private readonly HttpClient _http = http;
            private readonly HttpClient _over = new HttpClient(handler);
            public Task<string> Get() => _http.GetStringAsync("/stock");
            public HttpClient Make() => new HttpClient();
            public object Hand()
            {
                var given = new HttpClient();
                return new Stock(given, handler);
            }
        }
        """);

    [Fact]
    public Task Silent_when_the_timeout_is_set_later_on_the_same_holder() => Rule.Silent("""
        class Stock
        {
            private readonly HttpClient _http = new();
            public Stock() => _http.Timeout = TimeSpan.FromSeconds(3);
            public async Task<string> Get()
            {
                var http = new HttpClient();
                http.Timeout = TimeSpan.FromSeconds(3);
                return await http.GetStringAsync("/") + await _http.GetStringAsync("/");
            }
        }
        """);

    [Fact]
    public Task Silent_when_the_calls_pass_a_token_with_a_time_limit() => Rule.Silent("""
        class Stock
        {
            private readonly HttpClient _http = new();
            public async Task<string> Get(CancellationToken token)
            {
                using var limit = CancellationTokenSource.CreateLinkedTokenSource(token);
                limit.CancelAfter(TimeSpan.FromSeconds(3));
                return await _http.GetStringAsync("/", limit.Token);
            }
        }
        """);

    /// <summary>What else is said of a client whose name isn't constant can't be found.</summary>
    [Fact]
    public Task Silent_for_a_client_whose_name_is_computed() => Rule.Silent("""
        class Startup
        {
            public static readonly string[] Names = ["onion", "clearnet"];
            public void Add(IServiceCollection services)
            {
                foreach (var name in Names)
                    services.AddHttpClient(name).ConfigureHttpClient(client => client.DefaultRequestHeaders.Add("User-Agent", "shop"));
            }
        }
        """);

    [Fact]
    public Task Silent_in_a_harness_for_tests() => Rule.Silent("""
        public class BrokerTestHarness
        {
            public async Task<string> Queues()
            {
                using var client = new HttpClient();
                return await client.GetStringAsync("http://broker:15672/api/queues");
            }
        }
        """);

    [Fact]
    public Task Silent_for_streaming_clients() => Rule.Silent("""
        class Events
        {
            private readonly HttpClient _http = new();
            public Task<HttpResponseMessage> Listen() => _http.GetAsync("/events", HttpCompletionOption.ResponseHeadersRead);
        }
        """);

    [Theory]
    [InlineData("dotnet_code_quality.designchecks.http_timeouts = shared_host")]
    [InlineData("dotnet_code_quality.DCK0901.http_timeouts = shared_host")]
    public Task Silent_when_a_shared_host_sets_timeouts(string option) => Rule.With(option).Silent("""
        class Startup
        {
            public void Add(IServiceCollection services) => services.AddHttpClient("a");
        }
        """);

    [Fact]
    public Task Silent_for_handlers_named_in_the_option() => Rule.With("dotnet_code_quality.DCK0901.timeout_handler_types = Shop.Deadline").Silent("""
        namespace Shop;
        class Startup
        {
            public void Add(IServiceCollection services) => services.AddHttpClient("a").AddHttpMessageHandler<Deadline>();
        }
        class Deadline : DelegatingHandler;
        """);

    [Fact]
    public Task Reports_a_handler_that_limits_nothing() => Rule.Reports("""
        class Startup
        {
            public void Add(IServiceCollection services)
            {
                services.[|AddHttpClient|]("a").AddHttpMessageHandler<Logs>();
                services.[|AddHttpClient|]("b").ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false });
            }
        }
        class Logs : DelegatingHandler;
        """);

    [Fact]
    public Task Silent_for_own_types_of_the_same_names() => Rule.On(References.Framework).Silent("""
        namespace Shop
        {
            class HttpClient;
            static class Registration { public static void AddHttpClient(this IServiceCollection services, string name) { } }
            class Stock
            {
                private readonly HttpClient _http = new HttpClient();
                void Add(IServiceCollection services) => Registration.AddHttpClient(services, "stock");
            }
        }
        """);

    [Fact]
    public Task Silent_in_generated_code() => Rule.File("Made.g.cs", """
        // <auto-generated/>
        class Made { private readonly System.Net.Http.HttpClient _http = new(); }
        """).Silent("class Empty;");

    [Fact]
    public Task Silent_on_incomplete_code() => Rule.Incomplete().Silent("""
        class Stock
        {
            private readonly HttpClient _http = new HttpClient { Timeout = 
        """);

    /// <summary>What doesn't bind yet, or for want of a package, may be the time limit.</summary>
    [Theory]
    [InlineData("services.AddHttpClient(\"a\").AddPolicyHandler(policy => policy.);")]
    [InlineData("services.AddHttpClient(\"a\").AddStandardResilienceHandler(options => options.Retry.);")]
    [InlineData("services.AddHttpClient(\"a\").AddStandardResilienceHandler(options => { options. });")]
    [InlineData("services.AddHttpClient(\"a\").AddTransientHttpErrorPolicy(policy => policy.WaitAndRetryAsync(3, attempt => Time));")]
    [InlineData("services.AddHttpClient(\"a\").SetHandlerLifetime(TimeSpan.FromMinutes(5)).AddOurTimeout();")]
    [InlineData("services.AddHttpClient(\"a\").AddPol")]
    [InlineData("services.AddHttpClient(\"a\").")]
    [InlineData("services.AddHttpClient(\"a\").ConfigureHttpClient(client => client.)")]
    [InlineData("services.AddHttpClient(\"a\").ConfigureHttpClient(client => { client.Tim });")]
    [InlineData("services.AddHttpClient(\"a\", client => client.Tim);")]
    [InlineData("services.AddHttpClient<Stock>(client => { client.BaseAddress = new Uri(\"http://stock\"); client. });")]
    [InlineData("var builder = services.AddHttpClient(\"a\"); builder.AddPolicyHandler(policy => policy.);")]
    [InlineData("services.AddHttpClient(\"a\"); services.ConfigureHttpClientDefaults(http => http.AddStand);")]
    public Task Silent_while_a_builder_call_is_half_typed(string statement) => Rule.Incomplete().Silent($$"""
        class Stock(HttpClient http) { public HttpClient Http => http; }
        class Startup
        {
            public void Add(IServiceCollection services)
            {
                {{statement}}
            }
        }
        """);
}
