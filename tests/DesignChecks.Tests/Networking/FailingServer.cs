using System.Net;

namespace DesignChecks.Tests.Networking;

/// <summary>A server that counts the requests that reach it and fails each.</summary>
internal sealed class FailingServer : HttpMessageHandler
{
    private int _requests;

    public int Requests => _requests;

    /// <summary>How long it lets each request wait; it answers at once by default.</summary>
    public TimeSpan Hangs { get; set; }

    /// <summary>A client without a handler of its own.</summary>
    public HttpClient Client() => new(this, disposeHandler: false) { BaseAddress = new Uri("http://server") };

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancel)
    {
        Interlocked.Increment(ref _requests);
        await Task.Delay(Hangs, cancel);
        return new HttpResponseMessage(HttpStatusCode.InternalServerError);
    }
}
