using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Storefront.Messaging;

/// <summary>The first refund closes the channel: the broker has settled it already.</summary>
public class RefundConsumer(IChannel channel, ILogger<RefundConsumer> logger)
{
    public async Task Start()
    {
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += async (_, delivery) =>
        {
            logger.LogInformation("Refund {RoutingKey}", delivery.RoutingKey);
            await channel.BasicAckAsync(delivery.DeliveryTag, multiple: false);
        };
        await channel.BasicConsumeAsync("refunds", autoAck: true, consumer);
    }
}
