using DesignChecks.Rules.Networking;
using DesignChecks.Tests.Engine;

namespace DesignChecks.Tests.Networking;

public partial class RetryWithoutJitterTests
{
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
}
