using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Concepts.Resilience;

/// <summary>Polly 8: what each <c>Add…</c> of a pipeline builder adds, with the defaults of Polly.Core 8.9.</summary>
internal static class Strategies
{
    public const int DefaultRetries = 3;
    public const int DefaultHedges = 1;

    public static readonly TimeSpan DefaultDelay = TimeSpan.FromSeconds(2);
    public static readonly TimeSpan DefaultLimit = TimeSpan.FromSeconds(30);
    public static readonly TimeSpan DefaultSampling = TimeSpan.FromSeconds(30);

    private static readonly string[] HttpOptions = ["HttpRetryStrategyOptions", "HttpHedgingStrategyOptions"];

    /// <summary>Words of builder calls that rules about pipelines look at.</summary>
    public static Strategy From(Call add, World world, CancellationToken cancel)
    {
        var options = add.Arguments.Select(argument => argument.Value).FirstOrDefault();
        return add.Name switch
        {
            "AddRetry" => Retry(options, add, world, cancel),
            "AddHedging" => Hedging(options, add, world, cancel),
            "AddTimeout" => Timeout(options, add, world, cancel),
            "AddCircuitBreaker" => CircuitBreaker(options, add, world, cancel),
            "AddConcurrencyLimiter" or "AddRateLimiter" => new Strategy(StrategyKind.Limiter, add.Operation),
            "AddFallback" => new Strategy(StrategyKind.Other, add.Operation),
            _ when add.Name.StartsWith("AddChaos", StringComparison.Ordinal) => new Strategy(StrategyKind.Other, add.Operation),
            _ => new Strategy(StrategyKind.Unknown, add.Operation),
        };
    }

    /// <summary>A retry as its options say; <paramref name="prefix"/> is their path inside larger options.</summary>
    public static Strategy Retry(Settings settings, string prefix, bool isHttp, IOperation site, World world, CancellationToken cancel) => new(StrategyKind.Retry, site)
    {
        Retries = settings.Number(prefix + "MaxRetryAttempts", DefaultRetries),
        Backoff = Backoff.Of(settings, prefix, isHttp, world, cancel),
        Handling = HandlingOf(settings, prefix, world, cancel),
    };

    public static Strategy Hedging(Settings settings, string prefix, IOperation site, World world, CancellationToken cancel) => new(StrategyKind.Hedging, site)
    {
        Retries = settings.Number(prefix + "MaxHedgedAttempts", DefaultHedges),
        Handling = HandlingOf(settings, prefix, world, cancel),
    };

    private static Strategy Retry(IOperation? options, Call add, World world, CancellationToken cancel) =>
        Creation(options, world, cancel) is { } creation && Settings.Of(creation) is { } settings
            ? Retry(settings, "", IsHttp(creation), creation, world, cancel)
            : new Strategy(StrategyKind.Retry, add.Operation);

    private static Strategy Hedging(IOperation? options, Call add, World world, CancellationToken cancel) =>
        Creation(options, world, cancel) is { } creation && Settings.Of(creation) is { } settings
            ? Hedging(settings, "", creation, world, cancel)
            : new Strategy(StrategyKind.Hedging, add.Operation);

    private static Strategy Timeout(IOperation? options, Call add, World world, CancellationToken cancel)
    {
        var limit = Creation(options, world, cancel) is { } creation && creation.Type?.Name.EndsWith("TimeoutStrategyOptions", StringComparison.Ordinal) == true
            ? Settings.Of(creation)?.Value("TimeoutGenerator") is null ? Settings.Of(creation)?.Time("Timeout", DefaultLimit, world, cancel) ?? default : default
            : new Setting<TimeSpan>(Values.Time(options, world, cancel), true);
        return new Strategy(StrategyKind.Timeout, add.Operation) { Limit = limit };
    }

    private static Strategy CircuitBreaker(IOperation? options, Call add, World world, CancellationToken cancel)
    {
        var settings = Creation(options, world, cancel) is { } creation ? Settings.Of(creation) : null;
        return new Strategy(StrategyKind.CircuitBreaker, add.Operation) { Sampling = settings?.Time("SamplingDuration", DefaultSampling, world, cancel) ?? default };
    }

    private static Handling HandlingOf(Settings settings, string prefix, World world, CancellationToken cancel)
    {
        if (settings.CallsOn(prefix.TrimEnd('.')).Any(name => name is "DisableFor" or "DisableForUnsafeHttpMethods"))
            return Handling.Default with { UnsafeRequests = Answer.No, IsOwn = true };
        var property = prefix + "ShouldHandle";
        return !settings.Shows(property) ? Handling.Unknown
            : settings.Value(property) is { } predicate ? Handling.OfPredicate(predicate, world, cancel)
            : Handling.Default;
    }

    private static IObjectCreationOperation? Creation(IOperation? options, World world, CancellationToken cancel) =>
        options as IObjectCreationOperation ?? Held.ValueOf(options, world, cancel) as IObjectCreationOperation;

    private static bool IsHttp(IObjectCreationOperation creation) => creation.Type is { Name: var name } && Array.IndexOf(HttpOptions, name) >= 0;
}
