using DesignChecks.Concepts.Endpoints;
using DesignChecks.Concepts.Security;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;

namespace DesignChecks.Rules.ApiDesign;

/// <summary>Finds passwords, keys and tokens that an endpoint takes from its URL.</summary>
internal sealed class CredentialInQueryString : Rule
{
    internal static readonly DiagnosticDescriptor Description = Describe.Create(
        id: "DCK0505",
        title: "Credential accepted in the query string",
        messageFormat: "'{0}' comes in the URL, and access logs, proxies and browser histories keep URLs; take it from the Authorization header, another header or the body",
        category: Area.ApiDesign,
        defaultSeverity: DiagnosticSeverity.Info,
        items: ["5.2", "14.1"],
        description: "The path and the query of a request are written to logs on every hop, kept in browser histories and sent on as referrer. A credential in them is soon known to many.");

    public CredentialInQueryString() : base(Description)
    {
    }

    public override Library[] Needs => [Library.AspNetCore, Library.HttpFunctions];

    public override void Listen(Listeners on)
    {
        on.Endpoint(Check);
        on.Text(UrlCredential.Keys, CheckRead);
    }

    private static void Check(Found found, Endpoint endpoint)
    {
        foreach (var input in endpoint.Inputs.Where(UrlCredential.Is))
        {
            if (UrlCredential.IsOneTimeLink(endpoint))
                return;
            if (input.Parameter.Locations.FirstOrDefault() is { } place && place.SourceTree == found.Node.SyntaxTree)
                found.Report(place, input.Name);
        }
    }

    private static void CheckRead(Found found, string key)
    {
        if (UrlCredential.IsNamed(key) && found.Operation is { } read && UrlCredential.IsKeyOfQuery(read) && !UrlCredential.IsForSockets(read) && !UrlCredential.IsOneTimeLink(read))
            found.Report(found.Node, key);
    }
}
