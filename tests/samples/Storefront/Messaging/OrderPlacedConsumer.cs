using System.Text.Json;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using Storefront.Orders;

namespace Storefront.Messaging;

public class OrderPlacedConsumer(IConnectionFactory factory, ReceiptQueue receipts, ILogger<OrderPlacedConsumer> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var connection = await factory.CreateConnectionAsync(stoppingToken);
        var channel = await connection.CreateChannelAsync(cancellationToken: stoppingToken);
        await channel.BasicQosAsync(0, 20, false, stoppingToken);

        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += async (_, delivery) =>
        {
            try
            {
                var order = JsonSerializer.Deserialize<OrderPlaced>(delivery.Body.Span)!;
                await receipts.Add(order, stoppingToken);
                await channel.BasicAckAsync(delivery.DeliveryTag, multiple: false, stoppingToken);
            }
            catch (Exception error)
            {
                // A message that can't be read comes back at once, for ever.
                logger.LogError(error, "Message {DeliveryTag} failed", delivery.DeliveryTag);
                await channel.BasicNackAsync(delivery.DeliveryTag, multiple: false, requeue: true, stoppingToken);
            }
        };
        await channel.BasicConsumeAsync("orders.placed", autoAck: false, consumer, stoppingToken);
    }
}

public record OrderPlaced(int OrderId, string Email, decimal Total);
