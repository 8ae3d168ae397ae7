using DesignChecks.Concepts.Resilience;
using DesignChecks.Tests.Engine;
using Polly;
using Polly.Retry;

namespace DesignChecks.Tests.Networking;

/// <summary>The waits in the message are those of the real retry when chance gives the shortest.</summary>
public partial class TimeoutContradictsPipelineTests
{
    [Fact]
    public async Task Says_when_the_last_retry_could_begin_and_the_waits_are_those_of_Polly()
    {
        await Rule
            .Says("When attempts time out after 10 s, retry 6 cannot begin before 105.7 s, but the total timeout ends the request after 30 s; retry less often, shorten the waits or the attempt timeout, or raise the total timeout")
            .Says("When attempts time out after 5 s, retry 4 cannot begin before 35 s, but the total timeout ends the request after 30 s; retry less often, shorten the waits or the attempt timeout, or raise the total timeout")
            .Says("When attempts time out after 10 s, retry 3 cannot begin before 75 s, but the total timeout ends the request after 30 s; retry less often, shorten the waits or the attempt timeout, or raise the total timeout")
            .Reports(Register("""
                services.AddHttpClient("a").[|AddStandardResilienceHandler|](options => options.Retry.MaxRetryAttempts = 6);
                services.AddHttpClient("b").[|AddResilienceHandler|]("b", pipeline =>
                {
                    pipeline.AddTimeout(TimeSpan.FromSeconds(30));
                    pipeline.AddRetry(new HttpRetryStrategyOptions { MaxRetryAttempts = 4, UseJitter = false, Delay = TimeSpan.FromSeconds(1) });
                    pipeline.AddTimeout(TimeSpan.FromSeconds(5));
                });
                services.AddHttpClient("c").[|AddStandardResilienceHandler|](options => { options.Retry.Delay = TimeSpan.FromSeconds(20); options.Retry.BackoffType = DelayBackoffType.Constant; });
                """));

        Assert.Equal(105.7, 6 * 10 + await LeastWaits(6, 2, DelayBackoffType.Exponential, jitter: true), precision: 2);
        Assert.Equal(35, 4 * 5 + await LeastWaits(4, 1, DelayBackoffType.Exponential, jitter: false), precision: 2);
        Assert.Equal(75, 3 * 10 + await LeastWaits(3, 20, DelayBackoffType.Constant, jitter: true), precision: 2);
    }

    /// <summary>The seconds that Polly waits in all when chance gives the shortest waits.</summary>
    private static async Task<double> LeastWaits(int retries, double delay, DelayBackoffType backoff, bool jitter, double? longest = null)
    {
        var waited = TimeSpan.Zero;
        var pipeline = new ResiliencePipelineBuilder { TimeProvider = new HurriedClock() }.AddRetry(new RetryStrategyOptions
        {
            MaxRetryAttempts = retries,
            Delay = TimeSpan.FromSeconds(delay),
            MaxDelay = longest is { } max ? TimeSpan.FromSeconds(max) : null,
            BackoffType = backoff,
            UseJitter = jitter,
            Randomizer = () => 0,
            OnRetry = args =>
            {
                waited += args.RetryDelay;
                return default;
            },
        }).Build();
        await Assert.ThrowsAsync<HttpRequestException>(async () => await pipeline.ExecuteAsync(_ => throw new HttpRequestException()));
        return waited.TotalSeconds;
    }

    [Theory]
    [InlineData(1, 0.5, null)]
    [InlineData(3, 2, null)]
    [InlineData(6, 2, null)]
    [InlineData(8, 1.3, null)]
    [InlineData(5, 3, 4.0)]
    [InlineData(7, 2, 9.0)]
    public async Task The_shortest_waits_are_those_of_Polly(int retries, double delay, double? longest)
    {
        foreach (var backoff in Enum.GetValues<DelayBackoffType>())
        {
            foreach (var jitter in new[] { false, true })
            {
                var computed = new Backoff(new(TimeSpan.FromSeconds(delay), true), backoff.ToString(), new(jitter, true), longest is { } max ? new(TimeSpan.FromSeconds(max), true) : default).LeastSumOf(retries);
                if (computed is { } sum)
                    Assert.Equal(sum.TotalSeconds, await LeastWaits(retries, delay, backoff, jitter, longest), precision: 2);
                else
                    Assert.True(backoff == DelayBackoffType.Exponential && jitter && longest is not null); // unknown, and so silent
            }
        }
    }
}
