using DesignChecks.Rules.Networking;
using DesignChecks.Tests.Engine;

namespace DesignChecks.Tests.Networking;

/// <summary>DCK0906: Retry without a limit.</summary>
public partial class RetryWithoutLimitTests
{
    private static Verify<RetryWithoutLimit> Rule => new();

    [Fact]
    public Task Reports_options_without_a_limit() => Rule
        .Says("This retry has no limit of its own, so a call that cannot succeed is repeated until something else gives up, while its caller waits; limit the attempts or the time")
        .Reports("""
            using Polly;
            using Polly.Retry;
            class Stock(HttpClient http)
            {
                private readonly ResiliencePipeline _pipeline = new ResiliencePipelineBuilder()
                    .AddRetry(new RetryStrategyOptions { MaxRetryAttempts = [|int.MaxValue|], UseJitter = true })
                    .Build();
                public async Task<string> Get() => await _pipeline.ExecuteAsync(async _ => await http.GetStringAsync("/stock"));
            }
            """);

    [Fact]
    public Task Reports_options_filled_later_and_HTTP_options() => Rule.Reports("""
        using Microsoft.Extensions.Http.Resilience;
        using Polly;
        static class Pipelines
        {
            public static void Add(IServiceCollection services)
            {
                services.AddResiliencePipeline("a", builder => builder.AddRetry(new() { MaxRetryAttempts = [|int.MaxValue|] }));
                services.AddHttpClient("b").AddResilienceHandler("b", builder => builder.AddRetry(new HttpRetryStrategyOptions { MaxRetryAttempts = [|int.MaxValue|] }));
            }
        }
        """);

    [Fact]
    public Task Reports_policies_without_a_limit() => Rule.Reports("""
        using Polly;
        class Policies
        {
            object[] Make() =>
            [
                Policy.Handle<HttpRequestException>().[|RetryForever|](),
                Policy.Handle<HttpRequestException>().[|RetryForeverAsync|](),
                Policy.Handle<HttpRequestException>().[|WaitAndRetryForever|](_ => TimeSpan.FromSeconds(1)),
                Policy.Handle<HttpRequestException>().[|WaitAndRetryForeverAsync|](attempt => TimeSpan.FromSeconds(attempt)),
            ];
        }
        """);

    [Fact]
    public Task Reports_policies_of_Polly_7() => Rule.On(References.Older).Reports("""
        using Polly;
        var policy = Policy.Handle<HttpRequestException>().[|RetryForeverAsync|]();
        """);

    [Fact]
    public Task Reports_loops_that_only_success_ends() => Rule.Reports("""
        class Stock(HttpClient http, ILogger<Stock> log)
        {
            public async Task<string> Get()
            {
                while (true)
                {
                    try
                    {
                        return await http.GetStringAsync("/stock");
                    }
                    catch (HttpRequestException error)
                    {
                        log.LogError(error, "failed");
                        await [|Task.Delay(1000 + Random.Shared.Next(100))|];
                    }
                }
            }

            public void Post()
            {
                for (;;)
                {
                    var response = http.PostAsync("/orders", null).Result;
                    if (response.IsSuccessStatusCode)
                        break;
                    [|Thread.Sleep(1000)|];
                }
            }

            public async Task Save()
            {
                var saved = false;
                while (!saved)
                {
                    try
                    {
                        await http.PutAsync("/", null);
                        saved = true;
                    }
                    catch (Exception)
                    {
                        if (log is null)
                            await [|Task.Delay(1)|];
                        else
                            await Task.Delay(2);
                    }
                }
            }
        }
        """);

    [Fact]
    public Task Reports_a_timeout_that_is_inside_the_retry() => Rule.Reports("""
        using Polly;
        using Polly.Retry;
        class Pipelines
        {
            object Chain() => new ResiliencePipelineBuilder()
                .AddRetry(new RetryStrategyOptions { MaxRetryAttempts = [|int.MaxValue|] })
                .AddTimeout(TimeSpan.FromSeconds(1))
                .Build();
        }
        """);
}
