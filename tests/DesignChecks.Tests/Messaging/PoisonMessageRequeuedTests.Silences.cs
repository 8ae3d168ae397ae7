using DesignChecks.Rules.Messaging;
using DesignChecks.Tests.Engine;

namespace DesignChecks.Tests.Messaging;

public partial class PoisonMessageRequeuedTests
{
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
}
