using System.Collections.Immutable;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;

namespace DesignChecks.Concepts.Endpoints;

/// <summary>
/// One HTTP endpoint: a controller action, a handler mapped on a route, a function with an HTTP trigger. A view that is made
/// where a rule listens; it binds code only when it is asked for what the code says.
/// </summary>
internal abstract class Endpoint(IMethodSymbol? handler, World world, CancellationToken cancel)
{
    private ImmutableArray<EndpointInput> _inputs;
    private IReadOnlyList<EndpointCode>? _runs;
    private IReadOnlyList<IOperation>? _answers;
    private Verbs? _verbs;
    private (bool IsKnown, string? Text) _route;
    private EndpointMetadata? _metadata;
    private Answering? _answering;

    /// <summary>The method, local function or lambda; null when code doesn't show it.</summary>
    public IMethodSymbol? Handler { get; } = handler;

    public World World { get; } = world;

    public CancellationToken Cancel { get; } = cancel;

    public Verbs Verbs => _verbs ??= FindVerbs();

    /// <summary>The whole route template; null when a part of it is unknown.</summary>
    public string? Route => (_route = _route.IsKnown ? _route : (true, FindRoute())).Text;

    /// <summary>What is said of the endpoint on itself, its class, its groups.</summary>
    public EndpointMetadata Metadata => _metadata ??= FindMetadata();

    /// <summary>Where a report about its route and metadata stands: the action's name, the mapping's.</summary>
    public abstract Location Place { get; }

    /// <summary>Where a report about its handler as a whole stands: the method's name; for a lambda, the mapping's.</summary>
    public virtual Location HandlerPlace => Place;

    /// <summary>How a message names it.</summary>
    public string Name => this is MappedRoute || Handler is null ? $"{Verbs} {Route ?? "…"}" : Handler.Name;

    public virtual Access Access => Metadata.Access;

    public Versioning Versioning => Metadata.Versioning switch
    {
        Versioning.None or Versioning.Unknown when Route is { } route && RouteText.NamesVersion(route) => Versioning.Versioned,
        Versioning.None when Route is null => Versioning.Unknown,
        var stated => stated,
    };

    public ImmutableArray<EndpointInput> Inputs =>
        _inputs.IsDefault ? _inputs = Handler is null ? ImmutableArray<EndpointInput>.Empty : EndpointInputs.Of(Handler, parameter => EndpointInputs.SourceOfType(parameter.Type) ?? Infer(parameter)) : _inputs;

    public IOperation? Body => Runs.Count > 0 ? Runs[0].Body : null;

    /// <summary>Its own body first, then the functions of the same class that it calls: one step, no further.</summary>
    public IReadOnlyList<EndpointCode> Runs => _runs ??= EndpointCode.Of(OwnBody(), Handler?.ContainingType, World, Cancel);

    /// <summary>The values that it answers with, without the results, awaits and locals around them.</summary>
    public IReadOnlyList<IOperation> Answers => _answers ??= Endpoints.Answers.Of(this);

    public Answering Answering => _answering ??= Answering.Of(this);

    protected abstract Verbs FindVerbs();

    protected abstract string? FindRoute();

    protected abstract EndpointMetadata FindMetadata();

    /// <summary>Where a parameter without an attribute comes from.</summary>
    protected abstract BindingSource Infer(IParameterSymbol parameter);

    protected virtual IOperation? OwnBody() => Handler is null ? null : World.BodyOf(Handler, Cancel);
}
