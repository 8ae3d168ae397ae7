using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DesignChecks.Concepts;

/// <summary>The idempotency key: by it a server knows that a request is one it has done already.</summary>
internal static class Idempotency
{
    public static readonly TextListOption Headers = new(
        "idempotency_headers", "Request headers that carry an idempotency key.", "Idempotency-Key, X-Idempotency-Key, X-Request-Id");

    /// <summary>True when a declaration of the type mentions an idempotency key.</summary>
    public static bool IsInSight(INamedTypeSymbol type, string[] headers, CancellationToken cancel) =>
        type.DeclaringSyntaxReferences.Any(reference => IsInSight(reference.GetSyntax(cancel), headers));

    private static readonly string[] KeyWords = ["idempotency", "idempotent", "idempotence", "request id", "client token", "deduplication id"];

    /// <summary>True for an identifier or a header name that says it carries an idempotency key.</summary>
    public static bool IsKeyName(string name, string[] headers) =>
        headers.Contains(name, StringComparer.OrdinalIgnoreCase) || Words.ContainAny(name, KeyWords);

    /// <summary>
    /// True when the member around a request mentions an idempotency key, or a method of the type that it calls, or the code
    /// that sets the type's objects up. Another member's key says nothing about this request.
    /// </summary>
    public static bool IsInSightOf(SyntaxNode request, string[] headers)
    {
        if (request.FirstAncestorOrSelf<MemberDeclarationSyntax>(member => member.Parent is TypeDeclarationSyntax) is not { Parent: TypeDeclarationSyntax type } member)
            return IsInSight(request.SyntaxTree.GetRoot(), headers); // top-level statements
        var called = new HashSet<string>(member.DescendantNodes().OfType<SimpleNameSyntax>().Select(name => name.Identifier.ValueText), StringComparer.Ordinal);
        return IsInSight(member, headers)
            || type.ParameterList is { } parameters && IsInSight(parameters, headers)
            || type.Members.Any(other => other switch
            {
                ConstructorDeclarationSyntax or FieldDeclarationSyntax => IsInSight(other, headers),
                MethodDeclarationSyntax method => called.Contains(method.Identifier.ValueText) && IsInSight(method, headers),
                _ => false,
            });
    }

    /// <summary>True when code mentions an idempotency key, in a name or in a text.</summary>
    public static bool IsInSight(SyntaxNode code, string[] headers) =>
        code.DescendantTokens().Any(token =>
            (token.IsKind(SyntaxKind.IdentifierToken) || token.IsKind(SyntaxKind.StringLiteralToken) || token.IsKind(SyntaxKind.InterpolatedStringTextToken)) && IsKeyName(token.ValueText, headers));
}
