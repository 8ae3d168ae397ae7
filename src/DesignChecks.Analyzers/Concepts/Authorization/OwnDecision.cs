using DesignChecks.Concepts.Endpoints;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Concepts.Authorization;

/// <summary>Code that decides by itself who may go on, without metadata that the framework reads.</summary>
internal static class OwnDecision
{
    private static readonly string[] Phrases =
    [
        "unauthorized", "forbidden", "forbid", "challenge", "authorize", "authorized", "authorization", "authenticate", "authenticated", "authentication",
        "is in role", "is admin", "is allowed", "api key", "has permission", "check permission", "require permission", "demand permission", "ensure permission",
        "has access", "can access", "check access", "verify token", "validate token", "basic auth",
        "signature", "hmac", "construct event", // a caller who signs proves who it is
    ];

    private static readonly string[] MarkPhrases = ["authorize", "authorization", "authorized", "permission", "permissions", "secured", "require role", "require claim"];

    /// <summary>True where the code names what refusing a caller is made of.</summary>
    public static bool IsIn(SyntaxNode code) => code.DescendantTokens().Any(token =>
        token.RawKind switch
        {
            (int)SyntaxKind.IdentifierToken or (int)SyntaxKind.StringLiteralToken => Words.ContainAny(token.ValueText, Phrases),
            (int)SyntaxKind.NumericLiteralToken => token.Value is 401 or 403,
            _ => false,
        });

    /// <summary>The same of all code of a type that the compilation declares; a foreign one only has its name.</summary>
    public static bool IsIn(ITypeSymbol type, CancellationToken cancel) =>
        Words.ContainAny(type.Name, Phrases) || type.DeclaringSyntaxReferences.Any(reference => IsIn(reference.GetSyntax(cancel)));

    /// <summary>In the handler or a function of its class, in its filters, or left to what it sends on: a command with a mark of its own.</summary>
    public static bool IsMadeBy(Endpoint endpoint) =>
        endpoint.Handler?.DeclaringSyntaxReferences.Any(reference => IsIn(reference.GetSyntax(endpoint.Cancel))) == true
        || endpoint.Runs.Any(run => IsIn(run.Body.Syntax))
        || endpoint.Metadata.All.Any(item => IsMadeBy(item, endpoint.Cancel))
        || endpoint.Inputs.Any(input => IsMarked(input.Type))
        || endpoint.Runs.SelectMany(run => run.Operations).OfType<IObjectCreationOperation>().Any(creation => IsMarked(creation.Type));

    private static bool IsMadeBy(MetadataItem item, CancellationToken cancel) =>
        item.Type is { } type && type.ContainingNamespace?.ToDisplayString().StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal) != true
            ? Words.ContainAny(type.Name, MarkPhrases) || IsIn(type, cancel)
            : item.Convention is { Name: "AddEndpointFilter" or "AddEndpointFilterFactory" } filter && IsIn(filter.Syntax.ArgumentList);

    private static bool IsMarked(ITypeSymbol? type) =>
        type is not null && type.GetAttributes().Any(attribute => attribute.AttributeClass is { } mark && Words.ContainAny(mark.Name, MarkPhrases));
}
