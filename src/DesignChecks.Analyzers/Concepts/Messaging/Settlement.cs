using DesignChecks.Engine;

namespace DesignChecks.Concepts.Messaging;

/// <summary>What becomes of a message.</summary>
internal enum Outcome
{
    Unknown,

    /// <summary>Handled: the broker forgets it.</summary>
    Done,

    /// <summary>Back to the queue, at once.</summary>
    Requeued,

    /// <summary>Given up: dead-lettered, or dropped where there is no dead-letter path.</summary>
    Rejected,

    /// <summary>Put off: invisible for a while, or read again later.</summary>
    Deferred,
}

/// <summary>A call that tells the broker what becomes of a message.</summary>
/// <param name="Call">The call.</param>
/// <param name="Kind">Whose message.</param>
/// <param name="Outcome">Unknown where a variable decides.</param>
internal sealed record Settlement(Call Call, ConsumerKind Kind, Outcome Outcome)
{
    private static readonly TypeName[] RabbitChannels = [new("RabbitMQ.Client.IChannel"), new("RabbitMQ.Client.IModel")];
    private static readonly TypeName[] ServiceBusSettlers =
    [
        new("Azure.Messaging.ServiceBus.ProcessMessageEventArgs"),
        new("Azure.Messaging.ServiceBus.ProcessSessionMessageEventArgs"),
        new("Azure.Messaging.ServiceBus.ServiceBusReceiver"),
        new("Microsoft.Azure.Functions.Worker.ServiceBusMessageActions"),
        new("Microsoft.Azure.WebJobs.ServiceBus.ServiceBusMessageActions"),
    ];

    private static readonly TypeName[] KafkaConsumers = [new("Confluent.Kafka.IConsumer`2")];
    private static readonly TypeName[] SqsClients = [new("Amazon.SQS.IAmazonSQS")];
    private static readonly TypeName[] StorageQueues = [new("Azure.Storage.Queues.QueueClient")];

    private static readonly Dictionary<string, (TypeName[] On, ConsumerKind Kind, Outcome Outcome)> Methods = new(StringComparer.Ordinal)
    {
        ["BasicAck"] = (RabbitChannels, ConsumerKind.RabbitMq, Outcome.Done),
        ["BasicAckAsync"] = (RabbitChannels, ConsumerKind.RabbitMq, Outcome.Done),
        ["BasicNack"] = (RabbitChannels, ConsumerKind.RabbitMq, Outcome.Unknown),
        ["BasicNackAsync"] = (RabbitChannels, ConsumerKind.RabbitMq, Outcome.Unknown),
        ["BasicReject"] = (RabbitChannels, ConsumerKind.RabbitMq, Outcome.Unknown),
        ["BasicRejectAsync"] = (RabbitChannels, ConsumerKind.RabbitMq, Outcome.Unknown),
        ["CompleteMessageAsync"] = (ServiceBusSettlers, ConsumerKind.ServiceBus, Outcome.Done),
        ["AbandonMessageAsync"] = (ServiceBusSettlers, ConsumerKind.ServiceBus, Outcome.Requeued),
        ["DeadLetterMessageAsync"] = (ServiceBusSettlers, ConsumerKind.ServiceBus, Outcome.Rejected),
        ["DeferMessageAsync"] = (ServiceBusSettlers, ConsumerKind.ServiceBus, Outcome.Deferred),
        ["StoreOffset"] = (KafkaConsumers, ConsumerKind.Kafka, Outcome.Done),
        ["Commit"] = (KafkaConsumers, ConsumerKind.Kafka, Outcome.Done),
        ["Seek"] = (KafkaConsumers, ConsumerKind.Kafka, Outcome.Requeued),
        ["DeleteMessage"] = (SqsClients.Concat(StorageQueues).ToArray(), ConsumerKind.Sqs, Outcome.Done),
        ["DeleteMessageAsync"] = (SqsClients.Concat(StorageQueues).ToArray(), ConsumerKind.Sqs, Outcome.Done),
        ["DeleteMessageBatchAsync"] = (SqsClients, ConsumerKind.Sqs, Outcome.Done),
        ["ChangeMessageVisibilityAsync"] = (SqsClients, ConsumerKind.Sqs, Outcome.Deferred),
        ["UpdateMessageAsync"] = (StorageQueues, ConsumerKind.StorageQueue, Outcome.Deferred),
    };

    public static readonly string[] Requeues = ["BasicNack", "BasicNackAsync", "BasicReject", "BasicRejectAsync", "AbandonMessageAsync"];

    public static Settlement? From(Call call)
    {
        if (!Methods.TryGetValue(call.Name, out var method) || !method.On.AnyIsBaseOf(call.Receiver?.Type ?? call.DeclaringType))
            return null;
        var outcome = method.Outcome != Outcome.Unknown ? method.Outcome
            : Values.Flag(call.Argument("requeue")) switch { true => Outcome.Requeued, false => Outcome.Rejected, null => Outcome.Unknown };
        return new Settlement(call, method.Kind, outcome);
    }

    /// <summary>The settlements that run as part of the code.</summary>
    public static IEnumerable<Settlement> In(Microsoft.CodeAnalysis.IOperation? code) =>
        Code.RunBy(code).Select(Call.From).OfType<Call>().Select(From).OfType<Settlement>();
}
