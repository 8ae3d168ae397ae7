using Confluent.Kafka;
using Storefront.Clients;

namespace Storefront.Messaging;

/// <summary>The offset is stored before the work: what a crash interrupts is skipped.</summary>
public class StockFeed(StockClient stock, IConfiguration configuration)
{
    public async Task Run(CancellationToken cancel)
    {
        var config = new ConsumerConfig { GroupId = "storefront", BootstrapServers = configuration["Kafka"] };
        using var consumer = new ConsumerBuilder<string, string>(config).Build();
        consumer.Subscribe("stock");
        while (!cancel.IsCancellationRequested)
        {
            var result = consumer.Consume(cancel);
            await stock.Available(result.Message.Key);
        }
    }
}
