namespace DesignChecks.Concepts.Resilience;

/// <summary>Strategies around a call, the outermost first.</summary>
internal sealed class Pipeline(IReadOnlyList<Strategy> strategies)
{
    public static readonly Pipeline Empty = new([]);

    public IReadOnlyList<Strategy> Strategies { get; } = strategies;

    /// <summary>The retry or hedging that tries again; the outermost when there are several.</summary>
    public Strategy? Retry => Strategies.FirstOrDefault(strategy => strategy.TriesAgain);

    public bool IsFullyShown => Strategies.All(strategy => strategy.Kind != StrategyKind.Unknown);

    /// <summary>The timeout around all attempts.</summary>
    public Strategy? TotalTimeout =>
        Strategies.TakeWhile(strategy => !strategy.TriesAgain && strategy.Kind != StrategyKind.Unknown).FirstOrDefault(strategy => strategy.Kind == StrategyKind.Timeout);

    /// <summary>The timeout of each attempt: the one inside the retry.</summary>
    public Strategy? AttemptTimeout =>
        Retry is null ? null : Strategies.SkipWhile(strategy => !strategy.TriesAgain).LastOrDefault(strategy => strategy.Kind == StrategyKind.Timeout);

    public Strategy? CircuitBreaker => Strategies.FirstOrDefault(strategy => strategy.Kind == StrategyKind.CircuitBreaker);

    /// <summary>True when a circuit breaker is in it, or may be where code doesn't show it.</summary>
    public bool MayHaveBreaker => CircuitBreaker is not null || !IsFullyShown;

    /// <summary>How often one call is sent at most: the attempts of nested retries multiply. Null when unknown or without end.</summary>
    public double? Attempts => Product(Strategies.Select(strategy => strategy.Attempts));

    /// <summary>The most attempts that one failure causes.</summary>
    public double? AttemptsAfter(Handling failure) => Product(Strategies.Select(strategy => strategy.AttemptsAfter(failure)));

    /// <summary>The attempts of retries inside each other; null when one of them is unknown or without end.</summary>
    public static double? Product(IEnumerable<double?> attempts) => attempts.Aggregate((double?)1, (product, factor) => product * factor);

    /// <summary>The retry or hedging that tries again after a failure that the other handles too; null when there is none.</summary>
    public Strategy? RetryFor(Handling failure) => Strategies.FirstOrDefault(strategy => strategy.TriesAgain && strategy.Retries.Value != 0 && strategy.Handling.Overlaps(failure));
}
