using DesignChecks.Concepts.Resilience;
using DesignChecks.Concepts.Retries;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;

namespace DesignChecks.Rules.Networking;

/// <summary>Finds retries that wait the same short time again and again.</summary>
internal sealed class RetryDelayDoesNotGrow : Rule
{
    internal static readonly DiagnosticDescriptor Description = Describe.Create(
        id: "DCK0905",
        title: "Retry delay does not grow",
        messageFormat: "This retry waits {0} before each of {1} further attempts, so a struggling service gets no time to recover; let the delay grow exponentially",
        category: Area.Networking,
        defaultSeverity: DiagnosticSeverity.Info,
        items: ["9.4"],
        description: "A constant delay keeps the load of the retries constant while the service is down. Exponential backoff lowers it with each attempt.");

    private const int FewRetries = 3;

    public RetryDelayDoesNotGrow() : base(Description)
    {
    }

    public override FixAvailability Fix => FixAvailability.Sometimes;

    public override Library[] Needs => [Library.PollyCore, Library.PollyPolicies, Library.HttpClient];

    public override void Listen(Listeners on)
    {
        on.LooksUp(Pipelines.Lookups);
        on.Retry(Check);
    }

    private static void Check(Found found, Retry retry)
    {
        if (retry.Handling.IsPoll)
            return;
        if (retry.Delay.Growth is not (Growth.None or Growth.Constant))
            return;
        // Endless retries are another defect (DCK0906); one or two attempts don't add up.
        if (retry.Retries is { } known ? known is not (>= FewRetries and < int.MaxValue) : retry.Form != RetryForm.Loop)
            return;
        // No service comes back from what stays in the process.
        if (retry.StaysInProcess(found.World, found.Cancel))
            return;
        found.Report(
            retry.Location,
            FixFacts.Of("form", retry.Form.ToString()).With("growth", retry.Delay.Growth.ToString()),
            retry.Delay.Growth == Growth.None ? "not at all" : "the same time",
            retry.Retries is { } retries ? retries : "several");
    }
}
