using DesignChecks.Concepts.Messaging;
using DesignChecks.Engine;
using DesignChecks.Tests.Engine;

namespace DesignChecks.Tests.Concepts;

public class BrokerSendTests
{
    private static Verify<EverySend> Sends => new();

    [Fact]
    public Task Sees_RabbitMQ_7() => Sends.Says("no type").Says("no type").Reports("""
        using RabbitMQ.Client;
        class Shop(IChannel channel)
        {
            async Task Order(byte[] body, BasicProperties properties)
            {
                await channel.QueueDeclareAsync("orders");
                await channel.[|BasicPublishAsync|]("", "orders", body);
                await channel.[|BasicPublishAsync|]("", "orders", mandatory: true, properties, body);
                await channel.BasicAckAsync(1, false);
            }
        }
        """);

    [Fact]
    public Task Sees_RabbitMQ_6() => Sends.On(References.Older).Reports("""
        using RabbitMQ.Client;
        class Shop(IModel channel)
        {
            void Order(byte[] body)
            {
                channel.[|BasicPublish|]("", "orders", null, body);
                channel.[|BasicPublish|](exchange: "", routingKey: "orders", basicProperties: null, body: body);
                channel.BasicAck(1, false);
            }
        }
        """);

    [Fact]
    public Task Sees_Kafka() => Sends.Reports("""
        using Confluent.Kafka;
        class Shop(IProducer<string, string> producer, IConsumer<string, string> consumer)
        {
            async Task Order(string text)
            {
                producer.[|Produce|]("orders", new Message<string, string> { Value = text });
                await producer.[|ProduceAsync|]("orders", new Message<string, string> { Value = text });
                producer.Flush(TimeSpan.FromSeconds(1));
                consumer.Consume(100);
            }
        }
        """);

    [Fact]
    public Task Sees_MassTransit_but_not_its_mediator() => Sends
        .Says("Placed").Says("Placed").Says("Placed").Says("Placed").Says("Placed")
        .Reports("""
            using MassTransit;
            using MassTransit.Mediator;
            record Placed(int Id);
            class Shop(IPublishEndpoint publisher, IBus bus, ISendEndpoint queue, IMediator mediator, IScopedMediator scoped) : IConsumer<Placed>
            {
                async Task Order()
                {
                    await publisher.[|Publish|](new Placed(1));
                    await bus.[|Publish|]<Placed>(new(1), context => context.MessageId = Guid.NewGuid());
                    await queue.[|Send|](new Placed(1));
                    await mediator.Publish(new Placed(1));
                    await scoped.Send(new Placed(1));
                    await (await bus.GetSendEndpoint(new Uri("queue:orders"))).[|Send|](new Placed(1));
                }

                public Task Consume(ConsumeContext<Placed> context) => context.[|Publish|](context.Message);
            }
            """);

    [Fact]
    public Task Sees_Rebus_Wolverine_and_CAP() => Sends.Reports("""
        record Placed(int Id);
        class Shop(Rebus.Bus.IBus rebus, Wolverine.IMessageBus wolverine, DotNetCore.CAP.ICapPublisher cap)
        {
            async Task Order()
            {
                await rebus.[|Send|](new Placed(1));
                await rebus.[|SendLocal|](new Placed(1));
                await rebus.[|Publish|](new Placed(1));
                await rebus.[|Defer|](TimeSpan.FromMinutes(1), new Placed(1));
                await rebus.Subscribe<Placed>();
                await wolverine.[|PublishAsync|](new Placed(1));
                await wolverine.[|SendAsync|](new Placed(1));
                await wolverine.InvokeAsync(new Placed(1));
                await cap.[|PublishAsync|]("orders.placed", new Placed(1));
                cap.[|Publish|]("orders.placed", new Placed(1));
            }
        }
        """);

    [Fact]
    public Task Sees_queues_of_the_clouds() => Sends.Reports("""
        using Azure.Messaging.ServiceBus;
        using Azure.Storage.Queues;
        using Amazon.SQS;
        using Amazon.SQS.Model;
        class Shop(ServiceBusSender bus, QueueClient queue, IAmazonSQS sqs, AmazonSQSClient client)
        {
            async Task Order(string text)
            {
                await bus.[|SendMessageAsync|](new ServiceBusMessage(text));
                await bus.[|SendMessagesAsync|](new[] { new ServiceBusMessage(text) });
                await bus.[|ScheduleMessageAsync|](new ServiceBusMessage(text), DateTimeOffset.UtcNow);
                await queue.[|SendMessageAsync|](text);
                await queue.ReceiveMessagesAsync(10);
                await sqs.[|SendMessageAsync|](new SendMessageRequest("orders", text));
                await client.[|SendMessageAsync|]("orders", text);
                await sqs.DeleteMessageAsync("orders", "handle");
            }
        }
        """);

    [Fact]
    public Task Sees_sends_through_null_checks_and_static_calls() => Sends.Reports("""
        using MassTransit;
        using RabbitMQ.Client;
        record Placed(int Id);
        class Shop(IBus? bus, IChannel channel)
        {
            async Task Order(byte[] body)
            {
                bus?.[|Publish|](new Placed(1));
                await IChannelExtensions.[|BasicPublishAsync|](channel, "", "orders", body);
            }
        }
        """);

    [Fact]
    public Task Does_not_see_in_process_dispatch_mail_or_sockets() => Sends.Silent("""
        using MediatR;
        record Placed(int Id) : INotification;
        interface IHub { Task SendAsync(string text); }
        class Shop(IMediator mediator, IHub hub, HttpClient http, System.Net.Mail.SmtpClient mail)
        {
            async Task Order()
            {
                await mediator.Publish(new Placed(1));
                await hub.SendAsync("hello");
                await http.SendAsync(new HttpRequestMessage());
                mail.Send("a@example.com", "b@example.com", "subject", "body");
                Publish();
            }

            void Publish() { }
        }
        """);

    [Fact]
    public Task Sees_types_that_the_team_names() => Sends.With("dotnet_code_quality.designchecks.bus_types = IEventBus").Reports("""
        record Placed(int Id);
        interface IEventBus { Task PublishAsync(object message); Task Subscribe(string topic); }
        class EventBus : IEventBus
        {
            public Task PublishAsync(object message) => Task.CompletedTask;
            public Task Subscribe(string topic) => Task.CompletedTask;
        }

        class Shop(IEventBus bus, EventBus own)
        {
            async Task Order()
            {
                await bus.[|PublishAsync|](new Placed(1));
                await own.[|PublishAsync|](new Placed(1));
                await bus.Subscribe("orders");
            }
        }
        """);

    private sealed class EverySend : Spy
    {
        public override RuleOption[] Options => [BrokerSend.BusTypes];

        public override void Listen(Listeners on) =>
            on.BrokerSend((found, send) => found.Report(send.Call.NameLocation, send.MessageType?.Name ?? "no type"));
    }
}
