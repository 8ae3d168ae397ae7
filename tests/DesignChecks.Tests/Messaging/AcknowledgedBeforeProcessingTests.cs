using DesignChecks.Rules.Messaging;
using DesignChecks.Tests.Engine;

namespace DesignChecks.Tests.Messaging;

/// <summary>DCK1004: Message acknowledged before it is processed.</summary>
public class AcknowledgedBeforeProcessingTests
{
    private static Verify<AcknowledgedBeforeProcessing> Rule => new();

    [Fact]
    public Task Reports_an_ack_before_the_work() => Rule
        .Says("BasicAckAsync tells the broker that the message is done before Place works on it, so a failure or a crash in between loses it; call BasicAckAsync after the work")
        .Reports("""
            using RabbitMQ.Client;
            using RabbitMQ.Client.Events;
            interface IOrders { Task Place(string order); }
            class Consumer(IChannel channel, IOrders orders)
            {
                void Start(AsyncEventingBasicConsumer consumer) => consumer.ReceivedAsync += async (sender, delivery) =>
                {
                    var text = System.Text.Encoding.UTF8.GetString(delivery.Body.Span);
                    await channel.[|BasicAckAsync|](delivery.DeliveryTag, false);
                    await orders.Place(text);
                };
            }
            """);

    [Fact]
    public Task Reports_the_other_brokers() => Rule.Reports("""
        using Amazon.SQS;
        using Azure.Messaging.ServiceBus;
        using Confluent.Kafka;
        using Microsoft.EntityFrameworkCore;
        interface IOrders { Task Place(string order); }
        class Consumers(IOrders orders, DbContext db, HttpClient http)
        {
            async Task OnMessage(ProcessMessageEventArgs args)
            {
                await args.[|CompleteMessageAsync|](args.Message);
                db.Add(args.Message.Body.ToString());
                await db.SaveChangesAsync();
            }

            async Task Kafka(IConsumer<string, string> consumer, CancellationToken stop)
            {
                while (!stop.IsCancellationRequested)
                {
                    var result = consumer.Consume(stop);
                    consumer.[|Commit|](result);
                    await orders.Place(result.Message.Value).ConfigureAwait(false);
                }
            }

            async Task Sqs(IAmazonSQS sqs, CancellationToken stop)
            {
                while (!stop.IsCancellationRequested)
                {
                    var response = await sqs.ReceiveMessageAsync("orders", stop);
                    foreach (var message in response.Messages ?? [])
                    {
                        await sqs.[|DeleteMessageAsync|]("orders", message.ReceiptHandle, stop);
                        await http.PostAsync("/orders", new StringContent(message.Body), stop);
                    }
                }
            }
        }
        """);

    [Fact]
    public Task Reports_work_in_a_method_of_the_type() => Rule.On(References.Older).Reports("""
        using RabbitMQ.Client;
        using RabbitMQ.Client.Events;
        class Consumer(IModel channel, HttpClient http)
        {
            void Start(EventingBasicConsumer consumer) => consumer.Received += OnMessage;

            void OnMessage(object? sender, BasicDeliverEventArgs delivery)
            {
                channel.[|BasicAck|](delivery.DeliveryTag, false);
                Place(delivery.Body.ToArray());
            }

            void Place(byte[] body) => http.Send(new HttpRequestMessage { Content = new ByteArrayContent(body) });
        }
        """);

    [Theory]
    [InlineData("await orders.Place(text); await channel.BasicAckAsync(delivery.DeliveryTag, false);")]
    [InlineData("if (text == \"\") { await channel.BasicAckAsync(delivery.DeliveryTag, false); return; } await orders.Place(text); await channel.BasicAckAsync(delivery.DeliveryTag, false);")]
    [InlineData("if (await orders.Knows(text)) await channel.BasicAckAsync(delivery.DeliveryTag, false); else { await orders.Place(text); await channel.BasicAckAsync(delivery.DeliveryTag, false); }")]
    [InlineData("await orders.Place(text); await channel.BasicAckAsync(delivery.DeliveryTag, false); await orders.Place(\"done: \" + text);")]
    [InlineData("await channel.BasicAckAsync(delivery.DeliveryTag, false); Console.WriteLine(text);")]
    [InlineData("await channel.BasicAckAsync(delivery.DeliveryTag, false); await Task.Delay(text.Length); logger.LogInformation(\"Done {Text}\", text);")]
    [InlineData("await channel.BasicAckAsync(delivery.DeliveryTag, false); await orders.Place(\"one\");")]
    [InlineData("try { await orders.Place(text); } finally { await channel.BasicAckAsync(delivery.DeliveryTag, false); }")]
    [InlineData("try { await orders.Place(text); } catch (Exception) { await channel.BasicNackAsync(delivery.DeliveryTag, false, false); return; } await channel.BasicAckAsync(delivery.DeliveryTag, false);")]
    [InlineData("await channel.BasicNackAsync(delivery.DeliveryTag, false, false); await orders.Place(text);")]
    public Task Silent_after_the_work_on_a_branch_or_without_work(string handling) => Rule.Silent($$"""
        using RabbitMQ.Client;
        using RabbitMQ.Client.Events;
        interface IOrders { Task Place(string order); Task<bool> Knows(string order); }
        class Consumer(IChannel channel, IOrders orders, ILogger<Consumer> logger)
        {
            object[] Used => [orders, logger];
            async Task OnMessage(object sender, BasicDeliverEventArgs delivery)
            {
                var text = System.Text.Encoding.UTF8.GetString(delivery.Body.Span);
                {{handling}}
            }
        }
        """);

    [Fact]
    public Task Silent_for_the_offset_of_the_message_before() => Rule.Silent("""
        using Confluent.Kafka;
        interface IOrders { Task Place(string order); }
        class Consumers(IOrders orders)
        {
            async Task Kafka(IConsumer<string, string> consumer, CancellationToken stop)
            {
                while (!stop.IsCancellationRequested)
                {
                    consumer.Commit();
                    var result = consumer.Consume(stop);
                    await orders.Place(result.Message.Value);
                }
            }
        }
        """);

    [Fact]
    public Task Silent_without_the_library_in_generated_and_in_incomplete_code() => Task.WhenAll(
        Rule.On(References.Framework).Silent("class Channel { public void BasicAck(ulong tag) { } } class C(Channel channel, HttpClient http) { async Task Handle(ulong tag) { channel.BasicAck(tag); await http.GetStringAsync(\"/\" + tag); } }"),
        Rule.File("Made.g.cs", """
            // <auto-generated/>
            using RabbitMQ.Client;
            using RabbitMQ.Client.Events;
            class Made(IChannel channel, System.Net.Http.HttpClient http)
            {
                async System.Threading.Tasks.Task OnMessage(object sender, BasicDeliverEventArgs delivery)
                {
                    await channel.BasicAckAsync(delivery.DeliveryTag, false);
                    await http.GetStringAsync(delivery.RoutingKey);
                }
            }
            """).Silent("class Empty;"),
        Rule.Incomplete().Silent("""
            using RabbitMQ.Client;
            using RabbitMQ.Client.Events;
            class C(IChannel channel) { async Task OnMessage(object sender, BasicDeliverEventArgs delivery) { await channel.BasicAckAsync(delivery.DeliveryTag, false); await 
            """));
}
