using DesignChecks.Rules.Messaging;
using DesignChecks.Tests.Engine;

namespace DesignChecks.Tests.Messaging;

/// <summary>DCK1001: Auto-acknowledged consumer does work.</summary>
public class AutoAcknowledgedWorkTests
{
    private static Verify<AutoAcknowledgedWork> Rule => new();

    [Fact]
    public Task Reports_a_handler_that_calls_another_service() => Rule
        .Says("The broker forgets a message of this consumer when it delivers it, so one whose handling fails or is interrupted (here at PostAsync) is lost; pass autoAck: false and acknowledge after the work")
        .Reports("""
            using RabbitMQ.Client;
            using RabbitMQ.Client.Events;
            class Orders(IChannel channel, HttpClient http)
            {
                async Task Start()
                {
                    var consumer = new AsyncEventingBasicConsumer(channel);
                    consumer.ReceivedAsync += async (sender, delivery) => await http.PostAsync("/orders", new ByteArrayContent(delivery.Body.ToArray()));
                    await channel.BasicConsumeAsync("orders", [|autoAck: true|], consumer);
                }
            }
            """);

    [Fact]
    public Task Reports_method_groups_helpers_fields_and_consumer_classes() => Rule.Reports("""
        using Microsoft.EntityFrameworkCore;
        using RabbitMQ.Client;
        using RabbitMQ.Client.Events;
        class Orders(IChannel channel, DbContext db)
        {
            private readonly AsyncEventingBasicConsumer _consumer = new(channel);

            async Task Start(string queue)
            {
                _consumer.ReceivedAsync += OnMessage;
                await channel.BasicConsumeAsync(queue, [|true|], _consumer);
                await channel.BasicConsumeAsync(consumer: new Own(channel, db), queue: queue, autoAck: [|true|]);
            }

            Task OnMessage(object sender, BasicDeliverEventArgs delivery) => Save();
            async Task Save() => await db.SaveChangesAsync();
        }

        class Own(IChannel channel, DbContext db) : AsyncDefaultBasicConsumer(channel)
        {
            public override async Task HandleBasicDeliverAsync(string consumerTag, ulong deliveryTag, bool redelivered, string exchange, string routingKey, IReadOnlyBasicProperties properties, ReadOnlyMemory<byte> body, CancellationToken cancellationToken = default)
            {
                await db.SaveChangesAsync(cancellationToken);
            }
        }
        """.Replace("autoAck: [|true|]", "[|autoAck: true|]"));

    [Fact]
    public Task Reports_RabbitMQ_6() => Rule.On(References.Older).Reports("""
        using RabbitMQ.Client;
        using RabbitMQ.Client.Events;
        class Orders(IModel channel, HttpClient http)
        {
            void Start()
            {
                var consumer = new EventingBasicConsumer(channel);
                consumer.Received += (sender, delivery) => http.Send(new HttpRequestMessage());
                channel.BasicConsume("orders", [|true|], consumer);
            }
        }
        """);

    [Fact]
    public Task Reports_Service_Bus_in_receive_and_delete_mode() => Rule
        .Says("The broker forgets a message of this consumer when it delivers it, so one whose handling fails or is interrupted (here at PostAsync) is lost; use PeekLock, which completes the message after the work")
        .Reports("""
            using Azure.Messaging.ServiceBus;
            class Orders(ServiceBusClient client, HttpClient http)
            {
                void Start()
                {
                    var processor = client.CreateProcessor("orders", new ServiceBusProcessorOptions { ReceiveMode = [|ServiceBusReceiveMode.ReceiveAndDelete|] });
                    processor.ProcessMessageAsync += async args => await http.PostAsync("/orders", null);
                }
            }
            """);

    [Theory]
    [InlineData("\"orders\", autoAck: false, consumer", "await http.GetStringAsync(\"/\")")]
    [InlineData("\"orders\", autoAck: given, consumer", "await http.GetStringAsync(\"/\")")]
    [InlineData("\"orders\", autoAck: true, consumer", "await Task.Yield()")]
    [InlineData("\"orders\", autoAck: true, consumer", "await channel.BasicAckAsync(delivery.DeliveryTag, false)")]
    [InlineData("\"amq.rabbitmq.reply-to\", autoAck: true, consumer", "await http.GetStringAsync(\"/\")")]
    [InlineData("(await channel.QueueDeclareAsync()).QueueName, autoAck: true, consumer", "await http.GetStringAsync(\"/\")")]
    [InlineData("replyQueue, autoAck: true, consumer", "await http.GetStringAsync(\"/\")")]
    [InlineData("\"prices\", autoAck: true, consumer", "await http.GetStringAsync(\"/\")")]
    [InlineData("\"orders\", autoAck: true, other", "await http.GetStringAsync(\"/\")")]
    public Task Silent_when_acknowledged_idle_replies_or_allowed(string arguments, string work) => Rule
        .With("dotnet_code_quality.designchecks.at_most_once_queues = prices, ticks")
        .Silent($$"""
            using RabbitMQ.Client;
            using RabbitMQ.Client.Events;
            class Orders(IChannel channel, HttpClient http, bool given, string replyQueue, AsyncEventingBasicConsumer other)
            {
                object[] Used => [http, given, replyQueue, other];
                async Task Start()
                {
                    var consumer = new AsyncEventingBasicConsumer(channel);
                    consumer.ReceivedAsync += async (sender, delivery) => { {{work}}; };
                    await channel.BasicConsumeAsync({{arguments}});
                }
            }
            """);

    [Fact]
    public Task Silent_for_telemetry_and_peek_lock() => Rule.Silent("""
        using Azure.Messaging.ServiceBus;
        class TelemetryReader(ServiceBusClient client, HttpClient http)
        {
            void Start()
            {
                var processor = client.CreateProcessor("ticks", new ServiceBusProcessorOptions { ReceiveMode = ServiceBusReceiveMode.ReceiveAndDelete });
                processor.ProcessMessageAsync += async args => await http.PostAsync("/ticks", null);
            }
        }

        class Orders(ServiceBusClient client, HttpClient http)
        {
            void Start()
            {
                var processor = client.CreateProcessor("orders", new ServiceBusProcessorOptions { ReceiveMode = ServiceBusReceiveMode.PeekLock });
                processor.ProcessMessageAsync += async args => await http.PostAsync("/orders", null);
            }
        }

        class Drain(ServiceBusClient client)
        {
            void Start() => client.CreateReceiver("orders", new ServiceBusReceiverOptions { ReceiveMode = ServiceBusReceiveMode.ReceiveAndDelete });
        }
        """);

    [Fact]
    public Task Silent_without_the_library_in_generated_and_in_incomplete_code() => Task.WhenAll(
        Rule.On(References.Framework).Silent("class Channel { void BasicConsume(string queue, bool autoAck) { } void Start() => BasicConsume(\"a\", true); }"),
        Rule.File("Made.g.cs", """
            // <auto-generated/>
            using RabbitMQ.Client;
            using RabbitMQ.Client.Events;
            class Made(IChannel channel, System.Net.Http.HttpClient http)
            {
                void Start()
                {
                    var consumer = new AsyncEventingBasicConsumer(channel);
                    consumer.ReceivedAsync += async (sender, delivery) => await http.GetStringAsync("/");
                    channel.BasicConsumeAsync("orders", true, consumer);
                }
            }
            """).Silent("class Empty;"),
        Rule.Incomplete().Silent("""
            using RabbitMQ.Client;
            class Orders(IChannel channel) { void Start() { channel.BasicConsumeAsync("orders", true, 
            """));
}
