using DesignChecks.Concepts.Messaging;
using DesignChecks.Engine;
using DesignChecks.Tests.Engine;

namespace DesignChecks.Tests.Concepts;

public class ConsumerTests
{
    private static Verify<EveryConsumer> Consumers => new();

    [Fact]
    public Task Sees_handlers_of_RabbitMQ_7() => Consumers.Says("RabbitMq").Says("RabbitMq").Says("RabbitMq").Says("RabbitMq").Says("RabbitMq").Reports("""
        using RabbitMQ.Client;
        using RabbitMQ.Client.Events;
        class Orders(IChannel channel)
        {
            void Start(AsyncEventingBasicConsumer consumer)
            {
                consumer.ReceivedAsync += async (sender, delivery) [|=>|] await channel.BasicAckAsync(delivery.DeliveryTag, false);
                consumer.ReceivedAsync += [|delegate|](object sender, BasicDeliverEventArgs delivery) { return Task.CompletedTask; };
                consumer.ReceivedAsync += OnMessage;
                consumer.ReceivedAsync += Local;
                consumer.ShutdownAsync += (sender, reason) => Task.CompletedTask;

                Task [|Local|](object sender, BasicDeliverEventArgs delivery) => Task.CompletedTask;
            }

            Task [|OnMessage|](object sender, BasicDeliverEventArgs delivery) => Task.CompletedTask;

            async Task Poll(CancellationToken stop)
            {
                while (!stop.IsCancellationRequested)
                {
                    var message = await channel.[|BasicGetAsync|]("orders", false, stop);
                }
            }
        }
        """);

    [Fact]
    public Task Sees_handlers_of_RabbitMQ_6_and_consumer_classes() => Consumers.On(References.Older).Reports("""
        using RabbitMQ.Client;
        using RabbitMQ.Client.Events;
        class Orders(IModel channel) : DefaultBasicConsumer(channel)
        {
            void Start(EventingBasicConsumer consumer) => consumer.Received += (sender, delivery) [|=>|] { };

            public override void [|HandleBasicDeliver|](string consumerTag, ulong deliveryTag, bool redelivered, string exchange, string routingKey, IBasicProperties properties, ReadOnlyMemory<byte> body)
            {
            }
        }
        """);

    [Fact]
    public Task Sees_handlers_of_buses() => Consumers.Says("MassTransit").Says("MassTransit").Says("Rebus").Says("Wolverine").Says("Cap").Reports("""
        record Placed(int Id);
        class ForMassTransit : MassTransit.IConsumer<Placed>
        {
            public virtual Task [|Consume|](MassTransit.ConsumeContext<Placed> context) => Task.CompletedTask;
            public Task Consume(string text) => Task.CompletedTask;
        }

        class Derived : ForMassTransit
        {
            public override Task [|Consume|](MassTransit.ConsumeContext<Placed> context) => Task.CompletedTask;
        }

        class ForRebus : Rebus.Handlers.IHandleMessages<Placed>
        {
            public Task [|Handle|](Placed message) => Task.CompletedTask;
        }

        public class PlacedHandler
        {
            public Task [|Handle|](object message) => Task.CompletedTask;
        }

        class ForCap : DotNetCore.CAP.ICapSubscribe
        {
            [DotNetCore.CAP.CapSubscribe("orders.placed")]
            public Task [|OnPlaced|](Placed message) => Task.CompletedTask;
        }
        """);

    [Fact]
    public Task Sees_Service_Bus() => Consumers.Says("ServiceBus").Says("ServiceBus").Says("ServiceBus").Says("ServiceBus").Reports("""
        using Azure.Messaging.ServiceBus;
        class Orders
        {
            async Task Start(ServiceBusProcessor processor, ServiceBusSessionProcessor sessions, ServiceBusReceiver receiver)
            {
                processor.ProcessMessageAsync += async args [|=>|] await args.CompleteMessageAsync(args.Message);
                processor.ProcessErrorAsync += args => Task.CompletedTask;
                sessions.ProcessMessageAsync += OnMessage;
                await foreach (var message in receiver.[|ReceiveMessagesAsync|]())
                    await receiver.CompleteMessageAsync(message);
                for (;;)
                    await receiver.[|ReceiveMessageAsync|]();
            }

            Task [|OnMessage|](ProcessSessionMessageEventArgs args) => Task.CompletedTask;
        }
        """);

    [Fact]
    public Task Sees_receive_loops() => Consumers.Says("Kafka").Says("Sqs").Says("StorageQueue").Reports("""
        using Amazon.SQS;
        using Azure.Storage.Queues;
        using Confluent.Kafka;
        class Orders(IConsumer<string, string> consumer, IAmazonSQS sqs, QueueClient queue)
        {
            async Task Run(CancellationToken stop)
            {
                while (true)
                {
                    var result = consumer.[|Consume|](stop);
                    Console.WriteLine(result.Message.Value);
                }

                do
                {
                    var response = await sqs.[|ReceiveMessageAsync|]("orders", stop);
                    foreach (var message in response.Messages ?? [])
                        await sqs.DeleteMessageAsync("orders", message.ReceiptHandle);
                } while (!stop.IsCancellationRequested);

                foreach (var message in (await queue.[|ReceiveMessagesAsync|]()).Value)
                    Console.WriteLine(message.Body);
                consumer.Consume(stop);
            }
        }
        """);

    [Fact]
    public Task Sees_functions_with_a_queue_trigger() => Consumers.Says("Trigger").Says("Trigger").Reports("""
        using Microsoft.Azure.Functions.Worker;
        using Azure.Messaging.ServiceBus;
        class Functions
        {
            public Task [|OnOrder|]([QueueTrigger("orders")] string text) => Task.CompletedTask;
            public Task [|OnPayment|]([ServiceBusTrigger("payments")] ServiceBusReceivedMessage message) => Task.CompletedTask;
            public Task OnTimer([TimerTrigger("0 * * * *")] string timer) => Task.CompletedTask;
        }

        namespace Microsoft.Azure.Functions.Worker
        {
            class QueueTriggerAttribute(string queue) : Attribute;
            class ServiceBusTriggerAttribute(string queue) : Attribute;
            class TimerTriggerAttribute(string schedule) : Attribute;
        }
        """);

    [Fact]
    public Task Does_not_see_mediator_handlers_and_look_alikes() => Consumers.Silent("""
        using MediatR;
        public record Placed(int Id) : INotification;
        class Watcher { public event EventHandler<string>? Received; public void Raise() => Received?.Invoke(this, ""); }
        public class PlacedHandler : INotificationHandler<Placed>
        {
            public Task Handle(Placed notification, CancellationToken cancel) => Task.CompletedTask;
            void Attach(Watcher watcher) => watcher.Received += (sender, text) => { };
        }

        class Buffer { public void Consume(int count) { } void Drain() { while (true) Consume(1); } }
        """);

    [Fact]
    public Task Survives_half_typed_handlers() => Consumers.Incomplete().Silent("""
        using RabbitMQ.Client.Events;
        class Orders
        {
            void Start(AsyncEventingBasicConsumer consumer)
            {
                consumer.ReceivedAsync += async (sender, 
            }
        }
        """);

    private sealed class EveryConsumer : Spy
    {
        public override void Listen(Listeners on) => on.Consumer((found, consumer) => found.Report(consumer.Place, consumer.Kind));
    }
}
