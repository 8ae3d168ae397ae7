using DesignChecks.Concepts.Resilience;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Concepts.Retries;

/// <summary>
/// Polly 8 retry options, where all that is set on them is visible: defaults are 3 retries, constant 2 s, no jitter
/// (Polly.Core 8.9). The HTTP-specific options default to exponential with jitter and are left out.
/// </summary>
internal static class RetryStrategy
{
    private const int DefaultRetries = 3;

    private static readonly TypeName[] Options = [new("Polly.Retry.RetryStrategyOptions"), new("Polly.Retry.RetryStrategyOptions`1")];

    /// <summary>True for a property of retry options, the HTTP-specific ones included.</summary>
    public static bool IsOption(IOperation target) => target is IPropertyReferenceOperation { Property.ContainingType: var owner } && Options[1].IsBaseOf(owner);

    public static Retry? From(IObjectCreationOperation creation, World world, CancellationToken cancel)
    {
        if (!Options.AnyIs(creation.Type) || Settings.Of(creation) is not { } settings)
            return null;
        var delay = settings.Value("DelayGenerator") is not null
            ? new Delay(Answer.Unknown, Growth.Unknown)
            : new Delay(JitterOf(settings, world, cancel), GrowthOf(settings, world, cancel));
        return new Retry(RetryForm.Strategy, creation, Retries(settings), delay, creation)
        {
            IsEndless = Retries(settings) switch { null => Answer.Unknown, >= int.MaxValue => Answer.Yes, _ => Answer.No },
            Handling = settings.Value("ShouldHandle") is { } predicate ? Handling.OfPredicate(predicate, world, cancel) : Handling.Default,
        };
    }

    private static double? Retries(Settings settings) =>
        settings.Value("MaxRetryAttempts") is { } attempts ? Values.Number(attempts) : DefaultRetries;

    private static Answer JitterOf(Settings settings, World world, CancellationToken cancel) => settings.Value("UseJitter") switch
    {
        // A random delay that all attempts share is another defect (DCK0911).
        null => settings.Value("Delay") is { } delay && Delay.DrawsRandom(delay, world, cancel) ? Answer.Unknown : Answer.No,
        var value => Values.Flag(value) switch { true => Answer.Yes, false => Answer.No, null => Answer.Unknown },
    };

    private static Growth GrowthOf(Settings settings, World world, CancellationToken cancel)
    {
        if (settings.Value("Delay") is { } delay && Values.Time(delay, world, cancel) == TimeSpan.Zero)
            return Growth.None;
        return settings.Value("BackoffType") switch
        {
            null => Growth.Constant,
            IFieldReferenceOperation { Field.Name: "Constant" } => Growth.Constant,
            IFieldReferenceOperation => Growth.Growing,
            _ => Growth.Unknown,
        };
    }
}
