using Polly;
using Polly.Retry;

namespace Storefront.Clients;

public class ShippingClient(HttpClient http)
{
    // Three attempts, two seconds apart, on every instance at the same moment.
    private static readonly ResiliencePipeline Tracking = new ResiliencePipelineBuilder()
        .AddRetry(new RetryStrategyOptions { MaxRetryAttempts = 3, Delay = TimeSpan.FromSeconds(2) })
        .Build();

    private static readonly ResiliencePipeline Rates = new ResiliencePipelineBuilder()
        .AddRetry(new RetryStrategyOptions { MaxRetryAttempts = 3, BackoffType = DelayBackoffType.Exponential, UseJitter = true })
        .Build();

    public async Task<string> Track(string parcel, CancellationToken cancel) =>
        await Tracking.ExecuteAsync(async token => await http.GetStringAsync($"parcels/{parcel}", token), cancel);

    public async Task<decimal> Rate(string zone, CancellationToken cancel) =>
        await Rates.ExecuteAsync(async token => await http.GetFromJsonAsync<decimal>($"rates/{zone}", token), cancel);
}
