using DesignChecks.Rules.Networking;
using DesignChecks.Tests.Engine;

namespace DesignChecks.Tests.Networking;

/// <summary>DCK0915: HttpClient created per call.</summary>
public partial class HttpClientPerCallTests
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
}
