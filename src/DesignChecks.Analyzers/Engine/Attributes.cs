using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DesignChecks.Engine;

/// <summary>From attribute syntax to the symbol that carries it and back.</summary>
internal static class Attributes
{
    public static ISymbol? Carrier(Found found)
    {
        if (found.Node.Parent?.Parent is not { } owner || found.Node.Parent is not AttributeListSyntax list)
            return null;
        if (list.Target?.Identifier.ValueText is "assembly")
            return found.Model.Compilation.Assembly;
        if (list.Target?.Identifier.ValueText is "module")
            return found.Model.Compilation.SourceModule;
        return owner switch
        {
            FieldDeclarationSyntax field => found.Model.GetDeclaredSymbol(field.Declaration.Variables[0], found.Cancel),
            EventFieldDeclarationSyntax field => found.Model.GetDeclaredSymbol(field.Declaration.Variables[0], found.Cancel),
            LambdaExpressionSyntax lambda => found.Model.GetSymbolInfo(lambda, found.Cancel).Symbol,
            _ => found.Model.GetDeclaredSymbol(owner, found.Cancel),
        };
    }

    public static AttributeData? Data(ISymbol carrier, SyntaxNode attribute) =>
        carrier.GetAttributes().FirstOrDefault(data => Is(data, attribute))
        ?? (carrier as IMethodSymbol)?.GetReturnTypeAttributes().FirstOrDefault(data => Is(data, attribute));

    /// <summary>The symbol's attribute of this type or a derived one.</summary>
    public static AttributeData? Of(ISymbol symbol, TypeName type) =>
        symbol.GetAttributes().FirstOrDefault(data => type.IsBaseOf(data.AttributeClass));

    private static bool Is(AttributeData data, SyntaxNode attribute) =>
        data.ApplicationSyntaxReference is { } reference && reference.SyntaxTree == attribute.SyntaxTree && reference.Span == attribute.Span;
}
