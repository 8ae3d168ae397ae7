using DesignChecks.Rules.Networking;
using DesignChecks.Tests.Engine;

namespace DesignChecks.Tests.Networking;

/// <summary>DCK0911: Jitter computed once.</summary>
public class JitterComputedOnceTests
{
    private static Verify<JitterComputedOnce> Rule => new();

    [Fact]
    public Task Reports_a_random_delay_of_options() => Rule
        .Says("This random wait is drawn once, when the retry is set up, so every attempt of every call waits the same; set UseJitter = true")
        .Reports("""
            using Polly;
            using Polly.Retry;
            var pipeline = new ResiliencePipelineBuilder()
                .AddRetry(new RetryStrategyOptions { MaxRetryAttempts = 5, Delay = [|TimeSpan.FromMilliseconds(500 + Random.Shared.Next(250))|] })
                .Build();
            """);

    [Fact]
    public Task Reports_a_random_number_that_a_provider_captures() => Rule
        .Says("This random wait is drawn once, when the retry is set up, so every attempt of every call waits the same; draw it inside the lambda")
        .Reports("""
            using Polly;
            var jitter = TimeSpan.FromMilliseconds(new Random().Next(0, 250));
            var policy = Policy.Handle<HttpRequestException>().WaitAndRetryAsync(5, attempt => TimeSpan.FromSeconds(Math.Pow(2, attempt)) + [|jitter|]);
            """);

    [Fact]
    public Task Reports_other_origins_and_forms() => Rule.Reports("""
        using Microsoft.Extensions.Http.Resilience;
        using Polly;
        using Polly.Retry;
        class Stock
        {
            private static readonly TimeSpan Spread = TimeSpan.FromMilliseconds(Random.Shared.Next(250));
            private readonly IAsyncPolicy _policy = Policy.Handle<HttpRequestException>().WaitAndRetryAsync(5, attempt => { return TimeSpan.FromSeconds(attempt) + [|Spread|]; });
            object Make(Random random)
            {
                var wait = random.Next(100, 200);
                var options = new RetryStrategyOptions<string>();
                options.Delay = [|TimeSpan.FromMilliseconds(wait)|];
                return new object[]
                {
                    new ResiliencePipelineBuilder<string>().AddRetry(options),
                    new ResiliencePipelineBuilder().AddRetry(new() { Delay = [|Spread|] }),
                    new ResiliencePipelineBuilder<HttpResponseMessage>().AddRetry(new HttpRetryStrategyOptions { UseJitter = false, Delay = [|TimeSpan.FromSeconds(random.NextDouble())|] }),
                };
            }
        }
        """);

    [Theory]
    [InlineData("new RetryStrategyOptions { UseJitter = true, Delay = TimeSpan.FromMilliseconds(Random.Shared.Next(250)) }")]
    [InlineData("new RetryStrategyOptions { MaxRetryAttempts = 1, Delay = TimeSpan.FromMilliseconds(Random.Shared.Next(250)) }")]
    [InlineData("new RetryStrategyOptions { Delay = TimeSpan.FromSeconds(1) }")]
    [InlineData("new RetryStrategyOptions { Delay = given }")]
    [InlineData("new RetryStrategyOptions { DelayGenerator = _ => new ValueTask<TimeSpan?>(TimeSpan.FromMilliseconds(Random.Shared.Next(250))) }")]
    public Task Silent_for_options_that_draw_each_time_or_not_at_all(string options) => Rule.Silent($$"""
        using Polly;
        using Polly.Retry;
        class Stock
        {
            object Make(TimeSpan given) => new ResiliencePipelineBuilder().AddRetry({{options}}).Build();
        }
        """);

    [Fact]
    public Task Silent_for_HTTP_options_which_have_jitter() => Rule.Silent("""
        using Microsoft.Extensions.Http.Resilience;
        using Polly;
        var builder = new ResiliencePipelineBuilder<HttpResponseMessage>().AddRetry(new HttpRetryStrategyOptions { Delay = TimeSpan.FromMilliseconds(Random.Shared.Next(250)) });
        """);

    [Fact]
    public Task Silent_for_providers_that_draw_each_time() => Rule.Silent("""
        using Polly;
        using Polly.Contrib.WaitAndRetry;
        class Stock
        {
            private readonly Random _random = new();
            object[] Make(TimeSpan given)
            {
                var jitterer = new Random();
                var fixedWait = TimeSpan.FromSeconds(1);
                return
                [
                    Policy.Handle<Exception>().WaitAndRetryAsync(5, attempt => TimeSpan.FromSeconds(attempt) + TimeSpan.FromMilliseconds(jitterer.Next(250))),
                    Policy.Handle<Exception>().WaitAndRetryAsync(5, attempt => TimeSpan.FromMilliseconds(_random.Next(250))),
                    Policy.Handle<Exception>().WaitAndRetryAsync(5, attempt => { var wait = jitterer.Next(250); return TimeSpan.FromMilliseconds(wait); }),
                    Policy.Handle<Exception>().WaitAndRetryAsync(5, attempt => fixedWait + given),
                    Policy.Handle<Exception>().WaitAndRetryAsync(Backoff.DecorrelatedJitterBackoffV2(TimeSpan.FromSeconds(1), 5)),
                ];
            }
        }
        """);

    [Fact]
    public Task Silent_for_own_types_with_a_delay() => Rule.On(References.Framework).Silent("""
        class Options { public TimeSpan Delay { get; set; } }
        class Stock
        {
            Options Make() => new() { Delay = TimeSpan.FromMilliseconds(Random.Shared.Next(250)) };
        }
        """);

    [Fact]
    public Task Silent_in_generated_code() => Rule.File("Made.g.cs", """
        // <auto-generated/>
        using Polly;
        class Made { object P = new ResiliencePipelineBuilder().AddRetry(new Polly.Retry.RetryStrategyOptions { Delay = System.TimeSpan.FromSeconds(System.Random.Shared.Next(5)) }).Build(); }
        """).Silent("class Empty;");

    [Fact]
    public Task Silent_on_incomplete_code() => Rule.Incomplete().Silent("""
        using Polly;
        var pipeline = new ResiliencePipelineBuilder().AddRetry(new RetryStrategyOptions { Delay = Random.Shared.
        """);
}
