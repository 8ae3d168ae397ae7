using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Concepts.Data;

/// <summary>How a fact of the model is written.</summary>
internal enum Form
{
    /// <summary>By nothing: EF finds it by the names of properties.</summary>
    Convention,
    Attribute,
    Fluent,
}

/// <summary>An index of an entity.</summary>
/// <param name="Columns">Its properties in order; null when they are computed.</param>
/// <param name="Unique">Whether it allows a value only once.</param>
/// <param name="Form">How it is written.</param>
/// <param name="Source">The attribute or the <c>HasIndex</c> call; null for what EF adds itself.</param>
internal sealed record EntityIndex(IReadOnlyList<string>? Columns, Answer Unique, Form Form, SyntaxNode? Source)
{
    private static readonly string[] ReadCalls = ["IsUnique", "HasFilter", "IsDescending", "HasDatabaseName", "HasName", "IncludeProperties"];

    /// <summary>How it is stored or built, not what it is.</summary>
    private static readonly string[] StorageCalls = ["HasFillFactor", "IsCreatedOnline", "IsCreatedConcurrently"];

    /// <summary>Its name in the model, not the one in the database; two without names on the same columns are one index to EF.</summary>
    public string? Name { get; private init; }

    public bool HasFilter { get; private init; }

    /// <summary>True when code says which rows it holds, be it all of them (<c>HasFilter(null)</c>).</summary>
    public bool IsFilterStated { get; private init; }

    /// <summary>For each column whether it descends; null when that is computed.</summary>
    public IReadOnlyList<bool>? Descending { get; private init; } = Columns?.Select(_ => false).ToArray();

    public IReadOnlyList<string> Included { get; private init; } = [];

    /// <summary>True when nothing is said of it but columns, uniqueness, filter, direction, name and included columns: no method (GIN), operators or collation.</summary>
    public bool IsPlain { get; private init; } = true;

    /// <summary>False for generic configuration and builders without a type, which may be about another entity.</summary>
    public bool IsCertain { get; private init; } = true;

    /// <summary>The <c>HasIndex</c> call.</summary>
    public Call? Call { get; private init; }

    public static EntityIndex? From(AttributeData attribute, CancellationToken cancel)
    {
        if (!Ef.IndexAttribute.Is(attribute.AttributeClass))
            return null;
        var columns = attribute.ConstructorArguments.SelectMany(Texts).ToArray();
        return new EntityIndex(columns, Flag(attribute, "IsUnique") ? Answer.Yes : Answer.No, Form.Attribute, attribute.ApplicationSyntaxReference?.GetSyntax(cancel))
        {
            Name = Named(attribute, "Name")?.Value as string,
            Descending = Flag(attribute, "AllDescending") ? columns.Select(_ => true).ToArray()
                : Named(attribute, "IsDescending") is { Kind: TypedConstantKind.Array, IsNull: false } each ? each.Values.Select(value => value.Value is true).ToArray()
                : columns.Select(_ => false).ToArray(),
        };
    }

    public static EntityIndex From(FluentCall fluent, Answer isAbout)
    {
        var says = fluent.Rest;
        var unique = says.LastOrDefault(call => call.Name == "IsUnique");
        var descending = says.LastOrDefault(call => call.Name == "IsDescending");
        var goesOn = fluent.GoesOn;
        return new EntityIndex(fluent.Properties, UniqueBy(unique, goesOn), Form.Fluent, fluent.Call.Syntax)
        {
            Name = Values.Text(fluent.Call.Argument("name")),
            HasFilter = says.Any(call => call.Name == "HasFilter" && !Values.IsNull(call.Argument("sql"))),
            IsFilterStated = says.Any(call => call.Name == "HasFilter"),
            Descending = DirectionsBy(descending, fluent.Properties),
            Included = says.Where(call => call.Name == "IncludeProperties").SelectMany(call => PropertyNames.In(call) ?? ["?"]).ToArray(),
            IsPlain = !goesOn && says.All(IsPlainCall),
            IsCertain = isAbout == Answer.Yes,
            Call = fluent.Call,
        };
    }

    private static bool IsPlainCall(Call call) =>
        Array.IndexOf(ReadCalls, call.Name) >= 0 || Array.IndexOf(StorageCalls, call.Name) >= 0
        || (call.Name == "IsClustered" && Values.Flag(call.Argument("clustered")) == false);

    private static Answer UniqueBy(Call? call, bool goesOn)
    {
        if (call is null)
            return goesOn ? Answer.Unknown : Answer.No;
        return call.Argument("unique") is not { } argument ? Answer.Yes : Values.Flag(argument) switch
        {
            true => Answer.Yes,
            false => Answer.No,
            null => Answer.Unknown,
        };
    }

    private static IReadOnlyList<bool>? DirectionsBy(Call? call, IReadOnlyList<string>? columns)
    {
        if (call is null)
            return columns?.Select(_ => false).ToArray();
        if (call.Argument("descending") is not IArrayCreationOperation { Initializer.ElementValues: var values })
            return null;
        if (values.IsEmpty)
            return columns?.Select(_ => true).ToArray();
        return values.All(value => Values.Flag(value) is not null) ? values.Select(value => Values.Flag(value) == true).ToArray() : null;
    }

    private static IEnumerable<string> Texts(TypedConstant constant) =>
        constant.Kind == TypedConstantKind.Array
            ? constant.IsNull ? [] : constant.Values.SelectMany(Texts)
            : constant.Value is string text ? [text] : [];

    private static bool Flag(AttributeData attribute, string name) => Named(attribute, name)?.Value is true;

    private static TypedConstant? Named(AttributeData attribute, string name)
    {
        foreach (var argument in attribute.NamedArguments)
        {
            if (argument.Key == name)
                return argument.Value;
        }

        return null;
    }
}
