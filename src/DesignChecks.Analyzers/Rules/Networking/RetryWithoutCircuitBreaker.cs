using DesignChecks.Concepts;
using DesignChecks.Concepts.Http;
using DesignChecks.Concepts.Resilience;
using DesignChecks.Concepts.Retries;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Rules.Networking;

/// <summary>Finds retries that nothing stops while the service is down: every call is repeated to its last attempt.</summary>
internal sealed class RetryWithoutCircuitBreaker : Rule
{
    internal static readonly DiagnosticDescriptor Description = Describe.Create(
        id: "DCK0914",
        title: "Retry without a circuit breaker",
        messageFormat: "This retry makes up to {0} attempts and no circuit breaker cuts them short, so a service that is down gets every call {0} times and every caller waits for all of them; add a circuit breaker inside the retry and keep it for all calls",
        category: Area.Networking,
        defaultSeverity: DiagnosticSeverity.Info,
        items: ["9.4"],
        description: "Retries help against a failure that passes. While a service is down they multiply its load and hold their callers for the whole sequence of waits. A circuit breaker inside the retry refuses calls at once until the service answers again.",
        isEnabledByDefault: false);

    private const int FewRetries = 3;

    public RetryWithoutCircuitBreaker() : base(Description)
    {
    }

    public override FixAvailability Fix => FixAvailability.Sometimes;

    public override Library[] Needs => [Library.PollyCore, Library.PollyPolicies];

    public override DiagnosticSeverity? InPlatform => DiagnosticSeverity.Info;

    public override void Listen(Listeners on)
    {
        on.LooksUp([.. ClientRegistration.Words, .. ServiceLifetimes.Words, .. Pipelines.Lookups]);
        on.Call(["AddRetry"], CheckStrategy);
        on.Call([.. RetryPolicy.Names, "Wrap", "WrapAsync"], CheckPolicy);
        on.Call(["AddPolicyHandler", "AddTransientHttpErrorPolicy"], CheckHandler);
    }

    /// <summary>Polly 8: a retry that is added to a builder.</summary>
    private static void CheckStrategy(Found found, Call add)
    {
        var retry = Strategies.From(add, found.World, found.Cancel);
        if (!Insists(retry) || Pipelines.Holding(add, found.World, found.Cancel) is not { MayHaveBreaker: false } pipeline || pipeline.Strategies.First(Insists).Site.Syntax != retry.Site.Syntax)
            return;
        var use = PolicyUse.Of(add.Operation, found.World, found.Cancel);
        if (use.Takers.All(taker => LeavesUnprotected(taker, found)) && !IsHarmless(use, found))
            Report(found, add, retry, FactsOf(retry, use, found));
    }

    /// <summary>Polly 7: a policy, or a wrap of several, that the type around it runs itself and gives to nobody else.</summary>
    private static void CheckPolicy(Found found, Call make)
    {
        if (!Policies.IsPolly(make) || Policies.Of(make.Operation, found.World, found.Cancel) is not { MayHaveBreaker: false } pipeline || pipeline.Strategies.FirstOrDefault(Insists) is not { } retry)
            return;
        var use = PolicyUse.Of(make.Operation, found.World, found.Cancel);
        if (use is { Takers.Count: 0, IsSeenElsewhere: false, Executions.Count: > 0 } && !IsHarmless(use, found))
            Report(found, make, retry, null);
    }

    /// <summary>Polly 7: a policy as handler of an HTTP client.</summary>
    private static void CheckHandler(Found found, Call add)
    {
        if (ResilienceHandler.From(add, found.World, found.Cancel) is { Pipeline: { MayHaveBreaker: false } pipeline } && pipeline.Strategies.FirstOrDefault(Insists) is { } retry && IsUnprotected(add, found))
            Report(found, add, retry, null);
    }

    private static void Report(Found found, Call at, Strategy retry, FixFacts? facts) => found.Report(at.NameLocation, facts, retry.Attempts);

    /// <summary>Tries often enough to hurt, after failures of a service. Endless retries are another defect (DCK0906).</summary>
    private static bool Insists(Strategy strategy) =>
        strategy is { Kind: StrategyKind.Retry, Retries.Value: >= FewRetries and < int.MaxValue, Handling: { IsPoll: false, IsOfConflict: false, IsOfRefusals: false } };

    /// <summary>A taker that only keeps the pipeline, or an HTTP client without a breaker among its handlers.</summary>
    private static bool LeavesUnprotected(Call taker, Found found) =>
        taker.Name == "AddResilienceHandler" ? IsUnprotected(taker, found)
        : taker.Name != "AddPipeline" && Words.Of(taker.Name) is ["add" or "try" or "get", ..];

    private static bool IsUnprotected(Call onBuilder, Found found)
    {
        if (ClientRegistration.Around(onBuilder, found.World, found.Cancel) is { } registration)
            return !ClientBreakers.MayProtect(registration, found.World, found.Cancel);
        return ClientDefaults.Contain(onBuilder)
            && !ClientBreakers.MayProtectAll(found.World, found.Cancel)
            && !ClientRegistration.All(found.World, found.Cancel).Any(client => ClientBreakers.MayProtect(client, found.World, found.Cancel));
    }

    private static bool IsHarmless(PolicyUse use, Found found) =>
        use.StaysInProcess
        || use.Executions.Any(execution => Breakers.MayProtect(execution, found.World, found.Cancel))
        || HasOneCaller(use, found);

    /// <summary>All that runs it is one worker or a start-up: nobody else waits, and a breaker would refuse nobody else.</summary>
    private static bool HasOneCaller(PolicyUse use, Found found) =>
        use is { IsOfHttpClient: false, IsSeenElsewhere: false, Executions.Count: > 0 }
        && use.Executions.All(execution => IsOnce(execution.Call, found.World.ModelFor(execution.Call.Syntax.SyntaxTree), found.Cancel));

    private static bool IsOnce(Call run, SemanticModel model, CancellationToken cancel) =>
        KeepAlive.IsIn(run.Operation, model, cancel) || BulkWork.Surrounds(run.Syntax, model, cancel)
        || model.GetEnclosingSymbol(run.Syntax.SpanStart, cancel) is IMethodSymbol { Name: "Main" or "<Main>$" };

    /// <summary>What the fix needs; null where the pipeline may not outlive a call: its breaker would be made anew each time (DCK0923).</summary>
    private static FixFacts? FactsOf(Strategy retry, PolicyUse use, Found found)
    {
        if (use.IsMadePerRun || !IsKept(use, found) || retry.Site is not IObjectCreationOperation { Type: INamedTypeSymbol options })
            return null;
        return FixFacts.Of("options", options.Name == "HttpRetryStrategyOptions" ? "HttpCircuitBreakerStrategyOptions" : "CircuitBreakerStrategyOptions" + ResultOf(options))
            .With("handling", retry.Handling.IsOwn ? "own" : "default");
    }

    /// <summary>By a static field, a singleton, the handlers of a client, a registry, the container.</summary>
    private static bool IsKept(PolicyUse use, Found found) =>
        use.Keeper is { IsStatic: true }
        || use.Keeper is { ContainingType: var holder } && ServiceLifetimes.IsSingleton(holder, found.World, found.Cancel)
        || use.Takers.Any(taker => taker.Name is "AddResilienceHandler" or "AddResiliencePipeline" or "AddSingleton" or "AddKeyedSingleton" or "TryAddSingleton");

    private static string ResultOf(INamedTypeSymbol options) =>
        options.TypeArguments is [var result] ? $"<{result.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat.WithGlobalNamespaceStyle(SymbolDisplayGlobalNamespaceStyle.Omitted))}>" : "";
}
