using DesignChecks.Concepts;
using DesignChecks.Concepts.Resilience;
using DesignChecks.Concepts.Retries;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Rules.Networking;

/// <summary>Finds retries that nothing but success ends.</summary>
internal sealed class RetryWithoutLimit : Rule
{
    internal static readonly DiagnosticDescriptor Description = Describe.Create(
        id: "DCK0906",
        title: "Retry without a limit",
        messageFormat: "This retry has no limit of its own, so a call that cannot succeed is repeated until something else gives up, while its caller waits; limit the attempts or the time",
        category: Area.Networking,
        defaultSeverity: DiagnosticSeverity.Warning,
        items: ["9.4"],
        description: "A retry without an attempt limit, a deadline or a token turns a lasting failure into work that never ends, and keeps its caller and the load on the failing service for as long.");

    public RetryWithoutLimit() : base(Description)
    {
    }

    public override Library[] Needs => [Library.PollyCore, Library.PollyPolicies, Library.HttpClient];

    public override void Listen(Listeners on)
    {
        on.LooksUp(Pipelines.Lookups);
        on.Assignment(["MaxRetryAttempts"], CheckOption);
        on.Call(["RetryForever", "RetryForeverAsync", "WaitAndRetryForever", "WaitAndRetryForeverAsync"], (found, call) =>
        {
            if (RetryPolicy.From(call, found.World, found.Cancel) is { } retry)
                Check(found, retry);
        });
        on.Call(
            ["Delay", "Sleep"],
            (found, call) =>
            {
                if (RetryLoop.From(call, found.World, found.Cancel) is { } retry && RetryLoop.IsFirstWait(retry))
                    Check(found, retry);
            },
            where: RetryLoop.MayBeIn);
    }

    private static void Check(Found found, Retry retry)
    {
        if (retry.IsEndless != Answer.Yes || KeepAlive.IsIn(retry.Site, found.Model, found.Cancel))
            return;
        if (retry.Form == RetryForm.Policy && PolicyUse.Of(retry.Site, found.World, found.Cancel).EndsWithToken)
            return;
        found.Report(retry.Location);
    }

    /// <summary><c>MaxRetryAttempts = int.MaxValue</c>, Polly's spelling of "for ever", with no timeout around the retry.</summary>
    private static void CheckOption(Found found, IAssignmentOperation assignment)
    {
        if (!RetryStrategy.IsOption(assignment.Target) || Values.Number(assignment.Value) is not int.MaxValue || KeepAlive.IsIn(assignment, found.Model, found.Cancel))
            return;
        // Options of a standard handler are filled in a delegate; its total timeout ends them.
        if (Settings.OwnerOf(assignment, found.World, found.Cancel) is not { } options)
            return;
        var add = Code.UserOf(options) is IArgumentOperation { Parent: var call } ? Call.From(call) : null;
        if (add is not null && Pipelines.Holding(add, found.World, found.Cancel)?.TotalTimeout is not null)
            return;
        if (!PolicyUse.Of(options, found.World, found.Cancel).EndsWithToken)
            found.Report(assignment.Value);
    }
}
