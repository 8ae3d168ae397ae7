using DesignChecks.Concepts;
using DesignChecks.Concepts.Http;
using DesignChecks.Concepts.Resilience;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;

namespace DesignChecks.Rules.Networking;

/// <summary>Finds time limits of a client and its resilience handler that cancel each other out.</summary>
internal sealed class TimeoutContradictsPipeline : Rule
{
    internal static readonly DiagnosticDescriptor Description = Describe.Create(
        id: "DCK0912",
        title: "Timeout contradicts the resilience pipeline",
        messageFormat: "{0}; {1}",
        category: Area.Networking,
        defaultSeverity: DiagnosticSeverity.Warning,
        items: ["9.4"],
        description: "HttpClient.Timeout, the total timeout, the attempt timeout, the breaker's sampling duration and the retries of one client depend on each other. Where they contradict, a limit is silently lost, never reached, or rejected at run time.");

    public TimeoutContradictsPipeline() : base(Description)
    {
    }

    public override Library[] Needs => [Library.HttpResilience];

    public override void Listen(Listeners on)
    {
        on.LooksUp(ClientRegistration.Words);
        on.Call(["AddStandardResilienceHandler", "AddStandardHedgingHandler", "AddResilienceHandler"], Check);
    }

    private static void Check(Found found, Call add)
    {
        if (ResilienceHandler.From(add, found.World, found.Cancel) is not { } handler)
            return;
        if (ClientRegistration.Around(add, found.World, found.Cancel) is { } registration)
        {
            if (handler.ReplacesClientTimeout)
                CheckReplaced(found, handler, registration);
            CheckCapped(found, handler, registration);
        }

        var pipeline = handler.Pipeline;
        if (pipeline.TotalTimeout?.Limit is not { Value: { } total } totalLimit || pipeline.AttemptTimeout?.Limit is not { Value: { } attempt } attemptLimit)
            return;
        if (attempt >= total)
        {
            if (totalLimit.IsSet || attemptLimit.IsSet)
                ReportAttempt(found, handler, attempt, total);
        }
        else if (handler.ReplacesClientTimeout && pipeline.CircuitBreaker?.Sampling is { Value: { } sampling } samplingTime && sampling < attempt + attempt)
        {
            if (samplingTime.IsSet || attemptLimit.IsSet)
                Report(found, add, $"The circuit breaker samples {Units.Of(sampling)}, less than twice the attempt timeout of {Units.Of(attempt)}, so the options are rejected when the client is first used",
                    $"set SamplingDuration to at least {Units.Of(attempt + attempt)}");
        }
        else
        {
            CheckFits(found, handler, attempt, total);
        }
    }

    /// <summary>The standard and the hedging handler set the client's timeout to infinite, also one that was set before them.</summary>
    private static void CheckReplaced(Found found, ResilienceHandler handler, ClientRegistration registration)
    {
        var total = handler.Pipeline.TotalTimeout?.Limit.Value;
        foreach (var timeout in ClientTimeout.Before(handler.Add, registration, found.World, found.Cancel))
        {
            if (timeout.Value == Values.InfiniteTime || timeout.Value is { } value && value == total)
                continue;
            var site = timeout.Site.Syntax.SyntaxTree == found.Node.SyntaxTree ? timeout.Site.Syntax.GetLocation() : handler.Add.NameLocation;
            found.Report(site,
                $"{(timeout.Value is { } known ? $"This Timeout of {Units.Of(known)}" : "This Timeout")} has no effect, because {handler.Add.Name} after it sets HttpClient.Timeout to infinite and ends requests after {(total is { } limit ? Units.Of(limit) : "its own total timeout")}",
                "set TotalRequestTimeout.Timeout in the handler's options instead");
        }
    }

    /// <summary>A client timeout that stands ends the whole sequence of attempts before the total timeout can.</summary>
    private static void CheckCapped(Found found, ResilienceHandler handler, ClientRegistration registration)
    {
        if (handler.Pipeline.TotalTimeout?.Limit.Value is not { } total)
            return;
        var standing = (handler.ReplacesClientTimeout
            ? ClientTimeout.After(handler.Add, registration, found.World, found.Cancel)
            : OthersReplace(found, handler, registration) ? [] : ClientTimeout.All(registration, found.World, found.Cancel)).ToArray();
        if (standing.LastOrDefault() is { } timeout)
        {
            if (timeout.Value is not { } limit || limit == Values.InfiniteTime || limit >= total)
                return;
            var site = timeout.Site.Syntax.SyntaxTree == found.Node.SyntaxTree ? timeout.Site.Syntax.GetLocation() : handler.Add.NameLocation;
            found.Report(site, $"HttpClient.Timeout of {Units.Of(limit)} ends the request with all its retries before the total timeout of {Units.Of(total)} can",
                "make HttpClient.Timeout the longer one, or lower the total timeout");
        }
        else if (!handler.ReplacesClientTimeout && total > ClientTimeout.Default && !OthersReplace(found, handler, registration)
            && registration.ConfigureDelegates().All(configure => registration.BodyOf(configure) is { } body && !HandsOn(body))
            && ClientDefaults.Of(found).LimitTime == Answer.No)
        {
            Report(found, handler.Add, $"HttpClient.Timeout keeps its default of {Units.Of(ClientTimeout.Default)} and ends the request with all its retries before the total timeout of {Units.Of(total)} can",
                "set HttpClient.Timeout to more than the total timeout, or to infinite");
        }
    }

    private static bool HandsOn(IOperation body) =>
        Code.CallsIn(body).Any(call => call.Operation.Arguments.Any(argument => HttpClients.ClientType.Is(argument.Value.Type)));

    private static bool OthersReplace(Found found, ResilienceHandler handler, ClientRegistration registration) =>
        registration.Handlers().Concat(ClientDefaults.Of(found).Handlers).Any(other => other.ReplacesClientTimeout);

    private static void ReportAttempt(Found found, ResilienceHandler handler, TimeSpan attempt, TimeSpan total) =>
        Report(found, handler.Add, $"The attempt timeout of {Units.Of(attempt)} is not shorter than the total timeout of {Units.Of(total)}, so "
                + (handler.ReplacesClientTimeout && attempt > total ? "the options are rejected when the client is first used" : "no time is left to try again what timed out"),
            "make the total timeout long enough for all attempts");

    /// <summary>When each attempt times out, the last retry begins only after the total timeout has ended the request.</summary>
    private static void CheckFits(Found found, ResilienceHandler handler, TimeSpan attempt, TimeSpan total)
    {
        if (handler.Pipeline.Retry is not { Kind: StrategyKind.Retry, Retries: { Value: { } retries and >= 1 and < int.MaxValue } count } retry || !DiffersFromDefault(handler.Pipeline, retry, count))
            return;
        if (retry.Backoff.LeastSumOf(retries) is not { } waits)
            return;
        var begin = waits.TotalSeconds + (retries * attempt.TotalSeconds);
        if (begin < total.TotalSeconds)
            return;
        found.ReportAs(DiagnosticSeverity.Info, handler.Add.NameLocation, null,
            $"When attempts time out after {Units.Of(attempt)}, retry {retries} cannot begin before {Units.Of(RoundedDown(begin))}, but the total timeout ends the request after {Units.Of(total)}",
            "retry less often, shorten the waits or the attempt timeout, or raise the total timeout");
    }

    /// <summary>To what messages show of a time: it must not claim more than is so.</summary>
    private static TimeSpan RoundedDown(double seconds) => TimeSpan.FromSeconds(Math.Min(Math.Floor(Math.Round(seconds, 6) * 100) / 100, 1e6));

    private static bool DiffersFromDefault(Pipeline pipeline, Strategy retry, Setting<double> count) =>
        count is { IsSet: true, Value: not Strategies.DefaultRetries }
        || retry.Backoff.Delay is { IsSet: true, Value: { } delay } && delay != Strategies.DefaultDelay
        || pipeline.AttemptTimeout?.Limit is { IsSet: true, Value: { } attempt } && attempt != ResilienceHandler.DefaultAttemptLimit;

    private static void Report(Found found, Call at, string what, string instead) => found.Report(at.NameLocation, what, instead);
}
