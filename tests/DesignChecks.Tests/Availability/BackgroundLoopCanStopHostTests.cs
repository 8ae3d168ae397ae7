using DesignChecks.Rules.Availability;
using DesignChecks.Tests.Engine;

namespace DesignChecks.Tests.Availability;

/// <summary>DCK0302: Background loop can stop the host.</summary>
public class BackgroundLoopCanStopHostTests
{
    private static Verify<BackgroundLoopCanStopHost> Rule => new();

    [Fact]
    public Task Reports_a_loop_without_a_catch() => Rule
        .Says("Nothing in this loop catches a failure of GetStringAsync, so the first one ends the whole host (StopHost is the default); catch it inside the loop, log it and go on")
        .Reports("""
            class Rates(HttpClient http) : BackgroundService
            {
                protected override async Task ExecuteAsync(CancellationToken stoppingToken)
                {
                    [|while|] (!stoppingToken.IsCancellationRequested)
                    {
                        await http.GetStringAsync("/rates", stoppingToken);
                        await Task.Delay(1000, stoppingToken);
                    }
                }
            }
            """);

    [Theory]
    [InlineData("[|while|] (true) { await http.GetStringAsync(\"/\", stop); }")]
    [InlineData("[|for|] (;;) { await http.GetStringAsync(\"/\", stop); }")]
    [InlineData("[|do|] { await http.GetStringAsync(\"/\", stop); } while (!stop.IsCancellationRequested);")]
    [InlineData("using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1)); [|while|] (await timer.WaitForNextTickAsync(stop)) await http.GetStringAsync(\"/\", stop);")]
    [InlineData("await [|foreach|] (var job in jobs.Reader.ReadAllAsync(stop)) await http.GetStringAsync(job, stop);")]
    [InlineData("[|while|] (true) { await Fetch(stop); }")]
    [InlineData("[|while|] (true) { await Outer(stop); }")]
    [InlineData("[|while|] (true) { try { await http.GetStringAsync(\"/\", stop); } catch (OperationCanceledException) { } }")]
    [InlineData("[|while|] (true) { try { await http.GetStringAsync(\"/\", stop); } finally { Console.WriteLine(); } }")]
    [InlineData("[|while|] (true) { try { Console.WriteLine(); } catch (Exception) { await http.GetStringAsync(\"/failed\", stop); } }")]
    [InlineData("[|while|] (true) { foreach (var id in new[] { 1, 2 }) await http.GetStringAsync(\"/\" + id, stop); }")]
    [InlineData("await Run(stop);")]
    public Task Reports_every_form(string loop) => loop.Contains("[|", StringComparison.Ordinal)
        ? Rule.Reports(Worker(loop))
        : Rule.Reports(Worker(loop).Replace("/* loop */ while", "[|while|]", StringComparison.Ordinal));

    [Theory]
    [InlineData("while (true) { try { await http.GetStringAsync(\"/\", stop); } catch (Exception) { Console.WriteLine(); } }")]
    [InlineData("while (true) { try { await http.GetStringAsync(\"/\", stop); } catch (HttpRequestException) { Console.WriteLine(); } }")]
    [InlineData("while (true) { try { foreach (var id in new[] { 1, 2 }) await http.GetStringAsync(\"/\" + id, stop); } catch (OperationCanceledException) { throw; } catch { } }")]
    [InlineData("while (true) { await Careful(stop); }")]
    [InlineData("while (true) { try { await Fetch(stop); } catch (Exception) { } }")]
    public Task Silent_with_a_catch_inside_the_loop(string loop) => Rule.Silent(Worker(loop));

    [Theory]
    [InlineData("while (true) { await pipeline.ExecuteAsync(async cancel => await http.GetStringAsync(\"/\", cancel), stop); }")]
    [InlineData("while (true) { await Task.Delay(1000, stop); Console.WriteLine(); }")]
    [InlineData("for (var i = 0; i < 3; i++) await http.GetStringAsync(\"/\", stop);")]
    [InlineData("foreach (var id in new[] { 1, 2 }) await http.GetStringAsync(\"/\" + id, stop);")]
    [InlineData("var ids = 3; while (ids-- > 0) await http.GetStringAsync(\"/\", stop);")]
    [InlineData("await http.GetStringAsync(\"/\", stop);")]
    [InlineData("try { while (true) { await http.GetStringAsync(\"/\", stop); } } catch (Exception) { Environment.Exit(1); }")]
    [InlineData("try { await Run(stop); } catch (Exception) { Environment.Exit(1); }")]
    public Task Silent_with_a_pipeline_without_work_for_finite_loops_and_where_code_around_decides(string loop) => Rule.Silent(Worker(loop));

    private static string Worker(string loop) => $$"""
        using System.Threading.Channels;
        class Worker(HttpClient http, Channel<string> jobs, Polly.ResiliencePipeline pipeline) : BackgroundService
        {
            object[] Used => [jobs, pipeline];

            protected override async Task ExecuteAsync(CancellationToken stop)
            {
                {{loop}}
            }

            private async Task Run(CancellationToken cancel)
            {
                /* loop */ while (!cancel.IsCancellationRequested)
                    await Fetch(cancel);
            }

            private async Task Fetch(CancellationToken cancel) => await http.GetStringAsync("/", cancel);
            private Task Outer(CancellationToken cancel) => Fetch(cancel);
            private async Task Careful(CancellationToken cancel)
            {
                try { await Fetch(cancel); }
                catch (Exception) { Console.WriteLine(); }
            }
        }
        """.Replace(loop.Contains("Run(", StringComparison.Ordinal) ? "\0" : "/* loop */ while (!cancel.IsCancellationRequested)", "", StringComparison.Ordinal);

    [Fact]
    public Task Says_that_the_worker_dies_silently_where_failures_are_ignored() => Rule
        .File("Startup.cs", """
            using Microsoft.Extensions.DependencyInjection;
            using Microsoft.Extensions.Hosting;
            static class Startup
            {
                static void Add(IServiceCollection services) => services.Configure<HostOptions>(options => options.BackgroundServiceExceptionBehavior = BackgroundServiceExceptionBehavior.Ignore);
            }
            """)
        .Says("Nothing in this loop catches a failure of GetStringAsync, so the first one ends this worker for good, while the host runs on without it; catch it inside the loop, log it and go on")
        .Reports("""
            class Rates(HttpClient http) : BackgroundService
            {
                protected override async Task ExecuteAsync(CancellationToken stop)
                {
                    [|while|] (true) await http.GetStringAsync("/rates", stop);
                }
            }
            """);

    [Fact]
    public Task Silent_for_look_alikes_in_generated_and_in_incomplete_code() => Task.WhenAll(
        Rule.Silent("class Job(HttpClient http) { async Task ExecuteAsync(CancellationToken stop) { while (true) await http.GetStringAsync(\"/\", stop); } }"),
        Rule.File("Made.g.cs", """
            // <auto-generated/>
            using System.Threading;
            using System.Threading.Tasks;
            class Made(System.Net.Http.HttpClient http) : Microsoft.Extensions.Hosting.BackgroundService
            {
                protected override async Task ExecuteAsync(CancellationToken stop) { while (true) await http.GetStringAsync("/", stop); }
            }
            """).Silent("class Empty;"),
        Rule.Incomplete().Silent("class Rates(HttpClient http) : BackgroundService { protected override async Task ExecuteAsync(CancellationToken stop) { while (true) { await http. "));

    [Fact]
    public Task Fix_catches_inside_the_loop() => Rule.Fixes(
        """
        class Rates(HttpClient http, ILogger<Rates> logger) : BackgroundService
        {
            protected override async Task ExecuteAsync(CancellationToken stoppingToken)
            {
                [|while|] (!stoppingToken.IsCancellationRequested)
                {
                    // the newest
                    var rates = await http.GetStringAsync("/rates", stoppingToken);
                    Console.WriteLine(rates); // seen

                    await Task.Delay(1000, stoppingToken);
                }
            }
        }

        class Stock : BackgroundService
        {
            private readonly HttpClient _http = new();
            private readonly ILogger _log;
            public Stock(ILogger<Stock> log) => _log = log;

            protected override async Task ExecuteAsync(CancellationToken stoppingToken)
            {
                using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
                [|while|] (await timer.WaitForNextTickAsync(stoppingToken))
                {
                    await _http.GetStringAsync("/stock", stoppingToken);
                }
            }
        }
        """,
        """
        class Rates(HttpClient http, ILogger<Rates> logger) : BackgroundService
        {
            protected override async Task ExecuteAsync(CancellationToken stoppingToken)
            {
                while (!stoppingToken.IsCancellationRequested)
                {
                    try
                    {
                        // the newest
                        var rates = await http.GetStringAsync("/rates", stoppingToken);
                        Console.WriteLine(rates); // seen
                    }
                    catch (Exception error) when (!stoppingToken.IsCancellationRequested)
                    {
                        logger.LogError(error, "Rates failed and goes on");
                    }

                    await Task.Delay(1000, stoppingToken);
                }
            }
        }

        class Stock : BackgroundService
        {
            private readonly HttpClient _http = new();
            private readonly ILogger _log;
            public Stock(ILogger<Stock> log) => _log = log;

            protected override async Task ExecuteAsync(CancellationToken stoppingToken)
            {
                using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
                while (await timer.WaitForNextTickAsync(stoppingToken))
                {
                    try
                    {
                        await _http.GetStringAsync("/stock", stoppingToken);
                    }
                    catch (Exception error) when (!stoppingToken.IsCancellationRequested)
                    {
                        _log.LogError(error, "Stock failed and goes on");
                    }
                }
            }
        }
        """);

    [Fact]
    public Task Fix_is_not_offered_without_a_logger_or_a_wait() => Rule.HasNoFix("""
        class Rates(HttpClient http) : BackgroundService
        {
            protected override async Task ExecuteAsync(CancellationToken stoppingToken)
            {
                [|while|] (!stoppingToken.IsCancellationRequested)
                {
                    await http.GetStringAsync("/rates", stoppingToken);
                    await Task.Delay(1000, stoppingToken);
                }
            }
        }

        class Hot(HttpClient http, ILogger<Hot> logger) : BackgroundService
        {
            private readonly ILogger<Hot> _logger = logger;
            protected override async Task ExecuteAsync(CancellationToken stoppingToken)
            {
                [|while|] (!stoppingToken.IsCancellationRequested)
                {
                    await http.GetStringAsync("/rates", stoppingToken);
                }
            }
        }
        """);
}
