using System.Collections.Immutable;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Concepts.Endpoints;

/// <summary>A handler given to <c>MapGet</c> and its like, the project's own methods of those names included.</summary>
internal sealed class MappedRoute : Endpoint
{
    private static readonly TypeName DelegateType = new("System.Delegate");
    private static readonly TypeName HttpMethods = new("Microsoft.AspNetCore.Http.HttpMethods");
    private static readonly string[] PatternParameters = ["pattern", "route", "template", "path"];

    private readonly IOperation? _handler;
    private RouteGroup? _group;
    private MappedRoute(Call mapping, IOperation? handler, World world, CancellationToken cancel) : base(MethodOf(handler), world, cancel)
    {
        Mapping = mapping;
        _handler = handler;
    }

    /// <summary>The call that maps it.</summary>
    public Call Mapping { get; }

    /// <summary>The group, or the application, that it is mapped on.</summary>
    public RouteGroup Group => _group ??= RouteGroups.Of(World, Cancel).Behind(Mapping.Receiver, Cancel);

    protected override string? FindRoute() => RouteText.Join(Group.Prefix, OwnPattern());

    public override Location Place => Mapping.NameLocation;

    public override Location HandlerPlace =>
        Handler?.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(Cancel) switch
        {
            MethodDeclarationSyntax method => method.Identifier.GetLocation(),
            LocalFunctionStatementSyntax local => local.Identifier.GetLocation(),
            _ => Place,
        };

    protected override Verbs FindVerbs() => Mapping.Name switch
    {
        "MapGet" => Verbs.Of(["GET"]),
        "MapPost" => Verbs.Of(["POST"]),
        "MapPut" => Verbs.Of(["PUT"]),
        "MapPatch" => Verbs.Of(["PATCH"]),
        "MapDelete" => Verbs.Of(["DELETE"]),
        _ => StatedVerbs(),
    };

    public static MappedRoute? From(Call call, World world, CancellationToken cancel)
    {
        if (Array.IndexOf(RouteBuilders.Mappings, call.Name) < 0 || !RouteBuilders.Builder.IsBaseOf(call.Receiver?.Type))
            return null;
        var handler = call.Arguments.Select(argument => argument.Value).LastOrDefault(IsFunction)
            ?? call.Arguments.Where(argument => DelegateType.IsBaseOf(argument.Parameter.Type)).Select(argument => argument.Value).LastOrDefault();
        // Inside a method of the project that wraps MapGet the handler is a parameter: its callers are the endpoints.
        if (handler is null or IParameterReferenceOperation)
            return null;
        return new MappedRoute(call, Resolve(handler, world, cancel), world, cancel);
    }

    protected override BindingSource Infer(IParameterSymbol parameter)
    {
        if (Route is { } route && RouteText.Parameters(route).Contains(parameter.Name, StringComparer.OrdinalIgnoreCase))
            return BindingSource.Route;
        if (EndpointInputs.IsAsParameters(parameter))
            return BindingSource.Unknown; // each property has a source of its own
        if (EndpointInputs.IsSimple(parameter.Type) || EndpointInputs.IsListOfSimple(parameter.Type))
            return Route is null ? BindingSource.Unknown : BindingSource.Query;
        if (parameter.Type.TypeKind == TypeKind.Interface || parameter.Type.IsAbstract)
            return BindingSource.Services;
        // A body is inferred for verbs that have one; of the rest, only the container's services are left.
        return Verbs.AreSafe == Answer.Yes || Verbs.Include("DELETE") == Answer.Yes ? BindingSource.Services
            : LooksLikeData(parameter.Type) ? BindingSource.Body
            : BindingSource.Unknown;
    }

    protected override IOperation? OwnBody() => _handler is IAnonymousFunctionOperation lambda ? lambda.Body : base.OwnBody();

    private static bool IsFunction(IOperation value) => value is IAnonymousFunctionOperation or IMethodReferenceOperation;

    private static IMethodSymbol? MethodOf(IOperation? handler) => handler switch
    {
        IAnonymousFunctionOperation lambda => lambda.Symbol,
        IMethodReferenceOperation method => method.Method,
        _ => null,
    };

    /// <summary>What a local or readonly field holds.</summary>
    private static IOperation Resolve(IOperation given, World world, CancellationToken cancel)
    {
        var value = given switch
        {
            ILocalReferenceOperation local => Code.OnlyValueOf(local),
            IFieldReferenceOperation { Field: var field } => Code.InitializerOf(field, world, cancel),
            _ => null,
        };
        return value is null ? given : Values.Unwrap(value);
    }

    /// <summary>Records, and classes with nothing but properties that can be set.</summary>
    private static bool LooksLikeData(ITypeSymbol type) =>
        type.IsRecord
        || EndpointInputs.IsListOfSimple(type)
        || type is INamedTypeSymbol { TypeKind: TypeKind.Class } named
            && named.InstanceConstructors.Any(constructor => constructor.Parameters.IsEmpty)
            && named.GetMembers().OfType<IPropertySymbol>().Any(property => property.SetMethod is not null);

    private string? OwnPattern()
    {
        foreach (var parameter in Mapping.Method.Parameters)
        {
            if (Array.IndexOf(PatternParameters, parameter.Name) < 0)
                continue;
            return Mapping.Argument(parameter.Name) is { } written ? Values.Text(written)
                : parameter.HasExplicitDefaultValue ? parameter.ExplicitDefaultValue as string
                : null;
        }

        return null;
    }

    private Verbs StatedVerbs()
    {
        var stated = (Mapping.Argument("httpMethods") is { } given ? Resolve(given, World, Cancel) : null) switch
        {
            IArrayCreationOperation { Initializer: { } values } => values.ElementValues,
            // A collection expression: its operation is younger than the Roslyn this is compiled against.
            { Syntax: CollectionExpressionSyntax } collection => collection.ChildOperations.ToImmutableArray(),
            _ => ImmutableArray<IOperation>.Empty,
        };
        var names = stated.Select(VerbOf).ToArray();
        return names.Length > 0 && names.All(name => name is not null) ? Verbs.Of(names!) : Verbs.Unknown;
    }

    /// <summary>A text, or one of the fields of <c>HttpMethods</c>, which aren't constants.</summary>
    private static string? VerbOf(IOperation stated) => Values.Text(stated) is { } text ? text
        : Values.Unwrap(stated) is IFieldReferenceOperation { Field: var field } && HttpMethods.Is(field.ContainingType) ? field.Name
        : null;

    protected override EndpointMetadata FindMetadata()
    {
        var said = BuilderConventions.Of(Mapping.Operation, ImmutableArray.Create(Group.Metadata), World, Cancel);
        var attributes = Declarations().SelectMany(MetadataItems.Of).ToImmutableArray();
        // A handler out of sight may have attributes, too.
        return attributes.IsEmpty && Handler is not null ? said : new EndpointMetadata(attributes, ImmutableArray.Create(said), isOpen: Handler is null);
    }

    /// <summary>The handler and what it overrides: attributes are inherited.</summary>
    private IEnumerable<IMethodSymbol> Declarations()
    {
        for (var current = Handler; current is not null; current = current.OverriddenMethod)
            yield return current;
    }
}
