using DesignChecks.Concepts.Resilience;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Concepts.Retries;

internal enum RetryForm
{
    /// <summary>Polly 8: <c>RetryStrategyOptions</c>.</summary>
    Strategy,

    /// <summary>Polly 7: <c>WaitAndRetry…</c>.</summary>
    Policy,

    /// <summary>Written by hand: a loop that leaves on success and waits after a failure.</summary>
    Loop,
}

/// <summary>A retry in code: where it stands, how often it tries again, how long it waits.</summary>
/// <param name="Form">How it is written.</param>
/// <param name="Site">The operation that is the retry: the options, the call that makes the policy, the waiting call of a loop.</param>
/// <param name="Retries">How often it tries again; null when unknown or without end.</param>
/// <param name="Delay">The wait between attempts.</param>
/// <param name="DelaySource">The lambda, expression or option that decides the wait, for fixes.</param>
internal sealed record Retry(RetryForm Form, IOperation Site, double? Retries, Delay Delay, IOperation? DelaySource)
{
    /// <summary>For a loop: its body, the code that is tried again.</summary>
    public IOperation? Body { get; init; }

    /// <summary>Whether nothing ends it but success.</summary>
    public Answer IsEndless { get; init; }

    /// <summary>What makes it try again.</summary>
    public Handling Handling { get; init; } = Handling.Unknown;

    /// <summary>True when it is in sight what is tried again, and that is nothing outside of the process. A loop is known by its outbound call.</summary>
    public bool StaysInProcess(World world, CancellationToken cancel) => Form != RetryForm.Loop && PolicyUse.Of(Site, world, cancel).StaysInProcess;

    public Location Location => Form switch
    {
        RetryForm.Strategy => Site.Syntax switch
        {
            Microsoft.CodeAnalysis.CSharp.Syntax.ObjectCreationExpressionSyntax creation => creation.Type.GetLocation(),
            Microsoft.CodeAnalysis.CSharp.Syntax.ImplicitObjectCreationExpressionSyntax creation => creation.NewKeyword.GetLocation(),
            var syntax => syntax.GetLocation(),
        },
        RetryForm.Policy => Call.From(Site)!.NameLocation,
        _ => Site.Syntax.GetLocation(),
    };
}

/// <summary>Lets rules listen for retries of every form.</summary>
internal static class RetryListening
{
    public static void Retry(this Listeners on, Action<Found, Retry> handle)
    {
        on.Creation(["RetryStrategyOptions"], (found, creation) =>
        {
            if (RetryStrategy.From(creation, found.World, found.Cancel) is { } retry)
                handle(found, retry);
        });
        on.Call(RetryPolicy.Names, (found, call) =>
        {
            if (RetryPolicy.From(call, found.World, found.Cancel) is { } retry)
                handle(found, retry);
        });
        on.Call(
            ["Delay", "Sleep"],
            (found, call) =>
            {
                if (RetryLoop.From(call, found.World, found.Cancel) is { } retry)
                    handle(found, retry);
            },
            where: RetryLoop.MayBeIn);
    }
}
