using DesignChecks.Rules.Availability;
using DesignChecks.Tests.Engine;

namespace DesignChecks.Tests.Availability;

/// <summary>DCK0303: Background loop ignores shutdown.</summary>
public partial class BackgroundLoopIgnoresShutdownTests
{
    private static Verify<BackgroundLoopIgnoresShutdown> Rule => new();

    [Fact]
    public Task Reports_an_endless_loop() => Rule
        .Says("This loop never looks at 'stoppingToken', so each shutdown waits for it in vain (30 s by default) and then cuts it off in the middle of its work; test the token in the condition and pass it on")
        .Reports("""
            class Cleanup(HttpClient http) : BackgroundService
            {
                protected override async Task ExecuteAsync(CancellationToken stoppingToken)
                {
                    await Task.Delay(1000, stoppingToken);
                    [|while|] (true)
                    {
                        await http.GetStringAsync("/jobs");
                        await Task.Delay(TimeSpan.FromMinutes(5));
                    }
                }
            }
            """);

    [Theory]
    [InlineData("[|for|] (;;) await Task.Delay(1000);")]
    [InlineData("[|for|] (var i = 0; true; i++) { await Task.Delay(1000); }")]
    [InlineData("[|do|] { Thread.Sleep(1000); } while (true);")]
    [InlineData("[|while|] (true) { while (true) { await Task.Delay(1000); break; } }")]
    [InlineData("[|while|] (true) { while (true) { await Task.Delay(1000); } }")]
    [InlineData("[|while|] (true) { await Task.Delay(1000, CancellationToken.None); }")]
    [InlineData("[|while|] (true) { using var limit = new CancellationTokenSource(1000); await Task.Delay(5000, limit.Token); }")]
    [InlineData("[|while|] (true) { try { await Task.Delay(1000); } catch (Exception) { await Task.Delay(100); } }")]
    [InlineData("await Task.Run(async () => { [|while|] (true) { await Task.Delay(1000); } });")]
    [InlineData("[|while|] (true) { await Tick(); } async Task Tick() => await Task.Delay(1000);")]
    [InlineData("[|while|] (true) { await Help(); }")]
    [InlineData("var jobs = await Load(stop); [|while|] (true) { Console.WriteLine(jobs); }")]
    public Task Reports_every_form(string loop) => Rule.Reports($$"""
        class Cleanup : BackgroundService
        {
            protected override async Task ExecuteAsync(CancellationToken stop)
            {
                {{loop}}
            }

            private async Task Help() => await Task.Delay(1000);
            private async Task<string> Load(CancellationToken cancel) { await Task.Delay(1000, cancel); return ""; }
        }
        """);

    [Fact]
    public Task Reports_a_loop_in_a_method_that_ExecuteAsync_calls() => Rule
        .Says("This loop never looks at the stopping token, so each shutdown waits for it in vain (30 s by default) and then cuts it off in the middle of its work; test the token in the condition and pass it on")
        .Says("This loop never looks at 'cancel', so each shutdown waits for it in vain (30 s by default) and then cuts it off in the middle of its work; test the token in the condition and pass it on")
        .Reports("""
            class Cleanup : BackgroundService
            {
                protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(Run(), RunWith(stoppingToken));

                private async Task Run()
                {
                    [|while|] (true)
                        await Task.Delay(1000);
                }

                private async Task RunWith(CancellationToken cancel)
                {
                    [|while|] (true)
                        await Task.Delay(1000);
                }
            }
            """);

    [Theory]
    [InlineData("while (!stop.IsCancellationRequested) await Task.Delay(1000);")]
    [InlineData("while (true) await Task.Delay(1000, stop);")]
    [InlineData("while (true) { await Task.Delay(1000); stop.ThrowIfCancellationRequested(); }")]
    [InlineData("while (true) { if (stop.IsCancellationRequested) Environment.Exit(0); }")]
    [InlineData("using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1)); while (await timer.WaitForNextTickAsync(stop)) { Console.WriteLine(); }")]
    public Task Silent_when_the_token_is_looked_at(string loop) => Silent(loop);

    [Theory]
    [InlineData("using var linked = CancellationTokenSource.CreateLinkedTokenSource(stop); while (true) await Task.Delay(1000, linked.Token);")]
    [InlineData("while (true) { using var linked = CancellationTokenSource.CreateLinkedTokenSource(stop); linked.CancelAfter(500); await Task.Delay(1000, linked.Token); }")]
    [InlineData("_linked = CancellationTokenSource.CreateLinkedTokenSource(stop); while (true) await Help();")]
    [InlineData("_token = stop; while (true) await Help();")]
    [InlineData("var copy = stop; while (true) await Task.Delay(1000, copy);")]
    public Task Silent_for_a_linked_source_or_a_copy(string loop) => Silent(loop);

    [Theory]
    [InlineData("Func<Task> tick = async () => await Task.Delay(1000, stop); while (true) await tick();")]
    [InlineData("while (true) await Tick(); async Task Tick() => await Task.Delay(1000, stop);")]
    [InlineData("var feed = new Feed(stop); while (true) await feed.Next();")]
    [InlineData("var feed = new Feed(default); feed.Start(stop); while (true) await feed.Next();")]
    [InlineData("stop.Register(() => _linked.Cancel()); while (true) await Task.Delay(1000);")]
    [InlineData("while (true) await Task.Delay(1000, _lifetime.ApplicationStopping);")]
    [InlineData("while (true) await Task.Delay(1000, _linked.Token);")]
    public Task Silent_when_others_have_the_token(string loop) => Silent(loop);

    [Theory]
    [InlineData("while (true) { await Task.Delay(1000); if (_done) break; }")]
    [InlineData("while (true) { await Task.Delay(1000); if (_done) return; }")]
    [InlineData("while (true) { switch (_done) { case true: goto end; default: await Task.Delay(1); break; } } end: ;")]
    [InlineData("while (!_done) await Task.Delay(1000);")]
    [InlineData("do { await Task.Delay(1000); } while (!_done);")]
    [InlineData("for (var i = 0; i < 10; i++) await Task.Delay(1000);")]
    [InlineData("foreach (var i in new[] { 1, 2 }) await Task.Delay(i);")]
    public Task Silent_when_the_loop_ends_otherwise(string loop) => Silent(loop);

    private static Task Silent(string loop) => Rule.Silent($$"""
        class Cleanup(IHostApplicationLifetime lifetime) : BackgroundService
        {
            private readonly IHostApplicationLifetime _lifetime = lifetime;
            private CancellationTokenSource _linked = new();
            private CancellationToken _token;
            private bool _done = false;

            protected override async Task ExecuteAsync(CancellationToken stop)
            {
                await Task.Yield();
                {{loop}}
            }

            private async Task Help() { await Task.Delay(1000, _token); await Task.Delay(1000, _linked.Token); }
        }

        class Feed(CancellationToken cancel)
        {
            public void Start(CancellationToken cancel) { }
            public Task Next() => Task.Delay(1000, cancel);
        }
        """);

    [Fact]
    public Task Silent_when_StopAsync_ends_the_work() => Rule.Silent("""
        class Listener(System.Net.Sockets.TcpListener listener) : BackgroundService
        {
            protected override async Task ExecuteAsync(CancellationToken stoppingToken)
            {
                while (true)
                    await listener.AcceptTcpClientAsync();
            }

            public override Task StopAsync(CancellationToken cancellationToken)
            {
                listener.Stop();
                return base.StopAsync(cancellationToken);
            }
        }
        """);

    [Fact]
    public Task Silent_for_other_methods_of_this_name() => Rule.Silent("""
        class Job
        {
            protected async Task ExecuteAsync(CancellationToken stoppingToken) { while (true) await Task.Delay(1000); }
        }

        abstract class Base { protected abstract Task ExecuteAsync(CancellationToken stoppingToken); }
        class Derived : Base
        {
            protected override async Task ExecuteAsync(CancellationToken stoppingToken) { while (true) await Task.Delay(1000); }
        }
        """);

    [Fact]
    public Task Silent_in_generated_code() => Rule.File("Made.g.cs", """
        // <auto-generated/>
        using System.Threading;
        using System.Threading.Tasks;
        class Made : Microsoft.Extensions.Hosting.BackgroundService
        {
            protected override async Task ExecuteAsync(CancellationToken stoppingToken) { while (true) await Task.Delay(1000); }
        }
        """).Silent("class Empty;");

    [Fact]
    public Task Survives_incomplete_code() => Rule.Incomplete().Reports("""
        class Cleanup : BackgroundService
        {
            protected override async Task ExecuteAsync(CancellationToken stoppingToken)
            {
                [|while|] (true)
                {
                    await Task.Delay(
        """);
}
