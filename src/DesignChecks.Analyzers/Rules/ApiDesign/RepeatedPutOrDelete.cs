using DesignChecks.Concepts.Data;
using DesignChecks.Concepts.Endpoints;
using DesignChecks.Concepts.Idempotency;
using DesignChecks.Concepts.Messaging;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Rules.ApiDesign;

/// <summary>Finds PUT and DELETE handlers that do more each time they are called, although HTTP lets anyone repeat them.</summary>
internal sealed class RepeatedPutOrDelete : Rule
{
    internal static readonly DiagnosticDescriptor Description = Describe.Create(
        id: "DCK0513",
        title: "PUT or DELETE handler is not idempotent",
        messageFormat: "Clients and proxies repeat a {0} whose answer they miss, and this one {1} each time; {2}",
        category: Area.ApiDesign,
        defaultSeverity: DiagnosticSeverity.Info,
        items: ["5.4"],
        description: "HTTP calls PUT and DELETE idempotent: several equal requests have the effect of one. Libraries and proxies rely on it and send them again when an answer is lost.");

    private static readonly string[] Lookups = ["First", "FirstAsync", "Single", "SingleAsync"];
    private static readonly string[] Removals = ["Remove", "RemoveRange", "ExecuteDelete", "ExecuteDeleteAsync"];

    public RepeatedPutOrDelete() : base(Description)
    {
    }

    public override Library[] Needs => [Library.EfCore, .. BrokerSend.Libraries];

    public override RuleOption[] Options => [IdempotencyKeys.Headers, RepeatedInsert.IgnoredRecords, BrokerSend.BusTypes];

    public override void Listen(Listeners on)
    {
        on.LooksUp(MappedTypes.Words);
        on.Endpoint(Check);
    }

    private static void Check(Found found, Endpoint endpoint)
    {
        var verb = endpoint.Verbs.Include("PUT") == Answer.Yes ? "PUT" : endpoint.Verbs.Include("DELETE") == Answer.Yes ? "DELETE" : null;
        if (verb is null || endpoint.Body is null || (verb == "DELETE" && LeavesWhenGone(endpoint)))
            return;
        if (FirstEffect(found, endpoint) is not { } effect || RepeatGuard.MayBeOn(endpoint, found.Option(IdempotencyKeys.Headers)))
            return;
        found.Report(effect.Place.SourceTree == found.Node.SyntaxTree ? effect.Place : endpoint.HandlerPlace, verb, effect.What, effect.Instead);
    }

    private static (Location Place, string What, string Instead)? FirstEffect(Found found, Endpoint endpoint)
    {
        var saves = endpoint.Runs.Any(code => code.Calls.Any(call => Saves.IsSave(call, found.World)));
        foreach (var code in endpoint.Runs)
        {
            if (StepFromOldValue.In(code, MappedTypes.Of(found)).FirstOrDefault(step => (saves || step.Operation is IInvocationOperation) && !RepeatGuard.Precedes(step.Operation, code, endpoint)) is { } step)
                return (step.Operation.Syntax.GetLocation(), $"changes '{step.Property.Name}' by a step", "set the value that the caller wants, or take an Idempotency-Key");
            if (saves && RepeatedInsert.In(code, endpoint, found.Option(RepeatedInsert.IgnoredRecords)) is { } add)
                return (add.Call.NameLocation, $"adds another '{add.Entity.Name}'", "look the row up first, or take its key from the caller");
            if (RepeatedSend.In(code, endpoint, found.Option(BrokerSend.BusTypes)) is { } send)
                return (send.Call.NameLocation, send.MessageType is { } message ? $"sends another '{message.Name}'" : "sends another message", "send it only when something changed, or with a message id that stays the same");
        }

        return null;
    }

    /// <summary>The second call finds nothing to remove and leaves, or fails, before it has an effect.</summary>
    private static bool LeavesWhenGone(Endpoint endpoint) =>
        endpoint.Runs.Any(code => code.Calls.Any(call => Array.IndexOf(Removals, call.Name) >= 0))
        && endpoint.Runs.Any(code => code.Operations.Any(operation => operation switch
        {
            IConditionalOperation branch => Code.Leaves(branch.WhenTrue) || Code.Leaves(branch.WhenFalse) || branch.Type is not null,
            IThrowOperation => true,
            IInvocationOperation call => Array.IndexOf(Lookups, call.TargetMethod.Name) >= 0,
            _ => false,
        }));
}
