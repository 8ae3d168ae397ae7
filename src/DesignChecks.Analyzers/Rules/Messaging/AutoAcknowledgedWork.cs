using DesignChecks.Concepts;
using DesignChecks.Concepts.Messaging;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Rules.Messaging;

/// <summary>Finds consumers whose messages count as handled when they are delivered, although their handling can fail.</summary>
internal sealed class AutoAcknowledgedWork : Rule
{
    internal static readonly DiagnosticDescriptor Description = Describe.Create(
        id: "DCK1001",
        title: "Auto-acknowledged consumer does work",
        messageFormat: "The broker forgets a message of this consumer when it delivers it, so one whose handling fails or is interrupted (here at {0}) is lost; {1}",
        category: Area.Messaging,
        defaultSeverity: DiagnosticSeverity.Info,
        items: ["10.2"],
        description: "Delivery at most once: a crash, a deployment or a failed call between delivery and the end of the handling loses the message. Acknowledge after the work instead.");

    internal static readonly TextListOption AtMostOnceQueues = new(
        "at_most_once_queues", "Queues whose messages may be lost.");

    private static readonly string[] LossTolerantWords = ["rpc", "reply", "replies", "response", "telemetry", "metric", "metrics", "log", "logs"];
    private static readonly string[] ProcessorOptions = ["ServiceBusProcessorOptions", "ServiceBusSessionProcessorOptions", "ServiceBusReceiverOptions"];

    public AutoAcknowledgedWork() : base(Description)
    {
    }

    public override Library[] Needs => [Library.RabbitMq, Library.ServiceBus];

    public override RuleOption[] Options => [AtMostOnceQueues];

    public override void Listen(Listeners on)
    {
        on.Call(RabbitConsume.Names, CheckConsume);
        on.Assignment(["ReceiveMode"], CheckReceiveMode);
    }

    private static void CheckConsume(Found found, Call call)
    {
        if (RabbitConsume.From(call, found.World, found.Cancel) is not { AutoAck: true, AutoAckArgument: { } argument } consume)
            return;
        if (IsLossTolerant(found) || IsReplyQueue(consume.Queue) || Values.Text(consume.Queue) is { } queue && Array.IndexOf(found.Option(AtMostOnceQueues), queue) >= 0)
            return;
        var handling = consume.Handling().Select(Call.From).OfType<Call>().ToArray();
        // Acknowledging by hand, too, is another defect (DCK1002).
        if (!Array.Exists(handling, inner => Settlement.From(inner) is not null) && Array.Find(handling, IsWork) is { } work)
            found.Report(argument, work.Name, "pass autoAck: false and acknowledge after the work");
    }

    private static void CheckReceiveMode(Found found, IAssignmentOperation assignment)
    {
        if (assignment.Target is not IPropertyReferenceOperation { Property.ContainingType.Name: var options } || Array.IndexOf(ProcessorOptions, options) < 0)
            return;
        if (Code.SymbolOf(assignment.Value) is not IFieldSymbol { Name: "ReceiveAndDelete", ContainingType.Name: "ServiceBusReceiveMode" } || IsLossTolerant(found))
            return;
        if (WorkInType(found) is { } work)
            found.Report(assignment.Value.Syntax, work.Name, "use PeekLock, which completes the message after the work");
    }

    /// <summary>An outbound call in a Service Bus handler or receive loop of the type.</summary>
    private static Call? WorkInType(Found found)
    {
        if (found.Node.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } type)
            return null;
        foreach (var call in type.DescendantNodes().OfType<InvocationExpressionSyntax>())
        {
            if (Call.From(found.Model.GetOperation(call, found.Cancel)) is { } work && IsWork(work)
                && Consumer.Around(work.Operation, found.World, found.Cancel) is { Kind: ConsumerKind.ServiceBus })
            {
                return work;
            }
        }

        return null;
    }

    private static bool IsWork(Call call) =>
        OutboundCall.Is(call) && Settlement.From(call) is null && ReceiveLoop.KindOf(call) is null && !RabbitTopology.Is(call);

    private static bool IsLossTolerant(Found found) =>
        found.Node.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } type && Words.ContainAny(type.Identifier.ValueText, LossTolerantWords);

    /// <summary>The direct reply-to queue, or one of this connection that the broker named.</summary>
    private static bool IsReplyQueue(IOperation? queue) =>
        Values.Text(queue) is "amq.rabbitmq.reply-to" or ""
        || queue is IMemberReferenceOperation { Member.Name: "QueueName", Instance: { } declared } && IsTemporary(declared)
        || Code.SymbolOf(queue) is { } name && Words.ContainAny(name.Name, LossTolerantWords);

    private static bool IsTemporary(IOperation declared)
    {
        var value = Values.Unwrap(declared);
        if (value is ILocalReferenceOperation local && Code.OnlyValueOf(local) is { } only)
            value = only;
        return Call.From(value is IAwaitOperation awaited ? Values.Unwrap(awaited.Operation) : value) is not { } call
            || QueueDeclaration.From(call) is not { Exclusive: false, AutoDelete: false, Name: not "" };
    }
}
