using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Storefront.Messaging;

public interface IInvoices
{
    Task Write(ReadOnlyMemory<byte> order);
}

/// <summary>Takes the whole queue at once, and says "done" before it begins.</summary>
public class InvoiceConsumer(IConnection connection, IInvoices invoices)
{
    public async Task Start()
    {
        var channel = await connection.CreateChannelAsync();
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += async (_, delivery) =>
        {
            await channel.BasicAckAsync(delivery.DeliveryTag, multiple: false);
            await invoices.Write(delivery.Body);
        };
        await channel.BasicConsumeAsync("invoices", autoAck: false, consumer);
    }
}
