using DesignChecks.Concepts.Messaging;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;

namespace DesignChecks.Concepts;

/// <summary>A call that leaves the process: HTTP, gRPC, a database, a cache server, a cloud service, a broker.</summary>
internal static class OutboundCall
{
    private static readonly TypeName[] Clients =
    [
        new("System.Net.Http.HttpMessageInvoker"),
        new("Grpc.Core.ClientBase"),
        new("System.Data.Common.DbCommand"),
        new("System.Data.Common.DbConnection"),
        new("Microsoft.EntityFrameworkCore.DbContext"),
        new("Microsoft.EntityFrameworkCore.Infrastructure.DatabaseFacade"),
        new("StackExchange.Redis.IDatabaseAsync"),
        new("StackExchange.Redis.IConnectionMultiplexer"),
        new("RabbitMQ.Client.IChannel"),
        new("RabbitMQ.Client.IModel"),
        new("RabbitMQ.Client.IConnectionFactory"),
        new("Azure.Storage.Queues.QueueClient"),
        new("Amazon.Runtime.IAmazonService"),
        new("MongoDB.Driver.IMongoClient"),
        new("MailKit.IMailService"),
        new("System.Net.Mail.SmtpClient"),
        new("System.Net.Sockets.TcpClient"),
        new("System.Net.Sockets.Socket"),
        new("RestSharp.IRestClient"),
        new("Flurl.Http.IFlurlRequest"),
    ];

    /// <summary>Extension methods whose receiver is a connection, a query or a URL rather than a client.</summary>
    private static readonly TypeName[] ExtensionClasses =
    [
        new("System.Net.Http.Json.HttpClientJsonExtensions"),
        new("Dapper.SqlMapper"),
        new("Microsoft.EntityFrameworkCore.EntityFrameworkQueryableExtensions"),
        new("Microsoft.EntityFrameworkCore.RelationalDatabaseFacadeExtensions"),
        new("Flurl.Http.GeneratedExtensions"),
        new("RestSharp.RestClientExtensions"),
        new("RabbitMQ.Client.IChannelExtensions"),
    ];

    /// <summary>Members of clients that only configure or dispose.</summary>
    private static readonly string[] LocalMembers =
        ["Dispose", "DisposeAsync", "CancelPendingRequests", "GetHashCode", "Equals", "ToString", "GetType", "Add", "AddAsync", "AddRange", "Update", "Remove", "Set", "Entry", "Attach", "GetDatabase"];

    public static bool Is(Call call) =>
        Array.IndexOf(LocalMembers, call.Name) < 0
        && (ExtensionClasses.AnyIs(call.DeclaringType) || Clients.AnyIsBaseOf(call.Receiver?.Type ?? call.DeclaringType) || BrokerSend.Is(call));

    /// <summary>The first outbound call that runs as part of the code, its lambdas left out.</summary>
    public static Call? FirstIn(IOperation? code) =>
        Code.RunBy(code).Select(Call.From).OfType<Call>().FirstOrDefault(Is);
}
