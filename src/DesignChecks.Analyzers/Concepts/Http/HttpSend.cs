using DesignChecks.Concepts.Addresses;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Concepts.Http;

/// <summary>A request that code sends with HttpClient.</summary>
/// <param name="Call">The call that sends.</param>
/// <param name="Method">The HTTP method in capitals; null when code doesn't show it.</param>
/// <param name="Path">What code shows of the address, the names of what it puts in for the parts that vary; null when it shows nothing.</param>
internal sealed record HttpSend(Call Call, string? Method, string? Path)
{
    private static readonly TypeName[] Senders = [new("System.Net.Http.HttpClient"), new("System.Net.Http.HttpMessageInvoker"), new("System.Net.Http.Json.HttpClientJsonExtensions")];
    private static readonly TypeName MessageType = new("System.Net.Http.HttpRequestMessage");
    private static readonly TypeName TokenType = new("System.Threading.CancellationToken");
    private static readonly TypeName MethodType = new("System.Net.Http.HttpMethod");

    /// <summary>Words of addresses whose POST only asks: no harm in asking twice.</summary>
    private static readonly string[] Questions =
        ["search", "query", "graphql", "token", "oauth", "oauth2", "auth", "login", "introspect", "validate", "preview", "calculate", "embeddings", "completions", "translate"];

    /// <summary>Paths whose POST or PATCH may be sent twice.</summary>
    public static readonly TextListOption SafePaths = new(
        "safe_post_paths", "Parts of addresses whose POST or PATCH may be sent twice without harm.", "search, query, graphql, token, login, validate, preview, calculate, …");

    /// <summary>POST and PATCH: sent twice, the work may be done twice.</summary>
    public bool IsUnsafe => Method is "POST" or "PATCH";

    public static HttpSend? From(Call call, World world, CancellationToken cancel)
    {
        if (!call.IsOn(Senders))
            return null;
        if (call.Name is "SendAsync" or "Send")
            return OfMessage(call, world, cancel);
        var method = Verbs.FirstOrDefault(verb => call.Name.StartsWith(verb, StringComparison.Ordinal) && call.Name.EndsWith("Async", StringComparison.Ordinal));
        return method is null ? null : new HttpSend(call, method.ToUpperInvariant(), AddressText.Of(call.Argument("requestUri")));
    }

    private static readonly string[] Verbs = ["Get", "Post", "Put", "Patch", "Delete"];

    /// <summary>The requests that run as part of the code.</summary>
    public static IEnumerable<HttpSend> In(IOperation? code, World world, CancellationToken cancel) =>
        Code.RunBy(code).Select(Call.From).OfType<Call>().Select(call => From(call, world, cancel)).OfType<HttpSend>();

    /// <summary>The host of an absolute address that code spells out; null for any other.</summary>
    public string? Host => Path is { } path && Uri.TryCreate(path.Split('{')[0], UriKind.Absolute, out var address) && (address.Scheme is "http" or "https") && address.Host.Length > 0 ? address.Host : null;

    /// <summary>The requests that run as part of the code, also inside a method of the same type that it calls; with the place in the code that leads there.</summary>
    public static IEnumerable<(HttpSend Send, SyntaxNode At)> ReachedFrom(IOperation? code, World world, CancellationToken cancel)
    {
        foreach (var call in Code.RunBy(code).Select(Call.From).OfType<Call>())
        {
            if (From(call, world, cancel) is { } direct)
                yield return (direct, call.Syntax);
            else if (IsOwn(call.Method, code!))
            {
                foreach (var send in In(world.BodyOf(call.Method, cancel), world, cancel))
                    yield return (send, call.Syntax);
            }
        }
    }

    /// <summary>A local function, or a method of the type in which the code stands; not the one that is running.</summary>
    public static bool IsOwn(IMethodSymbol called, IOperation code) =>
        !called.DeclaringSyntaxReferences.Any(reference => reference.SyntaxTree == code.Syntax.SyntaxTree && reference.Span.Contains(code.Syntax.Span))
        && (called.MethodKind == MethodKind.LocalFunction
            || code.Syntax.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } type && called.ContainingType.DeclaringSyntaxReferences.Any(reference => reference.SyntaxTree == type.SyntaxTree && reference.Span == type.Span));

    /// <summary>True when the call waits for the headers only: the body is read later, outside of HttpClient.Timeout.</summary>
    public bool IsStreamed =>
        Call.Name == "GetStreamAsync" || Call.Argument("completionOption") is IFieldReferenceOperation { Field.Name: "ResponseHeadersRead" };

    /// <summary>True when the caller may end the call: it passes a token other than the one that never ends.</summary>
    public bool PassesToken => Call.ArgumentOf(TokenType) is { } token
        && token is not (IDefaultValueOperation or ILiteralOperation or IPropertyReferenceOperation { Property: { Name: "None", IsStatic: true } });

    /// <summary>True when the address says that the POST only asks, or a team says so of the path.</summary>
    public bool OnlyAsks(string[] safePaths) => OnlyAsks(Path, safePaths);

    public static bool OnlyAsks(string? path, string[] safePaths) =>
        path is not null && (safePaths.Any(safe => path.IndexOf(safe, StringComparison.OrdinalIgnoreCase) >= 0) || Words.ContainAny(path.Split('?')[0], Questions));

    /// <summary>The requests that a type's code sends.</summary>
    public static IEnumerable<HttpSend> InType(SyntaxNode type, World world, CancellationToken cancel) =>
        type.DescendantNodes().OfType<InvocationExpressionSyntax>().Where(MayBe)
            .Select(call => Call.From(world.OperationAt(call, cancel))).OfType<Call>()
            .Select(call => From(call, world, cancel)).OfType<HttpSend>();

    private static bool MayBe(InvocationExpressionSyntax call)
    {
        var name = call.Expression switch
        {
            MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
            MemberBindingExpressionSyntax binding => binding.Name.Identifier.ValueText,
            _ => "",
        };
        return name is "Send" || name.EndsWith("Async", StringComparison.Ordinal) && (name is "SendAsync" || Verbs.Any(verb => name.StartsWith(verb, StringComparison.Ordinal)));
    }

    private static HttpSend OfMessage(Call call, World world, CancellationToken cancel)
    {
        if (call.Argument("request") is not { } request || Held.ValueOf(request, world, cancel) is not IObjectCreationOperation { Type: var type } creation || !MessageType.Is(type))
            return new HttpSend(call, null, null);
        var settings = Settings.Of(creation);
        var method = creation.Arguments.FirstOrDefault(argument => MethodType.Is(argument.Parameter?.Type))?.Value ?? settings?.Value("Method");
        var address = creation.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == "requestUri")?.Value ?? settings?.Value("RequestUri");
        // A message without a method is a GET.
        return new HttpSend(call, method is null ? settings is null ? null : "GET" : NameOf(method), AddressText.Of(address));
    }

    private static string? NameOf(IOperation method) => Values.Unwrap(method) switch
    {
        IPropertyReferenceOperation { Property: { IsStatic: true, Name: var name } property } when MethodType.Is(property.ContainingType) => name.ToUpperInvariant(),
        IObjectCreationOperation { Arguments: [var text, ..] } => Values.Text(text.Value)?.ToUpperInvariant(),
        _ => null,
    };
}
