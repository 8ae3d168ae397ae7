using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DesignChecks.Concepts.Messaging;

/// <summary>
/// A message handed to a broker: published, sent or produced on a bus or broker client. In-process dispatch (MediatR,
/// MassTransit's mediator, Wolverine's Invoke) is none.
/// </summary>
internal sealed class BrokerSend
{
    /// <summary>The methods that send, of all buses; words for listeners.</summary>
    public static readonly string[] Names =
    [
        "Publish", "PublishAsync", "Send", "SendAsync", "Produce", "ProduceAsync", "BasicPublish", "BasicPublishAsync",
        "PublishBatch", "PublishBatchAsync", "SendBatch", "SendLocal", "Defer", "DeferLocal", "Reply", "SchedulePublish", "ScheduleSend",
        "BroadcastToTopicAsync", "ScheduleAsync", "PublishDelay", "PublishDelayAsync",
        "SendMessage", "SendMessageAsync", "SendMessagesAsync", "ScheduleMessageAsync", "ScheduleMessagesAsync", "SendMessageBatchAsync",
        "PublishEventAsync", "BulkPublishEventAsync", "PutEventsAsync", "PutRecordAsync", "PutRecordsAsync",
    ];

    public static readonly NameListOption BusTypes = new(
        "bus_types", "Types of the team that hand messages to a broker; their Publish…, Send…, Produce… and Enqueue… methods count as sends.");

    /// <summary>Libraries of which one is needed for a send that no option names.</summary>
    public static readonly Library[] Libraries =
    [
        Library.RabbitMq, Library.Kafka, Library.MassTransit, Library.Rebus, Library.Wolverine, Library.Cap, Library.NServiceBus,
        Library.ServiceBus, Library.StorageQueues, Library.Sqs, Library.Sns,
    ];

    private static readonly TypeName[] Senders =
    [
        new("RabbitMQ.Client.IChannel"),
        new("RabbitMQ.Client.IModel"),
        new("Confluent.Kafka.IProducer`2"),
        new("MassTransit.IPublishEndpoint"),
        new("MassTransit.ISendEndpoint"),
        new("MassTransit.ISendEndpointProvider"),
        new("MassTransit.IMessageScheduler"),
        new("MassTransit.ITopicProducer`1"),
        new("MassTransit.ITopicProducer`2"),
        new("Rebus.Bus.IBus"),
        new("Rebus.Bus.Advanced.ISyncBus"),
        new("Rebus.Bus.Advanced.IRoutingApi"),
        new("Rebus.Bus.Advanced.ITopicsApi"),
        new("Wolverine.IMessageBus"),
        new("DotNetCore.CAP.ICapPublisher"),
        new("NServiceBus.IMessageSession"),
        new("NServiceBus.IPipelineContext"),
        new("Azure.Messaging.ServiceBus.ServiceBusSender"),
        new("Microsoft.Azure.ServiceBus.Core.ISenderClient"),
        new("Azure.Messaging.EventHubs.Producer.EventHubProducerClient"),
        new("Azure.Storage.Queues.QueueClient"),
        new("Amazon.SQS.IAmazonSQS"),
        new("Amazon.SimpleNotificationService.IAmazonSimpleNotificationService"),
        new("Amazon.EventBridge.IAmazonEventBridge"),
        new("Amazon.Kinesis.IAmazonKinesis"),
        new("Google.Cloud.PubSub.V1.PublisherClient"),
        new("NATS.Client.Core.INatsClient"),
        new("NATS.Client.JetStream.INatsJSContext"),
        new("Dapr.Client.DaprClient"),
    ];

    /// <summary>Implements the bus interfaces and never leaves the process.</summary>
    private static readonly TypeName InProcess = new("MassTransit.Mediator.IMediator");

    /// <summary>Parameters that take the message, over all libraries.</summary>
    private static readonly string[] PayloadParameters =
    [
        "message", "messages", "body", "values", "value", "contentObj", "data", "eventData", "eventBatch", "commandMessage", "eventMessage",
        "explicitTopicMessage", "messageText", "messageBody", "request", "messageBatch",
    ];

    private static readonly string[] TeamVerbs = ["publish", "send", "produce", "enqueue", "dispatch"];

    private BrokerSend(Call call) => Call = call;

    public Call Call { get; }

    /// <summary>What is sent, conversions removed: the message, its bytes, or the request that wraps it; null when the call shows none.</summary>
    public IOperation? Payload
    {
        get
        {
            foreach (var name in PayloadParameters)
            {
                if (Call.Argument(name) is { } payload)
                    return payload;
            }

            return null;
        }
    }

    /// <summary>The message's own type where the bus takes objects (MassTransit, Rebus, CAP, …); null for bytes, texts and envelopes.</summary>
    public ITypeSymbol? MessageType => Payload?.Type is INamedTypeSymbol { SpecialType: SpecialType.None, TypeKind: TypeKind.Class or TypeKind.Struct or TypeKind.Interface } type && !IsEnvelope(type) ? type : null;

    public static bool Is(Call call) => Is(call, NameList.Empty);

    /// <param name="call">Any call.</param>
    /// <param name="busTypes">The value of <see cref="BusTypes"/>.</param>
    public static bool Is(Call call, NameList busTypes)
    {
        var on = call.Receiver?.Type ?? call.DeclaringType;
        if (!busTypes.IsEmpty && busTypes.ContainsTypeOrBase(on))
            return Words.Of(call.Name) is [var verb, ..] && Array.IndexOf(TeamVerbs, verb) >= 0;
        return Array.IndexOf(Names, call.Name) >= 0 && Senders.AnyIsBaseOf(on) && !InProcess.IsBaseOf(on);
    }

    public static BrokerSend? From(Call call, NameList busTypes) => Is(call, busTypes) ? new BrokerSend(call) : null;

    /// <summary>The first send that runs as part of the code, its lambdas left out.</summary>
    public static Call? FirstIn(IOperation? code, NameList busTypes) =>
        Code.RunBy(code).Select(Call.From).OfType<Call>().FirstOrDefault(call => Is(call, busTypes));

    /// <summary>A message type of a client library: what it carries is bytes.</summary>
    private static bool IsEnvelope(INamedTypeSymbol type) =>
        type.ContainingNamespace?.ToDisplayString() is { } space
        && (space == "System" || Array.Exists(EnvelopeSpaces, prefix => space.StartsWith(prefix, StringComparison.Ordinal)));

    private static readonly string[] EnvelopeSpaces = ["Confluent.Kafka", "RabbitMQ.Client", "Azure.", "Microsoft.Azure.", "Amazon.", "Google.", "System."];
}

/// <summary>Lets rules listen for sends. The names are common words: only calls on something (<c>bus.Send(…)</c>) are bound.</summary>
internal static class BrokerSendListening
{
    public static void BrokerSend(this Listeners on, Action<Found, BrokerSend> handle) =>
        on.Call(
            Messaging.BrokerSend.Names,
            (found, call) =>
            {
                if (Messaging.BrokerSend.From(call, found.Option(Messaging.BrokerSend.BusTypes)) is { } send)
                    handle(found, send);
            },
            where: call => call.Expression is MemberAccessExpressionSyntax or MemberBindingExpressionSyntax && call.ArgumentList.Arguments.Count > 0);
}
