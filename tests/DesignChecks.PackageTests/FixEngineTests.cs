namespace DesignChecks.PackageTests;

/// <summary>Two engines that are not ours load the packed fixes and apply them: the SDK's and Roslynator's.</summary>
[Collection(nameof(Bench))]
public class FixEngineTests(Bench bench)
{
    private const string Before = """
        using Polly;
        using Polly.Retry;

        public static class Orders
        {
            public static readonly RetryStrategyOptions Read = new() { MaxRetryAttempts = 4, BackoffType = DelayBackoffType.Exponential };

            // Two in one file, so that fixing all of them is asked for.
            public static readonly RetryStrategyOptions Write = new()
            {
                MaxRetryAttempts = 6,
                BackoffType = DelayBackoffType.Linear, // grows
            };
        }

        """;

    private static readonly string s_after = Before
        .Replace("DelayBackoffType.Exponential }", "DelayBackoffType.Exponential, UseJitter = true }", StringComparison.Ordinal)
        .Replace("DelayBackoffType.Linear, // grows\n", "DelayBackoffType.Linear, // grows\n        UseJitter = true,\n", StringComparison.Ordinal);

    [Fact]
    public void Dotnet_format_applies_the_fix()
    {
        var consumer = Restored("formatted");
        var run = Dotnet.Run(bench.Folder, "format", "analyzers", bench.ProjectOf(consumer), "--no-restore", "--diagnostics", "DCK0904", "--verbosity", "diagnostic").Succeeded();
        Assert.Equal(s_after, File.ReadAllText(bench.CodeOf(consumer)));
        Assert.Empty(run.Lines("Duplicate source file"));
    }

    [Fact]
    public void Roslynator_applies_the_fix()
    {
        var consumer = Restored("roslynated");
        var manifest = Repository.File("tests/DesignChecks.PackageTests");
        Dotnet.Run(manifest, "tool", "restore").Succeeded();
        Dotnet.Run(manifest, "tool", "run", "roslynator", "fix", bench.ProjectOf(consumer), "--supported-diagnostics", "DCK0904").Succeeded();
        Assert.Equal(s_after, File.ReadAllText(bench.CodeOf(consumer)));
    }

    private Consumer Restored(string name)
    {
        var consumer = new Consumer(name) { Code = Before };
        bench.Write(consumer);
        Dotnet.Run(bench.Folder, "restore", bench.ProjectOf(consumer)).Succeeded();
        return consumer;
    }
}
