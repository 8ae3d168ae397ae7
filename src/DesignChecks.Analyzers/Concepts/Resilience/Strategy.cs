using Microsoft.CodeAnalysis;

namespace DesignChecks.Concepts.Resilience;

internal enum StrategyKind
{
    /// <summary>Something that code doesn't show: it may retry, or limit the time.</summary>
    Unknown,
    Retry,
    Hedging,
    Timeout,
    CircuitBreaker,

    /// <summary>A rate limiter or a bulkhead.</summary>
    Limiter,

    /// <summary>A fallback, a cache, a fault for tests.</summary>
    Other,
}

/// <summary>One strategy of a pipeline, with its numbers: Polly 8 strategies and Polly 7 policies alike.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="Site">Where it is written: its options, or the call that adds it.</param>
internal sealed record Strategy(StrategyKind Kind, IOperation Site)
{
    /// <summary>Of a retry or hedging: how often it tries again.</summary>
    public Setting<double> Retries { get; init; }

    /// <summary>Of a retry: the waits between the attempts.</summary>
    public Backoff Backoff { get; init; } = Backoff.Unknown;

    /// <summary>Of a timeout: its limit.</summary>
    public Setting<TimeSpan> Limit { get; init; }

    /// <summary>Of a circuit breaker: the time over which it counts failures.</summary>
    public Setting<TimeSpan> Sampling { get; init; }

    /// <summary>Of a retry or hedging: what it handles.</summary>
    public Handling Handling { get; init; } = Handling.Unknown;

    public bool TriesAgain => Kind is StrategyKind.Retry or StrategyKind.Hedging;

    /// <summary>The most attempts that one call makes; null when unknown or without end.</summary>
    public double? Attempts => Kind == StrategyKind.Unknown ? null : !TriesAgain ? 1 : Retries.Value is { } retries and < int.MaxValue ? retries + 1 : null;

    /// <summary>The attempts that a failure causes: one, where the retry is about failures of another kind.</summary>
    public double? AttemptsAfter(Handling failure) => TriesAgain && !Handling.MayMeet(failure) ? 1 : Attempts;
}
