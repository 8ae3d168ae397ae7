using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Concepts.Resilience;

/// <summary>The waits of a Polly 8 retry between its attempts.</summary>
/// <param name="Delay">The base delay.</param>
/// <param name="Kind">The name of the <c>DelayBackoffType</c>; null when unknown.</param>
/// <param name="Jitter">Whether a random part is added.</param>
/// <param name="MaxDelay">The longest wait; no value means none is set.</param>
internal sealed record Backoff(Setting<TimeSpan> Delay, string? Kind, Setting<bool> Jitter, Setting<TimeSpan> MaxDelay)
{
    public static readonly Backoff Unknown = new(default, null, default, default);

    /// <summary>Polly's scale of exponential jitter: it puts the median of the first wait at the base delay.</summary>
    private const double JitterScale = 1 / 1.4;

    /// <summary>The least part that jitter leaves of a constant or linear delay.</summary>
    private const double LeastJitter = 0.75;

    /// <summary>The shortest time that this many waits take together; null when unknown. Jitter counts with its luckiest numbers.</summary>
    public TimeSpan? LeastSumOf(double waits)
    {
        if (Delay.Value is not { } delay || Jitter.Value is not { } jitter || Kind is null || (MaxDelay.IsSet && MaxDelay.Value is null))
            return null;
        // Exponential jitter draws each sum of waits at once, so the last one is the shortest sum.
        if (Kind == "Exponential" && jitter && MaxDelay.Value is null)
            return Times(delay, JitterScale * Math.Pow(2, waits - 1) * Math.Tanh(Math.Sqrt(4 * (waits - 1))));
        var sum = TimeSpan.Zero;
        for (var wait = 0; wait < waits && wait < MaxWaits; wait++)
        {
            if (LeastWait(wait, delay, jitter) is not { } next)
                return null;
            sum += next;
        }

        return sum;
    }

    /// <summary>More waits than anyone counts; keeps the sum from running on.</summary>
    private const int MaxWaits = 100;

    private TimeSpan? LeastWait(int wait, TimeSpan delay, bool jitter)
    {
        var nominal = Kind switch
        {
            "Constant" => delay,
            "Linear" => Times(delay, wait + 1),
            "Exponential" when !jitter => Times(delay, Math.Pow(2, wait)),
            _ => (TimeSpan?)null,
        };
        if (nominal is not { } time)
            return null;
        var least = jitter ? Times(time, LeastJitter) : time;
        return MaxDelay.Value is { } max && max < least ? max : least;
    }

    private static TimeSpan Times(TimeSpan time, double factor)
    {
        var ticks = time.Ticks * factor;
        return ticks < TimeSpan.FromDays(365).Ticks ? TimeSpan.FromTicks((long)ticks) : TimeSpan.FromDays(365);
    }

    /// <summary>Reads the waits of retry options; the HTTP options grow and have jitter by default.</summary>
    public static Backoff Of(Settings settings, string prefix, bool isHttp, World world, CancellationToken cancel)
    {
        // A generator decides each wait itself.
        if (settings.Value(prefix + "DelayGenerator") is not null)
            return Unknown;
        return new Backoff(
            settings.Time(prefix + "Delay", Strategies.DefaultDelay, world, cancel),
            KindOf(settings, prefix + "BackoffType", isHttp),
            settings.Flag(prefix + "UseJitter", isHttp),
            settings.Sets(prefix + "MaxDelay") || !settings.Shows(prefix + "MaxDelay")
                ? new(Values.Time(settings.Value(prefix + "MaxDelay"), world, cancel), true)
                : default);
    }

    private static string? KindOf(Settings settings, string property, bool isHttp) =>
        !settings.Shows(property) ? null : settings.Value(property) switch
        {
            null => isHttp ? "Exponential" : "Constant",
            IFieldReferenceOperation { Field.Name: var name } => name,
            _ => null,
        };
}
