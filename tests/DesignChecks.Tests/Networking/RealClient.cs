using Microsoft.Extensions.DependencyInjection;

namespace DesignChecks.Tests.Networking;

/// <summary>An HTTP client with the real packages around a server that always fails: messages with numbers are compared with what it does.</summary>
internal sealed class RealClient
{
    private readonly FailingServer _server = new();

    public RealClient(Action<IHttpClientBuilder> configure, Action<IServiceCollection>? services = null)
    {
        var all = new ServiceCollection();
        services?.Invoke(all);
        var builder = all.AddHttpClient("real", client => client.BaseAddress = new Uri("http://server"));
        configure(builder);
        builder.ConfigurePrimaryHttpMessageHandler(() => _server);
        Http = all.BuildServiceProvider().GetRequiredService<IHttpClientFactory>().CreateClient("real");
    }

    public HttpClient Http { get; }

    /// <summary>How long the server lets each request wait; it answers at once by default.</summary>
    public TimeSpan Hangs { get => _server.Hangs; init => _server.Hangs = value; }

    /// <summary>How many requests reach the server when one is sent.</summary>
    public async Task<int> Sends(HttpMethod method)
    {
        using var request = new HttpRequestMessage(method, "/");
        try
        {
            using var response = await Http.SendAsync(request);
        }
        catch (Exception error) when (error is HttpRequestException or OperationCanceledException or Polly.ExecutionRejectedException)
        {
        }

        return _server.Requests;
    }
}
