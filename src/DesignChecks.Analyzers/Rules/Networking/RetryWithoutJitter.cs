using DesignChecks.Concepts.Resilience;
using DesignChecks.Concepts.Retries;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;

namespace DesignChecks.Rules.Networking;

/// <summary>Finds retries whose waits have no random part: clients that failed together come back together.</summary>
internal sealed class RetryWithoutJitter : Rule
{
    internal static readonly DiagnosticDescriptor Description = Describe.Create(
        id: "DCK0904",
        title: "Retry without jitter",
        messageFormat: "The waits of this retry have no random part, so all clients that failed together come back together and keep the service down; {0}",
        category: Area.Networking,
        defaultSeverity: DiagnosticSeverity.Warning,
        items: ["9.4"],
        description: "Retries that wait the same times on every client arrive as synchronized waves. A random part (jitter) in each wait spreads them.");

    public RetryWithoutJitter() : base(Description)
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
        if (retry.Delay.Jitter != Answer.No || retry.Delay.Growth == Growth.None || retry.Retries == 1)
            return;
        // No service comes back from what stays in the process.
        if (retry.StaysInProcess(found.World, found.Cancel))
            return;
        var facts = FixFacts.Of("form", retry.Form.ToString());
        found.Report(retry.Location, facts, retry.Form == RetryForm.Strategy ? "set UseJitter = true" : "add a random part to each wait");
    }
}
