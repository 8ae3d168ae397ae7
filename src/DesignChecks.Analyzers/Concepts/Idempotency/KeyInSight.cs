using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DesignChecks.Concepts.Idempotency;

/// <summary>Whether the code around an outgoing request speaks of an idempotency key: by it a server knows that a request is one it has done already.</summary>
internal static class KeyInSight
{
    /// <summary>True when a declaration of the type mentions an idempotency key.</summary>
    public static bool In(INamedTypeSymbol type, string[] headers, CancellationToken cancel) =>
        type.DeclaringSyntaxReferences.Any(reference => In(reference.GetSyntax(cancel), headers));

    /// <summary>A request id is often the key, under a name of its own: enough for silence.</summary>
    private static bool IsKeyName(string name, string[] headers) => IdempotencyKeys.IsHeader(name, headers) || Words.Contain(name, "request id");

    /// <summary>
    /// True when the member around a request mentions an idempotency key, or a method of the type that it calls, or the code
    /// that sets the type's objects up. Another member's key says nothing about this request.
    /// </summary>
    public static bool AroundRequest(SyntaxNode request, string[] headers)
    {
        if (request.FirstAncestorOrSelf<MemberDeclarationSyntax>(member => member.Parent is TypeDeclarationSyntax) is not { Parent: TypeDeclarationSyntax type } member)
            return In(request.SyntaxTree.GetRoot(), headers); // top-level statements
        var called = new HashSet<string>(member.DescendantNodes().OfType<SimpleNameSyntax>().Select(name => name.Identifier.ValueText), StringComparer.Ordinal);
        return In(member, headers)
            || type.ParameterList is { } parameters && In(parameters, headers)
            || type.Members.Any(other => other switch
            {
                ConstructorDeclarationSyntax or FieldDeclarationSyntax => In(other, headers),
                MethodDeclarationSyntax method => called.Contains(method.Identifier.ValueText) && In(method, headers),
                _ => false,
            });
    }

    /// <summary>True when code mentions an idempotency key, in a name or in a text.</summary>
    public static bool In(SyntaxNode code, string[] headers) =>
        code.DescendantTokens().Any(token =>
            (token.IsKind(SyntaxKind.IdentifierToken) || token.IsKind(SyntaxKind.StringLiteralToken) || token.IsKind(SyntaxKind.InterpolatedStringTextToken)) && IsKeyName(token.ValueText, headers));
}
