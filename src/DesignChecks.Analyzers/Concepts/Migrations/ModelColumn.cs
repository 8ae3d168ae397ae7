using System.Collections.Concurrent;
using System.Globalization;
using DesignChecks.Concepts.Data;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DesignChecks.Concepts.Migrations;

/// <summary>
/// What today's model says of a column that a migration added: by EF's snapshot, which lies beside the migrations; without
/// one by the entity classes and configuration of the compilation.
/// </summary>
/// <param name="Exists">Whether the model still has it.</param>
/// <param name="HasDefault">Whether a default was chosen for it.</param>
/// <param name="Property">The property of the entity, where the compilation knows it.</param>
internal sealed record ModelColumn(Answer Exists, bool HasDefault, IPropertySymbol? Property)
{
    /// <summary>Words that rules about the model look up.</summary>
    public static readonly string[] Words = [.. EntityModel.Words, "HasDefaultValue", "HasDefaultValueSql", "HasColumnName", ModelSnapshot.BaseName];

    private static readonly ModelColumn Unknown = new(Answer.Unknown, false, null);
    private static readonly ModelColumn Gone = new(Answer.No, false, null);

    private static readonly TypeName DefaultValueAttribute = new("System.ComponentModel.DefaultValueAttribute");

    public static ModelColumn Of(Found found, Migration migration, TableName table, string column) =>
        found.Concept((world, cancel) => new Snapshots(world, cancel)).Of(migration, found.Cancel) is { } snapshot
            ? InSnapshot(snapshot, table, column, found.World)
            : InEntities(table, column, found.World, found.Cancel);

    /// <summary>True when new objects start with something else than the type's zero: old rows differ from them.</summary>
    public bool StartsAsTrue(CancellationToken cancel) => Property?.DeclaringSyntaxReferences.Any(reference =>
        reference.GetSyntax(cancel) is PropertyDeclarationSyntax { Initializer.Value: LiteralExpressionSyntax { Token.Value: true } }) == true;

    /// <summary>The member that zero means where the property is an enum, empty when there is none; null where it is no enum.</summary>
    public string? ZeroOfEnum => Property?.Type is not INamedTypeSymbol { TypeKind: TypeKind.Enum } type ? null
        : type.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(member => member.HasConstantValue && member.ConstantValue is IConvertible number && number.ToDouble(CultureInfo.InvariantCulture) == 0)?.Name ?? "";

    private static ModelColumn InSnapshot(ModelSnapshot snapshot, TableName table, string column, World world)
    {
        if (snapshot.Find(table, column) is not { } known)
            return Gone;
        var property = known.Entity is { } entity && world.Type(entity) is { } type ? PropertyOf(type, known.Property) : null;
        return new ModelColumn(Answer.Yes, known.HasDefault || HasDefaultAttribute(property), property);
    }

    private static ModelColumn InEntities(TableName table, string column, World world, CancellationToken cancel)
    {
        if (world.CallsOf("HasDefaultValue", cancel).Concat(world.CallsOf("HasDefaultValueSql", cancel)).Any(call => IsAbout(call, column)))
            return new ModelColumn(Answer.Yes, true, null);
        if (EntityOf(table, world, cancel) is not { } entity)
            return Unknown;
        if (PropertyOf(entity, column) is { } property)
            return new ModelColumn(Answer.Yes, HasDefaultAttribute(property), property);
        var isNamedElsewhere = column.Contains('_') || world.CallsOf("HasColumnName", cancel).Any(call => Values.Text(call.Argument("name")) == column);
        return isNamedElsewhere ? Unknown : Gone;
    }

    /// <summary>The entity of the set that has the table's name.</summary>
    private static INamedTypeSymbol? EntityOf(TableName table, World world, CancellationToken cancel) =>
        EntityModel.Of(world, cancel).Contexts
            .SelectMany(EntityShape.PropertiesOf)
            .Where(set => string.Equals(set.Name, table.Name, StringComparison.OrdinalIgnoreCase))
            .Select(set => Ef.EntityOfSet(set.Type))
            .FirstOrDefault(entity => entity is not null && world.Declares(entity));

    /// <summary>True for a call that says something of this property: <c>Property(o => o.Status).HasDefaultValue(…)</c>.</summary>
    private static bool IsAbout(Call call, string property) =>
        call.ChainUpwards().FirstOrDefault(earlier => earlier.Name == "Property") is { } builder && PropertyNames.In(builder)?.Contains(property) == true;

    private static IPropertySymbol? PropertyOf(INamedTypeSymbol type, string name) =>
        EntityShape.PropertiesOf(type).FirstOrDefault(property => string.Equals(property.Name, name, StringComparison.OrdinalIgnoreCase));

    private static bool HasDefaultAttribute(IPropertySymbol? property) =>
        property is not null && Attributes.Of(property, DefaultValueAttribute) is not null;

    /// <summary>The snapshots of a compilation, read when a migration of theirs asks.</summary>
    private sealed class Snapshots(World world, CancellationToken cancel)
    {
        private readonly INamedTypeSymbol[] _types = ModelSnapshot.TypesIn(world, cancel);
        private readonly ConcurrentDictionary<ISymbol, ModelSnapshot> _read = new(SymbolEqualityComparer.Default);

        public ModelSnapshot? Of(Migration migration, CancellationToken cancel)
        {
            var type = ModelSnapshot.TypeFor(migration.Type, _types);
            return type is null ? null : _read.GetOrAdd(type, _ => ModelSnapshot.Read(type, cancel));
        }
    }
}
