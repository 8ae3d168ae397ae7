namespace DesignChecks.Engine;

/// <summary>A library that rules are about, known by one type that each of its versions has.</summary>
internal sealed class Library(string name, params string[] anchors)
{
    public static readonly Library HttpClient = new("HttpClient", "System.Net.Http.HttpClient") { In = ["System.Net.Http", "netstandard"] };
    public static readonly Library HttpClientFactory = new("HttpClientFactory", "Microsoft.Extensions.DependencyInjection.IHttpClientBuilder") { In = ["Microsoft.Extensions.Http"] };
    public static readonly Library PollyCore = new("Polly 8", "Polly.ResiliencePipelineBuilder") { In = ["Polly.Core"] };
    public static readonly Library PollyPolicies = new("Polly 7", "Polly.PolicyBuilder") { In = ["Polly"] };
    public static readonly Library HttpResilience = new("HTTP resilience", "Microsoft.Extensions.Http.Resilience.HttpStandardResilienceOptions") { In = ["Microsoft.Extensions.Http.Resilience"] };
    public static readonly Library GrpcClient = new("gRPC client", "Grpc.Core.ClientBase") { In = ["Grpc.Core.Api", "Grpc.Core"] };
    public static readonly Library Dapper = new("Dapper", "Dapper.SqlMapper") { In = ["Dapper"] };
    public static readonly Library AspNetCore = new("ASP.NET Core", "Microsoft.AspNetCore.Builder.IApplicationBuilder") { In = ["Microsoft.AspNetCore.Http.Abstractions"] };
    public static readonly Library HttpFunctions = new("HTTP functions", "Microsoft.Azure.Functions.Worker.HttpTriggerAttribute", "Microsoft.Azure.WebJobs.HttpTriggerAttribute");
    public static readonly Library ApiVersioning = new("Asp.Versioning", "Asp.Versioning.ApiVersion") { In = ["Asp.Versioning.Abstractions"] };
    public static readonly Library EfCore = new("EF Core", "Microsoft.EntityFrameworkCore.DbContext") { In = ["Microsoft.EntityFrameworkCore"] };
    public static readonly Library EfAttributes = new("EF Core attributes", "Microsoft.EntityFrameworkCore.IndexAttribute") { In = ["Microsoft.EntityFrameworkCore.Abstractions"] };
    public static readonly Library EfMigrations = new("EF Core migrations", "Microsoft.EntityFrameworkCore.Migrations.Migration") { In = ["Microsoft.EntityFrameworkCore.Relational"] };
    public static readonly Library FluentMigrator = new("FluentMigrator", "FluentMigrator.MigrationBase") { In = ["FluentMigrator"] };
    public static readonly Library Hosting = new("Hosting", "Microsoft.Extensions.Hosting.BackgroundService") { In = ["Microsoft.Extensions.Hosting.Abstractions"] };
    public static readonly Library MemoryCache = new("Memory cache", "Microsoft.Extensions.Caching.Memory.IMemoryCache") { In = ["Microsoft.Extensions.Caching.Abstractions"] };
    public static readonly Library DistributedCache = new("Distributed cache", "Microsoft.Extensions.Caching.Distributed.IDistributedCache") { In = ["Microsoft.Extensions.Caching.Abstractions"] };
    public static readonly Library Redis = new("StackExchange.Redis", "StackExchange.Redis.IDatabase") { In = ["StackExchange.Redis"] };
    public static readonly Library RabbitMq = new("RabbitMQ.Client", "RabbitMQ.Client.IChannel", "RabbitMQ.Client.IModel") { In = ["RabbitMQ.Client"] };
    public static readonly Library ServiceBus = new("Azure Service Bus", "Azure.Messaging.ServiceBus.ServiceBusClient") { In = ["Azure.Messaging.ServiceBus"] };
    public static readonly Library Kafka = new("Confluent.Kafka", "Confluent.Kafka.ClientConfig") { In = ["Confluent.Kafka"] };
    public static readonly Library MassTransit = new("MassTransit", "MassTransit.IPublishEndpoint") { In = ["MassTransit.Abstractions"] };
    public static readonly Library Rebus = new("Rebus", "Rebus.Bus.IBus") { In = ["Rebus"] };
    public static readonly Library Wolverine = new("Wolverine", "Wolverine.IMessageBus") { In = ["Wolverine"] };
    public static readonly Library Cap = new("CAP", "DotNetCore.CAP.ICapPublisher") { In = ["DotNetCore.CAP"] };
    public static readonly Library NServiceBus = new("NServiceBus", "NServiceBus.IMessageSession") { In = ["NServiceBus.Core"] };
    public static readonly Library StorageQueues = new("Azure Storage Queues", "Azure.Storage.Queues.QueueClient") { In = ["Azure.Storage.Queues"] };
    public static readonly Library Sqs = new("Amazon SQS", "Amazon.SQS.IAmazonSQS") { In = ["AWSSDK.SQS"] };
    public static readonly Library Sns = new("Amazon SNS", "Amazon.SimpleNotificationService.IAmazonSimpleNotificationService") { In = ["AWSSDK.SimpleNotificationService"] };
    public static readonly Library Channels = new("Channels", "System.Threading.Channels.Channel") { In = ["System.Threading.Channels"] };
    public static readonly Library Dataflow = new("TPL Dataflow", "System.Threading.Tasks.Dataflow.DataflowBlock") { In = ["System.Threading.Tasks.Dataflow"] };
    public static readonly Library Transactions = new("Transactions", "System.Transactions.TransactionScope") { In = ["System.Transactions.Local", "System.Transactions", "netstandard"] };
    public static readonly Library Logging = new("Logging", "Microsoft.Extensions.Logging.ILogger") { In = ["Microsoft.Extensions.Logging.Abstractions"] };
    public static readonly Library Serilog = new("Serilog", "Serilog.ILogger") { In = ["Serilog"] };
    public static readonly Library NLog = new("NLog", "NLog.ILogger") { In = ["NLog"] };
    public static readonly Library Metrics = new("Metrics", "System.Diagnostics.Metrics.Meter") { In = ["System.Diagnostics.DiagnosticSource"] };
    public static readonly Library Prometheus = new("prometheus-net", "Prometheus.Metrics") { In = ["Prometheus.NetStandard"] };

    public string Name { get; } = name;

    /// <summary>Types of which at least one exists wherever the library is referenced.</summary>
    public IReadOnlyList<string> Anchors { get; } = anchors;

    /// <summary>
    /// The assemblies that define the types. A name among a compilation's references is enough: looking types up in every
    /// reference costs a small project more than all that is found in its code.
    /// </summary>
    public string[] In { get; init; } = [];

    public bool IsIn(World world) =>
        Array.Exists(In, world.References) || Anchors.Any(anchor => world.Compilation.Assembly.GetTypeByMetadataName(anchor) is not null);

    public override string ToString() => Name;
}
