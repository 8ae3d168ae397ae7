using DesignChecks.Concepts;
using DesignChecks.Concepts.Http;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Rules.Networking;

/// <summary>Finds clients that live as long as the process and never give up a connection: DNS changes don't reach them.</summary>
internal sealed class LongLivedHttpClientPinsDns : Rule
{
    internal static readonly DiagnosticDescriptor Description = Describe.Create(
        id: "DCK0916",
        title: "Long-lived HttpClient pins DNS",
        messageFormat: "This HttpClient lives as long as {0} and keeps its connections without end, so it stays on the old address after a failover or a move; give it a SocketsHttpHandler with a PooledConnectionLifetime, or use IHttpClientFactory",
        category: Area.Networking,
        defaultSeverity: DiagnosticSeverity.Info,
        items: ["9.2"],
        description: "HttpClient resolves a name when it opens a connection. PooledConnectionLifetime is infinite by default, so a busy connection is never opened anew and DNS changes are not seen.");

    private static readonly TypeName SocketsHandler = new("System.Net.Http.SocketsHttpHandler");
    private static readonly TypeName ClientHandler = new("System.Net.Http.HttpClientHandler");

    public LongLivedHttpClientPinsDns() : base(Description)
    {
    }

    public override FixAvailability Fix => FixAvailability.Sometimes;

    public override Library[] Needs => [Library.HttpClient];

    public override void Listen(Listeners on)
    {
        on.LooksUp(ServiceLifetimes.Words);
        on.Creation(["HttpClient"], Check);
    }

    private static void Check(Found found, IObjectCreationOperation creation)
    {
        if (!HttpClients.ClientType.Is(creation.Type) || HttpClients.IsUserProgram(found.World) || found.World.Type(SocketsHandler.MetadataName) is null)
            return;
        if (!KeepsConnections(creation, found) || Owner(creation, found) is not { } owner || HttpClients.IsLocal(creation.Syntax))
            return;
        found.Report(creation.Syntax.GetLocation(), FixFacts.None, owner);
    }

    /// <summary>True without a handler, with a HttpClientHandler (which can't limit it), or with a SocketsHttpHandler that doesn't.</summary>
    private static bool KeepsConnections(IObjectCreationOperation client, Found found)
    {
        if (client.Arguments.IsEmpty)
            return true;
        return Held.ValueOf(client.Arguments[0].Value, found.World, found.Cancel) is IObjectCreationOperation handler
            && (ClientHandler.Is(handler.Type) || SocketsHandler.Is(handler.Type) && Settings.Of(handler) is { } settings && !settings.Sets("PooledConnectionLifetime"));
    }

    /// <summary>What the client lives as long as; null when it may be short-lived.</summary>
    private static string? Owner(IObjectCreationOperation client, Found found)
    {
        if (IsGivenToSingleton(client))
            return "the process";
        // Lazy<HttpClient>(() => new HttpClient()): the lazy value is what is held.
        var holder = HttpClients.HolderOf(client) ?? (LazyAround(client) is { } lazy ? HttpClients.HolderOf(lazy) : null);
        if (holder is not (IFieldSymbol or IPropertySymbol))
            return null;
        if (holder.IsStatic)
            return "the process";
        return ServiceLifetimes.IsSingleton(holder.ContainingType, found.World, found.Cancel) ? $"the singleton '{holder.ContainingType.Name}'" : null;
    }

    private static IObjectCreationOperation? LazyAround(IObjectCreationOperation client) =>
        Code.Ancestors(client).OfType<IAnonymousFunctionOperation>().FirstOrDefault() is { } lambda
        && Code.UserOf(lambda) is IArgumentOperation { Parent: IObjectCreationOperation { Type.Name: "Lazy" } lazy }
            ? lazy
            : null;

    /// <summary><c>AddSingleton(new HttpClient())</c>, or a factory of one.</summary>
    private static bool IsGivenToSingleton(IObjectCreationOperation client)
    {
        var user = Code.UserOf(client);
        if (user is IReturnOperation && Code.Ancestors(client).OfType<IAnonymousFunctionOperation>().FirstOrDefault() is { } factory)
            user = Code.UserOf(factory);
        return user is IArgumentOperation { Parent: var call } && Call.From(call) is { Name: "AddSingleton" or "TryAddSingleton" };
    }
}
