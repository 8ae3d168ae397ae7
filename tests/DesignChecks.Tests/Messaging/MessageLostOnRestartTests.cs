using DesignChecks.Rules.Messaging;
using DesignChecks.Tests.Engine;

namespace DesignChecks.Tests.Messaging;

/// <summary>DCK1012: Message lost on a broker restart.</summary>
public class MessageLostOnRestartTests
{
    private static Verify<MessageLostOnRestart> Rule => new();

    [Fact]
    public Task Reports_a_shared_queue_that_is_not_durable() => Rule
        .Says("This queue is not durable, so a restart of the broker loses the queue with all its messages; declare it durable: true")
        .Says("This queue is not durable, so a restart of the broker loses the queue with all its messages; declare it durable: true")
        .Says("This queue is not durable, so a restart of the broker loses the queue with all its messages; declare it durable: true")
        .Reports("""
            using RabbitMQ.Client;
            class Topology(IChannel channel)
            {
                async Task Declare(string name)
                {
                    await channel.QueueDeclareAsync("orders", [|durable: false|], exclusive: false, autoDelete: false);
                    await channel.QueueDeclareAsync(name, [|false|], false, false, null);
                    await channel.[|QueueDeclareAsync|]("orders", exclusive: false, autoDelete: false);
                }
            }
            """);

    [Fact]
    public Task Reports_a_message_that_is_not_persistent() => Rule
        .Says("This message is not persistent although its queue is durable, so a restart of the broker loses it; set Persistent = true")
        .Says("This message is not persistent although its queue is durable, so a restart of the broker loses it; set Persistent = true")
        .Says("This message is not persistent although its queue is durable, so a restart of the broker loses it; set Persistent = true")
        .Reports("""
            using RabbitMQ.Client;
            class Shop(IChannel channel)
            {
                private const string Queue = "orders";

                async Task Order(byte[] body)
                {
                    await channel.QueueDeclareAsync(Queue, durable: true, exclusive: false, autoDelete: false);
                    await channel.[|BasicPublishAsync|]("", Queue, body);
                    await channel.BasicPublishAsync("", "orders", false, new [|BasicProperties|] { ContentType = "text/plain" }, body);
                    var properties = new [|BasicProperties|]();
                    properties.MessageId = "1";
                    await channel.BasicPublishAsync("", "orders", false, properties, body);
                }
            }
            """);

    [Fact]
    public Task Reports_RabbitMQ_6() => Rule.On(References.Older).Reports("""
        using RabbitMQ.Client;
        class Shop(IModel channel)
        {
            void Order(byte[] body)
            {
                channel.QueueDeclare("prices", [|durable: false|], exclusive: false, autoDelete: false, arguments: null);
                channel.QueueDeclare("orders", true, false, false);
                channel.[|BasicPublish|](exchange: "", routingKey: "orders", basicProperties: null, body: body);
            }
        }
        """);

    [Fact]
    public Task Silent_for_temporary_unnamed_and_unknown_queues() => Rule.Silent("""
        using RabbitMQ.Client;
        class Topology(IChannel channel, bool given)
        {
            async Task Declare()
            {
                await channel.QueueDeclareAsync();
                await channel.QueueDeclareAsync("replies");
                await channel.QueueDeclareAsync("replies", durable: false, exclusive: true, autoDelete: false);
                await channel.QueueDeclareAsync("replies", durable: false, exclusive: false, autoDelete: true);
                await channel.QueueDeclareAsync("", durable: false, exclusive: false, autoDelete: false);
                await channel.QueueDeclareAsync("orders", durable: given, exclusive: false, autoDelete: false);
                await channel.QueueDeclareAsync("orders", durable: true, exclusive: false, autoDelete: false);
            }
        }
        """);

    [Fact]
    public Task Silent_for_persistent_messages_other_exchanges_and_queues_declared_elsewhere() => Rule.Silent("""
        using RabbitMQ.Client;
        class Shop(IChannel channel, BasicProperties given)
        {
            async Task Order(byte[] body, string queue)
            {
                await channel.QueueDeclareAsync("orders", durable: true, exclusive: false, autoDelete: false);
                await channel.BasicPublishAsync("", "orders", false, new BasicProperties { Persistent = true }, body);
                await channel.BasicPublishAsync("", "orders", false, new BasicProperties { DeliveryMode = DeliveryModes.Persistent }, body);
                await channel.BasicPublishAsync("", "orders", false, given, body);
                var properties = new BasicProperties();
                properties.Persistent = true;
                await channel.BasicPublishAsync("", "orders", false, properties, body);
                await channel.BasicPublishAsync("events", "orders", body);
                await channel.BasicPublishAsync("", queue, body);
                await channel.BasicPublishAsync("", "prices", body);
            }
        }
        """);

    [Fact]
    public Task Silent_without_the_library_in_generated_and_in_incomplete_code() => Task.WhenAll(
        Rule.On(References.Framework).Silent("class Channel { void QueueDeclare(string queue, bool durable, bool exclusive, bool autoDelete) { } void M() => QueueDeclare(\"a\", false, false, false); }"),
        Rule.File("Made.g.cs", """
            // <auto-generated/>
            using RabbitMQ.Client;
            class Made(IChannel channel) { object M() => channel.QueueDeclareAsync("orders", false, false, false); }
            """).Silent("class Empty;"),
        Rule.Incomplete().Silent("using RabbitMQ.Client; class C(IChannel channel) { void M() { channel.QueueDeclareAsync(\"orders\", false, false, ; channel.BasicPublishAsync(\"\", \"orders\", "));

    [Fact]
    public Task Fix_makes_queue_and_message_last() => Rule.Fixes(
        """
        using RabbitMQ.Client;
        class Shop(IChannel channel)
        {
            async Task Order(byte[] body, CancellationToken cancel)
            {
                await channel.QueueDeclareAsync("prices", [|durable: false|], exclusive: false, autoDelete: false); // prices
                await channel.[|QueueDeclareAsync|]("stock", exclusive: false, autoDelete: false);
                await channel.QueueDeclareAsync("orders", durable: true, exclusive: false, autoDelete: false);
                await channel.[|BasicPublishAsync|]("", "orders", body);
                await channel.[|BasicPublishAsync|](exchange: "", routingKey: "orders", body: body, cancellationToken: cancel);
                await channel.BasicPublishAsync("", "orders", false, new [|BasicProperties|] { ContentType = "text/plain" }, body);
            }
        }
        """,
        """
        using RabbitMQ.Client;
        class Shop(IChannel channel)
        {
            async Task Order(byte[] body, CancellationToken cancel)
            {
                await channel.QueueDeclareAsync("prices", durable: true, exclusive: false, autoDelete: false); // prices
                await channel.QueueDeclareAsync("stock", exclusive: false, autoDelete: false, durable: true);
                await channel.QueueDeclareAsync("orders", durable: true, exclusive: false, autoDelete: false);
                await channel.BasicPublishAsync("", "orders", mandatory: false, basicProperties: new BasicProperties { Persistent = true }, body: body);
                await channel.BasicPublishAsync(exchange: "", routingKey: "orders", mandatory: false, basicProperties: new BasicProperties { Persistent = true }, body: body, cancellationToken: cancel);
                await channel.BasicPublishAsync("", "orders", false, new BasicProperties { ContentType = "text/plain", Persistent = true }, body);
            }
        }
        """);
}
