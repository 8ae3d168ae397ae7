using DesignChecks.Engine;
using Microsoft.CodeAnalysis;

namespace DesignChecks.Concepts.Privacy;

/// <summary>Personal data that a team marked as such: ASP.NET Identity's attributes, or attributes derived from DataClassificationAttribute.</summary>
internal static class Classification
{
    private static readonly TypeName Classifies = new("Microsoft.Extensions.Compliance.Classification.DataClassificationAttribute");
    private static readonly TypeName ClassifiesNothing = new("Microsoft.Extensions.Compliance.Classification.NoDataClassificationAttribute");
    private static readonly TypeName PersonalData = new("Microsoft.AspNetCore.Identity.PersonalDataAttribute");

    /// <summary>Words by which an attribute says that the data may be seen by all.</summary>
    private static readonly string[] Harmless = ["public", "non", "not", "no", "unclassified", "system"];

    /// <summary>The classifying attribute of a member, parameter or type, looked for on what it overrides and on a record's parameter too.</summary>
    public static AttributeData? Of(ISymbol symbol)
    {
        for (var current = symbol; current is not null; current = Overridden(current))
        {
            if (current.GetAttributes().FirstOrDefault(Is) is { } attribute)
                return attribute;
        }

        return symbol is IPropertySymbol property ? RecordParameter(property)?.GetAttributes().FirstOrDefault(Is) : null;
    }

    /// <summary>True for an attribute that redaction knows, so that a generated log method can redact by it.</summary>
    public static bool IsKnownToRedaction(AttributeData attribute) => Classifies.IsBaseOf(attribute.AttributeClass);

    private static bool Is(AttributeData attribute) =>
        PersonalData.IsBaseOf(attribute.AttributeClass)
        || (Classifies.IsBaseOf(attribute.AttributeClass)
            && !ClassifiesNothing.IsBaseOf(attribute.AttributeClass)
            && !Words.Of(attribute.AttributeClass!.Name).Exists(word => Array.IndexOf(Harmless, word) >= 0));

    private static ISymbol? Overridden(ISymbol symbol) => symbol switch
    {
        IPropertySymbol property => property.OverriddenProperty,
        IMethodSymbol method => method.OverriddenMethod,
        _ => null,
    };

    private static IParameterSymbol? RecordParameter(IPropertySymbol property) =>
        property.ContainingType is { IsRecord: true } record
            ? record.InstanceConstructors.SelectMany(constructor => constructor.Parameters)
                .FirstOrDefault(parameter => parameter.Name == property.Name && parameter.DeclaringSyntaxReferences.Length > 0)
            : null;
}
