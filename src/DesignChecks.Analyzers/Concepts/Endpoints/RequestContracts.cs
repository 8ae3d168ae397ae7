using DesignChecks.Engine;
using Microsoft.CodeAnalysis;

namespace DesignChecks.Concepts.Endpoints;

/// <summary>The types of the compilation that request bodies are read into, with all that they contain.</summary>
internal sealed class RequestContracts
{
    private const int MaxDepth = 5;

    private static readonly TypeName Sequence = new("System.Collections.Generic.IEnumerable`1");

    private readonly World _world;
    private readonly Dictionary<INamedTypeSymbol, List<Use>> _uses = new(SymbolEqualityComparer.Default);

    private RequestContracts(World world, CancellationToken cancel)
    {
        _world = world;
        foreach (var endpoint in AllEndpoints.Of(world, cancel).All)
        {
            foreach (var body in endpoint.Inputs.Where(input => input.Symbol is IParameterSymbol && IsBody(input, endpoint)))
                Add(body.Type, new Use(endpoint, body.Parameter, IsForm: body.Source != BindingSource.Body), depth: 0);
        }
    }

    public static RequestContracts Of(Found found) => found.Concept((world, cancel) => new RequestContracts(world, cancel));

    /// <summary>Simple names, to look at before a declaration is bound.</summary>
    public bool MayBe(string name) => _uses.Keys.Any(type => type.Name == name);

    /// <summary>The endpoints whose bodies have the type in them, and the parameters that they are.</summary>
    public IReadOnlyList<Use> UsesOf(INamedTypeSymbol type) => _uses.TryGetValue(type, out var uses) ? uses : [];

    private static bool IsBody(EndpointInput input, Endpoint endpoint) =>
        input.Source is BindingSource.Body or BindingSource.Form
        // A controller that isn't marked as an API fills objects from forms; a route's object may be a service.
        || input.Source == BindingSource.Unknown && endpoint is ControllerAction && endpoint.Verbs.AreSafe == Answer.No && !EndpointInputs.IsSimple(input.Type);

    private void Add(ITypeSymbol type, Use use, int depth)
    {
        type = ElementOf(EndpointInputs.WithoutNull(type));
        if (depth > MaxDepth || type is not INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct, SpecialType: SpecialType.None } named || !_world.Declares(named))
            return;
        for (var current = named; current is { SpecialType: SpecialType.None } && _world.Declares(current); current = current.BaseType)
        {
            if (!AddUse(current.OriginalDefinition, use))
                return;
            foreach (var property in current.GetMembers().OfType<IPropertySymbol>().Where(IsFilled))
                Add(property.Type, use, depth + 1);
        }
    }

    private bool AddUse(INamedTypeSymbol type, Use use)
    {
        if (!_uses.TryGetValue(type, out var uses))
            _uses.Add(type, uses = []);
        if (uses.Contains(use))
            return false;
        uses.Add(use);
        return true;
    }

    /// <summary>What a list is of; the type itself when it is no list.</summary>
    private static ITypeSymbol ElementOf(ITypeSymbol type) =>
        type is IArrayTypeSymbol array ? EndpointInputs.WithoutNull(array.ElementType)
        : type.SpecialType != SpecialType.System_String && Sequence.FormIn(type) is { TypeArguments: [var element] } ? EndpointInputs.WithoutNull(element)
        : type;

    /// <summary>True for a property that the request fills. Newer compilers make one without a name of half a declaration.</summary>
    public static bool IsFilled(IPropertySymbol property) =>
        property is { Name.Length: > 0, IsStatic: false, IsIndexer: false, DeclaredAccessibility: Accessibility.Public, SetMethod.DeclaredAccessibility: Accessibility.Public }
        && !property.GetAttributes().Any(attribute => attribute.AttributeClass?.Name is "JsonIgnoreAttribute" or "BindNeverAttribute" or "FromServicesAttribute");

    /// <summary>A body that an endpoint takes.</summary>
    /// <param name="Endpoint">The endpoint.</param>
    /// <param name="Parameter">What holds it.</param>
    /// <param name="IsForm">True for a form, whose lists ASP.NET Core ends at 1,024 elements.</param>
    internal sealed record Use(Endpoint Endpoint, IParameterSymbol Parameter, bool IsForm);
}
