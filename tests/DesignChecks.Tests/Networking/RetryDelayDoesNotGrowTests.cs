using DesignChecks.Rules.Networking;
using DesignChecks.Tests.Engine;

namespace DesignChecks.Tests.Networking;

/// <summary>DCK0905: Retry delay does not grow.</summary>
public partial class RetryDelayDoesNotGrowTests
{
    private static Verify<RetryDelayDoesNotGrow> Rule => new();

    [Fact]
    public Task Reports_strategy_options_with_the_default_constant_delay() => Rule
        .Says("This retry waits the same time before each of 3 further attempts, so a struggling service gets no time to recover; let the delay grow exponentially")
        .Reports("""
            using Polly;
            using Polly.Retry;
            var pipeline = new ResiliencePipelineBuilder().AddRetry(new [|RetryStrategyOptions|] { UseJitter = true }).Build();
            """);

    [Fact]
    public Task Reports_a_zero_delay() => Rule
        .Says("This retry waits not at all before each of 5 further attempts, so a struggling service gets no time to recover; let the delay grow exponentially")
        .Reports("""
            using Polly;
            using Polly.Retry;
            var pipeline = new ResiliencePipelineBuilder().AddRetry(new [|RetryStrategyOptions|] { MaxRetryAttempts = 5, Delay = TimeSpan.Zero }).Build();
            """);

    [Fact]
    public Task Reports_policies_with_a_constant_wait() => Rule.Reports("""
        using Polly;
        var one = Policy.Handle<HttpRequestException>().[|WaitAndRetryAsync|](3, _ => TimeSpan.FromSeconds(2));
        var two = Policy.Handle<HttpRequestException>().[|WaitAndRetryAsync|](new[] { TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1) });
        """);

    [Fact]
    public Task Reports_policies_that_do_not_wait() => Rule
        .Says("This retry waits not at all before each of 4 further attempts, so a struggling service gets no time to recover; let the delay grow exponentially")
        .Reports("""
            using Polly;
            var one = Policy.Handle<HttpRequestException>().[|RetryAsync|](4);
            var two = Policy.Handle<HttpRequestException>().Retry(2);
            var three = Policy.Handle<HttpRequestException>().RetryForever();
            """);

    [Fact]
    public Task Reports_a_loop_with_a_constant_wait() => Rule.Reports("""
        class Client(HttpClient http)
        {
            async Task<string> Get()
            {
                for (var attempt = 0; attempt < 5; attempt++)
                {
                    try
                    {
                        return await http.GetStringAsync("/stock");
                    }
                    catch (HttpRequestException)
                    {
                        await [|Task.Delay(1000)|];
                    }
                }

                throw new TimeoutException();
            }
        }
        """);

    [Theory]
    [InlineData("BackoffType = DelayBackoffType.Exponential")]
    [InlineData("BackoffType = DelayBackoffType.Linear")]
    [InlineData("MaxRetryAttempts = 2")]
    [InlineData("MaxRetryAttempts = int.MaxValue")]
    [InlineData("MaxRetryAttempts = Environment.ProcessorCount")]
    [InlineData("DelayGenerator = static args => new ValueTask<TimeSpan?>(TimeSpan.FromSeconds(args.AttemptNumber))")]
    public Task Silent_when_it_grows_is_short_endless_or_unknown(string setting) => Rule.Silent($$"""
        using Polly;
        using Polly.Retry;
        var pipeline = new ResiliencePipelineBuilder().AddRetry(new RetryStrategyOptions { {{setting}} }).Build();
        """);

    [Fact]
    public Task Silent_for_policies_that_grow_or_are_endless() => Rule.Silent("""
        using Polly;
        var one = Policy.Handle<HttpRequestException>().WaitAndRetryAsync(5, attempt => TimeSpan.FromSeconds(attempt));
        var two = Policy.Handle<HttpRequestException>().WaitAndRetryForeverAsync(_ => TimeSpan.FromSeconds(2));
        var three = Policy.Handle<HttpRequestException>().WaitAndRetryAsync(2, _ => TimeSpan.FromSeconds(2));
        """);

    [Fact]
    public Task Silent_for_a_loop_that_doubles_its_wait() => Rule.Silent("""
        class Client(HttpClient http)
        {
            async Task Post()
            {
                var delay = TimeSpan.FromSeconds(1);
                while (true)
                {
                    var response = await http.PostAsync("/orders", null);
                    if (response.IsSuccessStatusCode)
                        return;
                    await Task.Delay(delay);
                    delay = delay * 2;
                }
            }
        }
        """);

    [Fact]
    public Task Silent_without_Polly_for_own_types_of_the_same_names() => Rule.On(References.Framework).Silent("""
        class RetryStrategyOptions { public int MaxRetryAttempts { get; set; } }
        class Policy { public Policy WaitAndRetryAsync(int retries, Func<int, TimeSpan> wait) => this; }
        class Use { object[] Make() => [new RetryStrategyOptions { MaxRetryAttempts = 5 }, new Policy().WaitAndRetryAsync(5, _ => TimeSpan.FromSeconds(1))]; }
        """);

    [Fact]
    public Task Silent_in_generated_code() => Rule.File("Made.g.cs", """
        // <auto-generated/>
        using Polly;
        class Made { object P = new ResiliencePipelineBuilder().AddRetry(new Polly.Retry.RetryStrategyOptions { MaxRetryAttempts = 5 }).Build(); }
        """).Silent("class Empty;");

    [Fact]
    public Task Silent_on_incomplete_code() => Rule.Incomplete().Silent("""
        using Polly;
        var pipeline = new ResiliencePipelineBuilder().AddRetry(new RetryStrategyOptions { MaxRetryAttempts = ;
        """);

    [Fact]
    public Task Fix_of_options_lets_the_delay_grow() => Rule.Fixes(
        """
        using Polly;
        using Polly.Retry;
        var one = new ResiliencePipelineBuilder().AddRetry(new [|RetryStrategyOptions|]()).Build();
        var two = new ResiliencePipelineBuilder().AddRetry(new [|RetryStrategyOptions|] { BackoffType = DelayBackoffType.Constant /* why */ }).Build();
        """,
        """
        using Polly;
        using Polly.Retry;
        var one = new ResiliencePipelineBuilder().AddRetry(new RetryStrategyOptions { BackoffType = DelayBackoffType.Exponential }).Build();
        var two = new ResiliencePipelineBuilder().AddRetry(new RetryStrategyOptions { BackoffType = DelayBackoffType.Exponential /* why */ }).Build();
        """);

    [Fact]
    public Task No_fix_for_a_zero_delay() => Rule.HasNoFix("""
        using Polly;
        using Polly.Retry;
        var pipeline = new ResiliencePipelineBuilder().AddRetry(new [|RetryStrategyOptions|] { MaxRetryAttempts = 5, Delay = TimeSpan.Zero }).Build();
        """);
}
