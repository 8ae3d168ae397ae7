using Polly;
using Polly.CircuitBreaker;

namespace Storefront.Clients;

/// <summary>Made for each request, as is its client, and so is its breaker.</summary>
public class FraudCheck
{
    public async Task<bool> Passes(string email, CancellationToken cancel)
    {
        using var http = new HttpClient { BaseAddress = new Uri("https://fraud.storefront.example"), Timeout = TimeSpan.FromSeconds(2) };
        var pipeline = new ResiliencePipelineBuilder()
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions { MinimumThroughput = 10 })
            .Build();
        return await pipeline.ExecuteAsync(async token => await http.GetFromJsonAsync<bool>($"scores/{email}", token), cancel);
    }
}
