using DesignChecks.Concepts;
using DesignChecks.Concepts.Messaging;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Rules.Messaging;

/// <summary>Finds consumers that put a message back on every failure: one that can never be handled comes back for ever.</summary>
internal sealed class PoisonMessageRequeued : Rule
{
    internal static readonly DiagnosticDescriptor Description = Describe.Create(
        id: "DCK1003",
        title: "Poison message requeued for ever",
        messageFormat: "This catch {0} the message on every failure, so one that can never be handled {1}; {2}",
        category: Area.Messaging,
        defaultSeverity: DiagnosticSeverity.Warning,
        items: ["10.4"],
        description: "A message that fails every time and is requeued every time occupies its consumer for ever. A limit on deliveries, or a rejection without requeue, moves it to the dead-letter queue.");

    private static readonly string[] CountingWords =
        ["retry", "retries", "attempt", "attempts", "tries", "redelivered", "redelivery", "redeliveries", "death", "deaths", "counter", "delivery count"];

    public PoisonMessageRequeued() : base(Description)
    {
    }

    public override FixAvailability Fix => FixAvailability.Sometimes;

    public override Library[] Needs => [Library.RabbitMq, Library.ServiceBus];

    public override void Listen(Listeners on)
    {
        on.Call(Settlement.Requeues, Check);
        on.LooksUp(DeliveryLimit.Words);
    }

    private static void Check(Found found, Call call)
    {
        if (Settlement.From(call) is not { Outcome: Outcome.Requeued } requeue || CatchAll.Around(call.Operation) is not { } handler)
            return;
        if (!CatchAll.Is(handler) || !RunsOnEveryPath(call.Operation, handler) || TreatsSomeFailuresOtherwise(handler))
            return;
        if (Consumer.Around(call.Operation, found.World, found.Cancel) is not { } consumer || LooksAtDeliveries(consumer.Body))
            return;
        if (requeue.Kind == ConsumerKind.ServiceBus)
            ReportAbandon(found, call);
        else if (!DeliveryLimit.IsDeclared(found.World, found.Cancel) && RequeueArgument(call) is { } argument)
            found.Report(
                argument.GetLocation(),
                FixFacts.Of("form", "requeue"),
                "requeues",
                "comes back at once, for ever, and holds up the others",
                "reject it with requeue: false, so that it goes to the dead-letter exchange, or count its deliveries");
    }

    /// <summary>Service Bus gives up by itself: after MaxDeliveryCount deliveries, 10 by default, it dead-letters the message.</summary>
    private static void ReportAbandon(Found found, Call call) => found.ReportAs(
        DiagnosticSeverity.Info,
        call.NameLocation,
        FixFacts.None,
        "abandons",
        "is delivered again at once until MaxDeliveryCount is reached",
        "dead-letter what can't succeed, or look at DeliveryCount");

    private static SyntaxNode? RequeueArgument(Call call) =>
        call.Operation.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == "requeue")?.Syntax;

    private static bool RunsOnEveryPath(IOperation call, ICatchClauseOperation handler)
    {
        var chain = Code.Ancestors(call).TakeWhile(ancestor => ancestor != handler).ToArray();
        if (Array.Exists(chain, ancestor => ancestor is IConditionalOperation or ISwitchOperation or ISwitchExpressionOperation or ILoopOperation or ICatchClauseOperation or ICoalesceOperation))
            return false;
        // An exit or another settlement before it means that some messages don't get here.
        return !Code.RunBy(handler.Handler).TakeWhile(operation => operation != call).Any(operation =>
            operation is IReturnOperation or IThrowOperation or IBranchOperation
            || Call.From(operation) is { } other && Settlement.From(other) is not null);
    }

    /// <summary>Another catch of the same try that gives messages up: the poisonous ones are told apart there.</summary>
    private static bool TreatsSomeFailuresOtherwise(ICatchClauseOperation handler) =>
        handler.Parent is ITryOperation attempt
        && attempt.Catches.Any(other => other != handler && Settlement.In(other.Handler).Any(settlement => settlement.Outcome != Outcome.Requeued));

    private static bool LooksAtDeliveries(IOperation body) => Code.Within(body).Any(operation => operation switch
    {
        IPropertyReferenceOperation { Property.Name: "Headers" or "ApplicationProperties" } => true,
        IMemberReferenceOperation member => Counts(member.Member.Name),
        ILocalReferenceOperation local => Counts(local.Local.Name),
        IParameterReferenceOperation parameter => Counts(parameter.Parameter.Name),
        IInvocationOperation call => Counts(call.TargetMethod.Name),
        _ => false,
    });

    private static bool Counts(string name) => Words.ContainAny(name, CountingWords);
}
