using DesignChecks.Engine;
using Microsoft.CodeAnalysis;

namespace DesignChecks.Concepts.Data;

/// <summary>The properties of a type that EF maps.</summary>
internal static class EntityShape
{
    /// <summary>Readable instance properties, those of base types included, the most derived first.</summary>
    public static IReadOnlyList<IPropertySymbol> PropertiesOf(INamedTypeSymbol type)
    {
        var properties = new List<IPropertySymbol>();
        for (var current = type; current is { SpecialType: not SpecialType.System_Object }; current = current.BaseType)
        {
            foreach (var property in current.GetMembers().OfType<IPropertySymbol>())
            {
                if (IsMapped(property) && properties.TrueForAll(known => known.Name != property.Name))
                    properties.Add(property);
            }
        }

        return properties;
    }

    /// <summary>Whether the column of a property holds nulls, by its type alone: a fluent call may still require a value.</summary>
    public static bool MayBeNull(IPropertySymbol property) =>
        property.Type.IsReferenceType
            ? property.NullableAnnotation != NullableAnnotation.NotAnnotated && Attributes.Of(property, Ef.RequiredAttribute) is null
            : property.Type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T;

    private static bool IsMapped(IPropertySymbol property) =>
        property is { IsStatic: false, IsIndexer: false, GetMethod: not null }
        && property.ExplicitInterfaceImplementations.IsEmpty
        && Attributes.Of(property, Ef.NotMappedAttribute) is null;
}
