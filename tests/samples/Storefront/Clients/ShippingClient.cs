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

#pragma warning disable DCK0905 // Retry delay does not grow
    private static readonly ResiliencePipeline Labels = new ResiliencePipelineBuilder()
        .AddRetry(new RetryStrategyOptions { MaxRetryAttempts = 3, Delay = TimeSpan.FromSeconds(1), UseJitter = true })
        .Build();
#pragma warning restore DCK0905

    public async Task<string> Track(string parcel, CancellationToken cancel) =>
        await Tracking.ExecuteAsync(async token => await http.GetStringAsync($"parcels/{parcel}", token), cancel);

    public async Task<decimal> Rate(string zone, CancellationToken cancel) =>
        await Rates.ExecuteAsync(async token => await http.GetFromJsonAsync<decimal>($"rates/{zone}", token), cancel);

    public async Task<byte[]> Label(string parcel, CancellationToken cancel) =>
        await Labels.ExecuteAsync(async token => await http.GetByteArrayAsync($"parcels/{parcel}/label", token), cancel);
}
