using Polly;
using Polly.Retry;

namespace Storefront.Clients;

public class TaxClient(HttpClient http)
{
    // Meant to keep the instances apart; the number is drawn once, when the class is first used.
    private static readonly ResiliencePipeline Table = new ResiliencePipelineBuilder()
        .AddRetry(new RetryStrategyOptions { Delay = TimeSpan.FromMilliseconds(500 + Random.Shared.Next(250)), BackoffType = DelayBackoffType.Exponential })
        .Build();

    // A zip code that doesn't exist is asked for until the process ends.
    private static readonly IAsyncPolicy Zone = Policy.Handle<Exception>().RetryForeverAsync();

    public async Task<string> RateTable(CancellationToken cancel) =>
        await Table.ExecuteAsync(async token => await http.GetStringAsync("rates", token), cancel);

    public Task<string> ZoneOf(string zip) => Zone.ExecuteAsync(() => http.GetStringAsync($"zones/{zip}"));
}
