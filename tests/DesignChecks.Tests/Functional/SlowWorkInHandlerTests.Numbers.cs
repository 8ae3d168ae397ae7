using System.Diagnostics;
using System.Globalization;
using DesignChecks.Tests.Engine;

namespace DesignChecks.Tests.Functional;

/// <summary>The time in the message is how long the same code waits when it runs.</summary>
public partial class SlowWorkInHandlerTests
{
    private static string Message(string what) =>
        $"The caller waits while {what}, so the request is as slow as that and fails with it; answer first and leave it to a background worker, by a queue or an outbox";

    private static string Waits(string call, TimeSpan time) => Message($"'{call}' waits {time.TotalSeconds.ToString("0.##", CultureInfo.InvariantCulture)} s");

    private static string Mapped(string time, string handler) => $$"""
        public static class Api
        {
            private const int Pause = 1250;
            private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
            public static object Given() => {{time}};
            public static void Map(WebApplication app) => app.MapPost("/orders", {{handler}});
        }
        """;

    [Fact]
    public async Task Says_how_long_a_caller_waits_for_a_timer()
    {
        var code = Mapped("Pause", "async () => await Task.[|Delay|](Pause)");
        var builder = RealHost.Builder();
        var app = builder.Build();
        await Loaded.From(code).Run("Api", "Map", app);
        var waited = await RealHost.Serve(app, async client =>
        {
            var watch = Stopwatch.StartNew();
            using var answer = await client.PostAsync("/orders", null);
            Assert.True(answer.IsSuccessStatusCode);
            return watch.Elapsed;
        });
        // A timer is never early, but for the grain of the clock.
        Assert.InRange(waited, TimeSpan.FromMilliseconds(1230), TimeSpan.FromSeconds(20));
        await Rule.Says(Waits("Delay", TimeSpan.FromMilliseconds(1250))).Reports(code);
    }

    [Theory]
    [InlineData("2500")]
    [InlineData("Pause * 2")]
    [InlineData("TimeSpan.FromSeconds(1.5)")]
    [InlineData("TimeSpan.FromMinutes(1, 30)")]
    [InlineData("TimeSpan.FromSeconds(seconds: 3, milliseconds: 250)")]
    [InlineData("new TimeSpan(0, 1, 5)")]
    [InlineData("new TimeSpan(0, 0, 0, 1, 40)")]
    [InlineData("new TimeSpan(20_000_000)")]
    [InlineData("Patience")]
    [InlineData("Patience / 8 + TimeSpan.FromMilliseconds(10)")]
    [InlineData("0.5 * Patience - TimeSpan.FromTicks(5)")]
    public async Task Says_how_long_the_given_time_is(string time)
    {
        var code = Mapped(time, $"() => Thread.[|Sleep|]({time})");
        var wait = await Loaded.From(code).Run("Api", "Given") switch
        {
            int milliseconds => TimeSpan.FromMilliseconds(milliseconds),
            var given => (TimeSpan)given!,
        };
        await Rule.Says(Waits("Sleep", wait)).Reports(code);
    }
}
