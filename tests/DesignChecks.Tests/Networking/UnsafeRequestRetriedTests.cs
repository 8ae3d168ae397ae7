using DesignChecks.Rules.Networking;
using DesignChecks.Tests.Engine;

namespace DesignChecks.Tests.Networking;

/// <summary>DCK0907: Unsafe request retried.</summary>
public partial class UnsafeRequestRetriedTests
{
    private static Verify<UnsafeRequestRetried> Rule => new();

    [Fact]
    public Task Says_again_where_the_number_is_unknown_or_endless() => Rule
        .Says("This PATCH is sent again when it fails or its answer is lost, and no idempotency key tells the server that it is one request, so its work may be done twice; send an idempotency key or don't retry it")
        .Says("This POST is sent again and again when it fails or its answer is lost, and no idempotency key tells the server that it is one request, so its work may be done twice; send an idempotency key or don't retry it")
        .Reports("""
            using Polly;
            class Orders(HttpClient http, int retries)
            {
                public Task<HttpResponseMessage> Change(HttpContent order)
                {
                    var policy = Policy.Handle<HttpRequestException>().RetryAsync(retries);
                    return policy.ExecuteAsync(() => http.[|PatchAsync|]("/orders/1", order));
                }
                public Task<HttpResponseMessage> Place(HttpContent order)
                {
                    var policy = Policy.Handle<HttpRequestException>().RetryForeverAsync();
                    return policy.ExecuteAsync(() => http.[|PostAsync|]("/orders", order));
                }
            }
            """);

    [Fact]
    public Task Reports_policies_of_every_origin() => Rule.Reports("""
        using Polly;
        using Polly.Extensions.Http;
        class Orders(HttpClient http, ILogger<Orders> log)
        {
            private static readonly IAsyncPolicy<HttpResponseMessage> Shared = HttpPolicyExtensions.HandleTransientHttpError().WaitAndRetryAsync(3, _ => TimeSpan.FromSeconds(1));
            private readonly AsyncPolicy _made;
            private IAsyncPolicy Computed => Policy.Handle<Exception>().RetryAsync(2);
            public Orders(HttpClient http, int x) : this(http, (ILogger<Orders>)null!) => _made = Policy.WrapAsync(Policy.TimeoutAsync(5), Policy.Handle<HttpRequestException>().RetryAsync(2));
            private static AsyncPolicy Make() => Policy.Handle<HttpRequestException>().WaitAndRetryAsync(new[] { TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2) });
            public async Task Place(object order)
            {
                await Shared.ExecuteAsync(() => http.[|PostAsJsonAsync|]("/orders", order));
                await _made.ExecuteAsync(async () => { log.LogInformation("send"); await http.[|PostAsync|]("/orders", null); });
                await Computed.ExecuteAsync(() => http.[|PatchAsJsonAsync|]("/orders/1", order));
                await Make().ExecuteAndCaptureAsync(() => http.[|PostAsync|]("/orders", null));
            }
        }
        """);

    [Fact]
    public Task Reports_messages_whose_method_is_in_sight() => Rule.Reports("""
        using Polly;
        class Orders(HttpClient http)
        {
            public async Task Place(string body)
            {
                var policy = Policy.Handle<HttpRequestException>().RetryAsync(2);
                await policy.ExecuteAsync(() => http.[|SendAsync|](new HttpRequestMessage(HttpMethod.Post, "/orders")));
                await policy.ExecuteAsync(async () =>
                {
                    var request = new HttpRequestMessage { Method = HttpMethod.Patch, RequestUri = new Uri("http://orders/1") };
                    request.Content = new StringContent(body);
                    return await http.[|SendAsync|](request);
                });
                await policy.ExecuteAsync(() => http.SendAsync(new HttpRequestMessage(HttpMethod.Put, "/orders/1")));
                await policy.ExecuteAsync(() => http.SendAsync(new HttpRequestMessage()));
            }
        }
        """);

    [Fact]
    public Task Reports_a_pipeline_registered_under_a_key() => Rule
        .File("Startup.cs", """
            using Polly;
            static class Startup
            {
                public static void Add(IServiceCollection services) => services.AddResiliencePipeline("orders", builder => builder.AddTimeout(TimeSpan.FromSeconds(30)).AddRetry(new()));
            }
            """)
        .Reports("""
            using Polly.Registry;
            class Orders(HttpClient http, ResiliencePipelineProvider<string> pipelines)
            {
                public async Task Place(HttpContent order)
                {
                    var pipeline = pipelines.GetPipeline("orders");
                    await pipeline.ExecuteAsync(async token => await http.[|PostAsync|]("/orders", order, token));
                }
            }
            """);

    [Fact]
    public Task Reports_method_groups_and_one_call_into_the_same_class() => Rule.Reports("""
        using Polly;
        class Orders(HttpClient http)
        {
            private readonly IAsyncPolicy _policy = Policy.Handle<HttpRequestException>().RetryAsync(2);
            public async Task Place()
            {
                await _policy.ExecuteAsync(Send);
                await _policy.ExecuteAsync(() => [|Send|]());
                await _policy.ExecuteAsync(() => this.[|Send|]());
                await _policy.ExecuteAsync(() => [|Local|]());
                Task Local() => http.PostAsync("/orders", null);
            }
            private Task Send() => http.[|PostAsync|]("/orders", null);
        }
        """);

    [Fact]
    public Task Reports_loops_by_exception_status_and_recursion() => Rule.Reports("""
        class Orders(HttpClient http)
        {
            public async Task<HttpResponseMessage> ByException(object order)
            {
                for (var attempt = 0; ; attempt++)
                {
                    try
                    {
                        return await http.[|PostAsJsonAsync|]("/orders", order);
                    }
                    catch (HttpRequestException) when (attempt < 3)
                    {
                        await Task.Delay(1000 + Random.Shared.Next(100));
                    }
                }
            }

            public void ByStatus(HttpContent order)
            {
                while (true)
                {
                    var response = http.[|PostAsync|]("/orders", order).Result;
                    if (response.IsSuccessStatusCode)
                        return;
                    Thread.Sleep(1000);
                }
            }

            public async Task Recursive(object order, int retries = 3)
            {
                try
                {
                    await http.[|PostAsJsonAsync|]("/orders", order);
                }
                catch (HttpRequestException) when (retries > 0)
                {
                    await Task.Delay(500);
                    await Recursive(order, retries - 1);
                }
            }
        }
        """);

    [Theory]
    [InlineData("""await policy.ExecuteAsync(() => http.GetAsync("/orders"));""")]
    [InlineData("""await policy.ExecuteAsync(() => http.PutAsync("/orders/1", null));""")]
    [InlineData("""await policy.ExecuteAsync(() => http.DeleteAsync("/orders/1"));""")]
    [InlineData("""await policy.ExecuteAsync(() => http.SendAsync(given));""")]
    [InlineData("""await policy.ExecuteAsync(() => http.PostAsync("/orders/search", null));""")]
    [InlineData("""await policy.ExecuteAsync(() => http.PostAsync($"{searchUrl}/orders", null));""")]
    [InlineData("""await policy.ExecuteAsync(() => http.PostAsync("/connect/token", null));""")]
    [InlineData("""await Policy.TimeoutAsync(3).ExecuteAsync(() => http.PostAsync("/orders", null));""")]
    [InlineData("""await Policy.Handle<Exception>().CircuitBreakerAsync(3, TimeSpan.FromSeconds(3)).ExecuteAsync(() => http.PostAsync("/orders", null));""")]
    [InlineData("""await injected.ExecuteAsync(() => http.PostAsync("/orders", null));""")]
    [InlineData("""await Policy.Handle<BrokenCircuitException>().RetryAsync(2).ExecuteAsync(() => http.PostAsync("/orders", null));""")]
    [InlineData("""await Policy.HandleResult<HttpResponseMessage>(r => r.StatusCode == HttpStatusCode.TooManyRequests).RetryAsync(2).ExecuteAsync(() => http.PostAsync("/orders", null));""")]
    [InlineData("""await Policy.HandleResult<HttpResponseMessage>(r => r.RequestMessage!.Method == HttpMethod.Get).RetryAsync(2).ExecuteAsync(() => http.PostAsync("/orders", null));""")]
    [InlineData("""await policy.ExecuteAsync(() => Later(async () => await http.PostAsync("/orders", null)));""")]
    [InlineData("""await policy.ExecuteAsync(() => other.Send());""")]
    public Task Silent_for_requests_that_may_be_repeated_and_policies_that_are_unknown(string statement) => Rule.Silent($$"""
        using System.Net;
        using Polly;
        using Polly.CircuitBreaker;
        class Orders(HttpClient http, IAsyncPolicy injected, Other other)
        {
            public async Task Run(HttpRequestMessage given, string searchUrl)
            {
                var policy = Policy.Handle<HttpRequestException>().RetryAsync(2);
                {{statement}}
            }
            private Task Later(Func<Task> work) => Task.CompletedTask;
        }
        class Other(HttpClient http)
        {
            public Task Send() => http.PostAsync("/orders", null);
        }
        """);

    [Theory]
    [InlineData("""request.Headers.Add("Idempotency-Key", order);""")]
    [InlineData("""request.Headers.Add("X-Idempotency-Key", order);""")]
    [InlineData("""var idempotencyKey = order;""")]
    [InlineData("""request.Headers.Add("x-request-id", order);""")]
    [InlineData("""request.Headers.Add("Order-Once", order);""")]
    public Task Silent_with_an_idempotency_key_in_sight(string statement) => Rule.With("dotnet_code_quality.DCK0907.idempotency_headers = Order-Once").Silent($$"""
        using Polly;
        class Orders(HttpClient http)
        {
            public Task Place(string order) => Policy.Handle<HttpRequestException>().RetryAsync(2).ExecuteAsync(() => http.SendAsync(Make(order)));
            private static HttpRequestMessage Make(string order)
            {
                var request = new HttpRequestMessage(HttpMethod.Post, "/orders");
                {{statement}}
                return request;
            }
        }
        """);

    [Fact]
    public Task Reports_beside_another_request_that_has_a_key() => Rule.Reports("""
        using Polly;
        class Orders(HttpClient http)
        {
            public Task Place(string idempotencyKey) => Policy.Handle<HttpRequestException>().RetryAsync(2).ExecuteAsync(() => http.PostAsync("/orders?key=" + idempotencyKey, null));
            public Task Cancel() => Policy.Handle<HttpRequestException>().RetryAsync(2).ExecuteAsync(() => http.[|PostAsync|]("/orders/1/cancel", null));
        }
        """);
}
