using DesignChecks.Concepts.Endpoints;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Concepts.Security;

/// <summary>Keys, passwords and tokens that a request carries in its URL.</summary>
internal static class UrlCredential
{
    /// <summary>How code spells them as keys of a query; words for listeners.</summary>
    public static readonly string[] Keys =
    [
        "api_key", "apiKey", "apikey", "ApiKey", "API_KEY", "access_token", "accessToken", "AccessToken", "accesstoken", "auth_token", "authToken", "refresh_token", "refreshToken",
        "password", "Password", "passwd", "pwd", "secret", "Secret", "client_secret", "clientSecret", "secret_key", "secretKey",
    ];

    /// <summary>Last words of names.</summary>
    private static readonly string[] Names =
        ["api key", "apikey", "access token", "accesstoken", "auth token", "bearer token", "refresh token", "password", "passwd", "pwd", "passphrase", "secret", "secret key"];

    /// <summary>Links that are used once and then worth nothing.</summary>
    private static readonly string[] OneTimeWords =
        ["confirm", "confirmation", "reset", "verify", "verification", "activate", "activation", "invite", "invitation", "unsubscribe", "magic", "recovery", "callback"];

    private static readonly TypeName[] Queries = [new("Microsoft.AspNetCore.Http.IQueryCollection"), new("System.Collections.Specialized.NameValueCollection")];
    private static readonly TypeName Hub = new("Microsoft.AspNetCore.SignalR.Hub");
    private static readonly TypeName JwtEvents = new("Microsoft.AspNetCore.Authentication.JwtBearer.JwtBearerEvents");

    public static bool IsNamed(string name) => Words.EndWithAny(name, Names);

    /// <summary>An input that callers put into the query or the path.</summary>
    public static bool Is(EndpointInput input) =>
        input.Source is BindingSource.Query or BindingSource.Route
        && (input.Type.SpecialType == SpecialType.System_String || input.Type.Name is "Guid" or "StringValues")
        && (IsNamed(input.Name) || IsNamed(input.Symbol.Name));

    public static bool IsOneTimeLink(Endpoint endpoint) =>
        (endpoint.Route is { } route && Words.ContainAny(route, OneTimeWords))
        || (endpoint.Handler is { MethodKind: not MethodKind.AnonymousFunction } handler && (Words.ContainAny(handler.Name, OneTimeWords) || Words.ContainAny(handler.ContainingType?.Name ?? "", OneTimeWords)));

    /// <summary>The same of code that reads the query itself: by the names of the method and the class around it.</summary>
    public static bool IsOneTimeLink(IOperation read)
    {
        for (var symbol = read.SemanticModel?.GetEnclosingSymbol(read.Syntax.SpanStart); symbol is IMethodSymbol or INamedTypeSymbol; symbol = symbol.ContainingSymbol)
        {
            if (Words.ContainAny(symbol.Name, OneTimeWords))
                return true;
        }

        return false;
    }

    /// <summary><c>request.Query["api_key"]</c> or <c>request.Query.TryGetValue("api_key", …)</c>, by the key.</summary>
    public static bool IsKeyOfQuery(IOperation key) => Code.UserOf(key) is IArgumentOperation { Parent: var reader } && reader switch
    {
        IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { } query } => IsQuery(query),
        IInvocationOperation { TargetMethod.Name: "TryGetValue" or "Get" or "GetValues", Instance: { } query } => IsQuery(query),
        _ => false,
    };

    /// <summary>
    /// True where the protocol leaves no other place: browsers can't set headers of WebSockets and event streams, so SignalR sends
    /// its token in the query.
    /// </summary>
    public static bool IsForSockets(IOperation read)
    {
        if (Code.Ancestors(read).Any(ancestor => ancestor is IAssignmentOperation { Target: IMemberReferenceOperation { Member.Name: "OnMessageReceived" } }))
            return true;
        var function = Code.Root(read);
        var owner = read.SemanticModel?.GetEnclosingSymbol(read.Syntax.SpanStart)?.ContainingType;
        return Hub.IsBaseOf(owner) || JwtEvents.IsBaseOf(owner)
            || Code.Within(function).Any(operation => operation is IMemberReferenceOperation { Member.Name: "WebSockets" or "IsWebSocketRequest" });
    }

    private static bool IsQuery(IOperation query) =>
        Values.Unwrap(query) is var plain && Queries.AnyIsBaseOf(plain.Type)
        && (plain is IPropertyReferenceOperation { Property.Name: "Query" } || Queries[0].IsBaseOf(plain.Type));
}
