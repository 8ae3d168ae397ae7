using DesignChecks.Concepts;
using DesignChecks.Concepts.Http;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Rules.Networking;

/// <summary>Finds HttpClients that are made for every call: each has its own connections.</summary>
internal sealed class HttpClientPerCall : Rule
{
    internal static readonly DiagnosticDescriptor Description = Describe.Create(
        id: "DCK0915",
        title: "HttpClient created per call",
        messageFormat: "An HttpClient is made {0}, each with connections of its own that stay in TIME_WAIT when it is gone, so under load the ports run out; use IHttpClientFactory, or one client with a PooledConnectionLifetime",
        category: Area.Networking,
        defaultSeverity: DiagnosticSeverity.Warning,
        items: ["9.2", "9.4"],
        description: "A new HttpClient with its own handler opens new connections and, when it is disposed, leaves them to the operating system for minutes. Made per call, it also pays for a TCP and a TLS handshake each time.");

    private static readonly TypeName SocketsHandler = new("System.Net.Http.SocketsHttpHandler");

    public HttpClientPerCall() : base(Description)
    {
    }

    public override Library[] Needs => [Library.HttpClient];

    public override void Listen(Listeners on)
    {
        on.LooksUp(PerCallCode.Words);
        on.Creation(["HttpClient"], Check);
    }

    private static void Check(Found found, IObjectCreationOperation creation)
    {
        // Without SocketsHttpHandler it is .NET Framework, where connections are shared by the process.
        if (!HttpClients.ClientType.Is(creation.Type) || HttpClients.IsUserProgram(found.World) || found.World.Type(SocketsHandler.MetadataName) is null)
            return;
        // A few ports a minute run out of nothing, and a check with connections of its own tells more.
        if (PerCallCode.IsInHealthCheck(creation, found.World, found.Cancel))
            return;
        if (OwnsHandler(creation, found) && PerCallCode.Making(creation, found.World, found.Cancel) is { } when)
            found.Report(creation.Syntax.GetLocation(), when);
    }

    private static bool OwnsHandler(IObjectCreationOperation client, Found found) =>
        client.Arguments.IsEmpty || Values.Unwrap(client.Arguments[0].Value) switch
        {
            IObjectCreationOperation => true,
            ILocalReferenceOperation local => Held.ValueOf(local, found.World, found.Cancel) is IObjectCreationOperation made && made.Syntax.Span.Start > Code.EnclosingBody(client).Syntax.SpanStart,
            _ => false,
        };
}
