using DesignChecks.Tests.Engine;

namespace DesignChecks.Tests.Networking;

public partial class HttpClientPerCallTests
{
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
        class Warmup(Warmup.Settings settings) : IHostedService
        {
            public class Settings { public bool Ask { get; set; } }
            public static void Add(IServiceCollection services) => services.AddHostedService<Warmup>().AddSingleton<Usage>();
            public async Task StartAsync(CancellationToken stop)
            {
                if (settings.Ask)
                    await this.Ask();
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
