using DesignChecks.Rules.Messaging;
using DesignChecks.Tests.Engine;

namespace DesignChecks.Tests.Messaging;

/// <summary>DCK1005: Consumer swallows failures.</summary>
public partial class ConsumerSwallowsFailuresTests
{
    private static Verify<ConsumerSwallowsFailures> Rule => new();

    [Fact]
    public Task Reports_a_catch_all_in_a_bus_consumer() => Rule
        .Says("A message whose handling fails ends in this catch and then counts as handled, so it is lost with nothing but a log line; rethrow, so that it is tried again and then dead-lettered")
        .Reports("""
            using MassTransit;
            using Microsoft.EntityFrameworkCore;
            record Placed(int Id);
            class Consumer(DbContext db, ILogger<Consumer> logger) : IConsumer<Placed>
            {
                public async Task Consume(ConsumeContext<Placed> context)
                {
                    try
                    {
                        db.Add(context.Message);
                        await db.SaveChangesAsync(context.CancellationToken);
                    }
                    [|catch|] (Exception error)
                    {
                        logger.LogError(error, "Order {Id} failed", context.Message.Id);
                    }
                }
            }
            """);

    [Fact]
    public Task Reports_the_other_buses() => Rule.Reports("""
        record Placed(int Id);
        interface IOrders { Task Place(Placed order); }
        class ForRebus(IOrders orders) : Rebus.Handlers.IHandleMessages<Placed>
        {
            public async Task Handle(Placed message)
            {
                try { await orders.Place(message); }
                [|catch|] (Exception error) when (error is not OperationCanceledException) { Console.WriteLine(error); }
            }
        }

        class ForCap(IOrders orders) : DotNetCore.CAP.ICapSubscribe
        {
            [DotNetCore.CAP.CapSubscribe("orders.placed")]
            public async Task OnPlaced(Placed message)
            {
                try { await orders.Place(message); }
                catch (OperationCanceledException) { throw; }
                [|catch|] { }
            }
        }
        """);

    [Fact]
    public Task Reports_RabbitMQ_where_the_ack_follows() => Rule
        .Says("A message whose handling fails ends in this catch and then BasicAckAsync acknowledges it, so it is lost with nothing but a log line; reject it with requeue: false or park it")
        .Says("A message whose handling fails ends in this catch and then BasicAckAsync acknowledges it, so it is lost with nothing but a log line; reject it with requeue: false or park it")
        .Says("A message whose handling fails ends in this catch and then BasicAckAsync acknowledges it, so it is lost with nothing but a log line; reject it with requeue: false or park it")
        .Reports("""
            using RabbitMQ.Client;
            using RabbitMQ.Client.Events;
            interface IOrders { Task Place(ReadOnlyMemory<byte> order); }
            static class Tags { public static void Tag(this System.Diagnostics.Activity activity, Exception error) => activity.SetTag("error", error.Message); }
            class Consumer(IChannel channel, IOrders orders, ILogger<Consumer> logger)
            {
                async Task After(object sender, BasicDeliverEventArgs delivery)
                {
                    try { await orders.Place(delivery.Body); }
                    [|catch|] (Exception error) { logger.LogError(error, "failed"); System.Diagnostics.Activity.Current?.Tag(error); }
                    await channel.BasicAckAsync(delivery.DeliveryTag, false);
                }

                async Task Finally(object sender, BasicDeliverEventArgs delivery)
                {
                    try { await orders.Place(delivery.Body); }
                    [|catch|] (Exception error) { logger.LogError(error, "failed"); }
                    finally { await channel.BasicAckAsync(delivery.DeliveryTag, false); }
                }

                async Task Inside(object sender, BasicDeliverEventArgs delivery)
                {
                    try
                    {
                        await orders.Place(delivery.Body);
                        await channel.BasicAckAsync(delivery.DeliveryTag, false);
                    }
                    [|catch|] (Exception)
                    {
                        await channel.BasicAckAsync(delivery.DeliveryTag, false);
                    }
                }
            }
            """);

    [Fact]
    public Task Reports_a_loop_whose_messages_a_method_of_the_type_fetches() => Rule
        .Says("A message whose handling fails ends in this catch and then DeleteMessageAsync acknowledges it, so it is lost with nothing but a log line; delete it only after the work")
        .Says("A message whose handling fails ends in this catch and then DeleteMessageAsync acknowledges it, so it is lost with nothing but a log line; delete it only after the work")
        .Reports("""
            using Azure.Storage.Queues;
            using Azure.Storage.Queues.Models;
            interface IMails { Task Send(string mail); }
            class Mails(QueueClient queue, IMails mails, ILogger<Mails> logger)
            {
                async Task Run(CancellationToken stop)
                {
                    QueueMessage[] fetched;
                    while (!stop.IsCancellationRequested)
                    {
                        if ((fetched = await Fetch()).Length == 0)
                            await Task.Delay(1000, stop);
                        foreach (var message in fetched)
                        {
                            try { await mails.Send(message.MessageText); }
                            [|catch|] (Exception error) { logger.LogError(error, "failed"); }
                            await queue.DeleteMessageAsync(message.MessageId, message.PopReceipt);
                        }
                    }
                }

                private async Task<QueueMessage[]> Fetch() => (await queue.ReceiveMessagesAsync(32)).Value;
            }
            class Direct(QueueClient queue, IMails mails, ILogger<Direct> logger)
            {
                async Task Run(CancellationToken stop)
                {
                    while (!stop.IsCancellationRequested)
                    {
                        foreach (var message in (await queue.ReceiveMessagesAsync(32, cancellationToken: stop)).Value)
                        {
                            try { await mails.Send(message.MessageText); }
                            [|catch|] (Exception error) { logger.LogError(error, "failed"); }
                            await queue.DeleteMessageAsync(message.MessageId, message.PopReceipt, stop);
                        }
                    }
                }
            }
            """);

    [Fact]
    public Task Reports_Kafka_Sqs_and_Service_Bus() => Rule
        .Says("A message whose handling fails ends in this catch and then the next offset passes over it, so it is lost with nothing but a log line; park it, or stop and seek back")
        .Says("A message whose handling fails ends in this catch and then DeleteMessageAsync acknowledges it, so it is lost with nothing but a log line; delete it only after the work")
        .Says("A message whose handling fails ends in this catch and then the processor completes it, so it is lost with nothing but a log line; rethrow, so that it is tried again and then dead-lettered")
        .Reports("""
            using Amazon.SQS;
            using Azure.Messaging.ServiceBus;
            using Confluent.Kafka;
            interface IOrders { Task Place(string order); }
            class Consumers(IOrders orders, ILogger<Consumers> logger)
            {
                async Task Kafka(IConsumer<string, string> consumer, CancellationToken stop)
                {
                    while (!stop.IsCancellationRequested)
                    {
                        try
                        {
                            var result = consumer.Consume(stop);
                            await orders.Place(result.Message.Value);
                        }
                        [|catch|] (Exception error)
                        {
                            logger.LogError(error, "failed");
                        }
                    }
                }

                async Task Sqs(IAmazonSQS sqs, CancellationToken stop)
                {
                    while (!stop.IsCancellationRequested)
                    {
                        var response = await sqs.ReceiveMessageAsync("orders", stop);
                        foreach (var message in response.Messages ?? [])
                        {
                            try { await orders.Place(message.Body); }
                            [|catch|] (Exception error) { logger.LogError(error, "failed"); }
                            await sqs.DeleteMessageAsync("orders", message.ReceiptHandle, stop);
                        }
                    }
                }

                void ServiceBus(ServiceBusProcessor processor) => processor.ProcessMessageAsync += async args =>
                {
                    try { await orders.Place(args.Message.Body.ToString()); }
                    [|catch|] (Exception error) { logger.LogError(error, "failed"); }
                };
            }
            """);
}
