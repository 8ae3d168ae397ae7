namespace Storefront.Clients;

/// <summary>Lives as long as the process and keeps the address that its first request resolved.</summary>
public static class ExchangeRates
{
    private static readonly HttpClient Http = new() { BaseAddress = new Uri("https://rates.storefront.example"), Timeout = Timeout.InfiniteTimeSpan };

    public static Task<decimal> Get(string currency) => Http.GetFromJsonAsync<decimal>($"latest/{currency}");
}
