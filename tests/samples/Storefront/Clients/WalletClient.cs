using Polly;
using Polly.Retry;

namespace Storefront.Clients;

public class WalletClient(HttpClient http)
{
    private static readonly ResiliencePipeline<HttpResponseMessage> Attempts = new ResiliencePipelineBuilder<HttpResponseMessage>()
        .AddRetry(new RetryStrategyOptions<HttpResponseMessage> { MaxRetryAttempts = 3, BackoffType = DelayBackoffType.Exponential, UseJitter = true })
        .Build();

    /// <summary>Each attempt has a key of its own, so the wallet pays as often as it is asked.</summary>
    public async Task PayOut(int customerId, decimal amount, CancellationToken cancel)
    {
        var response = await Attempts.ExecuteAsync(
            async token =>
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, "payouts") { Content = JsonContent.Create(new { customerId, amount }) };
                request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
                return await http.SendAsync(request, token);
            },
            cancel);
        response.EnsureSuccessStatusCode();
    }

    /// <summary>The neighbour that makes the key once, before the first attempt.</summary>
    public async Task TopUp(int customerId, decimal amount, CancellationToken cancel)
    {
        var key = Guid.NewGuid().ToString();
        var response = await Attempts.ExecuteAsync(
            async token =>
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, "topups") { Content = JsonContent.Create(new { customerId, amount }) };
                request.Headers.Add("Idempotency-Key", key);
                return await http.SendAsync(request, token);
            },
            cancel);
        response.EnsureSuccessStatusCode();
    }
}
