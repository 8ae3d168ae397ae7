using System.Collections.Immutable;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;

namespace DesignChecks.Concepts.Endpoints;

/// <summary>Where an endpoint's parameter comes from.</summary>
internal enum BindingSource
{
    Unknown,
    Route,
    Query,
    Header,
    Body,
    Form,

    /// <summary>The container: not from the request.</summary>
    Services,

    /// <summary>The request as a whole, or what goes with it: <c>HttpContext</c>, <c>CancellationToken</c>, the user.</summary>
    Context,
}

/// <summary>A value that an endpoint takes: a parameter, or a property of a parameter that the request fills.</summary>
/// <param name="Symbol">The parameter or property.</param>
/// <param name="Name">As the request spells it, as far as code says.</param>
/// <param name="Type">The value's type, nullability removed.</param>
/// <param name="Source">Where it comes from.</param>
/// <param name="Parameter">The parameter that it is, or is a part of.</param>
internal sealed record EndpointInput(ISymbol Symbol, string Name, ITypeSymbol Type, BindingSource Source, IParameterSymbol Parameter)
{
    public bool IsFromRequest => Source is not (BindingSource.Services or BindingSource.Context);

    public bool IsNumber => Type.SpecialType is >= SpecialType.System_SByte and <= SpecialType.System_UInt64;
}

/// <summary>The inputs of a handler: its parameters, and one by one the properties of those that are objects.</summary>
internal sealed class EndpointInputs
{
    private const int MaxDepth = 2;

    private static readonly Dictionary<string, BindingSource> ByAttribute = new(StringComparer.Ordinal)
    {
        ["FromRouteAttribute"] = BindingSource.Route,
        ["FromQueryAttribute"] = BindingSource.Query,
        ["FromUriAttribute"] = BindingSource.Query,
        ["FromHeaderAttribute"] = BindingSource.Header,
        ["FromBodyAttribute"] = BindingSource.Body,
        ["FromFormAttribute"] = BindingSource.Form,
        ["FromServicesAttribute"] = BindingSource.Services,
        ["FromKeyedServicesAttribute"] = BindingSource.Services,
    };

    private static readonly TypeName[] ContextTypes =
    [
        new("Microsoft.AspNetCore.Http.HttpContext"),
        new("Microsoft.AspNetCore.Http.HttpRequest"),
        new("Microsoft.AspNetCore.Http.HttpResponse"),
        new("System.Threading.CancellationToken"),
        new("System.Security.Claims.ClaimsPrincipal"),
        new("System.IO.Stream"),
        new("System.IO.Pipelines.PipeReader"),
    ];

    private static readonly TypeName[] FormTypes =
        [new("Microsoft.AspNetCore.Http.IFormFile"), new("Microsoft.AspNetCore.Http.IFormFileCollection"), new("Microsoft.AspNetCore.Http.IFormCollection")];

    private static readonly TypeName[] TextTypes =
    [
        new("System.Guid"), new("System.DateTimeOffset"), new("System.DateOnly"), new("System.TimeOnly"), new("System.TimeSpan"), new("System.Uri"),
    ];

    private static readonly TypeName Enumerable = new("System.Collections.Generic.IEnumerable`1");

    private readonly ImmutableArray<EndpointInput>.Builder _inputs = ImmutableArray.CreateBuilder<EndpointInput>();

    /// <summary>What a parameter without an attribute comes from is a question of the endpoint's form.</summary>
    public static ImmutableArray<EndpointInput> Of(IMethodSymbol handler, Func<IParameterSymbol, BindingSource> inferred)
    {
        var inputs = new EndpointInputs();
        foreach (var parameter in handler.Parameters)
            inputs.Add(parameter, StatedSource(parameter) ?? inferred(parameter));
        return inputs._inputs.ToImmutable();
    }

    /// <summary>Text, numbers, dates, ids, enums, and types that parse themselves: what fits into a route or a query.</summary>
    public static bool IsSimple(ITypeSymbol type)
    {
        type = WithoutNull(type);
        return type.TypeKind == TypeKind.Enum
            || type.SpecialType is (>= SpecialType.System_Boolean and <= SpecialType.System_String) or SpecialType.System_DateTime
            || TextTypes.AnyIs(type)
            || (type.SpecialType == SpecialType.None && type.GetMembers("TryParse").Any(member => member.IsStatic));
    }

    public static bool IsListOfSimple(ITypeSymbol type) =>
        type is IArrayTypeSymbol array ? IsSimple(array.ElementType)
        : type.SpecialType != SpecialType.System_String && Enumerable.FormIn(type) is { TypeArguments: [var element] } && IsSimple(element);

    /// <summary>The type that the framework always fills in one way, whatever the endpoint's form.</summary>
    public static BindingSource? SourceOfType(ITypeSymbol type) =>
        type.SpecialType != SpecialType.None || type.TypeKind == TypeKind.Enum ? null
        : ContextTypes.AnyIsBaseOf(type) ? BindingSource.Context
        : FormTypes.AnyIsBaseOf(type) ? BindingSource.Form
        : null;

    public static ITypeSymbol WithoutNull(ITypeSymbol type) =>
        type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: [var inner] } ? inner : type;

    public static bool IsAsParameters(IParameterSymbol parameter) =>
        parameter.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "AsParametersAttribute");

    private static BindingSource? StatedSource(ISymbol symbol)
    {
        foreach (var attribute in symbol.GetAttributes())
        {
            if (attribute.AttributeClass is { } type && ByAttribute.TryGetValue(type.Name, out var source))
                return source;
        }

        return null;
    }

    private static string NameOf(ISymbol symbol) =>
        symbol.GetAttributes()
            .Where(attribute => attribute.AttributeClass is { } type && (ByAttribute.ContainsKey(type.Name) || type.Name is "JsonPropertyNameAttribute" or "BindPropertyAttribute"))
            .Select(attribute => (attribute.NamedArguments.FirstOrDefault(argument => argument.Key == "Name").Value.Value ?? attribute.ConstructorArguments.FirstOrDefault().Value) as string)
            .FirstOrDefault(name => name is not null)
        ?? symbol.Name;

    private void Add(IParameterSymbol parameter, BindingSource source)
    {
        _inputs.Add(new EndpointInput(parameter, NameOf(parameter), WithoutNull(parameter.Type), source, parameter));
        if (source is not (BindingSource.Services or BindingSource.Context or BindingSource.Header))
            AddProperties(WithoutNull(parameter.Type), parameter, source, depth: 1);
    }

    private void AddProperties(ITypeSymbol type, IParameterSymbol parameter, BindingSource source, int depth)
    {
        if (depth > MaxDepth || !IsFilledObject(type))
            return;
        foreach (var property in Properties(type))
        {
            var propertySource = StatedSource(property) ?? SourceOfType(property.Type) ?? source;
            _inputs.Add(new EndpointInput(property, NameOf(property), WithoutNull(property.Type), propertySource, parameter));
            AddProperties(WithoutNull(property.Type), parameter, propertySource, depth + 1);
        }
    }

    /// <summary>An object with properties that a binder or serializer sets: no list, no framework type.</summary>
    private static bool IsFilledObject(ITypeSymbol type) =>
        type is INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct, IsAbstract: false, SpecialType: SpecialType.None }
        && !IsSimple(type) && Enumerable.FormIn(type) is null
        && type.ContainingNamespace?.ToDisplayString() is { } space && !space.StartsWith("System", StringComparison.Ordinal) && !space.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal);

    private static IEnumerable<IPropertySymbol> Properties(ITypeSymbol type)
    {
        for (var current = type; current is { SpecialType: SpecialType.None }; current = current.BaseType)
        {
            foreach (var property in current.GetMembers().OfType<IPropertySymbol>())
            {
                if (property is { IsStatic: false, IsIndexer: false, DeclaredAccessibility: Accessibility.Public, SetMethod: not null })
                    yield return property;
            }
        }
    }
}
