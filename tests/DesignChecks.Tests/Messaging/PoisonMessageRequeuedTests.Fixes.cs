using DesignChecks.Rules.Messaging;
using DesignChecks.Tests.Engine;

namespace DesignChecks.Tests.Messaging;

public partial class PoisonMessageRequeuedTests
{
    [Fact]
    public Task Fix_rejects_without_requeue() => Rule.Fixes(
        """
        using RabbitMQ.Client;
        using RabbitMQ.Client.Events;
        class Orders(IChannel channel)
        {
            async Task One(object sender, BasicDeliverEventArgs delivery)
            {
                try { Console.WriteLine(delivery.Exchange); }
                catch (Exception)
                {
                    await channel.BasicNackAsync(delivery.DeliveryTag, multiple: false, [|requeue: true|] /* again */); // back
                }
            }

            async Task Two(object sender, BasicDeliverEventArgs delivery)
            {
                try { Console.WriteLine(delivery.Exchange); }
                catch { await channel.BasicRejectAsync(delivery.DeliveryTag, [|true|]); }
            }
        }
        """,
        """
        using RabbitMQ.Client;
        using RabbitMQ.Client.Events;
        class Orders(IChannel channel)
        {
            async Task One(object sender, BasicDeliverEventArgs delivery)
            {
                try { Console.WriteLine(delivery.Exchange); }
                catch (Exception)
                {
                    await channel.BasicNackAsync(delivery.DeliveryTag, multiple: false, requeue: false /* again */); // back
                }
            }

            async Task Two(object sender, BasicDeliverEventArgs delivery)
            {
                try { Console.WriteLine(delivery.Exchange); }
                catch { await channel.BasicRejectAsync(delivery.DeliveryTag, false); }
            }
        }
        """);

    [Fact]
    public Task Fix_is_not_offered_for_Service_Bus() => Rule.HasNoFix("""
        using Azure.Messaging.ServiceBus;
        class Orders
        {
            async Task OnMessage(ProcessMessageEventArgs args)
            {
                try { await args.CompleteMessageAsync(args.Message); }
                catch (Exception) { await args.[|AbandonMessageAsync|](args.Message); }
            }
        }
        """);
}
