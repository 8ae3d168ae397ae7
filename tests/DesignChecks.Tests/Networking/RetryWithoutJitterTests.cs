using DesignChecks.Rules.Networking;
using DesignChecks.Tests.Engine;

namespace DesignChecks.Tests.Networking;

/// <summary>DCK0904: Retry without jitter.</summary>
public partial class RetryWithoutJitterTests
{
    private static Verify<RetryWithoutJitter> Rule => new();

    [Fact]
    public Task Reports_strategy_options_without_jitter() => Rule
        .Says("The waits of this retry have no random part, so all clients that failed together come back together and keep the service down; set UseJitter = true")
        .Reports("""
            using Polly;
            using Polly.Retry;
            var pipeline = new ResiliencePipelineBuilder()
                .AddRetry(new [|RetryStrategyOptions|] { MaxRetryAttempts = 5, Delay = TimeSpan.FromSeconds(1), BackoffType = DelayBackoffType.Exponential })
                .Build();
            """);

    [Fact]
    public Task Reports_target_typed_options() => Rule.Reports("""
        using Polly;
        var pipeline = new ResiliencePipelineBuilder<HttpResponseMessage>()
            .AddRetry([|new|]() { MaxRetryAttempts = 5, UseJitter = false })
            .Build();
        """);

    [Fact]
    public Task Reports_options_held_in_a_local_and_filled_later() => Rule.Reports("""
        using Polly;
        using Polly.Retry;
        var options = new [|RetryStrategyOptions|]();
        options.Delay = TimeSpan.FromSeconds(2);
        var pipeline = new ResiliencePipelineBuilder().AddRetry(options).Build();
        """);

    [Fact]
    public Task Reports_options_named_through_an_alias() => Rule.Reports("""
        using Polly;
        using Options = Polly.Retry.RetryStrategyOptions;
        var pipeline = new ResiliencePipelineBuilder().AddRetry(new [|Options|] { MaxRetryAttempts = 4 }).Build();
        """);

    [Fact]
    public Task Reports_policies_whose_wait_depends_on_the_attempt_alone() => Rule.Reports("""
        using Polly;
        var one = Policy.Handle<HttpRequestException>().[|WaitAndRetryAsync|](5, attempt => TimeSpan.FromSeconds(Math.Pow(2, attempt)));
        var two = Policy.Handle<HttpRequestException>().[|WaitAndRetry|](new[] { TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5) });
        var three = Policy.Handle<HttpRequestException>().[|WaitAndRetryForeverAsync|](Wait);
        static TimeSpan Wait(int attempt) => TimeSpan.FromSeconds(attempt);
        """);

    [Fact]
    public Task Reports_policies_of_Polly_7() => Rule.On(References.Older).Reports("""
        using Polly;
        var policy = Policy.Handle<HttpRequestException>().[|WaitAndRetryAsync|](5, attempt => TimeSpan.FromSeconds(attempt));
        """);

    [Fact]
    public Task Reports_a_loop_with_a_bound_in_its_head() => Rule
        .Says("The waits of this retry have no random part, so all clients that failed together come back together and keep the service down; add a random part to each wait")
        .Reports("""
            class Client(HttpClient http)
            {
                async Task<string> Get()
                {
                    for (var attempt = 0; attempt < 5; attempt++)
                    {
                        try
                        {
                            return await http.GetStringAsync("/stock");
                        }
                        catch (HttpRequestException)
                        {
                            await [|Task.Delay(TimeSpan.FromSeconds(Math.Pow(2, attempt)))|];
                        }
                    }

                    throw new TimeoutException();
                }
            }
            """);

    [Fact]
    public Task Reports_a_loop_with_the_bound_in_the_exception_filter() => Rule.Reports("""
        class Client(HttpClient http)
        {
            string Get()
            {
                for (var attempt = 0; ; attempt++)
                {
                    try
                    {
                        return http.GetStringAsync("/stock").Result;
                    }
                    catch (Exception) when (attempt < 3)
                    {
                    }

                    [|Thread.Sleep(1000)|];
                }
            }
        }
        """);

    [Fact]
    public Task Reports_a_loop_driven_by_the_status() => Rule.Reports("""
        class Client(HttpClient http)
        {
            async Task Post()
            {
                var delay = 100;
                while (true)
                {
                    var response = await http.PostAsync("/orders", null);
                    if (response.IsSuccessStatusCode)
                        return;
                    await [|Task.Delay(delay)|];
                    delay *= 2;
                }
            }
        }
        """);

    [Fact]
    public Task Reports_a_loop_that_sets_a_flag() => Rule.Reports("""
        using Microsoft.EntityFrameworkCore;
        class Store(DbContext db)
        {
            async Task Save()
            {
                var saved = false;
                var tries = 0;
                while (!saved && tries < 3)
                {
                    try
                    {
                        await db.SaveChangesAsync();
                        saved = true;
                    }
                    catch (DbUpdateException)
                    {
                        tries++;
                        await [|Task.Delay(500)|];
                    }
                }
            }
        }
        """);

    [Fact]
    public Task Reports_a_method_that_waits_and_calls_itself() => Rule.Reports("""
        class Client(HttpClient http)
        {
            async Task<string> Get(int retries)
            {
                try
                {
                    return await http.GetStringAsync("/stock");
                }
                catch (HttpRequestException) when (retries > 0)
                {
                    await [|Task.Delay(1000)|];
                    return await Get(retries - 1);
                }
            }

            async Task Post(int attempt = 0)
            {
                var response = await http.PostAsync("/orders", null);
                if (!response.IsSuccessStatusCode && attempt < 3)
                {
                    await [|Task.Delay(TimeSpan.FromSeconds(attempt))|];
                    await this.Post(attempt + 1);
                    await Post(attempt + 1);
                }
            }

            async Task Poll()
            {
                await http.GetStringAsync("/jobs");
                await Task.Delay(1000);
                await Poll();
            }
        }
        """);
}
