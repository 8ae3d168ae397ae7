using DesignChecks.Rules.Networking;
using DesignChecks.Tests.Engine;

namespace DesignChecks.Tests.Networking;

public partial class RetryWithoutJitterTests
{
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
