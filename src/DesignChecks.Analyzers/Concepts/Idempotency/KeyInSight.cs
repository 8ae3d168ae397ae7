using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DesignChecks.Concepts.Idempotency;

/// <summary>Whether code around a request mentions an idempotency key: by it a server knows that a request is one it has done already.</summary>
internal static class KeyInSight
{
    /// <summary>
    /// True when the member around the request mentions a key, or a method of the type that it calls, or the code that sets
    /// the type's objects up. Another member's key says nothing about this request.
    /// </summary>
    public static bool Of(SyntaxNode request, string[] headers)
    {
        if (request.FirstAncestorOrSelf<MemberDeclarationSyntax>(member => member.Parent is TypeDeclarationSyntax) is not { Parent: TypeDeclarationSyntax type } member)
            return IsIn(request.SyntaxTree.GetRoot(), headers); // top-level statements
        var called = new HashSet<string>(member.DescendantNodes().OfType<SimpleNameSyntax>().Select(name => name.Identifier.ValueText), StringComparer.Ordinal);
        return IsIn(member, headers)
            || type.ParameterList is { } parameters && IsIn(parameters, headers)
            || type.Members.Any(other => other switch
            {
                ConstructorDeclarationSyntax or FieldDeclarationSyntax => IsIn(other, headers),
                MethodDeclarationSyntax method => called.Contains(method.Identifier.ValueText) && IsIn(method, headers),
                _ => false,
            });
    }

    /// <summary>True when a declaration of the type mentions a key.</summary>
    public static bool IsIn(INamedTypeSymbol type, string[] headers, CancellationToken cancel) =>
        type.DeclaringSyntaxReferences.Any(reference => IsIn(reference.GetSyntax(cancel), headers));

    /// <summary>True when code mentions a key, in a name or in a text.</summary>
    private static bool IsIn(SyntaxNode code, string[] headers) => code.DescendantTokens().Any(token =>
        (token.IsKind(SyntaxKind.IdentifierToken) || token.IsKind(SyntaxKind.StringLiteralToken) || token.IsKind(SyntaxKind.InterpolatedStringTextToken))
        && (IdempotencyKeys.IsHeader(token.ValueText, headers) || Words.Contain(token.ValueText, "request id")));
}
