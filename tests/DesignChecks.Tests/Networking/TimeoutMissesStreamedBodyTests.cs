using System.Net;
using DesignChecks.Rules.Networking;
using DesignChecks.Tests.Engine;

namespace DesignChecks.Tests.Networking;

/// <summary>DCK0922: Timeout does not cover the streamed body.</summary>
public class TimeoutMissesStreamedBodyTests
{
    private static Verify<TimeoutMissesStreamedBody> Rule => new();

    [Fact]
    public async Task Says_that_the_timeout_ended_at_the_headers_and_it_did()
    {
        await Rule
            .Says("ResponseHeadersRead stopped HttpClient.Timeout when the headers arrived, and this reads the body without a token, so a server that stalls keeps the reader for ever; pass a token that is cancelled after a time")
            .Says("GetStreamAsync stopped HttpClient.Timeout when the headers arrived, and this reads the body without a token, so a server that stalls keeps the reader for ever; pass a token that is cancelled after a time")
            .Reports("""
                class Files(HttpClient http)
                {
                    public async Task<string> Text(string url)
                    {
                        using var response = await http.GetAsync(url, HttpCompletionOption.ResponseHeadersRead);
                        return await response.Content.[|ReadAsStringAsync|]();
                    }

                    public async Task Save(string url, Stream target)
                    {
                        await using var body = await http.GetStreamAsync(url);
                        await body.[|CopyToAsync|](target);
                    }
                }
                """);

        using var http = new HttpClient(new StallingServer()) { Timeout = TimeSpan.FromMilliseconds(100) };
        await Assert.ThrowsAsync<TaskCanceledException>(() => http.GetStringAsync("http://server"));
        using var response = await http.GetAsync("http://server", HttpCompletionOption.ResponseHeadersRead);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => response.Content.ReadAsStringAsync(limit.Token));
        Assert.True(limit.IsCancellationRequested, error.Message); // our second, not the client's tenth of one
    }

    /// <summary>Sends headers at once and never a byte of the body.</summary>
    private sealed class StallingServer : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancel) =>
            Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(new StalledStream()) });
    }

    private sealed class StalledStream : MemoryStream
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancel = default)
        {
            await Task.Delay(Timeout.Infinite, cancel);
            return 0;
        }

        public override async Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancel) => await Task.Delay(Timeout.Infinite, cancel);
    }

    [Fact]
    public Task Reports_every_way_to_read() => Rule.Reports("""
        using System.Text.Json;
        class Files(HttpClient http)
        {
            public async Task<string?> Send(HttpRequestMessage request, CancellationToken cancel)
            {
                var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel).ConfigureAwait(false);
                response.EnsureSuccessStatusCode();
                return await response.Content.[|ReadFromJsonAsync|]<string>(cancellationToken: CancellationToken.None);
            }

            public async Task<string> Read(string url)
            {
                var response = await http.GetAsync(url, HttpCompletionOption.ResponseHeadersRead);
                var stream = await response.Content.ReadAsStreamAsync();
                using var reader = new StreamReader(stream);
                return await reader.[|ReadToEndAsync|]();
            }

            public async Task<string?> Json(string url)
            {
                var stream = await http.GetStreamAsync(url);
                return await JsonSerializer.[|DeserializeAsync|]<string>(stream);
            }

            public async Task Chunks(string url)
            {
                using var response = await http.GetAsync(url, HttpCompletionOption.ResponseHeadersRead);
                using (var body = await response.Content.ReadAsStreamAsync())
                {
                    var buffer = new byte[4096];
                    int read;
                    while ((read = await body.[|ReadAsync|](buffer)) > 0)
                        Console.Write(read);
                }
            }

            public async Task Once(string url, Stream target)
            {
                var response = await http.GetAsync(url, HttpCompletionOption.ResponseHeadersRead);
                await response.Content.[|CopyToAsync|](target);
                await response.Content.CopyToAsync(target);
            }
        }
        """);

    /// <summary>Declared before, to be disposed of in a finally.</summary>
    [Fact]
    public Task Reports_a_body_in_a_variable_that_is_declared_before() => Rule.Reports("""
        class Images(HttpClient http)
        {
            public async Task Save(Uri url, Stream file)
            {
                Stream? body = null;
                HttpResponseMessage? response;
                try
                {
                    body = await http.GetStreamAsync(url).ConfigureAwait(false);
                    await body.[|CopyToAsync|](file).ConfigureAwait(false);
                    response = await http.GetAsync(url, HttpCompletionOption.ResponseHeadersRead);
                    await response.Content.[|CopyToAsync|](file);
                }
                finally
                {
                    body?.Dispose();
                }
            }
        }
        """);

    [Fact]
    public Task Silent_when_the_read_gets_a_token_or_the_type_limits_its_time() => Rule.Silent("""
        class Files(HttpClient http)
        {
            public async Task<string> Text(string url, CancellationToken cancel)
            {
                using var response = await http.GetAsync(url, HttpCompletionOption.ResponseHeadersRead, cancel);
                return await response.Content.ReadAsStringAsync(cancel);
            }

            public async Task Save(string url, Stream target, CancellationToken cancel)
            {
                await using var body = await http.GetStreamAsync(url, cancel);
                await body.CopyToAsync(target, cancel);
            }
        }
        class Limited(HttpClient http)
        {
            public async Task<string> Text(string url)
            {
                using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
                using var response = await http.GetAsync(url, HttpCompletionOption.ResponseHeadersRead, limit.Token);
                using var abort = limit.Token.Register(response.Dispose);
                return await response.Content.ReadAsStringAsync();
            }
        }
        """);

    [Fact]
    public Task Silent_for_answers_that_are_buffered_handed_on_or_not_read() => Rule.Silent("""
        class Files(HttpClient http)
        {
            public async Task<string> Buffered(string url)
            {
                using var response = await http.GetAsync(url);
                return await response.Content.ReadAsStringAsync();
            }
            public Task<HttpResponseMessage> Hand(string url) => http.GetAsync(url, HttpCompletionOption.ResponseHeadersRead);
            public Task<Stream> Stream(string url) => http.GetStreamAsync(url);
            public async Task<long?> Length(string url)
            {
                using var response = await http.GetAsync(url, HttpCompletionOption.ResponseHeadersRead);
                return response.Content.Headers.ContentLength;
            }
        }
        """);

    [Fact]
    public Task Silent_for_events_and_lines() => Rule.Silent("""
        using System.Text.Json;
        class Events(HttpClient http)
        {
            public async Task Lines(string url)
            {
                using var response = await http.GetAsync(url, HttpCompletionOption.ResponseHeadersRead);
                using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
                while (await reader.ReadLineAsync() is { } line)
                    Console.WriteLine(line);
            }

            public async Task Sent(HttpRequestMessage request)
            {
                request.Headers.Add("Accept", "text/event-stream");
                using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
                var stream = await response.Content.ReadAsStreamAsync();
                await stream.CopyToAsync(Stream.Null);
            }

            public async Task Items(string url)
            {
                var stream = await http.GetStreamAsync(url);
                await foreach (var item in JsonSerializer.DeserializeAsyncEnumerable<string>(stream))
                    Console.WriteLine(item);
            }
        }
        """);

    [Fact]
    public Task Silent_in_generated_code() => Rule.File("Made.g.cs", """
        // <auto-generated/>
        class Made
        {
            async System.Threading.Tasks.Task Save(System.Net.Http.HttpClient http, System.IO.Stream target)
            {
                var body = await http.GetStreamAsync("/");
                await body.CopyToAsync(target);
            }
        }
        """).Silent("class Empty;");

    [Fact]
    public Task Silent_for_own_types_of_the_same_names() => Rule.On(References.Framework).Silent("""
        enum Completion { ResponseHeadersRead }
        class Client
        {
            public Task<Stream> GetStreamAsync(string url, Completion completion = Completion.ResponseHeadersRead) => Task.FromResult(Stream.Null);
            async Task Use()
            {
                var body = await GetStreamAsync("/", Completion.ResponseHeadersRead);
                await body.CopyToAsync(Stream.Null);
            }
        }
        """);

    [Fact]
    public Task Silent_on_incomplete_code() => Rule.Incomplete().Silent("""
        class Files(HttpClient http)
        {
            async Task Save(string url)
            {
                var body = await http.GetStreamAsync(url);
                await body.CopyToAsync(
        """);
}
