using Microsoft.CodeAnalysis;

namespace DesignChecks.Engine;

/// <summary>A library that rules are about, known by one type that each of its versions has.</summary>
internal sealed class Library(string name, params string[] anchors)
{
    public static readonly Library HttpClient = new("HttpClient", "System.Net.Http.HttpClient");
    public static readonly Library HttpClientFactory = new("HttpClientFactory", "Microsoft.Extensions.DependencyInjection.IHttpClientBuilder");
    public static readonly Library PollyCore = new("Polly 8", "Polly.ResiliencePipelineBuilder");
    public static readonly Library PollyPolicies = new("Polly 7", "Polly.PolicyBuilder");
    public static readonly Library HttpResilience = new("HTTP resilience", "Microsoft.Extensions.Http.Resilience.HttpStandardResilienceOptions");
    public static readonly Library Dapper = new("Dapper", "Dapper.SqlMapper");
    public static readonly Library AspNetCore = new("ASP.NET Core", "Microsoft.AspNetCore.Builder.IApplicationBuilder");
    public static readonly Library EfCore = new("EF Core", "Microsoft.EntityFrameworkCore.DbContext");
    public static readonly Library EfAttributes = new("EF Core attributes", "Microsoft.EntityFrameworkCore.IndexAttribute");
    public static readonly Library EfMigrations = new("EF Core migrations", "Microsoft.EntityFrameworkCore.Migrations.Migration");
    public static readonly Library FluentMigrator = new("FluentMigrator", "FluentMigrator.MigrationBase");
    public static readonly Library Hosting = new("Hosting", "Microsoft.Extensions.Hosting.BackgroundService");
    public static readonly Library MemoryCache = new("Memory cache", "Microsoft.Extensions.Caching.Memory.IMemoryCache");
    public static readonly Library DistributedCache = new("Distributed cache", "Microsoft.Extensions.Caching.Distributed.IDistributedCache");
    public static readonly Library Redis = new("StackExchange.Redis", "StackExchange.Redis.IDatabase");
    public static readonly Library RabbitMq = new("RabbitMQ.Client", "RabbitMQ.Client.IChannel", "RabbitMQ.Client.IModel");
    public static readonly Library ServiceBus = new("Azure Service Bus", "Azure.Messaging.ServiceBus.ServiceBusClient");
    public static readonly Library Kafka = new("Confluent.Kafka", "Confluent.Kafka.ClientConfig");
    public static readonly Library MassTransit = new("MassTransit", "MassTransit.IPublishEndpoint");
    public static readonly Library Rebus = new("Rebus", "Rebus.Bus.IBus");
    public static readonly Library Wolverine = new("Wolverine", "Wolverine.IMessageBus");
    public static readonly Library Cap = new("CAP", "DotNetCore.CAP.ICapPublisher");
    public static readonly Library NServiceBus = new("NServiceBus", "NServiceBus.IMessageSession");
    public static readonly Library StorageQueues = new("Azure Storage Queues", "Azure.Storage.Queues.QueueClient");
    public static readonly Library Sqs = new("Amazon SQS", "Amazon.SQS.IAmazonSQS");
    public static readonly Library Sns = new("Amazon SNS", "Amazon.SimpleNotificationService.IAmazonSimpleNotificationService");
    public static readonly Library Channels = new("Channels", "System.Threading.Channels.Channel");
    public static readonly Library Dataflow = new("TPL Dataflow", "System.Threading.Tasks.Dataflow.DataflowBlock");
    public static readonly Library Transactions = new("Transactions", "System.Transactions.TransactionScope");
    public static readonly Library Logging = new("Logging", "Microsoft.Extensions.Logging.ILogger");
    public static readonly Library Serilog = new("Serilog", "Serilog.ILogger");
    public static readonly Library NLog = new("NLog", "NLog.ILogger");
    public static readonly Library Metrics = new("Metrics", "System.Diagnostics.Metrics.Meter");
    public static readonly Library Prometheus = new("prometheus-net", "Prometheus.Metrics");

    public string Name { get; } = name;

    /// <summary>Types of which at least one exists wherever the library is referenced.</summary>
    public IReadOnlyList<string> Anchors { get; } = anchors;

    public bool IsIn(Compilation compilation) => Anchors.Any(anchor => !compilation.GetTypesByMetadataName(anchor).IsEmpty);

    public override string ToString() => Name;
}
