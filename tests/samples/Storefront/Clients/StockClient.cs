namespace Storefront.Clients;

public class StockClient(HttpClient http)
{
    private const int Attempts = 3;

    public async Task<int> Available(string sku) =>
        await http.GetFromJsonAsync<int>($"items/{sku}/available");

    /// <summary>Tries again without knowing whether the first attempt has reserved, and all instances in step.</summary>
    public async Task Reserve(string sku, int quantity)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var response = await http.PostAsJsonAsync($"items/{sku}/reservations", new { quantity });
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
