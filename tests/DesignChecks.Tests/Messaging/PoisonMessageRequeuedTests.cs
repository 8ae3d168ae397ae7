using DesignChecks.Rules.Messaging;
using DesignChecks.Tests.Engine;

namespace DesignChecks.Tests.Messaging;

/// <summary>DCK1003: Poison message requeued for ever.</summary>
public class PoisonMessageRequeuedTests
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

    [Theory]
    [InlineData("if (delivery.Redelivered) return;")]
    [InlineData("if (delivery.BasicProperties.Headers?.ContainsKey(\"x-death\") == true) return;")]
    [InlineData("if (delivery.BasicProperties.Headers?[\"x-count\"] is int and > 3) return;")]
    [InlineData("if (Attempts(delivery) > 3) return;")]
    [InlineData("if (retries++ > 3) return;")]
    [InlineData("retryCount++;")]
    public Task Silent_when_deliveries_are_looked_at(string look) => Rule.Silent($$"""
        using RabbitMQ.Client;
        using RabbitMQ.Client.Events;
        class Orders(IChannel channel)
        {
            int retries, retryCount;
            async Task OnMessage(object sender, BasicDeliverEventArgs delivery)
            {
                try
                {
                    Console.WriteLine(delivery.Exchange);
                }
                catch (Exception)
                {
                    {{look}}
                    await channel.BasicNackAsync(delivery.DeliveryTag, false, true);
                }
            }

            int Attempts(BasicDeliverEventArgs delivery) => retries + retryCount;
        }
        """);

    [Theory]
    [InlineData("catch (TimeoutException) { await channel.BasicNackAsync(delivery.DeliveryTag, false, true); }")]
    [InlineData("catch (Exception e) when (e is TimeoutException) { await channel.BasicNackAsync(delivery.DeliveryTag, false, true); }")]
    [InlineData("catch (Exception e) when (IsTransient(e)) { await channel.BasicNackAsync(delivery.DeliveryTag, false, true); }")]
    [InlineData("catch (Exception e) { if (IsTransient(e)) await channel.BasicNackAsync(delivery.DeliveryTag, false, true); else await channel.BasicNackAsync(delivery.DeliveryTag, false, false); }")]
    [InlineData("catch (Exception e) { if (!IsTransient(e)) { await channel.BasicAckAsync(delivery.DeliveryTag, false); return; } await channel.BasicNackAsync(delivery.DeliveryTag, false, true); }")]
    [InlineData("catch (FormatException) { await channel.BasicNackAsync(delivery.DeliveryTag, false, false); } catch (Exception) { await channel.BasicNackAsync(delivery.DeliveryTag, false, true); }")]
    [InlineData("catch (Exception e) { await channel.BasicNackAsync(delivery.DeliveryTag, false, IsTransient(e)); }")]
    [InlineData("catch (Exception e) { var again = IsTransient(e); await channel.BasicNackAsync(delivery.DeliveryTag, false, again); }")]
    [InlineData("catch (Exception) { await channel.BasicNackAsync(delivery.DeliveryTag, false, false); }")]
    [InlineData("catch (Exception) { await channel.BasicRejectAsync(delivery.DeliveryTag, requeue: false); }")]
    public Task Silent_when_failures_are_told_apart_or_not_requeued(string handler) => Rule.Silent($$"""
        using RabbitMQ.Client;
        using RabbitMQ.Client.Events;
        class Orders(IChannel channel)
        {
            async Task OnMessage(object sender, BasicDeliverEventArgs delivery)
            {
                try
                {
                    Console.WriteLine(delivery.Exchange);
                }
                {{handler}}
            }

            static bool IsTransient(Exception error) => error is TimeoutException;
        }
        """);

    [Fact]
    public Task Silent_outside_of_a_catch_and_outside_of_a_consumer() => Rule.Silent("""
        using RabbitMQ.Client;
        using RabbitMQ.Client.Events;
        class Orders(IChannel channel)
        {
            async Task OnMessage(object sender, BasicDeliverEventArgs delivery) => await channel.BasicNackAsync(delivery.DeliveryTag, false, true);

            async Task GiveBack(ulong tag)
            {
                try
                {
                    Console.WriteLine(tag);
                }
                catch (Exception)
                {
                    await channel.BasicNackAsync(tag, false, true);
                }
            }
        }
        """);

    [Theory]
    [InlineData("{ [\"x-delivery-limit\"] = 5 }")]
    [InlineData("{ [\"x-queue-type\"] = \"quorum\" }")]
    public Task Silent_when_the_queue_limits_deliveries(string arguments) => Rule
        .File("Topology.cs", $$"""
            using RabbitMQ.Client;
            class Topology
            {
                Task Declare(IChannel channel) => channel.QueueDeclareAsync("orders", true, false, false, new Dictionary<string, object?> {{arguments}});
            }
            """)
        .Silent("""
            using RabbitMQ.Client;
            using RabbitMQ.Client.Events;
            class Orders(IChannel channel)
            {
                async Task OnMessage(object sender, BasicDeliverEventArgs delivery)
                {
                    try { Console.WriteLine(delivery.Exchange); }
                    catch (Exception) { await channel.BasicNackAsync(delivery.DeliveryTag, false, true); }
                }
            }
            """);

    [Fact]
    public Task Silent_when_Service_Bus_code_looks_at_the_delivery_count() => Rule.Silent("""
        using Azure.Messaging.ServiceBus;
        class Orders
        {
            async Task OnMessage(ProcessMessageEventArgs args)
            {
                try
                {
                    await args.CompleteMessageAsync(args.Message);
                }
                catch (Exception)
                {
                    Console.WriteLine(args.Message.DeliveryCount);
                    await args.AbandonMessageAsync(args.Message);
                }
            }
        }
        """);

    [Fact]
    public Task Silent_for_look_alikes_without_the_library() => Rule.On(References.Framework).Silent("""
        class BasicDeliverEventArgs { public ulong DeliveryTag; }
        class Channel { public void BasicNack(ulong deliveryTag, bool multiple, bool requeue) { } }
        class Orders(Channel channel)
        {
            void OnMessage(object sender, BasicDeliverEventArgs delivery)
            {
                try { Console.WriteLine(delivery.DeliveryTag); }
                catch (Exception) { channel.BasicNack(delivery.DeliveryTag, false, true); }
            }
        }
        """);

    [Fact]
    public Task Silent_in_generated_code() => Rule.File("Made.g.cs", """
        // <auto-generated/>
        using System;
        using RabbitMQ.Client;
        using RabbitMQ.Client.Events;
        class Made(IChannel channel)
        {
            async System.Threading.Tasks.Task OnMessage(object sender, BasicDeliverEventArgs delivery)
            {
                try { Console.WriteLine(delivery.Exchange); }
                catch (Exception) { await channel.BasicNackAsync(delivery.DeliveryTag, false, true); }
            }
        }
        """).Silent("class Empty;");

    [Fact]
    public Task Silent_on_incomplete_code() => Rule.Incomplete().Silent("""
        using RabbitMQ.Client;
        using RabbitMQ.Client.Events;
        class Orders(IChannel channel)
        {
            async Task OnMessage(object sender, BasicDeliverEventArgs delivery)
            {
                try { Console.WriteLine(delivery.Exchange); }
                catch (Exception) { await channel.BasicNackAsync(delivery.DeliveryTag, false, 
            }
        }
        """);

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
