using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Concepts.Resilience;

/// <summary>Polly 7 policies as pipelines: a wrap is its policies in order, the outermost first.</summary>
internal static class Policies
{
    private static readonly TypeName[] PolicyInterfaces =
        [new("Polly.IsPolicy", isInterface: true), new("Polly.ISyncPolicy"), new("Polly.ISyncPolicy`1"), new("Polly.IAsyncPolicy"), new("Polly.IAsyncPolicy`1")];

    private const int MaxDepth = 5;

    public static bool AreTypesOf(ITypeSymbol? type) => PolicyInterfaces.AnyIsBaseOf(type);

    /// <summary>The policies of an expression; null when the compilation doesn't show them.</summary>
    public static Pipeline? Of(IOperation? expression, World world, CancellationToken cancel) =>
        Parts(expression, world, cancel, depth: 0) is { } parts && parts.Any(part => part.Kind != StrategyKind.Unknown) ? new Pipeline(parts) : null;

    private static List<Strategy> Parts(IOperation? expression, World world, CancellationToken cancel, int depth)
    {
        if (expression is null || depth > MaxDepth)
            return [];
        if (Held.ValueOf(expression, world, cancel) is not { } value)
            return [new Strategy(StrategyKind.Unknown, expression)];
        if (value is IInvocationOperation { TargetMethod: var own } && world.BodyOf(own, cancel) is { } body)
            return Held.OnlyReturnOf(body) is { } result ? Parts(result, world, cancel, depth + 1) : [new Strategy(StrategyKind.Unknown, value)];
        if (Call.From(value) is not { } call || !IsPolly(call))
            return [new Strategy(StrategyKind.Unknown, value)];
        return call.Name switch
        {
            "Wrap" or "WrapAsync" => Wrapped(call, world, cancel, depth),
            "AsAsyncPolicy" or "AsPolicy" or "WithPolicyKey" => Parts(call.Receiver, world, cancel, depth + 1),
            "NoOp" or "NoOpAsync" => [],
            _ => [From(call, world, cancel)],
        };
    }

    public static bool IsPolly(Call call) => call.DeclaringType.ContainingNamespace is { Name: "Polly", ContainingNamespace.IsGlobalNamespace: true };

    private static List<Strategy> Wrapped(Call wrap, World world, CancellationToken cancel, int depth)
    {
        IEnumerable<IOperation?> policies = wrap.Arguments.SelectMany(argument =>
            argument.Value is IArrayCreationOperation { Initializer: { } elements } ? elements.ElementValues : (IEnumerable<IOperation?>)[argument.Value]);
        if (wrap.Receiver is { } outer)
            policies = policies.Prepend(outer);
        return policies.SelectMany(policy => Parts(policy, world, cancel, depth + 1)).ToList();
    }

    /// <summary>The strategy that one syntax method makes.</summary>
    private static Strategy From(Call call, World world, CancellationToken cancel)
    {
        var name = call.Name.EndsWith("Async", StringComparison.Ordinal) ? call.Name.Substring(0, call.Name.Length - "Async".Length) : call.Name;
        return name switch
        {
            "Retry" or "WaitAndRetry" => new Strategy(StrategyKind.Retry, call.Operation) { Retries = RetriesOf(call, world, cancel), Handling = Handling.OfBuilder(call.Receiver) },
            "RetryForever" or "WaitAndRetryForever" => new Strategy(StrategyKind.Retry, call.Operation)
            {
                Retries = new(int.MaxValue, true),
                Handling = Handling.OfBuilder(call.Receiver),
            },
            "CircuitBreaker" or "AdvancedCircuitBreaker" => new Strategy(StrategyKind.CircuitBreaker, call.Operation),
            "Timeout" => new Strategy(StrategyKind.Timeout, call.Operation) { Limit = new(LimitOf(call, world, cancel), true) },
            "Bulkhead" or "RateLimit" => new Strategy(StrategyKind.Limiter, call.Operation),
            "Fallback" or "Cache" => new Strategy(StrategyKind.Other, call.Operation),
            _ => new Strategy(StrategyKind.Unknown, call.Operation),
        };
    }

    private static Setting<double> RetriesOf(Call call, World world, CancellationToken cancel)
    {
        if (call.HasParameter("retryCount"))
            return new(Values.Number(call.Argument("retryCount")), true);
        if (call.HasParameter("sleepDurations"))
            return new(CountOf(call.Argument("sleepDurations"), world, cancel), true);
        return new(1, false);
    }

    /// <summary>As many waits as the array has, or as a backoff of Polly.Contrib is asked for.</summary>
    private static double? CountOf(IOperation? waits, World world, CancellationToken cancel) => Held.ValueOf(waits, world, cancel) switch
    {
        IArrayCreationOperation { Initializer: { } times } => times.ElementValues.Length,
        var value when Call.From(value) is { } backoff => Values.Number(backoff.Argument("retryCount")),
        _ => null,
    };

    private static TimeSpan? LimitOf(Call call, World world, CancellationToken cancel) =>
        Values.Number(call.Argument("seconds")) is { } seconds ? TimeSpan.FromSeconds(seconds) : Values.Time(call.Argument("timeout"), world, cancel);
}
