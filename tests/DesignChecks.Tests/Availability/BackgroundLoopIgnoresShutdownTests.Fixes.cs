using DesignChecks.Rules.Availability;
using DesignChecks.Tests.Engine;

namespace DesignChecks.Tests.Availability;

public partial class BackgroundLoopIgnoresShutdownTests
{
    [Fact]
    public Task Fix_tests_the_token_and_passes_it_on() => Rule.Fixes(
        """
        using Microsoft.EntityFrameworkCore;
        class Cleanup(HttpClient http, DbContext db) : BackgroundService
        {
            protected override async Task ExecuteAsync(CancellationToken stoppingToken)
            {
                // for ever
                [|while|] (true)
                {
                    try
                    {
                        await http.GetStringAsync("/jobs"); // the jobs
                        await db.SaveChangesAsync();
                        await http.GetAsync("/done").ConfigureAwait(false);
                        await Named(second: 2, first: 1);
                    }
                    catch (Exception)
                    {
                        await http.DeleteAsync("/jobs");
                        await Task.Delay(1000);
                    }

                    await Task.Delay(TimeSpan.FromMinutes(5));
                }
            }

            private Task Named(int first, int second, int third = 3, CancellationToken cancel = default) => Task.CompletedTask;
        }

        class Other : BackgroundService
        {
            protected override async Task ExecuteAsync(CancellationToken stop)
            {
                [|for|] (;;)
                    await Task.Delay(1000);
            }
        }

        class Third : BackgroundService
        {
            protected override Task ExecuteAsync(CancellationToken stop) => Task.Run(async () =>
            {
                [|do|]
                {
                    await Task.Delay(1000);
                } while (true);
            });
        }
        """,
        """
        using Microsoft.EntityFrameworkCore;
        class Cleanup(HttpClient http, DbContext db) : BackgroundService
        {
            protected override async Task ExecuteAsync(CancellationToken stoppingToken)
            {
                // for ever
                while (!stoppingToken.IsCancellationRequested)
                {
                    try
                    {
                        await http.GetStringAsync("/jobs", stoppingToken); // the jobs
                        await db.SaveChangesAsync(stoppingToken);
                        await http.GetAsync("/done", stoppingToken).ConfigureAwait(false);
                        await Named(second: 2, first: 1, cancel: stoppingToken);
                    }
                    catch (Exception)
                    {
                        await http.DeleteAsync("/jobs");
                        await Task.Delay(1000, stoppingToken);
                    }

                    await Task.Delay(TimeSpan.FromMinutes(5), stoppingToken);
                }
            }

            private Task Named(int first, int second, int third = 3, CancellationToken cancel = default) => Task.CompletedTask;
        }

        class Other : BackgroundService
        {
            protected override async Task ExecuteAsync(CancellationToken stop)
            {
                for (; !stop.IsCancellationRequested;)
                    await Task.Delay(1000, stop);
            }
        }

        class Third : BackgroundService
        {
            protected override Task ExecuteAsync(CancellationToken stop) => Task.Run(async () =>
            {
                do
                {
                    await Task.Delay(1000, stop);
                } while (!stop.IsCancellationRequested);
            });
        }
        """);

    [Fact]
    public Task Fix_is_not_offered_without_a_token_in_scope_or_an_async_function() => Rule.HasNoFix("""
        class Cleanup : BackgroundService
        {
            protected override Task ExecuteAsync(CancellationToken stoppingToken)
            {
                _ = Run();
                [|while|] (true)
                    Thread.Sleep(1000);
            }

            private async Task Run()
            {
                [|while|] (true)
                    await Task.Delay(1000);
            }
        }
        """);
}
