using DesignChecks.Concepts.Http;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Concepts.Addresses;

/// <summary>What stands at an address.</summary>
internal enum AddressOf
{
    Service,
    Broker,
    Cache,
    Database,
}

/// <summary>An address that code spells out and gives to a client, a channel or a connection.</summary>
/// <param name="Address">Where it leads.</param>
/// <param name="Of">What stands there.</param>
/// <param name="Value">The expression that is given.</param>
internal sealed record GivenAddress(Address Address, AddressOf Of, IOperation Value)
{
    /// <summary>The literal that holds the host, where it is part of what is given; else the whole expression.</summary>
    public Location Place => Value.Syntax.DescendantNodesAndSelf()
        .FirstOrDefault(node => node is LiteralExpressionSyntax { Token.Value: string } or InterpolatedStringExpressionSyntax && node.ToString().IndexOf(Address.Host, StringComparison.OrdinalIgnoreCase) >= 0)?.GetLocation()
        ?? Value.Syntax.GetLocation();
}

/// <summary>Lets rules listen for addresses where code gives them to something that calls them.</summary>
internal static class AddressListening
{
    private static readonly TypeName Message = new("System.Net.Http.HttpRequestMessage");
    private static readonly TypeName[] Senders = [HttpClients.ClientType, new("System.Net.Http.Json.HttpClientJsonExtensions")];
    private static readonly TypeName Channel = new("Grpc.Net.Client.GrpcChannel");
    private static readonly TypeName GrpcOptions = new("Grpc.Net.ClientFactory.GrpcClientFactoryOptions");
    private static readonly TypeName[] Refit = [new("Refit.RestService")];
    private static readonly TypeName Multiplexer = new("StackExchange.Redis.ConnectionMultiplexer");
    private static readonly TypeName RabbitFactory = new("RabbitMQ.Client.ConnectionFactory");
    private static readonly TypeName KafkaConfig = new("Confluent.Kafka.ClientConfig");
    private static readonly TypeName AwsConfig = new("Amazon.Runtime.ClientConfig");
    private static readonly TypeName Connection = new("System.Data.Common.DbConnection");
    private static readonly TypeName MongoClient = new("MongoDB.Driver.MongoClient");
    private static readonly TypeName RestClient = new("RestSharp.RestClient");

    private static readonly string[] Requests =
    [
        "GetAsync", "GetStringAsync", "GetByteArrayAsync", "GetStreamAsync", "PostAsync", "PutAsync", "PatchAsync", "DeleteAsync",
        "GetFromJsonAsync", "GetFromJsonAsAsyncEnumerable", "PostAsJsonAsync", "PutAsJsonAsync", "PatchAsJsonAsync", "DeleteFromJsonAsync",
    ];

    private static readonly string[] Providers = ["UseSqlServer", "UseAzureSql", "UseNpgsql", "UseMySql", "UseMySQL", "UseOracle", "UseCosmos"];
    private static readonly string[] Connections = ["SqlConnection", "NpgsqlConnection", "MySqlConnection", "OracleConnection"];

    /// <summary>Clients of Azure: they take the address of an account, which each environment has its own of.</summary>
    private static readonly string[] AzureClients =
    [
        "ServiceBusClient", "ServiceBusAdministrationClient", "EventHubProducerClient", "EventHubConsumerClient", "BlobServiceClient", "BlobContainerClient", "QueueServiceClient", "QueueClient",
        "TableServiceClient", "TableClient", "CosmosClient", "SecretClient", "KeyClient", "CertificateClient", "SearchClient", "AzureOpenAIClient",
    ];

    public static void GivenAddress(this Listeners on, Action<Found, GivenAddress> handle)
    {
        OfRequests(on, handle);
        OfChannels(on, handle);
        OfBrokersAndCaches(on, handle);
        OfDatabases(on, handle);
    }

    private static void OfRequests(Listeners on, Action<Found, GivenAddress> handle)
    {
        on.Assignment(["BaseAddress", "RequestUri"], (found, assignment) =>
        {
            if (OwnerOf(assignment) is { } owner && (HttpClients.ClientType.Is(owner) || Message.Is(owner)))
                Take(found, assignment.Value, AddressOf.Service, handle);
        });
        on.Creation(["HttpRequestMessage"], (found, creation) =>
        {
            if (Message.Is(creation.Type))
                Take(found, creation.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == "requestUri")?.Value, AddressOf.Service, handle);
        });
        on.Call(Requests, (found, call) =>
        {
            if (call.IsOn(Senders))
                Take(found, call.Argument("requestUri"), AddressOf.Service, handle);
        }, where: MayNameHost);
        on.Call(["For"], (found, call) =>
        {
            if (call.IsOn(Refit))
                Take(found, call.Argument("hostUrl"), AddressOf.Service, handle);
        }, where: call => call.Expression is MemberAccessExpressionSyntax access && access.Expression.ToString().EndsWith("RestService", StringComparison.Ordinal));
        on.Creation(["RestClient"], (found, creation) =>
        {
            if (RestClient.Is(creation.Type))
                Take(found, creation.Arguments.FirstOrDefault()?.Value, AddressOf.Service, handle);
        });
    }

    /// <summary>Cheap test before binding: half of all repositories have a <c>GetAsync</c>.</summary>
    private static bool MayNameHost(InvocationExpressionSyntax call) =>
        call.ArgumentList.Arguments.FirstOrDefault()?.Expression is { } address && address.GetFirstToken().ValueText is var first
        && (first.StartsWith("http", StringComparison.OrdinalIgnoreCase)
            || address is InterpolatedStringExpressionSyntax { Contents: [InterpolatedStringTextSyntax text, ..] } && text.ToString().StartsWith("http", StringComparison.OrdinalIgnoreCase)
            || address is IdentifierNameSyntax or BinaryExpressionSyntax or ObjectCreationExpressionSyntax && SaysClient(call));

    private static bool SaysClient(InvocationExpressionSyntax call) =>
        call.Expression is MemberAccessExpressionSyntax access && access.Expression.ToString() is var receiver
        && (receiver.IndexOf("http", StringComparison.OrdinalIgnoreCase) >= 0 || receiver.EndsWith("client", StringComparison.OrdinalIgnoreCase));

    private static void OfChannels(Listeners on, Action<Found, GivenAddress> handle)
    {
        on.Call(["ForAddress"], (found, call) =>
        {
            if (call.IsOn(Channel))
                Take(found, call.Argument("address"), AddressOf.Service, handle);
        });
        on.Call(["AddGrpcClient"], (found, call) =>
        {
            foreach (var assignment in AssignedIn(call, "Address").Where(assignment => GrpcOptions.Is(OwnerOf(assignment))))
                Take(found, assignment.Value, AddressOf.Service, handle);
        });
        on.Creation(AzureClients, (found, creation) =>
        {
            if (creation.Type?.ContainingNamespace?.ToDisplayString() is { } space && (space.StartsWith("Azure.", StringComparison.Ordinal) || space == "Microsoft.Azure.Cosmos"))
                Take(found, creation.Arguments.FirstOrDefault()?.Value, creation.Type.Name.StartsWith("Cosmos", StringComparison.Ordinal) ? AddressOf.Database : AddressOf.Service, handle, mayBeHost: true);
        });
        on.Assignment(["ServiceURL"], (found, assignment) =>
        {
            if (AwsConfig.IsBaseOf(OwnerOf(assignment)))
                Take(found, assignment.Value, AddressOf.Service, handle);
        });
    }

    private static void OfBrokersAndCaches(Listeners on, Action<Found, GivenAddress> handle)
    {
        on.Call(["Connect", "ConnectAsync"], (found, call) =>
        {
            if (call.IsOn(Multiplexer))
                Take(found, call.Argument("configuration"), AddressOf.Cache, handle, mayBeHost: true);
        }, where: SharedClients.MayMake);
        on.Call(["AddStackExchangeRedisCache", "AddStackExchangeRedis"], (found, call) =>
        {
            Take(found, call.Argument("redisConnectionString"), AddressOf.Cache, handle, mayBeHost: true);
            foreach (var assignment in AssignedIn(call, "Configuration").Where(assignment => assignment.Value.Type?.SpecialType == SpecialType.System_String))
                Take(found, assignment.Value, AddressOf.Cache, handle, mayBeHost: true);
        });
        on.Creation(["ConnectionFactory"], (found, creation) =>
        {
            if (!RabbitFactory.Is(creation.Type) || Settings.Of(creation) is not { } settings)
                return;
            Take(found, settings.Value("HostName"), AddressOf.Broker, handle, mayBeHost: true);
            Take(found, settings.Value("Uri"), AddressOf.Broker, handle, mayBeHost: true);
        });
        on.Call(["Host"], (found, call) =>
        {
            if (call.DeclaringType.ContainingNamespace?.ToDisplayString() == "MassTransit" && (call.HasParameter("host") || call.HasParameter("hostAddress") || call.HasParameter("connectionString")))
                Take(found, call.Argument("host") ?? call.Argument("hostAddress") ?? call.Argument("connectionString"), AddressOf.Broker, handle, mayBeHost: true);
        }, where: call => call.ArgumentList.Arguments.FirstOrDefault()?.Expression is LiteralExpressionSyntax or BaseObjectCreationExpressionSyntax or IdentifierNameSyntax);
        on.Assignment(["BootstrapServers"], (found, assignment) =>
        {
            if (KafkaConfig.IsBaseOf(OwnerOf(assignment)))
                Take(found, assignment.Value, AddressOf.Broker, handle, mayBeHost: true);
        });
    }

    private static void OfDatabases(Listeners on, Action<Found, GivenAddress> handle)
    {
        on.Call(Providers, (found, call) => Take(found, call.Argument("connectionString") ?? call.Argument("accountEndpoint"), AddressOf.Database, handle));
        on.Creation(Connections, (found, creation) =>
        {
            if (Connection.IsBaseOf(creation.Type))
                Take(found, creation.Arguments.FirstOrDefault()?.Value, AddressOf.Database, handle);
        });
        on.Creation(["MongoClient"], (found, creation) =>
        {
            if (MongoClient.Is(creation.Type))
                Take(found, creation.Arguments.FirstOrDefault()?.Value, AddressOf.Database, handle);
        });
    }

    private static ITypeSymbol? OwnerOf(IAssignmentOperation assignment) => (assignment.Target as IPropertyReferenceOperation) is { } target ? target.Instance?.Type ?? target.Property.ContainingType : null;

    private static IEnumerable<IAssignmentOperation> AssignedIn(Call call, string property) =>
        call.Arguments.Select(argument => argument.Value).OfType<IAnonymousFunctionOperation>()
            .SelectMany(lambda => Code.Within(lambda.Body).OfType<IAssignmentOperation>())
            .Where(assignment => assignment.Target is IPropertyReferenceOperation { Property.Name: var name } && name == property);

    /// <param name="found">Where.</param>
    /// <param name="value">What is given.</param>
    /// <param name="of">What it is given to.</param>
    /// <param name="handle">Hears of it.</param>
    /// <param name="mayBeHost">Whether <c>host</c> and <c>host:port</c> are addresses here: of a request they are paths, of a database names of settings.</param>
    private static void Take(Found found, IOperation? value, AddressOf of, Action<Found, GivenAddress> handle, bool mayBeHost = false)
    {
        if (AddressText.Of(value, found.World, found.Cancel) is not { } text)
            return;
        var address = Address.OfUri(text) ?? Address.OfConnectionString(text) ?? (mayBeHost ? Address.OfHost(text.Split(',', ';')[0]) : null);
        if (address is not null)
            handle(found, new GivenAddress(address, of, value!));
    }
}
