using DesignChecks.Concepts.Data;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;

namespace DesignChecks.Concepts.Endpoints;

/// <summary>What a type says of its valid values by attributes of DataAnnotations, or by <c>IValidatableObject</c>.</summary>
internal static class DeclaredValidation
{
    private const int MaxDepth = 3;

    private static readonly TypeName Validation = new("System.ComponentModel.DataAnnotations.ValidationAttribute");
    private static readonly TypeName Validatable = new("System.ComponentModel.DataAnnotations.IValidatableObject");
    private static readonly TypeName Enumerable = new("System.Collections.Generic.IEnumerable`1");

    /// <summary>Derives from the base of validation and only tells how to show a value.</summary>
    private static readonly TypeName Hint = new("System.ComponentModel.DataAnnotations.DataTypeAttribute");

    /// <summary>On an entity these describe its columns, and EF reads them.</summary>
    private static readonly string[] OfColumns = ["RequiredAttribute", "MaxLengthAttribute", "StringLengthAttribute", "MinLengthAttribute", "LengthAttribute"];

    /// <summary>True when the type, or one that it holds, says something that someone must run.</summary>
    public static bool IsOn(ITypeSymbol type, MappedTypes entities) => IsOn(type, entities, depth: 0);

    private static bool IsOn(ITypeSymbol type, MappedTypes entities, int depth)
    {
        var element = ElementOf(type);
        if (depth > MaxDepth || element is not INamedTypeSymbol { SpecialType: SpecialType.None, TypeKind: TypeKind.Class or TypeKind.Struct } named || EndpointInputs.IsSimple(named) || IsFramework(named))
            return false;
        if (Validatable.IsBaseOf(named) || named.GetAttributes().Any(attribute => Counts(attribute, isEntity: false)))
            return true;
        var isEntity = entities.Has(named);
        return PropertiesOf(named).Any(property =>
            Saying(property, named).SelectMany(symbol => symbol.GetAttributes()).Any(attribute => Counts(attribute, isEntity))
            || (!Code.IsSame(ElementOf(property.Type), named) && IsOn(property.Type, entities, depth + 1)));
    }

    /// <summary>The property, and the parameter of a record that it comes from.</summary>
    private static IEnumerable<ISymbol> Saying(IPropertySymbol property, INamedTypeSymbol owner) =>
        owner.IsRecord
            ? owner.InstanceConstructors.SelectMany(constructor => constructor.Parameters).Where(parameter => parameter.Name == property.Name).Cast<ISymbol>().Append(property)
            : [property];

    private static bool Counts(AttributeData attribute, bool isEntity) =>
        Validation.IsBaseOf(attribute.AttributeClass) && !Hint.Is(attribute.AttributeClass)
        && !(isEntity && Array.IndexOf(OfColumns, attribute.AttributeClass!.Name) >= 0);

    private static ITypeSymbol ElementOf(ITypeSymbol type)
    {
        var plain = EndpointInputs.WithoutNull(type);
        return plain.SpecialType != SpecialType.System_String && Enumerable.FormIn(plain) is { TypeArguments: [var element] } ? element : plain;
    }

    private static IEnumerable<IPropertySymbol> PropertiesOf(INamedTypeSymbol type)
    {
        for (var current = type; current is { SpecialType: SpecialType.None }; current = current.BaseType)
        {
            foreach (var property in current.GetMembers().OfType<IPropertySymbol>())
            {
                if (property is { IsStatic: false, IsIndexer: false, DeclaredAccessibility: Accessibility.Public })
                    yield return property;
            }
        }
    }

    private static bool IsFramework(INamedTypeSymbol type) =>
        type.ContainingNamespace?.ToDisplayString() is { } space && (space.StartsWith("System", StringComparison.Ordinal) || space.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal));
}
