using DesignChecks.Concepts.Endpoints;
using DesignChecks.Concepts.Hosting;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Concepts.RateLimits;

/// <summary>What the host does to limit how often it is called.</summary>
internal sealed class RateLimits
{
    public static readonly ChoiceOption LimitedElsewhere = new(
        "rate_limiting", ["gateway"], "Says that a gateway in front of the service limits the rate of requests.");

    public static readonly NameListOption LimiterTypes = new(
        "limiter_types", "Attributes, filters and middleware of the team that limit the rate of requests. Those whose names say rate limit or throttle are known.");

    /// <summary>Words that rules about rate limits look up.</summary>
    public static readonly string[] Words =
    [
        .. WebHost.Words, .. RouteBuilders.Words, .. LimiterPolicy.Words,
        "AddRateLimiter", "UseRateLimiter", "RequireRateLimiting", "EnableRateLimiting", "EnableRateLimitingAttribute", "GlobalLimiter", "UseMiddleware",
        "UseIpRateLimiting", "UseClientRateLimiting", "PartitionedRateLimiter", "Throttle", "MapReverseProxy",
    ];

    private static readonly string[] Phrases =
        ["rate limit", "rate limits", "rate limiter", "rate limiters", "rate limiting", "rate limited", "ratelimit", "ratelimiter", "ratelimiting", "throttle", "throttled", "throttling", "throttler"];

    /// <summary>The framework's own, which <see cref="EndpointMetadata.IsRateLimited"/> reads.</summary>
    private static readonly string[] Switches = ["RequireRateLimiting", "DisableRateLimiting", "EnableRateLimitingAttribute", "DisableRateLimitingAttribute"];

    private static readonly TypeName Registration = new("Microsoft.AspNetCore.Builder.RateLimiterServiceCollectionExtensions");

    private readonly World _world;
    private readonly CancellationToken _cancel;

    private RateLimits(World world, CancellationToken cancel)
    {
        _world = world;
        _cancel = cancel;
        Registrations = world.CallsOf("AddRateLimiter", cancel).Where(IsRegistration).ToArray();
        Policies = LimiterPolicy.Words.SelectMany(word => world.CallsOf(word, cancel)).Select(call => LimiterPolicy.From(call, world, cancel)).OfType<LimiterPolicy>().ToArray();
        IsUsed = Any("UseRateLimiter", Shape.Call);
        HasGlobal = SetsGlobal() ? Answer.Yes : ShowsOptions ? Answer.No : Answer.Unknown;
    }

    /// <summary>The calls that register the framework's limiter.</summary>
    public IReadOnlyList<Call> Registrations { get; }

    public IReadOnlyList<LimiterPolicy> Policies { get; }

    /// <summary>True when the middleware is added somewhere in the compilation.</summary>
    public bool IsUsed { get; }

    /// <summary>Whether one limiter guards all requests.</summary>
    public Answer HasGlobal { get; }

    /// <summary>True when an endpoint, a page or a hub names a policy in the compilation.</summary>
    public bool IsNamed => Any("RequireRateLimiting", Shape.Call) || Any("EnableRateLimiting", Shape.Attribute) || Any("EnableRateLimitingAttribute", Shape.Attribute) || Any("EnableRateLimitingAttribute", Shape.Creation);

    /// <summary>True when the compilation shows all that fills the limiter's options.</summary>
    private bool ShowsOptions => WebHost.Of(_world, _cancel).Shows(HostPart.Services) && Registrations.All(ShowsFilling);

    /// <summary>True when no policy can be defined out of sight.</summary>
    public bool ShowsPolicies => ShowsOptions && Policies.All(policy => policy.Name is not null);

    /// <summary>True when there is no limiter of any kind for the host as a whole.</summary>
    public bool AreAbsent(NameList types) =>
        Registrations.Count == 0 && !IsUsed && !IsNamed && HasGlobal == Answer.No && HasOther(types) == Answer.No;

    /// <summary>True where a proxy's configuration names policies, or another project does: the attribute, or the call, leaves a reference behind.</summary>
    public bool MayBeNamedElsewhere =>
        Any("MapReverseProxy", Shape.Call)
        || _world.Compilation.SourceModule.ReferencedAssemblySymbols.Any(assembly => !QuietLibraries.Declare(assembly.GlobalNamespace) && assembly.Modules.Any(module => module.ReferencedAssemblies.Any(name => name.Name == "Microsoft.AspNetCore.RateLimiting")));

    public static RateLimits Of(Found found) => Of(found.World, found.Cancel);

    public static RateLimits Of(World world, CancellationToken cancel) => world.Concept((world, cancel) => new RateLimits(world, cancel), cancel);

    /// <summary>Not the strategy of the same name that a Polly pipeline has.</summary>
    public static bool IsRegistration(Call call) => call.Name == "AddRateLimiter" && call.IsOn(Registration);

    /// <summary>True for code that speaks of limiting rates.</summary>
    public static bool AreNamedIn(string name) => Engine.Words.ContainAny(name, Phrases);

    /// <summary>Whether a limiter of another library or of the team's own guards all requests.</summary>
    public Answer HasOther(NameList types)
    {
        if (Any("UseIpRateLimiting", Shape.Call) || Any("UseClientRateLimiting", Shape.Call) || Any("Throttle", Shape.Call)
            || _world.NodesOf("PartitionedRateLimiter", Shape.Mention, _cancel).Any(node => !IsForGlobal(node)))
            return Answer.Yes;
        foreach (var call in _world.CallsOf("UseMiddleware", _cancel))
        {
            var type = call.Method.TypeArguments.FirstOrDefault() ?? (call.Argument("middleware") as ITypeOfOperation)?.TypeOperand;
            if (type is null || AreNamedIn(type.Name) || types.ContainsTypeOrBase(type))
                return Answer.Yes;
        }

        return WebHost.Of(_world, _cancel).Shows(HostPart.Services | HostPart.Pipeline) ? Answer.No : Answer.Unknown;
    }

    /// <summary>Whether an endpoint's own metadata limits it, by the framework's or another limiter.</summary>
    public static Answer Guard(Endpoint endpoint, NameList types)
    {
        if (endpoint.Metadata.IsRateLimited != Answer.No)
            return endpoint.Metadata.IsRateLimited;
        return endpoint.Metadata.Has(item => Array.IndexOf(Switches, item.Name) < 0
            && (AreNamedIn(item.Name) || item.Type is INamedTypeSymbol type && (AreNamedIn(type.Name) || types.ContainsAttribute(type))));
    }

    private bool Any(string word, Shape shape) => _world.NodesOf(word, shape, _cancel).Any();

    private bool SetsGlobal() => _world.NodesOf("GlobalLimiter", Shape.Assignment, _cancel)
        .Any(node => node is AssignmentExpressionSyntax { Right: not LiteralExpressionSyntax { RawKind: (int)SyntaxKind.NullLiteralExpression } });

    /// <summary>The limiter of the framework's options, which <see cref="HasGlobal"/> is about.</summary>
    private static bool IsForGlobal(SyntaxNode limiter) =>
        limiter.FirstAncestorOrSelf<AssignmentExpressionSyntax>() is { Left: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "GlobalLimiter" } };

    private bool ShowsFilling(Call registration) => registration.Argument("configureOptions") switch
    {
        null or IAnonymousFunctionOperation => true,
        IMethodReferenceOperation { Method: var method } => _world.BodyOf(method, _cancel) is not null,
        _ => false,
    };
}
