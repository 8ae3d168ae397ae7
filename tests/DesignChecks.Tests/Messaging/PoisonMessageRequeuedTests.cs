using DesignChecks.Rules.Messaging;
using DesignChecks.Tests.Engine;

namespace DesignChecks.Tests.Messaging;

/// <summary>DCK1003: Poison message requeued for ever.</summary>
public partial class PoisonMessageRequeuedTests
{
    private static Verify<PoisonMessageRequeued> Rule => new();

    [Fact]
    public Task Reports_a_nack_in_the_catch_of_a_lambda() => Rule
        .Says("This catch requeues the message on every failure, so one that can never be handled comes back at once, for ever, and holds up the others; reject it with requeue: false, so that it goes to the dead-letter exchange, or count its deliveries")
        .Reports("""
            using RabbitMQ.Client;
            using RabbitMQ.Client.Events;
            class Orders(IChannel channel)
            {
                void Start(AsyncEventingBasicConsumer consumer) => consumer.ReceivedAsync += async (sender, delivery) =>
                {
                    try
                    {
                        await Handle(delivery.Body);
                        await channel.BasicAckAsync(delivery.DeliveryTag, false);
                    }
                    catch (Exception error)
                    {
                        Console.WriteLine(error);
                        await channel.BasicNackAsync(delivery.DeliveryTag, false, [|requeue: true|]);
                    }
                };

                Task Handle(ReadOnlyMemory<byte> body) => Task.CompletedTask;
            }
            """);

    [Fact]
    public Task Reports_methods_local_functions_and_receive_loops() => Rule.Reports("""
        using RabbitMQ.Client;
        using RabbitMQ.Client.Events;
        class Orders(IChannel channel)
        {
            const bool Again = true;

            void Start(AsyncEventingBasicConsumer consumer)
            {
                consumer.ReceivedAsync += OnMessage;
                consumer.ReceivedAsync += Local;

                async Task Local(object sender, BasicDeliverEventArgs delivery)
                {
                    try { await Handle(); }
                    catch { await channel.BasicRejectAsync(delivery.DeliveryTag, [|true|]); }
                }
            }

            async Task OnMessage(object sender, BasicDeliverEventArgs delivery)
            {
                try { await Handle(); }
                catch (Exception) when (!delivery.CancellationToken.IsCancellationRequested)
                {
                    await Task.Delay(1000);
                    try
                    {
                        await channel.BasicNackAsync(delivery.DeliveryTag, multiple: false, [|Again|]);
                    }
                    finally
                    {
                        Console.WriteLine("requeued");
                    }
                }
            }

            async Task Poll()
            {
                while (true)
                {
                    var message = await channel.BasicGetAsync("orders", false);
                    try { await Handle(); }
                    catch (Exception e) when (e is not OperationCanceledException) { await channel.BasicNackAsync(message!.DeliveryTag, false, [|true|]); }
                }
            }

            Task Handle() => Task.CompletedTask;
        }
        """);

    [Fact]
    public Task Reports_a_handler_that_reads_other_headers() => Rule.Reports("""
        using RabbitMQ.Client;
        using RabbitMQ.Client.Events;
        class Orders(IChannel channel)
        {
            async Task OnMessage(object sender, BasicDeliverEventArgs delivery)
            {
                try { Console.WriteLine(delivery.BasicProperties.Headers?["traceparent"]); }
                catch (Exception error)
                {
                    Console.WriteLine("Failed, goes back for another retry: " + error);
                    await channel.BasicNackAsync(delivery.DeliveryTag, false, [|true|]);
                }
            }
        }
        """);

    [Fact]
    public Task Reports_RabbitMQ_6() => Rule.On(References.Older).Reports("""
        using RabbitMQ.Client;
        using RabbitMQ.Client.Events;
        class Orders(IModel channel) : DefaultBasicConsumer(channel)
        {
            void Start(EventingBasicConsumer consumer) => consumer.Received += (sender, delivery) =>
            {
                try { Handle(); }
                catch (Exception) { channel.BasicNack(delivery.DeliveryTag, false, [|true|]); }
            };

            public override void HandleBasicDeliver(string consumerTag, ulong deliveryTag, bool redelivered, string exchange, string routingKey, IBasicProperties properties, ReadOnlyMemory<byte> body)
            {
                try { Handle(); }
                catch (Exception) { Model.BasicReject(deliveryTag, [|requeue: true|]); }
            }

            void Handle() { }
        }
        """);

    [Fact]
    public Task Reports_an_abandoned_Service_Bus_message_as_information() => Rule
        .Says("This catch abandons the message on every failure, so one that can never be handled is delivered again at once until MaxDeliveryCount is reached; dead-letter what can't succeed, or look at DeliveryCount")
        .Severity(Microsoft.CodeAnalysis.DiagnosticSeverity.Info)
        .Reports("""
            using Azure.Messaging.ServiceBus;
            class Orders
            {
                void Start(ServiceBusProcessor processor) => processor.ProcessMessageAsync += async args =>
                {
                    try
                    {
                        await args.CompleteMessageAsync(args.Message);
                    }
                    catch (Exception)
                    {
                        await args.[|AbandonMessageAsync|](args.Message);
                    }
                };
            }
            """);
}
