using DesignChecks.Engine;
using Microsoft.CodeAnalysis;

namespace DesignChecks.Concepts.Data;

/// <summary>Entities of which there are never many: a list of all of them, or a look at each, costs little for ever.</summary>
internal static class BoundedEntities
{
    public static readonly NameListOption Option = new(
        "bounded_entities", "Entities of which there are never many: countries, plans, roles.");

    /// <summary>Last words of entities that are lookup tables: few rows, which change by releases.</summary>
    private static readonly string[] LookupWords =
        ["type", "types", "kind", "status", "state", "country", "currency", "language", "culture", "locale", "unit", "role", "permission", "setting", "settings", "option", "level", "priority", "plan", "tier"];

    public static bool Include(INamedTypeSymbol entity, NameList named) =>
        Array.IndexOf(LookupWords, Words.Of(entity.Name).LastOrDefault()) >= 0
        || named.ContainsTypeOrBase(entity)
        || entity.GetAttributes().Any(IsMark);

    /// <summary>A <c>[Bounded]</c> of the team's own.</summary>
    public static bool IsMark(AttributeData attribute) => attribute.AttributeClass is { } type && Words.Contain(type.Name, "bounded");
}
