using DesignChecks.Concepts.Data;
using DesignChecks.Concepts.Endpoints;
using DesignChecks.Concepts.Idempotency;
using DesignChecks.Concepts.Messaging;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;

namespace DesignChecks.Rules.ApiDesign;

/// <summary>Finds POST endpoints that create a second record when the request comes again.</summary>
internal sealed class PostCreatesWithoutIdempotency : Rule
{
    internal static readonly DiagnosticDescriptor Description = Describe.Create(
        id: "DCK0511",
        title: "POST that creates a record has no idempotency protection",
        messageFormat: "A client that misses the answer sends this POST again and creates a second '{0}'; take an Idempotency-Key header, or give '{0}' a key of the client or a unique index",
        category: Area.ApiDesign,
        defaultSeverity: DiagnosticSeverity.Info,
        items: ["5.4"],
        description: "A repeated POST creates a second record unless something recognizes it: an idempotency key, an id that the client chooses, or a natural key that the database keeps unique.");

    public PostCreatesWithoutIdempotency() : base(Description)
    {
    }

    public override FixAvailability Fix => FixAvailability.Sometimes;

    public override Library[] Needs => [Library.EfCore];

    public override RuleOption[] Options => [IdempotencyKeys.Headers, RepeatedInsert.IgnoredRecords, OutsideEffect.EffectMethods, BrokerSend.BusTypes];

    public override void Listen(Listeners on)
    {
        on.LooksUp(EntityModel.Words);
        on.Endpoint(Check, Saves.Names);
    }

    private static void Check(Found found, Endpoint endpoint)
    {
        if (endpoint.Verbs.Include("POST") != Answer.Yes || !endpoint.Runs.Any(run => run.Calls.Any(call => Saves.IsSave(call, found.World))))
            return;
        foreach (var code in endpoint.Runs)
        {
            if (RepeatedInsert.In(code, endpoint, found.Option(RepeatedInsert.IgnoredRecords)) is not { } add)
                continue;
            // The stronger defect says it already.
            if (!UnguardedEffect.IsGuarded(endpoint, found) && UnguardedEffect.In(endpoint, found) is null)
                found.Report(endpoint.HandlerPlace, FixFacts.Of("form", "handler"), add.Entity.Name);
            return;
        }
    }
}
