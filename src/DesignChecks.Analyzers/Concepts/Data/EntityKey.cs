using DesignChecks.Engine;
using Microsoft.CodeAnalysis;

namespace DesignChecks.Concepts.Data;

/// <summary>The primary key of an entity, or an alternate one.</summary>
/// <param name="Columns">Its properties in order; null when they are computed.</param>
/// <param name="IsPrimary">False for <c>HasAlternateKey</c>.</param>
/// <param name="Form">How it is written.</param>
/// <param name="Source">The attribute or the call; null for a key by convention.</param>
internal sealed record EntityKey(IReadOnlyList<string>? Columns, bool IsPrimary, Form Form, SyntaxNode? Source)
{
    /// <summary>False for generic configuration, which may be about another entity.</summary>
    public bool IsCertain { get; private init; } = true;

    public static EntityKey From(FluentCall fluent, Answer isAbout) =>
        new(fluent.Properties, fluent.Call.Name == "HasKey", Form.Fluent, fluent.Call.Syntax) { IsCertain = isAbout == Answer.Yes };

    /// <summary>What attributes and names say when no fluent call does: <c>[PrimaryKey]</c>, <c>[Key]</c>, <c>Id</c>, <c>OrderId</c>.</summary>
    public static EntityKey? WithoutFluent(INamedTypeSymbol entity, IReadOnlyList<IPropertySymbol> properties, CancellationToken cancel)
    {
        for (var type = entity; type is not null; type = type.BaseType)
        {
            if (Attributes.Of(type, Ef.KeylessAttribute) is not null)
                return null;
            if (Attributes.Of(type, Ef.PrimaryKeyAttribute) is { } whole)
            {
                var columns = whole.ConstructorArguments.SelectMany(argument => argument.Kind == TypedConstantKind.Array ? argument.Values.AsEnumerable() : [argument])
                    .Select(value => value.Value).OfType<string>().ToArray();
                return new EntityKey(columns, true, Form.Attribute, whole.ApplicationSyntaxReference?.GetSyntax(cancel));
            }
        }

        var marked = properties.Where(property => Attributes.Of(property, Ef.KeyAttribute) is not null).ToArray();
        if (marked.Length > 0)
            return new EntityKey(marked.Select(property => property.Name).ToArray(), true, Form.Attribute, Attributes.Of(marked[0], Ef.KeyAttribute)?.ApplicationSyntaxReference?.GetSyntax(cancel));
        return ByName(entity, properties) is { } key ? new EntityKey([key.Name], true, Form.Convention, null) : null;
    }

    private static IPropertySymbol? ByName(INamedTypeSymbol entity, IReadOnlyList<IPropertySymbol> properties) =>
        Find(properties, "Id") ?? Bases(entity).Select(type => Find(properties, type.Name + "Id")).FirstOrDefault(found => found is not null);

    private static IPropertySymbol? Find(IReadOnlyList<IPropertySymbol> properties, string name) =>
        properties.FirstOrDefault(property => string.Equals(property.Name, name, StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<INamedTypeSymbol> Bases(INamedTypeSymbol type)
    {
        for (var current = type; current is not null; current = current.BaseType)
            yield return current;
    }
}
