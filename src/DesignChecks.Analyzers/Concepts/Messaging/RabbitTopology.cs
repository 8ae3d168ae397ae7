using DesignChecks.Engine;

namespace DesignChecks.Concepts.Messaging;

/// <summary>Calls on a RabbitMQ channel that set up queues and consumers, rather than send or settle messages.</summary>
internal static class RabbitTopology
{
    private static readonly TypeName[] Channels = [new("RabbitMQ.Client.IChannel"), new("RabbitMQ.Client.IModel")];

    public static bool Is(Call call) =>
        Channels.AnyIsBaseOf(call.Receiver?.Type) && !BrokerSend.Is(call) && Settlement.From(call) is null;
}
