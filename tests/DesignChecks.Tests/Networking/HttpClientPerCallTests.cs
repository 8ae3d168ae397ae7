using DesignChecks.Rules.Networking;
using DesignChecks.Tests.Engine;

namespace DesignChecks.Tests.Networking;

/// <summary>DCK0915: HttpClient created per call.</summary>
public class HttpClientPerCallTests
{
    private static Verify<HttpClientPerCall> Rule => new();

    [Fact]
    public Task Says_when_the_client_is_made() => Rule
        .Says("An HttpClient is made for every request, each with connections of its own that stay in TIME_WAIT when it is gone, so under load the ports run out; use IHttpClientFactory, or one client with a PooledConnectionLifetime")
        .Says("An HttpClient is made in every turn of the loop, each with connections of its own that stay in TIME_WAIT when it is gone, so under load the ports run out; use IHttpClientFactory, or one client with a PooledConnectionLifetime")
        .Says("An HttpClient is made in every call of 'Get', each with connections of its own that stay in TIME_WAIT when it is gone, so under load the ports run out; use IHttpClientFactory, or one client with a PooledConnectionLifetime")
        .Says("An HttpClient is made with every 'Scoped', each with connections of its own that stay in TIME_WAIT when it is gone, so under load the ports run out; use IHttpClientFactory, or one client with a PooledConnectionLifetime")
        .Reports("""
            using Microsoft.AspNetCore.Mvc;
            class StockController : ControllerBase
            {
                [HttpGet]
                public async Task<string> Get()
                {
                    using var http = [|new HttpClient()|];
                    return await http.GetStringAsync("http://stock");
                }
            }
            class Prices
            {
                public static async Task Load(string[] urls)
                {
                    foreach (var url in urls)
                    {
                        using var http = [|new HttpClient { Timeout = TimeSpan.FromSeconds(3) }|];
                        await http.GetStringAsync(url);
                    }
                }
            }
            class Rates
            {
                public Task<string> Get() => [|new HttpClient()|].GetStringAsync("http://rates");
            }
            class Scoped
            {
                private readonly HttpClient _http = [|new()|];
            }
            class Startup
            {
                void Add(IServiceCollection services)
                {
                    services.AddSingleton<Rates>();
                    services.AddScoped<Scoped>();
                }
            }
            """);

    [Fact]
    public Task Reports_every_kind_of_request_code() => Rule.Reports("""
        using MassTransit;
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.AspNetCore.Mvc.RazorPages;
        using Microsoft.AspNetCore.SignalR;
        static class Endpoints
        {
            public static void Map(WebApplication app)
            {
                app.MapGet("/stock", async () => await [|new HttpClient()|].GetStringAsync("http://stock"));
                app.Use(async (context, next) => { using var http = [|new HttpClient(new HttpClientHandler())|]; await http.GetStringAsync("http://stock"); await next(context); });
            }
        }
        class Page : PageModel
        {
            public async Task OnGet()
            {
                var handler = new SocketsHttpHandler();
                var http = [|new HttpClient(handler)|];
                await http.GetStringAsync("http://stock");
            }
        }
        class Chat : Hub
        {
            public Task Say() => Task.Run(async () => await [|new HttpClient()|].GetStringAsync("http://stock"));
        }
        class Middleware
        {
            public async Task InvokeAsync(HttpContext context) => await [|new HttpClient()|].GetStringAsync("http://stock");
        }
        class Placed;
        class Consumer : IConsumer<Placed>
        {
            public Task Consume(ConsumeContext<Placed> context) => [|new HttpClient()|].GetStringAsync("http://stock");
        }
        class Worker : BackgroundService
        {
            protected override async Task ExecuteAsync(CancellationToken stop)
            {
                while (!stop.IsCancellationRequested)
                    await [|new HttpClient()|].GetStringAsync("http://stock", stop);
            }
        }
        class OldController : ControllerBase
        {
            private readonly HttpClient _http;
            public OldController() => _http = [|new HttpClient()|];
        }
        """);

    /// <summary>One every few seconds, however many requests come.</summary>
    [Fact]
    public Task Silent_in_health_checks() => Rule.Silent("""
        using Microsoft.Extensions.Diagnostics.HealthChecks;
        class StockCheck : IHealthCheck
        {
            public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancel = default)
            {
                foreach (var host in new[] { "stock", "rates" })
                    await new HttpClient().GetStringAsync($"http://{host}", cancel);
                return await Ping() ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy();
            }

            private static async Task<bool> Ping() => (await new HttpClient().GetAsync("http://orders")).IsSuccessStatusCode;
        }
        class HeldCheck : IHealthCheck
        {
            private readonly HttpClient _http = new();
            public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancel = default) => Task.FromResult(HealthCheckResult.Healthy(_http.ToString()));
        }
        class Startup
        {
            void Add(IServiceCollection services)
            {
                services.AddTransient<HeldCheck>();
                services.AddSingleton<StockCheck>();
            }
        }
        """);

    [Fact]
    public Task Silent_for_clients_that_are_kept() => Rule.Silent("""
        using Microsoft.AspNetCore.Mvc;
        class Startup
        {
            void Add(IServiceCollection services)
            {
                services.AddSingleton<Rates>();
                services.AddTransient(_ => new HttpClient());
                services.AddSingleton(new HttpClient());
            }
        }
        class Rates
        {
            private static readonly HttpClient s_http = new();
            private static readonly Lazy<HttpClient> s_lazy = new(() => new HttpClient());
            private readonly HttpClient _own = new();
            private HttpClient? _later;
            private HttpClient Client => _later ??= new HttpClient();
            public Task<string> Get() => (_later ??= new HttpClient()).GetStringAsync("http://rates");
            public void Renew() => _later = new HttpClient();
            public HttpClient Make() => new HttpClient();
            public HttpClient MakeLocal()
            {
                var http = new HttpClient();
                http.Timeout = TimeSpan.FromSeconds(1);
                return http;
            }
        }
        class StockController : ControllerBase
        {
            private static readonly HttpClient Http = new();
            [HttpGet]
            public Task<string> Get() => Http.GetStringAsync("http://stock");
        }
        """);

    [Fact]
    public Task Silent_for_a_handler_from_outside() => Rule.Silent("""
        using Microsoft.AspNetCore.Mvc;
        class StockController(HttpMessageHandler handler) : ControllerBase
        {
            private static readonly SocketsHttpHandler Shared = new();
            [HttpGet]
            public async Task<string> Get()
            {
                using var one = new HttpClient(handler, disposeHandler: false);
                using var two = new HttpClient(Shared, false);
                return await one.GetStringAsync("http://stock") + await two.GetStringAsync("http://stock");
            }
        }
        """);

    [Fact]
    public Task Silent_where_it_may_run_once_only() => Rule.Silent("""
        var http = new HttpClient();
        await http.GetStringAsync("http://stock");

        static class Seed
        {
            public static async Task Load()
            {
                using var http = new HttpClient();
                await http.GetStringAsync("http://seed");
            }
        }
        class Unregistered
        {
            public async Task Load()
            {
                using var http = new HttpClient();
                await http.GetStringAsync("http://seed");
            }
        }
        class Worker : BackgroundService
        {
            protected override async Task ExecuteAsync(CancellationToken stop)
            {
                using var http = new HttpClient();
                while (!stop.IsCancellationRequested)
                    await http.GetStringAsync("http://stock", stop);
            }
        }
        class ClientFactory
        {
            public Task<string> Try() => new HttpClient().GetStringAsync("http://stock");
            static void Add(IServiceCollection services) => services.AddSingleton<ClientFactory>();
        }
        """);

    /// <summary>Private methods that only such code calls.</summary>
    [Fact]
    public Task Silent_where_only_a_start_or_a_lazy_task_leads_to_it() => Rule.Silent("""
        class Warmup : IHostedService
        {
            public static void Add(IServiceCollection services) => services.AddHostedService<Warmup>().AddSingleton<Usage>();
            public async Task StartAsync(CancellationToken stop)
            {
                if (!stop.IsCancellationRequested)
                    await Ask();
            }
            public Task StopAsync(CancellationToken stop) => Task.CompletedTask;
            private async Task Ask()
            {
                var client = new HttpClient();
                await client.GetStringAsync("/warm");
            }
        }
        class Usage
        {
            private Task? _report;
            public void Started() => _report ??= Task.Run(() => Report());
            private async Task Report()
            {
                var client = new HttpClient();
                await client.PostAsync("/usage", null);
            }
        }
        """);

    [Fact]
    public Task Reports_what_a_timer_or_a_loop_of_the_start_runs() => Rule.Reports("""
        class Polling : IHostedService
        {
            private Timer? _timer;
            public static void Add(IServiceCollection services) => services.AddHostedService<Polling>();
            public async Task StartAsync(CancellationToken stop)
            {
                _timer ??= new Timer(_ => Ask(), null, 0, 1000);
                _timer = new Timer(Tell, null, 0, 1000);
                while (!stop.IsCancellationRequested)
                    await Look();
            }
            public Task StopAsync(CancellationToken stop) => Task.CompletedTask;
            private async void Ask()
            {
                var client = [|new HttpClient()|];
                await client.GetStringAsync("/warm");
            }
            private async void Tell(object? state)
            {
                var client = [|new HttpClient()|];
                await client.GetStringAsync("/warm");
            }
            private async Task Look()
            {
                var client = [|new HttpClient()|];
                await client.GetStringAsync("/warm");
            }
        }
        """);

    [Fact]
    public Task Silent_for_own_types_of_the_same_name() => Rule.On(References.Framework).Silent("""
        using Microsoft.AspNetCore.Mvc;
        class HttpClient
        {
            public string Get() => "";
        }
        class StockController : ControllerBase
        {
            [HttpGet]
            public string Get() => new HttpClient().Get();
        }
        """);

    [Fact]
    public Task Silent_in_generated_code() => Rule.File("Made.g.cs", """
        // <auto-generated/>
        class Made : Microsoft.AspNetCore.Mvc.ControllerBase { public object Get() => new System.Net.Http.HttpClient().GetStringAsync("/"); }
        """).Silent("class Empty;");

    [Fact]
    public Task Silent_on_incomplete_code() => Rule.Incomplete().Silent("""
        using Microsoft.AspNetCore.Mvc;
        class StockController : ControllerBase
        {
            public object Get() => (_later ??= new HttpClient(
        """);
}
