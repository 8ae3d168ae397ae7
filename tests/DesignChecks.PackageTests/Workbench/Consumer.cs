namespace DesignChecks.PackageTests.Workbench;

/// <summary>A throw-away project that uses the package.</summary>
internal sealed record Consumer(string Name)
{
    /// <summary>How `dotnet add package` writes it.</summary>
    public static string AddedReference { get; } = $"""
        <PackageReference Include="DesignChecks" Version="{Package.Version}">
          <IncludeAssets>runtime; build; native; contentfiles; analyzers; buildtransitive</IncludeAssets>
          <PrivateAssets>all</PrivateAssets>
        </PackageReference>
        """;

    /// <summary>Lines of the project's property group.</summary>
    public string Properties { get; init; } = "";

    /// <summary>Lines of the project's item group.</summary>
    public string References { get; init; } = AddedReference;

    /// <summary>Properties given on the command line: <c>Name=Value</c>.</summary>
    public string CommandLine { get; init; } = "";

    /// <summary>The project's folder below the consumer's own.</summary>
    public string ProjectFolder { get; init; } = "";

    /// <summary>Files by path below the consumer's folder; the project's code is always there.</summary>
    public (string Path, string Text)[] Files { get; init; } = [];

    public string Code { get; init; } = Mistakes;

    /// <summary>One report each: a retry without jitter (DCK0904, warning), one whose delay does not grow (DCK0905, info), a transaction that does not flow (DCK0306, warning, in weekend), and CA5394, which the SDK leaves off.</summary>
    private const string Mistakes = """
        using System.Transactions;
        using Polly;
        using Polly.Retry;

        namespace Shop;

        public static class Orders
        {
            public static readonly ResiliencePipeline Growing = new ResiliencePipelineBuilder()
                .AddRetry(new RetryStrategyOptions { MaxRetryAttempts = 4, BackoffType = DelayBackoffType.Exponential })
                .Build();

            public static readonly ResiliencePipeline Constant = new ResiliencePipelineBuilder()
                .AddRetry(new RetryStrategyOptions { MaxRetryAttempts = 4, UseJitter = true })
                .Build();

            public static async Task Place()
            {
                using var scope = new TransactionScope();
                await Task.Delay(1);
                scope.Complete();
            }

            public static int Token() => new Random().Next();
        }

        """;
}
