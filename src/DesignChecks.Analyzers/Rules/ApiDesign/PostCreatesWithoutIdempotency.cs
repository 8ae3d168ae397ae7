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

    internal static readonly NameListOption IgnoredRecords = new(
        "repeatable_entities", "Entities that may be created twice without harm.", "entities whose names say audit, log, access, view, visit, hit, click, event, history");

    private static readonly string[] RecordWords = ["audit", "log", "logs", "entry", "access", "view", "visit", "hit", "click", "event", "history", "activity", "outbox", "token", "session"];

    public PostCreatesWithoutIdempotency() : base(Description)
    {
    }

    public override FixAvailability Fix => FixAvailability.Sometimes;

    public override Library[] Needs => [Library.EfCore];

    public override RuleOption[] Options => [IdempotencyKeys.Headers, IgnoredRecords, OutsideEffect.EffectMethods, BrokerSend.BusTypes];

    public override void Listen(Listeners on)
    {
        on.LooksUp(EntityModel.Words);
        on.Endpoint(Check);
    }

    private static void Check(Found found, Endpoint endpoint)
    {
        if (endpoint.Verbs.Include("POST") != Answer.Yes || !endpoint.Runs.Any(run => run.Calls.Any(call => Saves.IsSave(call, found.World))))
            return;
        foreach (var code in endpoint.Runs)
        {
            foreach (var add in code.Calls.Select(EntityAdd.From).OfType<EntityAdd>())
            {
                if (!MayComeTwice(found, add) || LooksFirst(add, code, endpoint) || RepeatGuard.Precedes(add.Call.Operation, code, endpoint))
                    continue;
                // The stronger defect says it already.
                if (!UnguardedEffect.IsGuarded(endpoint, found) && UnguardedEffect.In(endpoint, found) is null)
                    found.Report(endpoint.HandlerPlace, FixFacts.Of("form", "handler"), add.Entity.Name);
                return;
            }
        }
    }

    /// <summary>Nothing but a generated key tells its rows apart.</summary>
    private static bool MayComeTwice(Found found, EntityAdd add) =>
        !found.Option(IgnoredRecords).ContainsTypeOrBase(add.Entity)
        && !Words.ContainAny(add.Entity.Name, RecordWords)
        && EntityModel.Of(found).Find(add.Entity) is { IsComplete: true } entity
        && entity.PrimaryKey is { Columns: [var key] }
        && entity.Properties.FirstOrDefault(property => property.Name == key)?.Type is { } type
        && (type.SpecialType is SpecialType.System_Int32 or SpecialType.System_Int64 || type.Name == "Guid")
        && !entity.Indexes.Any(index => index.Unique != Answer.No)
        && !entity.Keys.Any(other => !other.IsPrimary)
        && !entity.ForeignKeys.Any(foreign => foreign.Columns is null || foreign.Columns.Contains(key) || foreign.Unique == Answer.Yes);

    /// <summary>An upsert, or a check of its own: the code asks for one row of the same kind.</summary>
    private static bool LooksFirst(EntityAdd add, EndpointCode code, Endpoint endpoint) => code.Calls.Any(call =>
        EfQuery.From(call.Operation, endpoint.World, endpoint.Cancel) is { ReturnsOne: true } query
        && query.Terminal?.Operation == call.Operation
        && Code.IsSame(query.Entity, add.Entity)
        && call.Syntax.SpanStart < add.Call.Syntax.SpanStart);
}
