using DesignChecks.Rules.ApiDesign;
using DesignChecks.Tests.Engine;

namespace DesignChecks.Tests.ApiDesign;

/// <summary>DCK0512: Idempotency key differs on every attempt.</summary>
public class IdempotencyKeyDiffersOnEveryAttemptTests
{
    private static Verify<IdempotencyKeyDiffersOnEveryAttempt> Rule => new();

    [Fact]
    public Task Reports_a_header_made_in_the_lambda_of_a_pipeline() => Rule
        .Says("Each attempt of this retry gets a new idempotency key, so the receiver takes it for another request and may carry it out twice; make the key once, outside of the retry")
        .Reports("""
            using Polly;
            class Payments(HttpClient http, ResiliencePipeline pipeline)
            {
                public async Task Pay(StringContent body, CancellationToken cancel) => await pipeline.ExecuteAsync(async token =>
                {
                    using var request = new HttpRequestMessage(HttpMethod.Post, "/payments") { Content = body };
                    request.Headers.Add("Idempotency-Key", [|Guid.NewGuid()|].ToString("N"));
                    using var response = await http.SendAsync(request, token);
                }, cancel);
            }
            """);

    [Fact]
    public Task Reports_every_way_a_key_is_set() => Rule.Reports("""
        using Polly;
        using Stripe;
        using System.Security.Cryptography;
        class Client(HttpClient http, ResiliencePipeline<int> pipeline, ChargeService charges)
        {
            public async Task Run(string order) => await pipeline.ExecuteAsync(async token =>
            {
                var key = [|Guid.NewGuid()|].ToString();
                http.DefaultRequestHeaders.TryAddWithoutValidation("X-Idempotency-Key", key);
                var late = "";
                late = $"{order}-{[|Guid.CreateVersion7()|]}";
                await charges.CreateAsync(new ChargeCreateOptions(), new RequestOptions { IdempotencyKey = late });
                var headers = new Dictionary<string, string> { ["Idempotency-Key"] = "pay-" + [|Guid.NewGuid()|], };
                var more = new Dictionary<string, string> { { "idempotency-key", [|RandomNumberGenerator.GetHexString(32)|] } };
                var pair = new KeyValuePair<string, string>("Idempotency-Key", [|Guid.NewGuid()|].ToString());
                headers["IdempotencyKey"] = [|Guid.NewGuid()|].ToString().Replace("-", "");
                Charge(1, [|Guid.NewGuid()|]);
                Refund(new Command { ClientToken = [|Guid.NewGuid()|] });
                return 1;
            });
            void Charge(int amount, Guid idempotencyKey) { }
            void Refund(Command command) { }
        }
        class Command { public Guid ClientToken { get; set; } }
        """);

    [Fact]
    public Task Reports_policies_strategies_and_helpers() => Rule.Reports("""
        using Microsoft.EntityFrameworkCore;
        using Polly;
        using Polly.Retry;
        class Client(AsyncRetryPolicy retry, IAsyncPolicy<int> policy, DbContext db)
        {
            public async Task Run(Retryer retryer)
            {
                await retry.ExecuteAsync(() => Pay(idempotencyKey: [|Guid.NewGuid()|]));
                await policy.ExecuteAsync(async () => { await Pay([|Guid.NewGuid()|]); return 1; });
                await db.Database.CreateExecutionStrategy().ExecuteAsync(() => Pay([|Guid.NewGuid()|]));
                await Policy.Handle<Exception>().RetryAsync(3).ExecuteAsync(() => Pay([|Guid.NewGuid()|]));
                await retryer.ExecuteWithRetryAsync(() => Pay([|Guid.NewGuid()|]));
                await Retry.Do(() => Pay([|Guid.NewGuid()|]));
                await retry.ExecuteAsync(Local);
                await retry.ExecuteAsync(PayAgain);
                await retry.ExecuteAsync(async () => await PayMore(3));
                Task Local() => Pay([|Guid.NewGuid()|]);
            }
            private Task PayAgain() => Pay([|Guid.NewGuid()|]);
            private async Task PayMore(int amount) { await Pay([|Guid.NewGuid()|]); }
            Task Pay(Guid idempotencyKey) => Task.CompletedTask;
        }
        class Retryer { public Task ExecuteWithRetryAsync(Func<Task> action) => action(); }
        static class Retry { public static Task Do(Func<Task> action) => action(); }
        """);

    [Fact]
    public Task Reports_a_retry_loop() => Rule.Reports("""
        class Client(HttpClient http)
        {
            async Task Pay(HttpContent content)
            {
                for (var attempt = 0; attempt < 3; attempt++)
                {
                    try
                    {
                        var request = new HttpRequestMessage(HttpMethod.Post, "/pay") { Content = content };
                        request.Headers.Add("Idempotency-Key", [|Guid.NewGuid()|].ToString());
                        await http.SendAsync(request);
                        return;
                    }
                    catch (HttpRequestException)
                    {
                        await Task.Delay(TimeSpan.FromSeconds(attempt));
                    }
                }
            }
        }
        """);

    [Fact]
    public Task Reports_a_handler_below_a_retry_handler() => Rule.Reports("""
        using Polly;
        class KeyHandler : DelegatingHandler
        {
            protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancel)
            {
                request.Headers.Add("Idempotency-Key", [|Guid.NewGuid()|].ToString());
                return base.SendAsync(request, cancel);
            }
        }
        class OuterKeyHandler : DelegatingHandler
        {
            protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancel)
            {
                request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
                return base.SendAsync(request, cancel);
            }
        }
        static class Startup
        {
            static void Add(IServiceCollection services) => services.AddHttpClient("pay")
                .AddHttpMessageHandler<OuterKeyHandler>()
                .AddTransientHttpErrorPolicy(policy => policy.RetryAsync(3))
                .AddHttpMessageHandler<KeyHandler>();
        }
        """);

    [Fact]
    public Task Reports_the_id_of_a_message() => Rule.Reports("""
        using Azure.Messaging.ServiceBus;
        using Polly;
        class Sender(ResiliencePipeline pipeline)
        {
            void Send(RabbitMQ.Client.BasicProperties properties) => pipeline.Execute(() =>
            {
                var message = new ServiceBusMessage { MessageId = [|Guid.NewGuid()|].ToString() };
                properties.MessageId = [|Guid.NewGuid()|].ToString();
                var other = new Mail { MessageId = Guid.NewGuid().ToString() };
            });
        }
        class Mail { public string? MessageId { get; set; } }
        namespace Azure.Messaging.ServiceBus { class ServiceBusMessage { public string? MessageId { get; set; } } }
        """);

    [Fact]
    public Task Silent_when_the_key_is_made_once() => Rule.Silent("""
        using Polly;
        class Client(HttpClient http, ResiliencePipeline pipeline)
        {
            public async Task Run()
            {
                var key = Guid.NewGuid().ToString();
                await pipeline.ExecuteAsync(async token =>
                {
                    var request = new HttpRequestMessage(HttpMethod.Post, "/pay");
                    request.Headers.Add("Idempotency-Key", key);
                    await http.SendAsync(request, token);
                });
                http.DefaultRequestHeaders.Add("Idempotency-Key", Guid.NewGuid().ToString());
                foreach (var item in new[] { 1, 2 })
                    await pipeline.ExecuteAsync(async token => await Pay(item, Guid.Empty));
            }
            Task Pay(int item, Guid idempotencyKey) => Task.CompletedTask;
        }
        """);

    [Fact]
    public Task Silent_when_the_key_is_set_only_if_missing() => Rule.Silent("""
        using Polly;
        class Client(ResiliencePipeline pipeline)
        {
            public void Run(HttpRequestMessage request, Command command, IDictionary<string, string> headers, string? known) => pipeline.Execute(() =>
            {
                if (!request.Headers.Contains("Idempotency-Key"))
                    request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
                command.IdempotencyKey ??= Guid.NewGuid().ToString();
                command.IdempotencyKey = known ?? Guid.NewGuid().ToString();
                if (command.IdempotencyKey is null)
                    command.IdempotencyKey = Guid.NewGuid().ToString();
                headers.TryAdd("Idempotency-Key", Guid.NewGuid().ToString());
            });
        }
        class Command { public string? IdempotencyKey { get; set; } }
        """);

    [Fact]
    public Task Silent_for_other_values_and_headers() => Rule.Silent("""
        using Polly;
        class Client(ResiliencePipeline pipeline)
        {
            public void Run(HttpRequestMessage request, string orderId) => pipeline.Execute(() =>
            {
                request.Headers.Add("X-Request-Id", Guid.NewGuid().ToString());
                request.Headers.Add("X-Correlation-Id", Guid.NewGuid().ToString());
                request.Headers.Add("Idempotency-Key", orderId);
                var id = Guid.NewGuid();
                Console.WriteLine(id);
            });
        }
        """);

    [Fact]
    public Task Silent_when_nothing_is_tried_again() => Rule.Silent("""
        using Polly;
        using Polly.Timeout;
        class Client(AsyncTimeoutPolicy timeout)
        {
            private static readonly ResiliencePipeline Breaker = new ResiliencePipelineBuilder().AddTimeout(TimeSpan.FromSeconds(1)).Build();
            public async Task Run()
            {
                await timeout.ExecuteAsync(() => Pay(Guid.NewGuid()));
                Breaker.Execute(() => { Pay(Guid.NewGuid()); });
                await Pay(Guid.NewGuid());
                Enumerable.Range(1, 3).Select(_ => Pay(Guid.NewGuid())).ToArray();
                while (true)
                {
                    await Pay(Guid.NewGuid());
                    await Task.Delay(1000);
                }
            }
            Task Pay(Guid idempotencyKey) => Task.CompletedTask;
        }
        """);

    [Fact]
    public Task Option_idempotency_headers_adds_headers() => Rule
        .With("dotnet_code_quality.DCK0512.idempotency_headers = X-Request-Id")
        .Reports("""
            using Polly;
            class Client(ResiliencePipeline pipeline)
            {
                void Run(HttpRequestMessage request) => pipeline.Execute(() => request.Headers.Add("x-request-id", [|Guid.NewGuid()|].ToString()));
            }
            """);

    [Fact]
    public Task Silent_without_the_libraries() => Rule.On(References.Framework).Silent("""
        class ResiliencePipeline { public void Execute(Action action) => action(); }
        class Client(ResiliencePipeline pipeline)
        {
            void Run(HttpRequestMessage request) => pipeline.Execute(() => request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString()));
        }
        """);

    [Fact]
    public Task Silent_in_generated_code() => Rule.File("Client.g.cs", """
        class Client(Polly.ResiliencePipeline pipeline)
        {
            void Run(HttpRequestMessage request) => pipeline.Execute(() => request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString()));
        }
        """).Silent("class Nothing;");

    [Fact]
    public Task Silent_while_code_is_half_typed() => Rule.Incomplete().Silent("""
        class Client(Polly.ResiliencePipeline pipeline)
        {
            void Run(HttpRequestMessage request) => pipeline.Execute(() => request.Headers.Add("Idempotency-Key", Guid.NewGuid(
        """);
}
