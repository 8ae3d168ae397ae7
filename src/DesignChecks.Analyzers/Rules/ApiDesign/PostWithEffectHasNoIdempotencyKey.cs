using DesignChecks.Concepts.Endpoints;
using DesignChecks.Concepts.Idempotency;
using DesignChecks.Concepts.Messaging;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;

namespace DesignChecks.Rules.ApiDesign;

/// <summary>Finds POST endpoints that charge, mail or publish, and do so again when the request comes again.</summary>
internal sealed class PostWithEffectHasNoIdempotencyKey : Rule
{
    internal static readonly DiagnosticDescriptor Description = Describe.Create(
        id: "DCK0510",
        title: "POST with an outside effect has no idempotency key",
        messageFormat: "A client that misses the answer sends this POST again, and '{0}' happens twice; take an Idempotency-Key header, keep it with the outcome, and answer a repeat with that",
        category: Area.ApiDesign,
        defaultSeverity: DiagnosticSeverity.Warning,
        items: ["5.4"],
        description: "POST is the one common verb that clients can't repeat safely, and the one that moves money and sends mail. An idempotency key lets the server recognize the second attempt.");

    public PostWithEffectHasNoIdempotencyKey() : base(Description)
    {
    }

    public override FixAvailability Fix => FixAvailability.Sometimes;

    public override Library[] Needs => [Library.AspNetCore];

    public override RuleOption[] Options => [IdempotencyKeys.Headers, OutsideEffect.EffectMethods, BrokerSend.BusTypes];

    public override void Listen(Listeners on) => on.Endpoint((found, endpoint) =>
    {
        if (UnguardedEffect.In(endpoint, found) is { } effect)
            found.Report(endpoint.HandlerPlace, FixFacts.Of("form", "handler"), effect.Call.Name);
    });
}
