using DesignChecks.Rules.Networking;
using DesignChecks.Tests.Engine;

namespace DesignChecks.Tests.Networking;

/// <summary>DCK0917: Expensive client created per call.</summary>
public class ExpensiveClientPerCallTests
{
    private static Verify<ExpensiveClientPerCall> Rule => new();

    /// <summary>SDKs that the tests can't reference, by the names that the rule looks for.</summary>
    private const string Sdks = """
        namespace Microsoft.Azure.Cosmos { public class CosmosClient(string connection); }
        namespace MongoDB.Driver { public class MongoClient(string connection); }
        namespace Azure.Messaging.ServiceBus { public class ServiceBusClient(string connection); }
        namespace Azure.Storage.Blobs { public class BlobServiceClient(string connection); }
        """;

    [Fact]
    public Task Says_what_is_made_and_when() => Rule
        .File("Sdks.cs", Sdks)
        .Says("'CosmosClient' is made for every request, and each time it connects and authenticates anew; it is made to be shared: register it as a singleton")
        .Says("A gRPC channel is made in every turn of the loop, and each time it connects and authenticates anew; it is made to be shared: register it as a singleton")
        .Says("A Redis connection is made in every call of 'Get', and each time it connects and authenticates anew; it is made to be shared: register it as a singleton")
        .Says("A RabbitMQ connection is made in every call of 'Send', and each time it connects and authenticates anew; it is made to be shared: register it as a singleton")
        .Says("A Kafka producer is made in every call of 'Produce', and each time it connects and authenticates anew; it is made to be shared: register it as a singleton")
        .Reports("""
            using Confluent.Kafka;
            using Grpc.Net.Client;
            using Microsoft.AspNetCore.Mvc;
            using Microsoft.Azure.Cosmos;
            using RabbitMQ.Client;
            using StackExchange.Redis;
            class OrdersController : ControllerBase
            {
                [HttpGet]
                public string? Get()
                {
                    var cosmos = [|new CosmosClient("x")|];
                    return cosmos.ToString();
                }
            }
            class Services(IConnectionFactory factory, ProducerConfig config)
            {
                public static void Add(IServiceCollection services) => services.AddScoped<Services>();
                public static void All(string[] addresses)
                {
                    foreach (var address in addresses)
                    {
                        using var channel = GrpcChannel.[|ForAddress|](address);
                        Console.WriteLine(channel.Target);
                    }
                }
                public async Task<string?> Get()
                {
                    var redis = await ConnectionMultiplexer.[|ConnectAsync|]("localhost");
                    return await redis.GetDatabase().StringGetAsync("x");
                }
                public async Task Send()
                {
                    await using var connection = await factory.[|CreateConnectionAsync|]();
                }
                public void Produce()
                {
                    using var producer = new ProducerBuilder<Null, string>(config).[|Build|]();
                    producer.Flush();
                }
            }
            """);

    [Fact]
    public Task Reports_the_other_clients() => Rule.File("Sdks.cs", Sdks).Reports("""
        using Azure.Messaging.ServiceBus;
        using Azure.Storage.Blobs;
        using Amazon.SQS;
        using MongoDB.Driver;
        using Microsoft.AspNetCore.Mvc;
        class OrdersController : ControllerBase
        {
            [HttpGet]
            public void Get()
            {
                Use([|new MongoClient("x")|]);
                Use([|new ServiceBusClient("x")|]);
                BlobServiceClient blobs = [|new("x")|];
                Use(blobs);
                Use([|new AmazonSQSClient()|]);
            }
            void Use(object client) { }
        }
        """);

    [Fact]
    public Task Reports_RabbitMQ_6() => Rule.On(References.Older).Reports("""
        using RabbitMQ.Client;
        using Microsoft.AspNetCore.Mvc;
        class OrdersController(ConnectionFactory factory) : ControllerBase
        {
            [HttpPost]
            public void Place()
            {
                using var connection = factory.[|CreateConnection|]();
                using var channel = connection.CreateModel();
            }
        }
        """);

    [Fact]
    public Task Reports_types_named_in_the_option() => Rule.With("dotnet_code_quality.DCK0917.expensive_client_types = Shop.SearchClient").Reports("""
        namespace Shop;
        using Microsoft.AspNetCore.Mvc;
        public class SearchClient;
        public class OtherClient;
        class SearchController : ControllerBase
        {
            [HttpGet]
            public string? Get()
            {
                SearchClient typed = [|new()|];
                return [|new SearchClient()|].ToString() + new OtherClient() + typed;
            }
        }
        """);

    [Fact]
    public Task Says_that_a_health_check_makes_one_each_time() => Rule
        .Says("A Redis connection is made for every health check, and each time it connects and authenticates anew; it is made to be shared: register it as a singleton")
        .Reports("""
            using Microsoft.Extensions.Diagnostics.HealthChecks;
            using StackExchange.Redis;
            class RedisCheck : IHealthCheck
            {
                public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancel = default)
                {
                    using var redis = await ConnectionMultiplexer.[|ConnectAsync|]("redis:6379");
                    return redis.IsConnected ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy();
                }
            }
            """);

    [Fact]
    public Task Silent_for_clients_that_are_kept_or_made_once() => Rule.File("Sdks.cs", Sdks).Silent("""
        using Grpc.Net.Client;
        using Microsoft.Azure.Cosmos;
        using RabbitMQ.Client;
        using StackExchange.Redis;
        class Startup
        {
            void Add(IServiceCollection services)
            {
                services.AddSingleton<IConnectionMultiplexer>(_ => ConnectionMultiplexer.Connect("localhost"));
                services.AddSingleton(_ => new CosmosClient("x"));
                services.AddSingleton<Bus>();
                var startup = GrpcChannel.ForAddress("http://config");
            }
        }
        class Bus(IConnectionFactory factory)
        {
            private static readonly CosmosClient s_cosmos = new("x");
            private IConnection? _connection;
            public async Task<IConnection> Get() => _connection ??= await factory.CreateConnectionAsync();
            public async Task Open() => _connection = await factory.CreateConnectionAsync();
            public async Task<IConnection> Make()
            {
                var connection = await factory.CreateConnectionAsync();
                return connection;
            }
        }
        class Worker(IConnectionFactory factory) : BackgroundService
        {
            protected override async Task ExecuteAsync(CancellationToken stop)
            {
                await using var connection = await factory.CreateConnectionAsync(stop);
                await Task.Delay(-1, stop);
            }
        }
        """);

    [Fact]
    public Task Silent_for_other_methods_of_these_names() => Rule.On(References.Framework).Silent("""
        using Microsoft.AspNetCore.Mvc;
        class CosmosClient;
        class Connector
        {
            public static Connector Connect() => new();
            public Connector Build() => this;
            public Connector CreateConnection() => this;
            public Connector ForAddress(string address) => this;
        }
        class OrdersController : ControllerBase
        {
            [HttpGet]
            public string? Get() => Connector.Connect().Build().CreateConnection().ForAddress("x").ToString() + new CosmosClient();
        }
        """);

    [Fact]
    public Task Silent_in_generated_code() => Rule.File("Made.g.cs", """
        // <auto-generated/>
        class Made : Microsoft.AspNetCore.Mvc.ControllerBase { public object Get() => Grpc.Net.Client.GrpcChannel.ForAddress("x").Target; }
        """).Silent("class Empty;");

    [Fact]
    public Task Silent_on_incomplete_code() => Rule.Incomplete().Silent("""
        using Grpc.Net.Client;
        class OrdersController : Microsoft.AspNetCore.Mvc.ControllerBase
        {
            public object Get() => (_channel ??= GrpcChannel.ForAddress(
        """);
}
