using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DesignChecks.Engine;

/// <summary>Whether a <c>new(…)</c> can make a type of a given name, by the type written next to it, before anything is bound.</summary>
internal static class TargetType
{
    public static bool MayBe(ImplicitObjectCreationExpressionSyntax creation, string[] names) =>
        Written(creation) is not { } type || NameOf(type) is not { } name || Array.IndexOf(names, name) >= 0;

    /// <summary>The type in the declaration that the creation initializes; null where none is written nearby.</summary>
    private static TypeSyntax? Written(ImplicitObjectCreationExpressionSyntax creation) => creation.Parent switch
    {
        EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax declaration } } => declaration.Type,
        EqualsValueClauseSyntax { Parent: PropertyDeclarationSyntax property } => property.Type,
        ArrowExpressionClauseSyntax { Parent: PropertyDeclarationSyntax property } => property.Type,
        ArrowExpressionClauseSyntax { Parent: MethodDeclarationSyntax method } => method.ReturnType,
        _ => null,
    };

    private static string? NameOf(TypeSyntax type) => type switch
    {
        NullableTypeSyntax nullable => NameOf(nullable.ElementType),
        QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
        AliasQualifiedNameSyntax qualified => qualified.Name.Identifier.ValueText,
        SimpleNameSyntax name => name.Identifier.ValueText,
        _ => null,
    };
}
