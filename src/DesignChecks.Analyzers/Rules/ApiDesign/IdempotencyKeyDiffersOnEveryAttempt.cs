using DesignChecks.Concepts.Idempotency;
using DesignChecks.Concepts.Retries;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;

namespace DesignChecks.Rules.ApiDesign;

/// <summary>Finds idempotency keys that are made anew with each attempt, which is as good as none.</summary>
internal sealed class IdempotencyKeyDiffersOnEveryAttempt : Rule
{
    internal static readonly DiagnosticDescriptor Description = Describe.Create(
        id: "DCK0512",
        title: "Idempotency key differs on every attempt",
        messageFormat: "Each attempt of this retry gets a new idempotency key, so the receiver takes it for another request and may carry it out twice; make the key once, outside of the retry",
        category: Area.ApiDesign,
        defaultSeverity: DiagnosticSeverity.Warning,
        items: ["5.4"],
        description: "An idempotency key tells the receiver that two requests are attempts at the same thing. A key that is made inside the retry differs each time and protects nothing.");

    public IdempotencyKeyDiffersOnEveryAttempt() : base(Description)
    {
    }

    public override RuleOption[] Options => [IdempotencyKeys.Headers];

    public override bool InWeekend => true;

    public override void Listen(Listeners on)
    {
        on.LooksUp(RetriedCode.Words);
        on.Call(FreshKey.Sources, Check);
    }

    private static void Check(Found found, Call call)
    {
        if (FreshKey.Is(call)
            && FreshKey.BecomesKey(call, found.Option(IdempotencyKeys.Headers))
            && !FreshKey.IsOnlyIfMissing(call.Operation)
            && RetriedCode.Holds(call.Operation, found.World, found.Cancel))
        {
            found.Report(call.Operation);
        }
    }
}
