using DesignChecks.Concepts.Messaging;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Rules.Messaging;

/// <summary>Finds consumers that tell the broker "done" and then begin the work.</summary>
internal sealed class AcknowledgedBeforeProcessing : Rule
{
    internal static readonly DiagnosticDescriptor Description = Describe.Create(
        id: "DCK1004",
        title: "Message acknowledged before it is processed",
        messageFormat: "{0} tells the broker that the message is done before {1} works on it, so a failure or a crash in between loses it; call {0} after the work",
        category: Area.Messaging,
        defaultSeverity: DiagnosticSeverity.Warning,
        items: ["10.2"],
        description: "Once a message is acknowledged, deleted or its offset is stored, the broker doesn't deliver it again. If the work that follows fails, nobody does it.");

    public AcknowledgedBeforeProcessing() : base(Description)
    {
    }

    public override Library[] Needs => [Library.RabbitMq, Library.ServiceBus, Library.Kafka, Library.Sqs, Library.StorageQueues];

    public override void Listen(Listeners on) => on.Consumer(Check);

    private static void Check(Found found, Consumer consumer)
    {
        MessageFlow? flow = null;
        foreach (var settlement in Settlement.In(consumer.Body))
        {
            if (settlement.Outcome != Outcome.Done || !RunsAlways(settlement.Call.Operation, consumer.Body))
                continue;
            flow ??= MessageFlow.Of(consumer, found.World, found.Cancel);
            var at = settlement.Call.NameLocation.SourceSpan.Start;
            // In a loop, what precedes the receiving call belongs to the message before.
            if (consumer.Message is null && IsBefore(at, consumer) || FirstWorkAfter(settlement.Call, at, consumer, flow) is not { } work)
                continue;
            found.Report(settlement.Call.NameLocation, settlement.Call.Name, work.Name);
        }
    }

    private static bool IsBefore(int position, Consumer consumer) =>
        consumer.Body.Syntax.Span.Contains(consumer.Place.SourceSpan) && position < consumer.Place.SourceSpan.Start;

    /// <summary>Null when the work has been done, or begun, before the settlement: then what follows is an afterthought.</summary>
    private static Call? FirstWorkAfter(Call settlement, int at, Consumer consumer, MessageFlow flow)
    {
        var work = flow.WorkIn(ScopeOf(settlement.Operation, consumer.Body)).ToArray();
        return work.Length > 0 && work[0].NameLocation.SourceSpan.Start > at ? work[0] : null;
    }

    /// <summary>The loop over the messages of a batch, or the whole handler.</summary>
    private static IOperation ScopeOf(IOperation settlement, IOperation body) =>
        Code.Ancestors(settlement).TakeWhile(ancestor => ancestor != body).OfType<ILoopOperation>().FirstOrDefault()?.Body ?? body;

    /// <summary>A settlement on a branch is one for duplicates, ignored types, failures.</summary>
    private static bool RunsAlways(IOperation settlement, IOperation body) =>
        !Code.Ancestors(settlement).TakeWhile(ancestor => ancestor != body).Any(ancestor =>
            ancestor is IConditionalOperation or ISwitchOperation or ISwitchExpressionOperation or ICatchClauseOperation or IConditionalAccessOperation or ICoalesceOperation
            || ancestor.Parent is ITryOperation attempt && attempt.Finally == ancestor);
}
