using DesignChecks.Tests.Engine;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;

namespace DesignChecks.Tests.Networking;

/// <summary>The clients that the <c>Startup</c> of loaded code registers, all in front of a server that fails.</summary>
internal sealed class LoadedClients
{
    private readonly FailingServer _server = new();
    private readonly ServiceProvider _services;
    private readonly Loaded _code;

    public LoadedClients(Loaded code)
    {
        _code = code;
        var services = new ServiceCollection();
        Loaded.Run(code.New("Startup"), "Add", services).GetAwaiter().GetResult();
        // The defaults wait for seconds, which says nothing about how often.
        services.ConfigureAll<HttpStandardResilienceOptions>(options => options.Retry.Delay = TimeSpan.Zero);
        services.ConfigureHttpClientDefaults(http => http.ConfigurePrimaryHttpMessageHandler(() => _server).ConfigureHttpClient(client => client.BaseAddress = new Uri("http://server")));
        _services = services.BuildServiceProvider();
    }

    private IHttpClientFactory Factory => _services.GetRequiredService<IHttpClientFactory>();

    public HttpClient Named(string name) => Factory.CreateClient(name);

    /// <summary>How many requests reach the server when the client of a name sends one.</summary>
    public Task<int> Sends(string name, HttpMethod? method = null) => Count(async () =>
    {
        using var request = new HttpRequestMessage(method ?? HttpMethod.Get, "/");
        using var response = await Named(name).SendAsync(request);
    });

    /// <summary>How many requests reach the server when a method of a type runs, which gets its typed client, or the factory.</summary>
    public Task<int> Runs(string type, string method) => Count(() => Loaded.Run(_code.New(type, GivenTo(type)), method));

    private object GivenTo(string type) =>
        _code.Assembly.GetType(type)!.GetConstructors()[0].GetParameters()[0].ParameterType == typeof(HttpClient) ? Named(type) : Factory;

    private async Task<int> Count(Func<Task> send)
    {
        var before = _server.Requests;
        try
        {
            await send();
        }
        catch (Exception error) when (error is HttpRequestException or OperationCanceledException or Polly.ExecutionRejectedException)
        {
        }

        return _server.Requests - before;
    }
}
