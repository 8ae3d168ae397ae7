using DesignChecks.Engine;

namespace DesignChecks.Tests.Engine;

public class ValuesTests
{
    [Theory]
    [InlineData("TimeSpan.FromSeconds(30)", 30)]
    [InlineData("TimeSpan.FromMinutes(1.5)", 90)]
    [InlineData("TimeSpan.FromMinutes(2, 30)", 150)]
    [InlineData("TimeSpan.FromMilliseconds(1500)", 1.5)]
    [InlineData("TimeSpan.FromHours(1)", 3600)]
    [InlineData("TimeSpan.FromDays(1)", 86400)]
    [InlineData("new TimeSpan(0, 1, 30)", 90)]
    [InlineData("new TimeSpan(1, 0, 0, 1)", 86401)]
    [InlineData("new TimeSpan(10_000_000)", 1)]
    [InlineData("TimeSpan.Zero", 0)]
    [InlineData("default(TimeSpan)", 0)]
    [InlineData("new()", 0)]
    [InlineData("Timeout.InfiniteTimeSpan", -0.001)]
    [InlineData("TimeSpan.FromSeconds(Half * 2)", 30)]
    [InlineData("(TimeSpan.FromSeconds(30))", 30)]
    [InlineData("ReadOnly", 20)]
    [InlineData("local", 10)]
    public async Task A_time_spelled_out_is_known(string expression, double seconds)
    {
        var code = await Bound.Of(Source(expression));
        Assert.Equal(TimeSpan.FromSeconds(seconds), Values.Time(code.Initializer("wait"), code.World, CancellationToken.None));
    }

    [Theory]
    [InlineData("given")]
    [InlineData("TimeSpan.FromSeconds(Environment.ProcessorCount)")]
    [InlineData("Mutable")]
    [InlineData("changed")]
    [InlineData("TimeSpan.Parse(\"00:01:00\")")]
    [InlineData("TimeSpan.FromSeconds(1) + given")]
    public async Task A_time_that_may_be_another_is_unknown(string expression)
    {
        var code = await Bound.Of(Source(expression));
        Assert.Null(Values.Time(code.Initializer("wait"), code.World, CancellationToken.None));
    }

    [Fact]
    public async Task Constants_are_read_through_conversions_and_parentheses()
    {
        var code = await Bound.Of("object number = (5); object text = \"a\" + \"b\"; bool flag = !false; string? nothing = null;");
        Assert.Equal(5.0, Values.Number(code.Initializer("number")));
        Assert.Equal("ab", Values.Text(code.Initializer("text")));
        Assert.True(Values.Flag(code.Initializer("flag")));
        Assert.True(Values.IsNull(code.Initializer("nothing")));
        Assert.Null(Values.Number(code.Initializer("text")));
    }

    private static string Source(string expression) => $$"""
        class Waits
        {
            private const double Half = 15;
            private static readonly TimeSpan ReadOnly = TimeSpan.FromSeconds(20);
            private static TimeSpan Mutable = TimeSpan.FromSeconds(20);

            void Run(TimeSpan given)
            {
                var local = TimeSpan.FromSeconds(10);
                var changed = TimeSpan.FromSeconds(10);
                changed = given;
                TimeSpan wait = {{expression}};
            }
        }
        """;
}
