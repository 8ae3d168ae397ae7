using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DesignChecks.Concepts;

/// <summary>Clients, channels and connections that their makers tell to share: thread-safe, and costly to make.</summary>
internal static class SharedClients
{
    private static readonly TypeName[] Types =
    [
        new("Microsoft.Azure.Cosmos.CosmosClient"),
        new("MongoDB.Driver.MongoClient"),
        new("Azure.Messaging.ServiceBus.ServiceBusClient"),
        new("Azure.Storage.Blobs.BlobServiceClient"),
        new("Azure.Storage.Queues.QueueServiceClient"),
        new("Amazon.Runtime.AmazonServiceClient"),
    ];

    /// <summary>Simple names of the types, those of the AWS services one by one.</summary>
    public static readonly string[] TypeNames =
    [
        "CosmosClient", "MongoClient", "ServiceBusClient", "BlobServiceClient", "QueueServiceClient",
        "AmazonS3Client", "AmazonSQSClient", "AmazonSimpleNotificationServiceClient", "AmazonDynamoDBClient", "AmazonKinesisClient", "AmazonLambdaClient",
        "AmazonSecretsManagerClient", "AmazonSimpleEmailServiceClient", "AmazonSimpleEmailServiceV2Client",
    ];

    /// <summary>Methods that make one.</summary>
    public static readonly string[] Makers = ["ForAddress", "Connect", "ConnectAsync", "Build", "CreateConnection", "CreateConnectionAsync"];

    private static readonly TypeName GrpcChannel = new("Grpc.Net.Client.GrpcChannel");
    private static readonly TypeName Multiplexer = new("StackExchange.Redis.ConnectionMultiplexer");
    private static readonly TypeName RabbitFactory = new("RabbitMQ.Client.IConnectionFactory");
    private static readonly TypeName ProducerBuilder = new("Confluent.Kafka.ProducerBuilder`2");

    public static bool Is(ITypeSymbol? type) => Types.AnyIsBaseOf(type);

    /// <summary>Cheap test before binding: <c>Connect</c> and <c>Build</c> are everybody's words.</summary>
    public static bool MayMake(InvocationExpressionSyntax call) =>
        call.Expression is MemberAccessExpressionSyntax access && access.Name.Identifier.ValueText switch
        {
            "Connect" or "ConnectAsync" => access.Expression.ToString().EndsWith("ConnectionMultiplexer", StringComparison.Ordinal),
            "Build" => access.Expression.ToString() is var receiver && (receiver.IndexOf("ProducerBuilder", StringComparison.Ordinal) >= 0 || receiver.EndsWith("uilder", StringComparison.Ordinal) && call.ArgumentList.Arguments.Count == 0),
            _ => true,
        };

    /// <summary>What the call makes, for messages; null when it makes something else.</summary>
    public static string? MadeBy(Call call) => call.Name switch
    {
        "ForAddress" when call.IsOn(GrpcChannel) => "A gRPC channel",
        "Connect" or "ConnectAsync" when call.IsOn(Multiplexer) => "A Redis connection",
        "CreateConnection" or "CreateConnectionAsync" when RabbitFactory.IsBaseOf(call.Receiver?.Type) => "A RabbitMQ connection",
        "Build" when ProducerBuilder.IsBaseOf(call.Receiver?.Type) => "A Kafka producer",
        _ => null,
    };
}
