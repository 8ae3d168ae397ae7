using DesignChecks.Rules.Networking;
using DesignChecks.Tests.Engine;

namespace DesignChecks.Tests.Networking;

/// <summary>DCK0909: Retry handles every exception.</summary>
public class RetryHandlesEveryExceptionTests
{
    private static Verify<RetryHandlesEveryException> Rule => new();

    [Fact]
    public Task Reports_a_policy_around_an_outbound_call() => Rule
        .Says("This retry handles every exception, so cancelled calls and programming errors are repeated like network failures; handle the failures that can pass, such as HttpRequestException")
        .Reports("""
            using Polly;
            class Stock(HttpClient http)
            {
                private readonly IAsyncPolicy _retry = Policy.Handle<Exception>().[|WaitAndRetryAsync|](3, attempt => TimeSpan.FromSeconds(attempt));
                public Task<string> Get() => _retry.ExecuteAsync(() => http.GetStringAsync("/stock"));
            }
            """);

    [Fact]
    public Task Reports_policies_of_every_origin() => Rule.Reports("""
        using System.Data.Common;
        using Polly;
        class Stock(HttpClient http, DbCommand command)
        {
            private static readonly AsyncPolicy Shared = Policy.WrapAsync(Policy.TimeoutAsync(3), Policy.Handle<Exception>().[|RetryAsync|](3));
            private AsyncPolicy Computed => Policy.Handle<TimeoutException>().Or<Exception>().[|RetryAsync|](3);
            private static ISyncPolicy Make() => Policy.Handle<Exception>().[|Retry|](3);
            public async Task Get()
            {
                var local = Policy.Handle<Exception>().[|RetryForeverAsync|]();
                await local.ExecuteAsync(() => http.GetStringAsync("/stock"));
                await Shared.ExecuteAsync(Load);
                await Computed.ExecuteAsync(() => Load());
                Make().Execute(() => command.ExecuteNonQuery());
                await Policy.Handle<Exception>().[|RetryAsync|](3).ExecuteAsync(() => http.GetStringAsync("/stock"));
            }
            private Task Load() => http.GetStringAsync("/stock");
        }
        """);

    [Fact]
    public Task Reports_options_whose_predicate_takes_all() => Rule.Reports("""
        using Microsoft.Extensions.Http.Resilience;
        using Polly;
        using Polly.Retry;
        class Stock(HttpClient http)
        {
            private readonly ResiliencePipeline _one = new ResiliencePipelineBuilder()
                .AddRetry(new RetryStrategyOptions { [|ShouldHandle|] = new PredicateBuilder().Handle<Exception>() })
                .Build();
            private readonly ResiliencePipeline _two = new ResiliencePipelineBuilder()
                .AddRetry(new() { [|ShouldHandle|] = _ => PredicateResult.True() })
                .Build();
            public async Task Get()
            {
                await _one.ExecuteAsync(async token => await http.GetStringAsync("/stock", token));
                await _two.ExecuteAsync(async token => await http.GetStringAsync("/stock", token));
            }
            public static void Add(IServiceCollection services)
            {
                services.AddHttpClient("a").AddResilienceHandler("a", builder => builder.AddRetry(new HttpRetryStrategyOptions { [|ShouldHandle|] = args => ValueTask.FromResult(args.Outcome.Exception is not null) }));
                services.AddHttpClient("b").AddStandardResilienceHandler(options => [|options.Retry.ShouldHandle|] = args => new ValueTask<bool>(args.Outcome.Exception != null || !args.Outcome.Result!.IsSuccessStatusCode));
            }
        }
        """);

    [Fact]
    public Task Reports_handlers_of_HTTP_clients() => Rule.Reports("""
        using Polly;
        class Startup
        {
            void Add(IServiceCollection services)
            {
                services.AddHttpClient("a").AddPolicyHandler(Policy<HttpResponseMessage>.Handle<Exception>().[|RetryAsync|](3));
                services.AddHttpClient("b").AddPolicyHandler(_ => Policy<HttpResponseMessage>.Handle<Exception>().[|RetryAsync|](3));
            }
        }
        """);

    [Fact]
    public Task Reports_loops_that_catch_everything() => Rule.Reports("""
        class Stock(HttpClient http)
        {
            public async Task<string> Get()
            {
                for (var attempt = 0; ; attempt++)
                {
                    try
                    {
                        return await http.GetStringAsync("/stock");
                    }
                    catch (Exception) when (attempt < 3)
                    {
                        await [|Task.Delay(1000)|];
                    }
                }
            }

            public string? Old()
            {
                for (var attempt = 0; attempt < 3; attempt++)
                {
                    try
                    {
                        return http.GetStringAsync("/stock").Result;
                    }
                    catch
                    {
                        [|Thread.Sleep(1000)|];
                    }
                }

                return null;
            }
        }
        """);

    [Theory]
    [InlineData("Policy.Handle<HttpRequestException>().RetryAsync(3)")]
    [InlineData("Policy.Handle<Exception>(error => error is not OperationCanceledException).RetryAsync(3)")]
    [InlineData("Policy.Handle<Exception>().CircuitBreakerAsync(3, TimeSpan.FromSeconds(3))")]
    [InlineData("given")]
    public Task Silent_for_policies_that_choose(string policy) => Rule.Silent($$"""
        using Polly;
        class Stock(HttpClient http, IAsyncPolicy given)
        {
            public Task Get()
            {
                IAsyncPolicy policy = {{policy}};
                return policy.ExecuteAsync(() => http.GetStringAsync("/stock"));
            }
        }
        """);

    [Theory]
    [InlineData("new RetryStrategyOptions()")]
    [InlineData("new RetryStrategyOptions { ShouldHandle = new PredicateBuilder().Handle<HttpRequestException>() }")]
    [InlineData("new RetryStrategyOptions { ShouldHandle = args => ValueTask.FromResult(args.Outcome.Exception is HttpRequestException) }")]
    [InlineData("new RetryStrategyOptions { ShouldHandle = args => args.Outcome switch { { Exception: HttpRequestException } => PredicateResult.True(), _ => PredicateResult.False() } }")]
    public Task Silent_for_options_that_choose(string options) => Rule.Silent($$"""
        using Polly;
        using Polly.Retry;
        class Stock(HttpClient http)
        {
            private readonly ResiliencePipeline _pipeline = new ResiliencePipelineBuilder().AddRetry({{options}}).Build();
            public async Task Get() => await _pipeline.ExecuteAsync(async token => await http.GetStringAsync("/stock", token));
        }
        """);

    [Fact]
    public Task Silent_when_nothing_leaves_the_process_or_it_is_not_in_sight() => Rule.Silent("""
        using Polly;
        using Polly.Retry;
        class Files
        {
            private readonly IAsyncPolicy _retry = Policy.Handle<Exception>().RetryAsync(3);
            public IAsyncPolicy Public { get; } = Policy.Handle<Exception>().RetryAsync(3);
            public Task Read() => _retry.ExecuteAsync(() => File.ReadAllTextAsync("a"));
            public ResiliencePipeline Make() => new ResiliencePipelineBuilder().AddRetry(new RetryStrategyOptions { ShouldHandle = _ => PredicateResult.True() }).Build();
        }
        """);

    [Fact]
    public Task Silent_for_loops_that_let_cancellation_or_errors_through() => Rule.Silent("""
        class Stock(HttpClient http)
        {
            public async Task<string> Before(CancellationToken cancel)
            {
                for (var attempt = 0; ; attempt++)
                {
                    try
                    {
                        return await http.GetStringAsync("/stock", cancel);
                    }
                    catch (OperationCanceledException)
                    {
                        throw;
                    }
                    catch (Exception) when (attempt < 3)
                    {
                        await Task.Delay(1000, cancel);
                    }
                }
            }

            public async Task<string> Filtered(CancellationToken cancel)
            {
                for (var attempt = 0; ; attempt++)
                {
                    try
                    {
                        return await http.GetStringAsync("/stock", cancel);
                    }
                    catch (Exception) when (attempt < 3 && !cancel.IsCancellationRequested)
                    {
                        await Task.Delay(1000, cancel);
                    }
                }
            }

            public async Task<string> Named()
            {
                for (var attempt = 0; ; attempt++)
                {
                    try
                    {
                        return await http.GetStringAsync("/stock");
                    }
                    catch (HttpRequestException) when (attempt < 3)
                    {
                        await Task.Delay(1000);
                    }
                }
            }
        }
        """);

    /// <summary>Whatever a server that is still starting does, asking again is the point.</summary>
    [Fact]
    public Task Silent_for_a_wait_until_the_other_side_is_up() => Rule.Silent("""
        using Dapper;
        static class SqlReadiness
        {
            public static void WaitForSqlServer(System.Data.Common.DbConnection connection)
            {
                var tries = 0;
                while (true)
                {
                    tries++;
                    try
                    {
                        connection.QuerySingle<string>("SELECT @@Version");
                        break;
                    }
                    catch
                    {
                        if (tries > 30)
                            throw new InvalidOperationException("It does not start");
                    }

                    Thread.Sleep(2000);
                }
            }
        }
        """);

    [Fact]
    public Task Silent_for_own_types_of_the_same_names() => Rule.On(References.Framework).Silent("""
        class Options { public Func<object, bool>? ShouldHandle { get; set; } }
        class Policy
        {
            public Policy RetryAsync(int count) => this;
            public Task ExecuteAsync(Func<Task> work) => work();
            Task Use(HttpClient http) => new Policy().RetryAsync(3).ExecuteAsync(() => http.GetStringAsync("/"));
            Options Make() => new() { ShouldHandle = _ => true };
        }
        """);

    [Fact]
    public Task Silent_in_generated_code() => Rule.File("Made.g.cs", """
        // <auto-generated/>
        using Polly;
        class Made { object Get(System.Net.Http.HttpClient http) => Policy.Handle<System.Exception>().RetryAsync(3).ExecuteAsync(() => http.GetStringAsync("/")); }
        """).Silent("class Empty;");

    [Fact]
    public Task Silent_on_incomplete_code() => Rule.Incomplete().Silent("""
        using Polly;
        using Polly.Retry;
        var pipeline = new ResiliencePipelineBuilder().AddRetry(new RetryStrategyOptions { ShouldHandle = ;
        """);
}
