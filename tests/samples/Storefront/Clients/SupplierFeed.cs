namespace Storefront.Clients;

public class SupplierFeed(HttpClient http)
{
    /// <summary>Three hundred megabytes a day, all of them in memory before the first is written.</summary>
    public async Task Save(string supplier, string path, CancellationToken cancel)
    {
        using var response = await http.GetAsync($"feeds/{supplier}.csv", cancel);
        response.EnsureSuccessStatusCode();
        await using var feed = await response.Content.ReadAsStreamAsync(cancel);
        await using var file = File.Create(path);
        await feed.CopyToAsync(file, cancel);
    }
}
