using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Concepts.Messaging;

/// <summary>A loop that fetches its messages: around Kafka's Consume, an SQS or Service Bus receive, RabbitMQ's BasicGet.</summary>
internal static class ReceiveLoop
{
    /// <summary>The methods that fetch.</summary>
    public static readonly string[] Names =
        ["Consume", "ReceiveMessage", "ReceiveMessageAsync", "ReceiveMessages", "ReceiveMessagesAsync", "BasicGet", "BasicGetAsync"];

    private static readonly (TypeName Type, ConsumerKind Kind)[] Receivers =
    [
        (new("Confluent.Kafka.IConsumer`2"), ConsumerKind.Kafka),
        (new("Amazon.SQS.IAmazonSQS"), ConsumerKind.Sqs),
        (new("Azure.Messaging.ServiceBus.ServiceBusReceiver"), ConsumerKind.ServiceBus),
        (new("Azure.Storage.Queues.QueueClient"), ConsumerKind.StorageQueue),
        (new("RabbitMQ.Client.IChannel"), ConsumerKind.RabbitMq),
        (new("RabbitMQ.Client.IModel"), ConsumerKind.RabbitMq),
    ];

    /// <summary>The innermost loop around a call that fetches messages.</summary>
    public static Consumer? From(Call receive)
    {
        if (KindOf(receive) is not { } kind)
            return null;
        foreach (var ancestor in Code.Ancestors(receive.Operation))
        {
            switch (ancestor)
            {
                case ILoopOperation { Body: { } body }:
                    return new Consumer(kind, body, null, receive.NameLocation);
                case IAnonymousFunctionOperation or ILocalFunctionOperation:
                    return null;
            }
        }

        return null;
    }

    /// <summary>The consumer that a loop is, when a call in it fetches messages.</summary>
    public static Consumer? From(ILoopOperation loop) =>
        Code.RunBy(loop).Select(Call.From).OfType<Call>().Select(From).FirstOrDefault(consumer => consumer?.Body == loop.Body);

    public static ConsumerKind? KindOf(Call call)
    {
        if (Array.IndexOf(Names, call.Name) < 0)
            return null;
        var on = call.Receiver?.Type ?? call.DeclaringType;
        foreach (var (type, kind) in Receivers)
        {
            if (type.IsBaseOf(on))
                return kind;
        }

        return null;
    }
}
