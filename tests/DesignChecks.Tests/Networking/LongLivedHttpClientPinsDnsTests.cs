using DesignChecks.Rules.Networking;
using DesignChecks.Tests.Engine;

namespace DesignChecks.Tests.Networking;

/// <summary>DCK0916: Long-lived HttpClient pins DNS.</summary>
public class LongLivedHttpClientPinsDnsTests
{
    private static Verify<LongLivedHttpClientPinsDns> Rule => new();

    [Fact]
    public Task Says_how_long_the_client_lives() => Rule
        .Says("This HttpClient lives as long as the process and keeps its connections without end, so it stays on the old address after a failover or a move; give it a SocketsHttpHandler with a PooledConnectionLifetime, or use IHttpClientFactory")
        .Says("This HttpClient lives as long as the singleton 'Rates' and keeps its connections without end, so it stays on the old address after a failover or a move; give it a SocketsHttpHandler with a PooledConnectionLifetime, or use IHttpClientFactory")
        .Reports("""
            class Startup
            {
                void Add(IServiceCollection services) => services.AddSingleton<IRates, Rates>();
            }
            interface IRates;
            class Stock
            {
                private static readonly HttpClient Http = [|new HttpClient()|];
            }
            class Rates : IRates
            {
                private readonly HttpClient _http = [|new()|];
            }
            """);

    [Fact]
    public void A_plain_handler_never_gives_up_a_connection() =>
        Assert.Equal(Timeout.InfiniteTimeSpan, new SocketsHttpHandler().PooledConnectionLifetime);

    [Fact]
    public Task Reports_every_long_lived_holder() => Rule.Reports("""
        using Client = System.Net.Http.HttpClient;
        class Startup
        {
            void Add(IServiceCollection services)
            {
                services.AddSingleton([|new HttpClient()|]);
                services.AddSingleton(_ => [|new HttpClient()|]);
                services.AddSingleton(typeof(Rates));
                services.AddHostedService<Worker>();
            }
        }
        class Stock
        {
            private static HttpClient? s_lazy;
            private static readonly Lazy<HttpClient> s_held = new(() => [|new HttpClient()|]);
            private static readonly SocketsHttpHandler s_handler = new() { AllowAutoRedirect = false };
            public static HttpClient Shared { get; } = [|new Client(new HttpClientHandler())|];
            public static HttpClient Other { get; } = [|new(s_handler)|];
            public static HttpClient Get() => s_lazy ??= [|new HttpClient(new SocketsHttpHandler())|];
        }
        class Rates
        {
            private readonly HttpClient _http;
            public Rates() => _http = [|new HttpClient()|];
        }
        class Worker : BackgroundService
        {
            private readonly HttpClient _http = [|new HttpClient()|];
            protected override Task ExecuteAsync(CancellationToken stop) => _http.GetStringAsync("/", stop);
        }
        """);

    [Fact]
    public Task Silent_for_handlers_that_renew_or_are_unknown() => Rule.Silent("""
        class Stock
        {
            private static readonly HttpClient One = new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5) });
            private static readonly HttpClient Two = new(Make());
            private static readonly HttpClient Three = new(new Logs());
            private static readonly HttpClient Four = Renewing();
            private static readonly HttpClient Five = new(Handler);
            private static readonly SocketsHttpHandler Handler = new() { PooledConnectionLifetime = TimeSpan.FromMinutes(5) };
            static HttpMessageHandler Make()
            {
                var handler = new SocketsHttpHandler();
                handler.PooledConnectionLifetime = TimeSpan.FromMinutes(1);
                return handler;
            }
            static HttpClient Renewing()
            {
                var handler = new SocketsHttpHandler();
                handler.PooledConnectionLifetime = TimeSpan.FromMinutes(1);
                return new HttpClient(handler);
            }
        }
        class Logs : DelegatingHandler;
        """);

    [Fact]
    public Task Silent_for_short_lived_clients() => Rule.Silent("""
        class Startup
        {
            void Add(IServiceCollection services)
            {
                services.AddScoped<Scoped>();
                services.AddTransient(_ => new HttpClient());
                services.AddHttpClient<Typed>();
            }
        }
        class Scoped { private readonly HttpClient _http = new(); }
        class Typed { private readonly HttpClient _http = new(); }
        class Unknown { private readonly HttpClient _http = new(); }
        class PerCall
        {
            public static HttpClient Fresh => new HttpClient();
            public static Task<string> Get()
            {
                var http = new HttpClient();
                return http.GetStringAsync("/");
            }
        }
        """);

    [Fact]
    public Task Silent_in_programs_without_a_service() => Rule
        .On([.. References.Framework.Where(reference => reference.Display?.Contains("Microsoft.Extensions.Hosting") != true)])
        .Incomplete() // the global usings name hosting
        .Silent("""
            Console.WriteLine(await Rates.Http.GetStringAsync("http://rates"));
            class Rates { public static readonly HttpClient Http = new(); }
            """);

    [Fact]
    public Task Silent_for_addresses_of_the_own_machine() => Rule.Silent("""
        class Sidecar
        {
            private static readonly HttpClient Http = new() { BaseAddress = new Uri("http://localhost:3500") };
        }
        """);

    [Fact]
    public Task Silent_for_own_types_of_the_same_name() => Rule.On(References.Framework).Silent("""
        class HttpClient;
        class Stock
        {
            private static readonly HttpClient Http = new();
        }
        """);

    [Fact]
    public Task Silent_in_generated_code() => Rule.File("Made.g.cs", """
        // <auto-generated/>
        class Made { private static readonly System.Net.Http.HttpClient Http = new(); }
        """).Silent("class Empty;");

    [Fact]
    public Task Silent_on_incomplete_code() => Rule.Incomplete().Silent("""
        class Stock
        {
            private static readonly HttpClient Http = new HttpClient(new SocketsHttpHandler { PooledConnectionLifetime = 
        """);

    [Fact]
    public Task Fix_renews_connections() => Rule.Fixes(
        """
        class Stock
        {
            private static readonly HttpClient One = [|new HttpClient()|]; // one
            private static readonly HttpClient Two = [|new() { Timeout = TimeSpan.FromSeconds(3) }|];
            private static readonly HttpClient Three = [|new HttpClient { Timeout = TimeSpan.FromSeconds(3) }|];
            private static readonly HttpClient Four = [|new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false })|];
        }
        """,
        """
        class Stock
        {
            private static readonly HttpClient One = new HttpClient(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(15) }); // one
            private static readonly HttpClient Two = new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(15) }) { Timeout = TimeSpan.FromSeconds(3) };
            private static readonly HttpClient Three = new HttpClient(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(15) }) { Timeout = TimeSpan.FromSeconds(3) };
            private static readonly HttpClient Four = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(15) });
        }
        """);

    [Fact]
    public Task No_fix_for_a_HttpClientHandler() => Rule.HasNoFix("""
        class Stock
        {
            private static readonly HttpClient Http = [|new HttpClient(new HttpClientHandler { UseCookies = false })|];
        }
        """);
}
