using DesignChecks.Rules.Networking;
using DesignChecks.Tests.Engine;

namespace DesignChecks.Tests.Networking;

public partial class RetryWithoutLimitTests
{
    [Theory]
    [InlineData("MaxRetryAttempts = 5")]
    [InlineData("MaxRetryAttempts = configured")]
    [InlineData("UseJitter = true")]
    public Task Silent_for_options_with_a_limit(string setting) => Rule.Silent($$"""
        using Polly;
        using Polly.Retry;
        class Pipelines
        {
            object Make(int configured) => new ResiliencePipelineBuilder().AddRetry(new RetryStrategyOptions { {{setting}} }).Build();
        }
        """);

    [Fact]
    public Task Silent_when_a_timeout_is_around_the_retry() => Rule.Silent("""
        using Polly;
        using Polly.Retry;
        class Pipelines
        {
            object Chain() => new ResiliencePipelineBuilder()
                .AddTimeout(TimeSpan.FromMinutes(1))
                .AddRetry(new RetryStrategyOptions { MaxRetryAttempts = int.MaxValue })
                .Build();

            void Lambdas(IServiceCollection services)
            {
                services.AddResiliencePipeline("a", builder =>
                {
                    builder.AddTimeout(TimeSpan.FromMinutes(1));
                    builder.AddRetry(new() { MaxRetryAttempts = int.MaxValue });
                });
                services.AddHttpClient("b").AddStandardResilienceHandler(options => options.Retry.MaxRetryAttempts = int.MaxValue);
            }
        }
        """);

    [Fact]
    public Task Silent_when_every_execution_passes_a_token() => Rule.Silent("""
        using Polly;
        using Polly.Retry;
        class Stock(HttpClient http)
        {
            private readonly ResiliencePipeline _pipeline = new ResiliencePipelineBuilder().AddRetry(new RetryStrategyOptions { MaxRetryAttempts = int.MaxValue }).Build();
            private readonly IAsyncPolicy _policy = Policy.Handle<HttpRequestException>().RetryForeverAsync();
            public async Task<string> Get(CancellationToken cancel) => await _pipeline.ExecuteAsync(async token => await http.GetStringAsync("/stock", token), cancel);
            public async Task<string> Other(CancellationToken cancel)
            {
                var local = Policy.Handle<HttpRequestException>().RetryForeverAsync();
                await local.ExecuteAsync(token => http.GetStringAsync("/stock", token), cancel);
                return await _policy.ExecuteAsync(token => http.GetStringAsync("/stock", token), cancel);
            }
        }
        """);

    [Fact]
    public Task Silent_for_loops_with_a_bound_a_clock_or_a_token() => Rule.Silent("""
        class Stock(HttpClient http)
        {
            public async Task<string> Counted()
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

            public async Task<string> Thrown()
            {
                var attempt = 0;
                while (true)
                {
                    try
                    {
                        return await http.GetStringAsync("/stock");
                    }
                    catch (HttpRequestException)
                    {
                        if (++attempt == 5)
                            throw;
                        await Task.Delay(1000);
                    }
                }
            }

            public async Task<string> Timed()
            {
                var end = DateTime.UtcNow.AddSeconds(30);
                while (DateTime.UtcNow < end)
                {
                    try
                    {
                        return await http.GetStringAsync("/stock");
                    }
                    catch (HttpRequestException)
                    {
                        await Task.Delay(1000);
                    }
                }

                throw new TimeoutException();
            }

            public async Task<string> Cancelled(CancellationToken cancel)
            {
                while (true)
                {
                    try
                    {
                        return await http.GetStringAsync("/stock");
                    }
                    catch (HttpRequestException)
                    {
                        await Task.Delay(1000, cancel);
                    }
                }
            }

            public async Task<string> Asked()
            {
                while (true)
                {
                    try
                    {
                        return await http.GetStringAsync("/stock");
                    }
                    catch (HttpRequestException error) when (MayRetry(error))
                    {
                        await Task.Delay(1000);
                    }
                }
            }

            private static bool MayRetry(Exception error) => error is not null;
        }
        """);

    [Fact]
    public Task Silent_where_a_connection_is_kept_alive() => Rule.Silent("""
        using Polly;
        class Worker(HttpClient http) : BackgroundService
        {
            protected override async Task ExecuteAsync(CancellationToken stop)
            {
                var policy = Policy.Handle<HttpRequestException>().WaitAndRetryForeverAsync(attempt => TimeSpan.FromSeconds(attempt));
                await policy.ExecuteAsync(() => http.GetStringAsync("/jobs"));
            }
        }
        class Bus(HttpClient http)
        {
            public async Task Connect()
            {
                while (true)
                {
                    try
                    {
                        await http.GetStringAsync("/health");
                        return;
                    }
                    catch (HttpRequestException)
                    {
                        await Task.Delay(5000);
                    }
                }
            }
        }
        class OrderConsumer
        {
            private readonly IAsyncPolicy _policy = Policy.Handle<Exception>().RetryForeverAsync();
        }
        """);

    [Fact]
    public Task Silent_for_own_types_of_the_same_names() => Rule.On(References.Framework).Silent("""
        class Options { public int MaxRetryAttempts { get; set; } }
        class Policy
        {
            public Policy RetryForever() => this;
            void Use() => new Policy().RetryForever();
            Options Make() => new() { MaxRetryAttempts = int.MaxValue };
        }
        """);

    [Fact]
    public Task Silent_in_generated_code() => Rule.File("Made.g.cs", """
        // <auto-generated/>
        using Polly;
        class Made { object P = Policy.Handle<System.Exception>().RetryForeverAsync(); }
        """).Silent("class Empty;");

    [Fact]
    public Task Silent_on_incomplete_code() => Rule.Incomplete().Silent("""
        using Polly;
        using Polly.Retry;
        var pipeline = new ResiliencePipelineBuilder().AddRetry(new RetryStrategyOptions { MaxRetryAttempts = ;
        """);
}
