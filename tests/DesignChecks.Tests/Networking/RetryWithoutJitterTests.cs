using DesignChecks.Rules.Networking;
using DesignChecks.Tests.Engine;

namespace DesignChecks.Tests.Networking;

/// <summary>DCK0904: Retry without jitter.</summary>
public class RetryWithoutJitterTests
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

    [Theory]
    [InlineData("UseJitter = true")]
    [InlineData("DelayGenerator = static args => new ValueTask<TimeSpan?>(TimeSpan.FromSeconds(args.AttemptNumber))")]
    [InlineData("MaxRetryAttempts = 1")]
    [InlineData("Delay = TimeSpan.Zero")]
    [InlineData("UseJitter = Environment.ProcessorCount > 1")]
    public Task Silent_when_jitter_is_set_unknown_or_pointless(string setting) => Rule.Silent($$"""
        using Polly;
        using Polly.Retry;
        var pipeline = new ResiliencePipelineBuilder().AddRetry(new RetryStrategyOptions { {{setting}} }).Build();
        """);

    [Fact]
    public Task Silent_when_the_local_gets_jitter_later() => Rule.Silent("""
        using Polly;
        using Polly.Retry;
        var options = new RetryStrategyOptions { MaxRetryAttempts = 4 };
        options.UseJitter = true;
        var pipeline = new ResiliencePipelineBuilder().AddRetry(options).Build();
        """);

    [Fact]
    public Task Silent_when_the_options_are_returned_to_someone_who_may_change_them() => Rule.Silent("""
        using Polly.Retry;
        class Defaults
        {
            public RetryStrategyOptions Create() => new RetryStrategyOptions { MaxRetryAttempts = 4 };
        }
        """);

    [Fact]
    public Task Silent_for_http_options_which_default_to_jitter() => Rule.Silent("""
        using Microsoft.Extensions.Http.Resilience;
        using Polly;
        var pipeline = new ResiliencePipelineBuilder<HttpResponseMessage>().AddRetry(new HttpRetryStrategyOptions { MaxRetryAttempts = 4 }).Build();
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
    public Task Silent_for_policies_with_a_random_or_unknown_wait() => Rule.Silent("""
        using Polly;
        using Polly.Contrib.WaitAndRetry;
        class Policies(Random random, TimeSpan[] configured, Func<int, TimeSpan> given)
        {
            object[] Make() =>
            [
                Policy.Handle<Exception>().WaitAndRetryAsync(5, attempt => TimeSpan.FromSeconds(attempt) + TimeSpan.FromMilliseconds(random.Next(100))),
                Policy.Handle<Exception>().WaitAndRetryAsync(Backoff.DecorrelatedJitterBackoffV2(TimeSpan.FromSeconds(1), 5)),
                Policy.Handle<Exception>().WaitAndRetryAsync(Backoff.ExponentialBackoff(TimeSpan.FromSeconds(1), 5)),
                Policy.Handle<Exception>().WaitAndRetryAsync(5, attempt => WithJitter(attempt)),
                Policy.Handle<Exception>().WaitAndRetryAsync(configured),
                Policy.Handle<Exception>().WaitAndRetryAsync(5, given),
                Policy.Handle<Exception>().RetryAsync(3),
            ];

            static TimeSpan WithJitter(int attempt) => TimeSpan.FromSeconds(attempt);
        }
        """);

    [Fact]
    public Task Silent_for_random_delays_that_are_drawn_once_and_for_polls() => Rule.Silent("""
        using Polly;
        using Polly.Retry;
        class Carts(Func<Task<string?>> load)
        {
            object _pipeline = new ResiliencePipelineBuilder().AddRetry(new RetryStrategyOptions { Delay = TimeSpan.FromMilliseconds(Random.Shared.Next(250)) }).Build();
            Task<string?> Get() => Policy.HandleResult<string?>(cart => cart is null).WaitAndRetryAsync(5, attempt => TimeSpan.FromMilliseconds(50 * attempt)).ExecuteAsync(load);
        }
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

    [Fact]
    public Task Silent_for_a_loop_with_a_random_wait() => Rule.Silent("""
        class Client(HttpClient http)
        {
            async Task<string> Get()
            {
                for (var attempt = 0; ; attempt++)
                {
                    try
                    {
                        return await http.GetStringAsync("/stock");
                    }
                    catch (HttpRequestException) when (attempt < 3)
                    {
                        var jitter = Random.Shared.Next(0, 250);
                        await Task.Delay(1000 * attempt + jitter);
                    }
                }
            }
        }
        """);

    [Fact]
    public Task Silent_for_a_wait_that_comes_from_configuration_or_the_answer() => Rule.Silent("""
        class Client(HttpClient http, TimeSpan wait)
        {
            async Task<string> Get()
            {
                while (true)
                {
                    try
                    {
                        return await http.GetStringAsync("/stock");
                    }
                    catch (HttpRequestException)
                    {
                        await Task.Delay(wait);
                    }
                }
            }

            async Task Post()
            {
                while (true)
                {
                    var response = await http.PostAsync("/orders", null);
                    if (response.IsSuccessStatusCode)
                        return;
                    await Task.Delay(response.Headers.RetryAfter?.Delta ?? TimeSpan.FromSeconds(1));
                }
            }
        }
        """);

    [Fact]
    public Task Silent_for_a_wait_that_the_answer_tells_and_for_one_more_attempt() => Rule.Silent("""
        class Client(HttpClient http)
        {
            async Task<string> Get(int attempt)
            {
                var response = await http.GetAsync("/stock");
                if (!response.IsSuccessStatusCode && attempt < 3)
                {
                    var wait = 200;
                    if (int.TryParse(response.Headers.GetValues("retry-after").First(), out var seconds))
                        wait = seconds * 1000;
                    await Task.Delay(wait);
                    return await Get(attempt + 1);
                }

                return await response.Content.ReadAsStringAsync();
            }

            async Task<string> Once(bool mayRetry)
            {
                try
                {
                    return await http.GetStringAsync("/stock");
                }
                catch (HttpRequestException) when (mayRetry)
                {
                    await Task.Delay(1000);
                    return await Once(false);
                }
            }
        }
        """);

    [Fact]
    public Task Silent_for_a_poll_loop() => Rule.Silent("""
        class Worker(HttpClient http)
        {
            async Task Run(CancellationToken stop)
            {
                while (!stop.IsCancellationRequested)
                {
                    try
                    {
                        await http.GetStringAsync("/jobs");
                    }
                    catch (Exception)
                    {
                        Console.WriteLine("failed");
                    }

                    await Task.Delay(5000, stop);
                }
            }
        }
        """);

    /// <summary>Until the database is up, failing is the answer that is asked for.</summary>
    [Theory]
    [InlineData("WaitForDatabase")]
    [InlineData("WaitUntilReady")]
    public Task Silent_for_a_wait_until_the_other_side_is_up(string name) => Rule.Silent($$"""
        using Dapper;
        class Startup
        {
            static void {{name}}(System.Data.Common.DbConnection connection)
            {
                for (var attempt = 0; attempt < 30; attempt++)
                {
                    try
                    {
                        connection.QuerySingle<string>("SELECT 1");
                        break;
                    }
                    catch (Exception)
                    {
                        Console.WriteLine("not yet");
                    }

                    Thread.Sleep(2000);
                }
            }
        }
        """);

    /// <summary>Work that stays in the process: InProcessWorkTests has its shapes.</summary>
    [Fact]
    public Task Silent_for_a_policy_around_work_in_the_process() => Rule.Silent("""
        using MediatR;
        using Polly;
        class Worker(IMediator mediator)
        {
            async Task Run(IRequest command) =>
                await Policy.Handle<Exception>().WaitAndRetryAsync(3, attempt => TimeSpan.FromSeconds(attempt)).ExecuteAsync(() => mediator.Send(command));
        }
        """);

    [Fact]
    public Task Silent_for_a_loop_without_an_outbound_call() => Rule.Silent("""
        class Lock
        {
            async Task Take(string path)
            {
                while (true)
                {
                    try
                    {
                        File.Open(path, FileMode.CreateNew).Dispose();
                        return;
                    }
                    catch (IOException)
                    {
                        await Task.Delay(100);
                    }
                }
            }
        }
        """);

    [Fact]
    public Task Silent_inside_a_development_branch() => Rule.Silent("""
        using Polly;
        using Polly.Retry;
        var app = WebApplication.Create();
        if (app.Environment.IsDevelopment())
        {
            _ = new ResiliencePipelineBuilder().AddRetry(new RetryStrategyOptions { MaxRetryAttempts = 5 }).Build();
        }
        """);

    [Fact]
    public Task Silent_without_Polly_for_own_types_of_the_same_names() => Rule.On(References.Framework).Silent("""
        class RetryStrategyOptions { public int MaxRetryAttempts { get; set; } }
        class Policy { public Policy WaitAndRetryAsync(int retries, Func<int, TimeSpan> wait) => this; }
        class Use { object[] Make() => [new RetryStrategyOptions { MaxRetryAttempts = 5 }, new Policy().WaitAndRetryAsync(5, attempt => TimeSpan.FromSeconds(attempt))]; }
        """);

    [Fact]
    public Task Silent_in_generated_code() => Rule.File("Made.g.cs", """
        // <auto-generated/>
        using Polly;
        class Made { object P = new ResiliencePipelineBuilder().AddRetry(new Polly.Retry.RetryStrategyOptions { MaxRetryAttempts = 5 }).Build(); }
        """).Silent("class Empty;");

    [Fact]
    public Task Silent_on_incomplete_code() => Rule.Incomplete().Silent("""
        using Polly;
        var pipeline = new ResiliencePipelineBuilder().AddRetry(new RetryStrategyOptions { MaxRetryAttempts = ;
        """);

    [Fact]
    public Task Fix_of_options_sets_UseJitter() => Rule.Fixes(
        """
        using Polly;
        using Polly.Retry;
        var one = new ResiliencePipelineBuilder().AddRetry(new [|RetryStrategyOptions|]()).Build(); // one
        var two = new ResiliencePipelineBuilder().AddRetry(new [|RetryStrategyOptions|]
        {
            MaxRetryAttempts = 5, // five
            UseJitter = false,
        }).Build();
        var three = new ResiliencePipelineBuilder().AddRetry([|new|]() { MaxRetryAttempts = 5 }).Build();
        """,
        """
        using Polly;
        using Polly.Retry;
        var one = new ResiliencePipelineBuilder().AddRetry(new RetryStrategyOptions { UseJitter = true }).Build(); // one
        var two = new ResiliencePipelineBuilder().AddRetry(new RetryStrategyOptions
        {
            MaxRetryAttempts = 5, // five
            UseJitter = true,
        }).Build();
        var three = new ResiliencePipelineBuilder().AddRetry(new() { MaxRetryAttempts = 5, UseJitter = true }).Build();
        """);

    [Fact]
    public Task Fix_of_policies_and_loops_adds_random_time() => Rule.Fixes(
        """
        using Polly;
        var policy = Policy.Handle<HttpRequestException>().[|WaitAndRetryAsync|](5, attempt => TimeSpan.FromSeconds(Math.Pow(2, attempt)));
        class Client(HttpClient http)
        {
            async Task<string> Get()
            {
                for (var attempt = 0; ; attempt++)
                {
                    try
                    {
                        return await http.GetStringAsync("/stock");
                    }
                    catch (HttpRequestException) when (attempt < 3)
                    {
                        await [|Task.Delay(attempt * 1000)|]; // wait
                    }
                }
            }
        }
        """,
        """
        using Polly;
        var policy = Policy.Handle<HttpRequestException>().WaitAndRetryAsync(5, attempt => TimeSpan.FromSeconds(Math.Pow(2, attempt)) + TimeSpan.FromMilliseconds(Random.Shared.Next(0, 250)));
        class Client(HttpClient http)
        {
            async Task<string> Get()
            {
                for (var attempt = 0; ; attempt++)
                {
                    try
                    {
                        return await http.GetStringAsync("/stock");
                    }
                    catch (HttpRequestException) when (attempt < 3)
                    {
                        await Task.Delay((attempt * 1000) + Random.Shared.Next(0, 250)); // wait
                    }
                }
            }
        }
        """);
}
