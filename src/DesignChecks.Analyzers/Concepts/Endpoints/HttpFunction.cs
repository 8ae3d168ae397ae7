using System.Collections.Immutable;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DesignChecks.Concepts.Endpoints;

/// <summary>An Azure function with an HTTP trigger, in either worker model: known by the trigger attribute's name.</summary>
internal sealed class HttpFunction : Endpoint
{
    /// <summary>The values of <c>AuthorizationLevel</c> are the same in both worker models.</summary>
    private const int AnonymousLevel = 0;

    private readonly IMethodSymbol _method;
    private readonly AttributeData _trigger;

    private HttpFunction(IMethodSymbol method, AttributeData trigger, World world, CancellationToken cancel) : base(method, world, cancel)
    {
        _method = method;
        _trigger = trigger;
    }

    protected override Verbs FindVerbs() => Verbs.Of(
        _trigger.ConstructorArguments.SelectMany(argument => argument.Kind == TypedConstantKind.Array ? argument.Values : ImmutableArray.Create(argument)).Select(argument => argument.Value).OfType<string>());

    protected override string? FindRoute()
    {
        var stated = _trigger.NamedArguments.FirstOrDefault(argument => argument.Key == "Route").Value.Value as string ?? FunctionName();
        return stated is null ? null : RouteText.Join("api", stated);
    }

    protected override EndpointMetadata FindMetadata() =>
        new(MetadataItems.Of(_method).Concat(MetadataItems.Of(_method.ContainingType)).ToImmutableArray(), ImmutableArray<EndpointMetadata>.Empty, isOpen: false);

    public override Access Access => Metadata.Access switch
    {
        // A key in the query or a header is asked for unless the level is Anonymous.
        Access.Unstated => Level() switch { null => Access.Unknown, AnonymousLevel => Access.Anonymous, _ => Access.Authorized },
        var stated => stated,
    };

    public override Location Place =>
        _method.DeclaringSyntaxReferences.Select(reference => reference.GetSyntax(Cancel)).OfType<MethodDeclarationSyntax>().FirstOrDefault()?.Identifier.GetLocation()
        ?? _method.Locations[0];

    public static HttpFunction? From(ISymbol parameter, AttributeData trigger, World world, CancellationToken cancel) =>
        trigger.AttributeClass?.Name == "HttpTriggerAttribute" && parameter.ContainingSymbol is IMethodSymbol method ? new HttpFunction(method, trigger, world, cancel) : null;

    protected override BindingSource Infer(IParameterSymbol parameter) =>
        parameter.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "HttpTriggerAttribute") ? BindingSource.Body
        : Route is { } route && RouteText.Parameters(route).Contains(parameter.Name, StringComparer.OrdinalIgnoreCase) ? BindingSource.Route
        : BindingSource.Context;

    private int? Level() => _trigger.ConstructorArguments.Where(argument => argument.Kind == TypedConstantKind.Enum).Select(argument => argument.Value as int?).FirstOrDefault();

    private string? FunctionName() =>
        _method.GetAttributes()
            .Where(attribute => attribute.AttributeClass?.Name is "FunctionAttribute" or "FunctionNameAttribute")
            .Select(attribute => attribute.ConstructorArguments.FirstOrDefault().Value as string)
            .FirstOrDefault();
}
