using DesignChecks.Engine;
using Microsoft.CodeAnalysis;

namespace DesignChecks.Concepts.Data;

/// <summary>
/// One entity and what the compilation says of it. Facts of all contexts that map it are put together; facts of its base
/// types are its own.
/// </summary>
internal sealed class Entity
{
    internal Entity(INamedTypeSymbol type, bool isComplete, FluentFacts fluent, World world, CancellationToken cancel)
    {
        Type = type;
        IsComplete = isComplete;
        Properties = EntityShape.PropertiesOf(type);
        Keys = KeysIn(fluent, cancel);
        Indexes = IndexesIn(fluent, cancel);
        ForeignKeys = ForeignKeysIn(fluent);
        QueryFilters = QueryFiltersIn(fluent, world, cancel);
        HasConcurrencyToken = TokenIn(fluent);
    }

    public INamedTypeSymbol Type { get; }

    public string Name => Type.Name;

    /// <summary>
    /// True when the compilation declares the entity and a context that maps it: then nothing that maps it can be elsewhere,
    /// and what isn't found isn't there. Otherwise only what is found counts.
    /// </summary>
    public bool IsComplete { get; }

    public IReadOnlyList<IPropertySymbol> Properties { get; }

    /// <summary>Primary and alternate keys; none for a keyless entity.</summary>
    public IReadOnlyList<EntityKey> Keys { get; }

    public EntityKey? PrimaryKey => Keys.FirstOrDefault(key => key is { IsPrimary: true, IsCertain: true });

    /// <summary>The indexes that are written. Those that EF adds to foreign keys are in <see cref="ForeignKeys"/>.</summary>
    public IReadOnlyList<EntityIndex> Indexes { get; }

    public IReadOnlyList<ForeignKey> ForeignKeys { get; }

    /// <summary>Filters that EF adds to each query of it.</summary>
    public IReadOnlyList<QueryFilter> QueryFilters { get; }

    /// <summary><c>[Timestamp]</c>, <c>[ConcurrencyCheck]</c>, <c>IsRowVersion</c> or <c>IsConcurrencyToken</c> on any property.</summary>
    public Answer HasConcurrencyToken { get; }

    /// <summary>
    /// Whether values of these properties belong to at most one row, because a key or unique index consists of some of them.
    /// Unknown when a fact that could say so isn't in sight.
    /// </summary>
    public Answer Determines(IReadOnlyCollection<string> properties)
    {
        bool Within(IReadOnlyList<string>? columns) => columns is null || columns.All(properties.Contains);

        if (Keys.Any(key => key is { IsCertain: true, Columns: not null } && Within(key.Columns))
            || Indexes.Any(index => index is { IsCertain: true, Unique: Answer.Yes, Columns: not null } && Within(index.Columns))
            || ForeignKeys.Any(key => key is { Unique: Answer.Yes, Columns: not null } && Within(key.Columns)))
        {
            return Answer.Yes;
        }

        return !IsComplete
            || Keys.Any(key => Within(key.Columns))
            || Indexes.Any(index => index.Unique != Answer.No && Within(index.Columns))
            || ForeignKeys.Any(key => key.Unique != Answer.No && Within(key.Columns))
            ? Answer.Unknown
            : Answer.No;
    }

    /// <summary>Whether the properties are the primary key or include it.</summary>
    public Answer IncludeKey(IReadOnlyCollection<string> properties)
    {
        if (PrimaryKey is { Columns: { } columns } key)
            return columns.All(properties.Contains) ? Answer.Yes : key.Form == Form.Convention && !IsComplete ? Answer.Unknown : Answer.No;
        return IsComplete && Keys.Count == 0 ? Answer.No : Answer.Unknown;
    }

    /// <summary>Whether a key, index or foreign key starts with the property, so that the database can find rows by it.</summary>
    public Answer IsIndexedBy(string property)
    {
        var lists = Keys.Select(key => key.Columns).Concat(Indexes.Select(index => index.Columns)).Concat(ForeignKeys.Select(key => key.Columns)).ToArray();
        if (Array.Exists(lists, columns => columns is [var first, ..] && first == property))
            return Answer.Yes;
        return !IsComplete || Array.Exists(lists, columns => columns is null) ? Answer.Unknown : Answer.No;
    }

    private IReadOnlyList<EntityKey> KeysIn(FluentFacts fluent, CancellationToken cancel)
    {
        if (fluent.Keyless.Any(call => call.IsAbout(Type) == Answer.Yes))
            return [];
        var keys = fluent.Keys.Select(call => (call, isAbout: call.IsAbout(Type)))
            .Where(fact => fact.isAbout != Answer.No && CanBeOf(fact.call))
            .Select(fact => EntityKey.From(fact.call, fact.isAbout))
            .ToList();
        if (!keys.Exists(key => key is { IsPrimary: true, IsCertain: true }) && EntityKey.WithoutFluent(Type, Properties, cancel) is { } key)
            keys.Insert(0, key);
        return keys;
    }

    private IReadOnlyList<EntityIndex> IndexesIn(FluentFacts fluent, CancellationToken cancel)
    {
        var indexes = new List<EntityIndex>();
        for (var type = Type; type is not null; type = type.BaseType)
            indexes.AddRange(type.GetAttributes().Select(attribute => EntityIndex.From(attribute, cancel)).OfType<EntityIndex>());
        foreach (var call in fluent.Indexes)
        {
            if (call.IsAbout(Type) is var isAbout and not Answer.No && CanBeOf(call))
                indexes.Add(EntityIndex.From(call, isAbout));
        }

        return indexes;
    }

    private IReadOnlyList<ForeignKey> ForeignKeysIn(FluentFacts fluent)
    {
        var stated = fluent.ForeignKeys.Where(fact => IsMe(fact.Dependent)).Select(fact => fact.Key);
        bool IsOneToOne(ITypeSymbol principal) => fluent.OneToOnes.Any(pair =>
            (IsMe(pair.One) && Code.IsSame(pair.Other, principal)) || (IsMe(pair.Other) && Code.IsSame(pair.One, principal)));
        return stated.Concat(ForeignKey.ByConvention(Type, Properties, IsOneToOne)).ToArray();
    }

    private IReadOnlyList<QueryFilter> QueryFiltersIn(FluentFacts fluent, World world, CancellationToken cancel) =>
        fluent.QueryFilters.Select(call => (call, isAbout: call.IsAbout(Type)))
            .Where(fact => fact.isAbout != Answer.No)
            .Select(fact => QueryFilter.From(fact.call, fact.isAbout, world, cancel))
            .OfType<QueryFilter>()
            .ToArray();

    private Answer TokenIn(FluentFacts fluent)
    {
        if (Properties.Any(property => Attributes.Of(property, Ef.TimestampAttribute) is not null || Attributes.Of(property, Ef.ConcurrencyCheckAttribute) is not null))
            return Answer.Yes;
        var isAbout = fluent.Tokens.Select(call => call.IsAbout(Type)).ToArray();
        return Array.IndexOf(isAbout, Answer.Yes) >= 0 ? Answer.Yes
            : !IsComplete || Array.IndexOf(isAbout, Answer.Unknown) >= 0 ? Answer.Unknown
            : Answer.No;
    }

    private bool IsMe(ITypeSymbol type) => Code.IsSame(type.OriginalDefinition, Type.OriginalDefinition);

    /// <summary>A fact about an unnamed entity can be about this one only if its properties exist here.</summary>
    private bool CanBeOf(FluentCall call) =>
        call.Owner is not null || call.Properties is null || call.Properties.All(name => Properties.Any(property => property.Name == name));
}
