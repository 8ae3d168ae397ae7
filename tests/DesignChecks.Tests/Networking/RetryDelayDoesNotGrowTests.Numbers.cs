using DesignChecks.Tests.Engine;

namespace DesignChecks.Tests.Networking;

/// <summary>The number of further attempts in the message is the one that the same code makes when it runs.</summary>
public partial class RetryDelayDoesNotGrowTests
{
    private static string Message(string wait, int attempts) =>
        $"This retry waits {wait} before each of {attempts} further attempts, so a struggling service gets no time to recover; let the delay grow exponentially";

    /// <summary>How often <c>Stock.Get</c> tries again in front of a server that fails, and the waits of its pipeline.</summary>
    private static async Task<(int FurtherAttempts, IReadOnlyList<TimeSpan> Waits)> Run(string code)
    {
        var server = new FailingServer();
        var clock = new HurriedClock();
        await Loaded.Run(Loaded.From(code).New("Stock", server.Client(), clock), "Get");
        return (server.Requests - 1, clock.Waits);
    }

    private static string Piped(string options) => $$"""
        using Polly;
        using Polly.Retry;
        public class Stock(HttpClient http, TimeProvider clock)
        {
            public async Task<string> Get()
            {
                var pipeline = new ResiliencePipelineBuilder { TimeProvider = clock }.AddRetry({{options}}).Build();
                return await pipeline.ExecuteAsync(async cancel => await http.GetStringAsync("/stock", cancel));
            }
        }
        """;

    private static string Policied(string policy) => $$"""
        using Polly;
        public class Stock(HttpClient http, TimeProvider clock)
        {
            public TimeProvider Clock => clock;
            public Task<string> Get() => Policy.Handle<HttpRequestException>().{{policy}}.ExecuteAsync(() => http.GetStringAsync("/stock"));
        }
        """;

    private static string Looped(string loop) => $$"""
        public class Stock(HttpClient http, TimeProvider clock)
        {
            private const int Limit = 4;
            public TimeProvider Clock => clock;
            public async Task<string?> Get()
            {
                {{loop}}
                return null;
            }
        }
        """;

    [Theory]
    [InlineData("new [|RetryStrategyOptions|]()", "the same time")]
    [InlineData("new [|RetryStrategyOptions|] { MaxRetryAttempts = 7 }", "the same time")]
    [InlineData("new [|RetryStrategyOptions|] { MaxRetryAttempts = 5, Delay = TimeSpan.Zero }", "not at all")]
    public async Task Says_how_often_a_pipeline_tries_again_and_how_it_waits(string options, string wait)
    {
        var code = Piped(options);
        var (further, waits) = await Run(code);
        Assert.Equal(wait == "not at all" ? [] : Enumerable.Repeat(TimeSpan.FromSeconds(2), further), waits);
        await Rule.Says(Message(wait, further)).Reports(code);
    }

    [Theory]
    [InlineData("[|WaitAndRetryAsync|](3, _ => TimeSpan.FromMilliseconds(1))", "the same time")]
    [InlineData("[|WaitAndRetryAsync|](retryCount: 6, sleepDurationProvider: attempt => TimeSpan.FromMilliseconds(1), onRetry: (error, wait) => { })", "the same time")]
    [InlineData("[|WaitAndRetryAsync|](new[] { TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(1) })", "the same time")]
    [InlineData("[|RetryAsync|](4)", "not at all")]
    [InlineData("[|RetryAsync|](1 + 2, (error, attempt) => { })", "not at all")]
    public async Task Says_how_often_a_policy_tries_again(string policy, string wait)
    {
        var code = Policied(policy);
        await Rule.Says(Message(wait, (await Run(code)).FurtherAttempts)).Reports(code);
    }

    [Theory]
    [InlineData("for (var i = 0; i < 5; i++) { try { return await http.GetStringAsync(\"/\"); } catch (HttpRequestException) { await [|Task.Delay(1)|]; } }")]
    [InlineData("for (var i = 1; i <= Limit; i++) { try { return await http.GetStringAsync(\"/\"); } catch (HttpRequestException) { await [|Task.Delay(1)|]; } }")]
    [InlineData("for (var i = 0; i != 6; ++i) { try { return await http.GetStringAsync(\"/\"); } catch (HttpRequestException) { await [|Task.Delay(1)|]; } }")]
    [InlineData("for (var i = 0; i < 9; i++) { await [|Task.Delay(1)|]; try { return await http.GetStringAsync(\"/\"); } catch (HttpRequestException) { } }")]
    [InlineData("for (var i = 0; i < 9; i++) { try { return await http.GetStringAsync(\"/\"); } catch (HttpRequestException) when (i < Limit) { await [|Task.Delay(1)|]; } }")]
    [InlineData("for (var i = 0; ; i++) { try { return await http.GetStringAsync(\"/\"); } catch (HttpRequestException error) when (i <= 3 && error.Message.Length > 0) { await [|Task.Delay(1)|]; } }")]
    [InlineData("for (var i = 1; true; i++) { try { return await http.GetStringAsync(\"/\"); } catch (HttpRequestException) { if (i == 5) throw; await [|Task.Delay(1)|]; } }")]
    [InlineData("for (var i = 1; i < 8; i++) { try { return await http.GetStringAsync(\"/\"); } catch (HttpRequestException error) { if (error.Data.Count > 0 || i > Limit) throw; await [|Task.Delay(1)|]; } }")]
    [InlineData("for (var i = 0; i < 8; i++) { try { return await http.GetStringAsync(\"/\"); } catch (HttpRequestException error) { if (error.Data.Count > 0 && i > 2) throw; await [|Task.Delay(1)|]; } }")] // the head decides
    [InlineData("for (var i = 0; i < 8; i++) { try { return await http.GetStringAsync(\"/\"); } catch (HttpRequestException) { if (i < 5) { await [|Task.Delay(1)|]; } else { break; } } }")]
    [InlineData("for (var i = 0; i < 8; i++) { if (i >= 5) break; try { return await http.GetStringAsync(\"/\"); } catch (HttpRequestException) { await [|Task.Delay(1)|]; } }")]
    [InlineData("for (var i = 0; i < 8; i++) { var answer = await http.GetAsync(\"/\"); if (answer.IsSuccessStatusCode) return \"\"; if (i == 6) return null; await [|Task.Delay(1)|]; }")]
    [InlineData("for (var i = 0; i < 6; i++) { if (i == 2) Console.Write(\"\"); try { return await http.GetStringAsync(\"/\"); } catch (HttpRequestException) { if (i < 5) await [|Task.Delay(1)|]; } }")]
    public async Task Says_how_often_a_loop_tries_again(string loop)
    {
        var code = Looped(loop);
        await Rule.Says(Message("the same time", (await Run(code)).FurtherAttempts)).Reports(code);
    }

    [Theory]
    [InlineData("for (var i = 0; i < 9; i++) { try { return await http.GetStringAsync(\"/\"); } catch (HttpRequestException) when (i < Random.Shared.Next(4)) { await [|Task.Delay(1)|]; } }")]
    [InlineData("for (var i = 0; i < 9; i++) { try { return await http.GetStringAsync(\"/\"); } catch (HttpRequestException) { if (i % 7 == 6) throw; await [|Task.Delay(1)|]; } }")]
    [InlineData("for (var i = 0; i < 9; i++) { try { return await http.GetStringAsync(\"/\"); } catch (HttpRequestException) { i++; await [|Task.Delay(1)|]; } }")]
    [InlineData("for (var i = 0; i < 9; i += 2) { try { return await http.GetStringAsync(\"/\"); } catch (HttpRequestException) { await [|Task.Delay(1)|]; } }")]
    [InlineData("for (var i = 0; i < 9; i++) { try { if (i == 4) throw new InvalidOperationException(); return await http.GetStringAsync(\"/\"); } catch (Exception) { await [|Task.Delay(1)|]; } }")]
    [InlineData("for (var i = 0; i < 9; i++) { try { return await http.GetStringAsync(\"/\"); } catch (HttpRequestException) when (i < 4) { await [|Task.Delay(1)|]; } catch (Exception) { } }")]
    public Task Says_several_where_the_count_cannot_be_read(string loop) => Rule
        .Says("This retry waits the same time before each of several further attempts, so a struggling service gets no time to recover; let the delay grow exponentially")
        .Reports(Looped(loop));

    [Theory]
    [InlineData("for (var i = 0; ; i++) { try { return await http.GetStringAsync(\"/\"); } catch (HttpRequestException) when (i < 2) { await Task.Delay(1); } }")]
    [InlineData("for (var i = 0; i < 9; i++) { try { return await http.GetStringAsync(\"/\"); } catch (HttpRequestException) { if (i == 1) throw; await Task.Delay(1); } }")]
    public Task Silent_for_a_loop_that_a_test_in_its_body_ends_soon(string loop) => Rule.Silent(Looped(loop));
}
