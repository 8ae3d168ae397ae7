namespace Storefront.Clients;

public class ImageDownloads(HttpClient http)
{
    /// <summary>The client's ten seconds end when the headers are here.</summary>
    public async Task Save(string path, Stream target)
    {
        using var response = await http.GetAsync(path, HttpCompletionOption.ResponseHeadersRead);
        await response.Content.CopyToAsync(target);
    }

    public async Task SaveInTime(string path, Stream target, CancellationToken cancel)
    {
        using var response = await http.GetAsync(path, HttpCompletionOption.ResponseHeadersRead, cancel);
        await response.Content.CopyToAsync(target, cancel);
    }
}
