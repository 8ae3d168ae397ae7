using DesignChecks.Concepts.Resilience;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Concepts.Retries;

/// <summary>Polly 7 policies that try again; the same API ships in Polly 8. Parameters go by name: there are some twenty overloads.</summary>
internal static class RetryPolicy
{
    public static readonly string[] Names =
        ["WaitAndRetry", "WaitAndRetryAsync", "WaitAndRetryForever", "WaitAndRetryForeverAsync", "Retry", "RetryAsync", "RetryForever", "RetryForeverAsync"];

    private static readonly TypeName[] Classes =
        [new("Polly.RetrySyntax"), new("Polly.RetryTResultSyntax"), new("Polly.AsyncRetrySyntax"), new("Polly.AsyncRetryTResultSyntax")];

    public static Retry? From(Call call, World world, CancellationToken cancel)
    {
        if (!call.IsOn(Classes))
            return null;
        var source = call.Argument("sleepDurationProvider") ?? call.Argument("sleepDurations");
        var delay = source is not null ? DelayOf(source, world, cancel)
            : call.Name.StartsWith("Wait", StringComparison.Ordinal) ? default
            : new Delay(Answer.No, Growth.None);
        return new Retry(RetryForm.Policy, call.Operation, Retries(call, source), delay, source)
        {
            IsEndless = call.Name.IndexOf("Forever", StringComparison.Ordinal) >= 0 ? Answer.Yes : Answer.No,
            Handling = Handling.OfBuilder(call.Receiver),
        };
    }

    private static double? Retries(Call call, IOperation? source) =>
        call.HasParameter("retryCount") ? Values.Number(call.Argument("retryCount"))
        : call.HasParameter("sleepDurations") ? (source as IArrayCreationOperation)?.Initializer?.ElementValues.Length
        : call.Name is "Retry" or "RetryAsync" ? 1
        : null;

    private static Delay DelayOf(IOperation source, World world, CancellationToken cancel)
    {
        switch (source)
        {
            case IAnonymousFunctionOperation lambda:
                return OfFunction(lambda.Symbol, lambda.Body, world, cancel);
            case IMethodReferenceOperation { Method: var method }:
                return world.BodyOf(method, cancel) is { } body ? OfFunction(method, body, world, cancel) : default;
            case IArrayCreationOperation { Initializer: { } values }:
                return OfArray(values, world, cancel);
            default:
                return Delay.Of(source, world, cancel);
        }
    }

    /// <summary>Only a provider that is one expression can be read with certainty.</summary>
    private static Delay OfFunction(IMethodSymbol function, IOperation body, World world, CancellationToken cancel)
    {
        var returns = Code.RunBy(body).OfType<IReturnOperation>().Where(exit => exit.ReturnedValue is not null).ToArray();
        if (returns.Length != 1)
            return default;
        // More than the attempt means the outcome or the context decides: a Retry-After header, say.
        var attempt = function.Parameters.FirstOrDefault(parameter => parameter.Type.SpecialType == SpecialType.System_Int32);
        return Delay.Of(returns[0].ReturnedValue!, world, cancel, attempt);
    }

    private static Delay OfArray(IArrayInitializerOperation values, World world, CancellationToken cancel)
    {
        var delays = values.ElementValues.Select(value => (Delay: Delay.Of(value, world, cancel), Time: Values.Time(value, world, cancel))).ToArray();
        var jitter = delays.Any(d => d.Delay.Jitter == Answer.Yes) ? Answer.Yes
            : delays.All(d => d.Delay.Jitter == Answer.No) ? Answer.No
            : Answer.Unknown;
        var growth = delays.Any(d => d.Time is null) ? Growth.Unknown
            : delays.Select(d => d.Time).Distinct().Count() > 1 ? Growth.Growing
            : Growth.Constant;
        return new Delay(jitter, growth);
    }
}
