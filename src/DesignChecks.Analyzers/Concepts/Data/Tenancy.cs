using DesignChecks.Engine;
using Microsoft.CodeAnalysis;

namespace DesignChecks.Concepts.Data;

/// <summary>Whose data a row is, in a database that tenants share.</summary>
internal static class Tenancy
{
    public static readonly NameListOption Properties = new(
        "tenant_properties", "Properties that say which tenant a row belongs to. Those called TenantId are known.");

    /// <summary>The entity's property that names the tenant; null for one that all tenants share.</summary>
    public static IPropertySymbol? PropertyOf(Entity entity, NameList named) =>
        entity.Properties.FirstOrDefault(property => IsTenant(new RowProperty(property.Name, property), named));

    public static bool IsTenant(RowProperty property, NameList named) =>
        Words.Of(property.Name) is ["tenant", "id"]
        || (property.Symbol is { } symbol ? Declarations(symbol).Any(named.Contains) : named.ContainsName(property.Name));

    /// <summary>The table of the tenants themselves: their id is its key.</summary>
    public static bool IsTenantItself(Entity entity, IPropertySymbol tenant) =>
        entity.Keys.Any(key => key is { IsPrimary: true, Columns: [var only] } && only == tenant.Name);

    /// <summary>The property, those that it overrides, and those of interfaces that it implements.</summary>
    private static IEnumerable<ISymbol> Declarations(IPropertySymbol property)
    {
        for (var current = property; current is not null; current = current.OverriddenProperty)
            yield return current;
        foreach (var member in property.ContainingType.AllInterfaces.SelectMany(contract => contract.GetMembers(property.Name)))
            yield return member;
    }
}
