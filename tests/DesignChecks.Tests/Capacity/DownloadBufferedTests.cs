using DesignChecks.Rules.Capacity;
using DesignChecks.Tests.Engine;

namespace DesignChecks.Tests.Capacity;

/// <summary>DCK0401: downloads that are in memory as a whole before the first byte is passed on.</summary>
public class DownloadBufferedTests
{
    private static Verify<DownloadBuffered> Rule => new();

    private static string In(string body) => $$"""
        using System.IO.Compression;
        using System.Text.Json;
        public class Downloads(HttpClient http, IHttpClientFactory clients, HttpMessageInvoker invoker)
        {
            public async Task<object?> Run(string url, HttpRequestMessage request, Stream target, string path, CancellationToken cancel)
            {
                await Task.Yield();
                {{body}}
                return null;
            }
            private static Task Store(Stream content, CancellationToken cancel) => Task.CompletedTask;
            private static Task<int> ParseRows(Stream content) => Task.FromResult(1);
        }
        """;

    [Fact]
    public Task Says_what_to_write() => Rule
        .Says("'GetAsync' returns when the whole body is in memory, and only then is it read as a stream, so each download costs its size in memory; pass HttpCompletionOption.ResponseHeadersRead")
        .Reports(In("using var response = await http.[|GetAsync|](url); var body = await response.Content.ReadAsStreamAsync(); await body.CopyToAsync(target);"));

    [Fact]
    public void Says_how_much_a_client_holds_at_most()
    {
        using var client = new HttpClient();
        Assert.Contains($"up to {client.MaxResponseContentBufferSize / 1_000_000_000} GB", DownloadBuffered.Description.Description.ToString());
    }

    [Theory]
    [InlineData("using var response = await http.[|GetAsync|](url, cancel).ConfigureAwait(false); await using var body = await response.Content.ReadAsStreamAsync(cancel).ConfigureAwait(false); await body.CopyToAsync(target, cancel);")]
    [InlineData("using var response = await clients.CreateClient(\"a\").[|SendAsync|](request, cancel); using (var body = await response.Content.ReadAsStreamAsync()) { await body.CopyToAsync(target); }")]
    [InlineData("var response = await http.[|GetAsync|](url); response.EnsureSuccessStatusCode(); return await response.Content.ReadAsStreamAsync();")]
    [InlineData("return await (await http.[|GetAsync|](url)).Content.ReadAsStreamAsync();")]
    [InlineData("var response = await http.[|GetAsync|](url); await Store(await response.Content.ReadAsStreamAsync(cancel), cancel);")]
    [InlineData("var response = await http.[|GetAsync|](url); var body = await response.Content.ReadAsStreamAsync(); using var file = File.Create(path); await body.CopyToAsync(file);")]
    [InlineData("var response = await http.[|GetAsync|](url); var body = await response.Content.ReadAsStreamAsync(); using var zip = new GZipStream(body, CompressionMode.Decompress); await zip.CopyToAsync(target);")]
    [InlineData("var response = await http.[|GetAsync|](url); var body = await response.Content.ReadAsStreamAsync(); var buffer = new byte[4096]; while (await body.ReadAsync(buffer) > 0) await target.WriteAsync(buffer);")]
    [InlineData("var response = http.[|Send|](request); using var body = response.Content.ReadAsStream(); body.CopyTo(target);")]
    [InlineData("var response = http.[|GetAsync|](url).Result; response.Content.ReadAsStreamAsync().Result.CopyTo(target);")]
    [InlineData("var response = await http.[|GetAsync|](url); var content = response.Content; var body = await content.ReadAsStreamAsync(); await body.CopyToAsync(target);")]
    [InlineData("var response = await http.[|GetAsync|](url); await response.Content.CopyToAsync(target);")]
    [InlineData("var response = await http.[|GetAsync|](url); return Results.Stream(await response.Content.ReadAsStreamAsync());")]
    public Task Reports_bodies_that_are_passed_on(string body) => Rule.Reports(In(body));

    [Fact]
    public Task Reports_a_method_of_its_own_in_a_type_with_a_parser_s_name() => Rule.Reports("""
        public class XmlFeeds(HttpClient http)
        {
            public async Task Save(string url, Stream target)
            {
                using var response = await http.[|GetAsync|](url);
                await Store(await response.Content.ReadAsStreamAsync(), target);
            }
            private static Task Store(Stream content, Stream target) => content.CopyToAsync(target);
        }
        """);

    [Theory]
    [InlineData("using var response = await http.GetAsync(url, HttpCompletionOption.ResponseHeadersRead); await (await response.Content.ReadAsStreamAsync()).CopyToAsync(target);")]
    [InlineData("using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel); await response.Content.CopyToAsync(target);")]
    [InlineData("var option = path.Length > 1 ? HttpCompletionOption.ResponseHeadersRead : HttpCompletionOption.ResponseContentRead; var response = await http.GetAsync(url, option); await response.Content.CopyToAsync(target);")] // unknown
    [InlineData("var response = await http.GetAsync(url, HttpCompletionOption.ResponseContentRead); await response.Content.CopyToAsync(target);")] // decided
    [InlineData("await (await http.GetStreamAsync(url)).CopyToAsync(target);")]
    [InlineData("var response = await invoker.SendAsync(request, cancel); await response.Content.CopyToAsync(target);")] // never buffers
    [InlineData("var response = await http.PostAsync(url, null); await response.Content.CopyToAsync(target);")] // has no such option
    public Task Silent_when_the_option_is_given_or_there_is_none(string body) => Rule.Silent(In(body));

    [Theory]
    [InlineData("var response = await http.GetAsync(url); return await response.Content.ReadAsStringAsync();")]
    [InlineData("var response = await http.GetAsync(url); return await JsonSerializer.DeserializeAsync<int[]>(await response.Content.ReadAsStreamAsync());")]
    [InlineData("var response = await http.GetAsync(url); using var body = await response.Content.ReadAsStreamAsync(); using var json = await JsonDocument.ParseAsync(body); return json.RootElement.Clone();")]
    [InlineData("var response = await http.GetAsync(url); using var reader = new StreamReader(await response.Content.ReadAsStreamAsync()); return await reader.ReadToEndAsync();")]
    [InlineData("var response = await http.GetAsync(url); using var reader = new StreamReader(new GZipStream(await response.Content.ReadAsStreamAsync(), CompressionMode.Decompress)); return await reader.ReadToEndAsync();")]
    [InlineData("var response = await http.GetAsync(url); using var zip = new ZipArchive(await response.Content.ReadAsStreamAsync()); return zip.Entries.Count;")] // loads what can't seek
    [InlineData("var response = await http.GetAsync(url); return await ParseRows(await response.Content.ReadAsStreamAsync());")]
    [InlineData("var response = await http.GetAsync(url); var memory = new MemoryStream(); await response.Content.CopyToAsync(memory); return memory.ToArray();")]
    [InlineData("var response = await http.GetAsync(url); var memory = new MemoryStream(); await (await response.Content.ReadAsStreamAsync()).CopyToAsync(memory); return memory.ToArray();")]
    public Task Silent_when_the_whole_is_needed_in_memory(string body) => Rule.Silent(In(body));

    [Theory]
    [InlineData("var response = await http.GetAsync(url); var body = await response.Content.ReadAsStreamAsync(); await Store(body, cancel); body.Position = 0; await body.CopyToAsync(target);")]
    [InlineData("var response = await http.GetAsync(url); var body = await response.Content.ReadAsStreamAsync(); await Store(body, cancel); body.Seek(0, SeekOrigin.Begin); await body.CopyToAsync(target);")]
    [InlineData("var response = await http.GetAsync(url); var body = await response.Content.ReadAsStreamAsync(); Console.WriteLine(body.Length); await body.CopyToAsync(target);")]
    public Task Silent_when_the_stream_is_wound_back(string body) => Rule.Silent(In(body));

    [Theory]
    [InlineData("using var own = new HttpClient(); var response = await own.GetAsync(url); return await response.Content.ReadAsStreamAsync();")] // outlives the client
    [InlineData("var response = await http.GetAsync(url); return response;")]
    [InlineData("var response = await http.GetAsync(url); var body = await response.Content.ReadAsStreamAsync();")] // nothing is read
    [InlineData("var response = await http.GetAsync(url); var other = await http.GetAsync(path, HttpCompletionOption.ResponseHeadersRead); await other.Content.CopyToAsync(target);")] // another answer
    public Task Silent_for_other_uses(string body) => Rule.Silent(In(body));

    [Fact]
    public Task Silent_for_own_types_of_such_names() => Rule.Silent("""
        namespace Own;
        public class HttpClient { public Task<Response> GetAsync(string url) => Task.FromResult(new Response()); }
        public class Response { public Content Content => new(); }
        public class Content { public Task<Stream> ReadAsStreamAsync() => Task.FromResult<Stream>(new MemoryStream()); }
        public class Downloads(HttpClient http)
        {
            public async Task Run(Stream target) { var response = await http.GetAsync("x"); await (await response.Content.ReadAsStreamAsync()).CopyToAsync(target); }
        }
        """);

    [Fact]
    public Task Silent_in_generated_code() => Rule.File("Downloads.g.cs", In("var response = await http.GetAsync(url); await response.Content.CopyToAsync(target);")).Silent("class Nothing;");

    [Fact]
    public Task Silent_on_incomplete_code() => Rule.Incomplete().Silent(In("var response = await http.GetAsync(url; var body = await response.Content.ReadAsStreamAsync(; await body.CopyToAsync("));

    [Fact]
    public Task Fix_adds_the_option_and_keeps_comments() => Rule.Fixes(
        """
        public class Downloads(HttpClient http)
        {
            public async Task Save(string url, Stream target, CancellationToken cancel)
            {
                // the large one
                using var response = await http.[|GetAsync|](url, cancel); // in time
                await using var body = await response.Content.ReadAsStreamAsync(cancel);
                await body.CopyToAsync(target, cancel);
            }

            public async Task<Stream> Open(HttpRequestMessage request)
            {
                var response = await http.[|SendAsync|](request);
                return await response.Content.ReadAsStreamAsync();
            }

            public async Task<Stream> Named(Uri url)
            {
                var response = await http.[|GetAsync|](requestUri: url);
                return await response.Content.ReadAsStreamAsync();
            }
        }
        """,
        """
        public class Downloads(HttpClient http)
        {
            public async Task Save(string url, Stream target, CancellationToken cancel)
            {
                // the large one
                using var response = await http.GetAsync(url, HttpCompletionOption.ResponseHeadersRead, cancel); // in time
                await using var body = await response.Content.ReadAsStreamAsync(cancel);
                await body.CopyToAsync(target, cancel);
            }

            public async Task<Stream> Open(HttpRequestMessage request)
            {
                var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
                return await response.Content.ReadAsStreamAsync();
            }

            public async Task<Stream> Named(Uri url)
            {
                var response = await http.GetAsync(requestUri: url, completionOption: HttpCompletionOption.ResponseHeadersRead);
                return await response.Content.ReadAsStreamAsync();
            }
        }
        """);

    [Fact]
    public Task Has_no_fix_where_the_body_would_lose_its_time_limit() => Rule.HasNoFix(
        In("var response = await http.[|GetAsync|](url); var body = await response.Content.ReadAsStreamAsync(); await body.CopyToAsync(target);"));
}
