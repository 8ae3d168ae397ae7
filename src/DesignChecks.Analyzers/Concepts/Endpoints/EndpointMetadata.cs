using System.Collections.Immutable;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;

namespace DesignChecks.Concepts.Endpoints;

/// <summary>Who may call an endpoint, as far as its own metadata says.</summary>
internal enum Access
{
    Unknown,

    /// <summary>Nothing on the endpoint, its class or its groups says it: the host's default decides.</summary>
    Unstated,
    Anonymous,
    Authorized,
}

internal enum Versioning
{
    Unknown,
    None,
    Versioned,
    Neutral,
}

/// <summary>One thing that is said of endpoints: an attribute, or a call on the builder.</summary>
/// <param name="Name">The attribute's name, or the method that was called.</param>
/// <param name="Type">The attribute's class, the type of an object given to <c>WithMetadata</c>, the type of a filter.</param>
internal sealed record MetadataItem(string Name, ITypeSymbol? Type)
{
    public AttributeData? Attribute { get; init; }

    public Call? Convention { get; init; }

    /// <summary>True when it is said under a condition only.</summary>
    public bool IsConditional { get; init; }
}

/// <summary>
/// What is said of an endpoint in one place (its method and class, its mapping, a group), with the places around it. An
/// endpoint that is mapped by a function with several callers has several surroundings, and they must agree.
/// </summary>
internal sealed class EndpointMetadata(ImmutableArray<MetadataItem> own, ImmutableArray<EndpointMetadata> around, bool isOpen)
{
    public static readonly EndpointMetadata None = new(ImmutableArray<MetadataItem>.Empty, ImmutableArray<EndpointMetadata>.Empty, isOpen: false);

    /// <summary>Said where the compilation doesn't show it.</summary>
    public static readonly EndpointMetadata Open = new(ImmutableArray<MetadataItem>.Empty, ImmutableArray<EndpointMetadata>.Empty, isOpen: true);

    private static readonly TypeName[] Authorizing =
    [
        new("Microsoft.AspNetCore.Authorization.IAuthorizeData"),
        new("Microsoft.AspNetCore.Authorization.IAuthorizationRequirementData"),
        new("Microsoft.AspNetCore.Mvc.Filters.IAuthorizationFilter"),
        new("Microsoft.AspNetCore.Mvc.Filters.IAsyncAuthorizationFilter"),
    ];

    /// <summary>A filter that runs among those that authorize, but asks for nobody.</summary>
    private static readonly TypeName HttpsFilter = new("Microsoft.AspNetCore.Mvc.RequireHttpsAttribute");

    private static readonly TypeName[] Anonymous =
        [new("Microsoft.AspNetCore.Authorization.IAllowAnonymous"), new("Microsoft.AspNetCore.Mvc.Authorization.IAllowAnonymousFilter")];

    private static readonly TypeName[] Limiting = [new("Microsoft.AspNetCore.RateLimiting.EnableRateLimitingAttribute")];
    private static readonly TypeName[] NotLimiting = [new("Microsoft.AspNetCore.RateLimiting.DisableRateLimitingAttribute")];
    private static readonly TypeName[] TimingOut =
        [new("Microsoft.AspNetCore.Http.Timeouts.RequestTimeoutAttribute"), new("Microsoft.AspNetCore.Http.Timeouts.RequestTimeoutPolicy")];

    private static readonly TypeName[] NotTimingOut = [new("Microsoft.AspNetCore.Http.Timeouts.DisableRequestTimeoutAttribute")];

    private static readonly TypeName[] Versioned =
        [new("Asp.Versioning.IApiVersionProvider"), new("Microsoft.AspNetCore.Mvc.Versioning.IApiVersionProvider"), new("Asp.Versioning.Builder.ApiVersionSet")];

    private static readonly TypeName[] Neutral = [new("Asp.Versioning.IApiVersionNeutral"), new("Microsoft.AspNetCore.Mvc.Versioning.IApiVersionNeutral")];

    private static readonly string[] VersionConventions =
        ["HasApiVersion", "HasDeprecatedApiVersion", "MapToApiVersion", "AdvertisesApiVersion", "WithApiVersionSet"];

    private static readonly TypeName[] FilterTypes = [new("Microsoft.AspNetCore.Mvc.Filters.IFilterMetadata"), new("Microsoft.AspNetCore.Http.IEndpointFilter")];

    /// <summary>All that is said, from the endpoint outwards.</summary>
    public IEnumerable<MetadataItem> All => own.Concat(around.SelectMany(place => place.All));

    /// <summary>True when something may be said where the compilation doesn't show it.</summary>
    public bool IsOpen => isOpen || around.Any(place => place.IsOpen);

    public Access Access
    {
        get
        {
            var anonymous = Has(Anonymous, "AllowAnonymous");
            var authorized = Has(item => Authorizing.AnyIsBaseOf(item.Type) && !HttpsFilter.IsBaseOf(item.Type) || item is { Convention: not null, Name: "RequireAuthorization" });
            return (anonymous, authorized) switch
            {
                (Answer.Yes, _) => Access.Anonymous, // it wins, however near the other stands
                (_, Answer.Yes) => Access.Authorized,
                (Answer.No, Answer.No) => Access.Unstated,
                _ => Access.Unknown,
            };
        }
    }

    public Answer IsRateLimited => IsExemptFromLimits == Answer.Yes ? Answer.No : Has(Limiting, "RequireRateLimiting");

    /// <summary>Taken out of every limit, that of the host's global limiter included.</summary>
    public Answer IsExemptFromLimits => Has(NotLimiting, "DisableRateLimiting");

    public Answer HasTimeout => Has(NotTimingOut, "DisableRequestTimeout") == Answer.Yes ? Answer.No : Has(TimingOut, "WithRequestTimeout");

    public Versioning Versioning =>
        Has(Neutral, "IsApiVersionNeutral") == Answer.Yes ? Versioning.Neutral
        : Has(Versioned, VersionConventions) switch
        {
            Answer.Yes => Versioning.Versioned,
            Answer.No => Versioning.None,
            _ => Versioning.Unknown,
        };

    /// <summary>Filters of the endpoint, its class and groups: filter attributes, <c>[ServiceFilter]</c>, <c>AddEndpointFilter</c>.</summary>
    public IEnumerable<MetadataItem> Filters => All.Where(item =>
        item.Name is "AddEndpointFilter" or "AddEndpointFilterFactory" || FilterTypes.AnyIsBaseOf(item.Type));

    public Answer Has(TypeName[] types, params string[] conventions) =>
        Has(item => types.AnyIsBaseOf(item.Type) || (item.Convention is not null && Array.IndexOf(conventions, item.Name) >= 0));

    /// <summary>Whether something of a kind is said of the endpoint in any place.</summary>
    public Answer Has(Func<MetadataItem, bool> kind)
    {
        var said = own.Where(kind).ToArray();
        if (said.Any(item => !item.IsConditional))
            return Answer.Yes;
        var answers = around.Select(place => place.Has(kind)).Distinct().ToArray();
        var outside = answers.Length switch
        {
            0 => Answer.No,
            1 => answers[0],
            _ => Answer.Unknown,
        };
        return outside == Answer.No && (isOpen || said.Length > 0) ? Answer.Unknown : outside;
    }
}

/// <summary>Reads attributes and builder calls as metadata.</summary>
internal static class MetadataItems
{
    private static readonly string[] TypedFilters = ["ServiceFilterAttribute", "TypeFilterAttribute"];

    /// <summary>The attributes of a symbol; a <c>[ServiceFilter(typeof(X))]</c> also counts as X.</summary>
    public static IEnumerable<MetadataItem> Of(ISymbol symbol)
    {
        foreach (var attribute in symbol.GetAttributes())
        {
            if (attribute.AttributeClass is not { } type)
                continue;
            yield return new MetadataItem(type.Name, type) { Attribute = attribute };
            if (Array.IndexOf(TypedFilters, type.Name) < 0)
                continue;
            var filter = type.TypeArguments.FirstOrDefault()
                ?? (attribute.ConstructorArguments is [{ Kind: TypedConstantKind.Type, Value: ITypeSymbol given }, ..] ? given : null);
            if (filter is not null)
                yield return new MetadataItem(filter.Name, filter) { Attribute = attribute };
        }
    }

    public static IEnumerable<MetadataItem> Of(Call convention)
    {
        yield return new MetadataItem(convention.Name, convention.Method.TypeArguments.LastOrDefault())
        {
            Convention = convention,
        };
        foreach (var (_, value) in convention.Arguments)
        {
            foreach (var given in Given(value))
            {
                if (given.Type is INamedTypeSymbol { TypeKind: TypeKind.Class } type && type.SpecialType == SpecialType.None)
                    yield return new MetadataItem(type.Name, type) { Convention = convention };
            }
        }
    }

    /// <summary>The elements of <c>params</c>, or the value itself.</summary>
    private static IEnumerable<IOperation> Given(IOperation value) =>
        value is Microsoft.CodeAnalysis.Operations.IArrayCreationOperation { Initializer: { } elements }
            ? elements.ElementValues.Select(Values.Unwrap)
            : [value];
}
