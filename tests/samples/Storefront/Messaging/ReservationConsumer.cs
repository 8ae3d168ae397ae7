using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using Storefront.Clients;

namespace Storefront.Messaging;

/// <summary>A reservation that fails is a line in the log, and the order waits for ever.</summary>
public class ReservationConsumer(IChannel channel, StockClient stock, ILogger<ReservationConsumer> logger)
{
    public async Task OnReservation(object sender, BasicDeliverEventArgs delivery)
    {
        try
        {
            await stock.Reserve(delivery.RoutingKey, 1);
        }
        catch (Exception error)
        {
            logger.LogError(error, "Reservation {RoutingKey} failed", delivery.RoutingKey);
        }

        await channel.BasicAckAsync(delivery.DeliveryTag, multiple: false);
    }
}
