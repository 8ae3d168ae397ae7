using DesignChecks.Tests.Engine;

namespace DesignChecks.Tests.Networking;

/// <summary>The number in the message is how often the same code sends the request when it runs.</summary>
public partial class UnsafeRequestRetriedTests
{
    private static string Message(int times) =>
        $"This POST is sent up to {times} times when it fails or its answer is lost, and no idempotency key tells the server that it is one request, so its work may be done twice; send an idempotency key or don't retry it";

    private static string Orders(string members) => $$"""
        using Polly;
        using Polly.Retry;
        using Microsoft.Extensions.Http.Resilience;
        public class Startup
        {
            void Add(IServiceCollection services)
            {
                services.AddHttpClient<Handled>().AddStandardResilienceHandler(options => options.Retry.MaxRetryAttempts = 2);
            }
        }
        public class Orders(HttpClient http)
        {
            {{members}}
        }
        public class Handled(HttpClient http)
        {
            private readonly IAsyncPolicy _retry = Policy.Handle<HttpRequestException>().RetryAsync(3);
            public Task Place() => _retry.ExecuteAsync(async () => (await http.[|PostAsync|]("/orders", null)).EnsureSuccessStatusCode());
        }
        """;

    [Theory]
    [InlineData("public async Task Place() => await new ResiliencePipelineBuilder().AddRetry(new RetryStrategyOptions { MaxRetryAttempts = 5, Delay = TimeSpan.Zero }).Build().ExecuteAsync(async cancel => (await http.[|PostAsync|](\"/orders\", null, cancel)).EnsureSuccessStatusCode());")]
    [InlineData("public Task Place() => Policy.Handle<HttpRequestException>().RetryAsync().ExecuteAsync(async () => (await http.[|PostAsync|](\"/orders\", null)).EnsureSuccessStatusCode());")]
    [InlineData("public Task Place() => Policy.HandleResult<HttpResponseMessage>(answer => !answer.IsSuccessStatusCode).WaitAndRetryAsync(3, _ => TimeSpan.Zero).ExecuteAsync(() => http.[|PostAsync|](\"/orders\", null));")]
    [InlineData("public Task Place() => Policy.HandleResult<HttpResponseMessage>(answer => !answer.IsSuccessStatusCode).WaitAndRetryAsync(new[] { TimeSpan.Zero, TimeSpan.Zero }).ExecuteAsync(Send); private Task<HttpResponseMessage> Send() => http.[|PostAsync|](\"/orders\", null);")]
    [InlineData("""
        private static readonly IAsyncPolicy Outer = Policy.Handle<HttpRequestException>().RetryAsync(2);
        private static readonly IAsyncPolicy Inner = Policy.Handle<HttpRequestException>().RetryAsync(3);
        public Task Place() => Policy.WrapAsync(Outer, Policy.TimeoutAsync(30), Inner).ExecuteAsync(async () => (await http.[|PostAsync|]("/orders", null)).EnsureSuccessStatusCode());
        """)]
    [InlineData("""
        private static readonly IAsyncPolicy Outer = Policy.Handle<HttpRequestException>().RetryAsync(2);
        private static readonly IAsyncPolicy Inner = Policy.Handle<HttpRequestException>().RetryAsync(3);
        public Task Place() => Outer.ExecuteAsync(() => Inner.ExecuteAsync(async () => (await http.[|PostAsync|]("/orders", null)).EnsureSuccessStatusCode()));
        """)]
    [InlineData("""
        private static readonly IAsyncPolicy Retry = Policy.Handle<HttpRequestException>().RetryAsync(1);
        public async Task Place()
        {
            for (var attempt = 0; attempt < 4; attempt++)
            {
                try
                {
                    await Retry.ExecuteAsync(() => [|Send|]());
                    return;
                }
                catch (HttpRequestException) when (attempt < 2)
                {
                    await Task.Delay(1);
                }
            }
        }
        private async Task Send() => (await http.PostAsync("/orders", null)).EnsureSuccessStatusCode();
        """)]
    public async Task Says_how_often_a_request_is_sent_in_all_retries_around_it(string members)
    {
        var code = Orders(members);
        var loaded = Loaded.From(code);
        var server = new FailingServer();
        await Loaded.Run(loaded.New("Orders", server.Client()), "Place");
        // The handler of the client repeats what the policy around the request repeats.
        var handled = await new LoadedClients(loaded).Runs("Handled", "Place");
        await Rule.Says(Message(server.Requests)).Says(Message(handled)).Reports(code);
    }
}
