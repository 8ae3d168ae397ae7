using DesignChecks.Tests.Engine;

namespace DesignChecks.Tests.Messaging;

public partial class ConsumerSwallowsFailuresTests
{
    [Theory]
    [InlineData("catch (Exception) { throw; }")]
    [InlineData("catch (Exception error) { throw new InvalidOperationException(\"failed\", error); }")]
    [InlineData("catch (Exception) { await channel.BasicNackAsync(delivery.DeliveryTag, false, false); return; }")]
    [InlineData("catch (Exception) { await channel.BasicPublishAsync(\"\", \"orders.failed\", delivery.Body); }")]
    [InlineData("catch (Exception error) { await db.AddAsync(error); await db.SaveChangesAsync(); }")]
    [InlineData("catch (Exception error) { await parking.Park(delivery, error); }")]
    [InlineData("catch (Exception error) { parking.Keep(error); }")]
    [InlineData("catch (Exception error) { failure = error; }")]
    [InlineData("catch (Exception) { return; }")]
    [InlineData("catch (FormatException) { }")]
    [InlineData("catch (Exception error) when (error is TimeoutException) { }")]
    [InlineData("catch (FormatException) { await channel.BasicRejectAsync(delivery.DeliveryTag, false); return; } catch (Exception) { }")]
    public Task Silent_when_the_failure_goes_somewhere(string handler) => Rule.Silent($$"""
        using Microsoft.EntityFrameworkCore;
        using RabbitMQ.Client;
        using RabbitMQ.Client.Events;
        interface IOrders { Task Place(ReadOnlyMemory<byte> order); }
        interface IParking { Task Park(BasicDeliverEventArgs delivery, Exception error); void Keep(Exception error); }
        class Consumer(IChannel channel, IOrders orders, DbContext db, IParking parking)
        {
            object[] Used => [db, parking];
            async Task OnMessage(object sender, BasicDeliverEventArgs delivery)
            {
                Exception? failure = null;
                try { await orders.Place(delivery.Body); }
                {{handler}}
                await channel.BasicAckAsync(delivery.DeliveryTag, false);
                Console.WriteLine(failure);
            }
        }
        """);

    [Fact]
    public Task Silent_when_the_message_is_not_acknowledged() => Rule.Silent("""
        using Amazon.SQS;
        using Azure.Messaging.ServiceBus;
        using Confluent.Kafka;
        using RabbitMQ.Client;
        using RabbitMQ.Client.Events;
        interface IOrders { Task Place(string order); }
        class Consumers(IOrders orders, IChannel channel)
        {
            async Task Rabbit(object sender, BasicDeliverEventArgs delivery)
            {
                try
                {
                    await orders.Place(delivery.RoutingKey);
                    await channel.BasicAckAsync(delivery.DeliveryTag, false);
                }
                catch (Exception error) { Console.WriteLine(error); }
            }

            async Task Kafka(IConsumer<string, string> consumer, CancellationToken stop)
            {
                while (!stop.IsCancellationRequested)
                {
                    var result = consumer.Consume(stop);
                    try { await orders.Place(result.Message.Value); }
                    catch (Exception) { consumer.Seek(result.TopicPartitionOffset); }
                }
            }

            async Task Sqs(IAmazonSQS sqs, CancellationToken stop)
            {
                while (!stop.IsCancellationRequested)
                {
                    foreach (var message in (await sqs.ReceiveMessageAsync("orders", stop)).Messages ?? [])
                    {
                        try
                        {
                            await orders.Place(message.Body);
                            await sqs.DeleteMessageAsync("orders", message.ReceiptHandle, stop);
                        }
                        catch (Exception error) { Console.WriteLine(error); }
                    }
                }
            }

            void ServiceBus(ServiceBusClient client)
            {
                var processor = client.CreateProcessor("orders", new ServiceBusProcessorOptions { AutoCompleteMessages = false });
                processor.ProcessMessageAsync += async args =>
                {
                    try { await orders.Place(args.Message.Body.ToString()); }
                    catch (Exception error) { Console.WriteLine(error); }
                };
            }
        }
        """);

    [Fact]
    public Task Silent_when_only_a_part_of_the_work_may_fail() => Rule.Silent("""
        using MassTransit;
        record Placed(int Id);
        interface IOrders { Task Place(Placed order); Task Notify(Placed order); }
        class Consumer(IOrders orders) : IConsumer<Placed>
        {
            public async Task Consume(ConsumeContext<Placed> context)
            {
                await orders.Place(context.Message);
                try { await orders.Notify(context.Message); }
                catch (Exception error) { Console.WriteLine(error); }
            }
        }

        class Reader : IConsumer<Placed>
        {
            public Task Consume(ConsumeContext<Placed> context)
            {
                try { Console.WriteLine(context.Message.Id); }
                catch (Exception error) { Console.WriteLine(error); }
                return Task.CompletedTask;
            }
        }
        """);

    [Fact]
    public Task Silent_without_the_library_in_generated_and_in_incomplete_code() => Task.WhenAll(
        Rule.On(References.Framework).Silent("interface IConsumer<T> { Task Consume(T message); } class C(HttpClient http) : IConsumer<string> { public async Task Consume(string message) { try { await http.GetStringAsync(message); } catch (Exception) { } } }"),
        Rule.File("Made.g.cs", """
            // <auto-generated/>
            class Made(System.Net.Http.HttpClient http) : Rebus.Handlers.IHandleMessages<string>
            {
                public async System.Threading.Tasks.Task Handle(string message) { try { await http.GetStringAsync(message); } catch (System.Exception) { } }
            }
            """).Silent("class Empty;"),
        Rule.Incomplete().Silent("class C(HttpClient http) : Rebus.Handlers.IHandleMessages<string> { public async Task Handle(string message) { try { await http.GetStringAsync(message); } catch (Exception"));
}
