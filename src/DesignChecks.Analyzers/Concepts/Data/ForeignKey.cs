using DesignChecks.Engine;
using Microsoft.CodeAnalysis;

namespace DesignChecks.Concepts.Data;

/// <summary>A foreign key, stated or found by EF's conventions. EF indexes it: uniquely in a one-to-one relationship.</summary>
/// <param name="Columns">Its properties; null when they are computed.</param>
/// <param name="Unique">Yes at the dependent end of a one-to-one relationship.</param>
/// <param name="Form">How it is written.</param>
internal sealed record ForeignKey(IReadOnlyList<string>? Columns, Answer Unique, Form Form)
{
    private static readonly TypeName OneToMany = new("Microsoft.EntityFrameworkCore.Metadata.Builders.ReferenceCollectionBuilder`2");
    private static readonly TypeName OneToOne = new("Microsoft.EntityFrameworkCore.Metadata.Builders.ReferenceReferenceBuilder`2");

    /// <summary>All <c>HasForeignKey</c> calls of the compilation, by dependent type.</summary>
    public static IEnumerable<(ITypeSymbol Dependent, ForeignKey Key)> Stated(World world, CancellationToken cancel)
    {
        foreach (var call in world.CallsOf("HasForeignKey", cancel))
        {
            var builder = call.Receiver?.Type;
            if (OneToMany.FormIn(builder) is { } many)
                yield return (many.TypeArguments[1], new ForeignKey(PropertyNames.In(call), Answer.No, Form.Fluent));
            else if (OneToOne.FormIn(builder) is not null && call.Method.TypeArguments is [var dependent])
                yield return (dependent, new ForeignKey(PropertyNames.In(call), Answer.Yes, Form.Fluent));
        }
    }

    /// <summary>Pairs of types that <c>HasOne(…).WithOne(…)</c> relates: which of them depends may be EF's choice.</summary>
    public static IEnumerable<(ITypeSymbol One, ITypeSymbol Other)> OneToOnes(World world, CancellationToken cancel)
    {
        foreach (var call in world.CallsOf("WithOne", cancel))
        {
            if (OneToOne.FormIn(call.Operation.Type) is { } pair)
                yield return (pair.TypeArguments[0], pair.TypeArguments[1]);
        }
    }

    /// <summary>What names and attributes make a foreign key: <c>Customer</c> with <c>CustomerId</c>, <c>[ForeignKey]</c>.</summary>
    public static IEnumerable<ForeignKey> ByConvention(INamedTypeSymbol entity, IReadOnlyList<IPropertySymbol> properties, Func<ITypeSymbol, bool> isOneToOne)
    {
        foreach (var navigation in properties)
        {
            if (navigation.Type is not INamedTypeSymbol { TypeKind: TypeKind.Class, SpecialType: SpecialType.None } principal || ColumnsOf(navigation, principal, properties) is not { } columns)
                continue;
            var unique = isOneToOne(principal) ? Answer.Yes : PointsBack(principal, entity);
            yield return new ForeignKey(columns, unique, Form.Convention);
        }
    }

    private static IReadOnlyList<string>? ColumnsOf(IPropertySymbol navigation, INamedTypeSymbol principal, IReadOnlyList<IPropertySymbol> properties)
    {
        if (NameIn(navigation) is { } stated)
            return stated.Split(',').Select(name => name.Trim()).ToArray();
        var marked = properties.Where(property => NameIn(property) == navigation.Name).Select(property => property.Name).ToArray();
        if (marked.Length > 0)
            return marked;
        var found = properties.FirstOrDefault(property => IsNamed(property, navigation.Name + "Id") || IsNamed(property, navigation.Name + principal.Name + "Id"))
            ?? properties.FirstOrDefault(property => IsNamed(property, principal.Name + "Id"));
        return found is null ? null : [found.Name];
    }

    private static string? NameIn(IPropertySymbol property) =>
        Attributes.Of(property, Ef.ForeignKeyAttribute) is { ConstructorArguments: [{ Value: string name }] } ? name : null;

    private static bool IsNamed(IPropertySymbol property, string name) => string.Equals(property.Name, name, StringComparison.OrdinalIgnoreCase);

    /// <summary>A single reference back makes the pair one-to-one; a collection, or nothing, one-to-many.</summary>
    private static Answer PointsBack(INamedTypeSymbol principal, INamedTypeSymbol entity)
    {
        var back = EntityShape.PropertiesOf(principal).Where(property => Code.IsSame(property.Type.OriginalDefinition, entity.OriginalDefinition)).Take(2).Count();
        return back == 0 ? Answer.No : Answer.Unknown;
    }
}
