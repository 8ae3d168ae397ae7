using System.Text;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using StackExchange.Redis;

namespace Storefront.Messaging;

/// <summary>A price that arrives during a deployment never gets to Redis, and a restart of the broker empties the queue.</summary>
public class PriceChanges(IChannel channel, IConnectionMultiplexer redis)
{
    public async Task Start()
    {
        await channel.QueueDeclareAsync("prices.changed", durable: false, exclusive: false, autoDelete: false);
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += OnPrice;
        await channel.BasicConsumeAsync("prices.changed", autoAck: true, consumer);
    }

    private Task OnPrice(object sender, BasicDeliverEventArgs delivery) =>
        redis.GetDatabase().StringSetAsync(delivery.RoutingKey, Encoding.UTF8.GetString(delivery.Body.Span));
}
