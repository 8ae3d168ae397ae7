using DesignChecks.Concepts;
using DesignChecks.Concepts.Resilience;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Rules.Networking;

/// <summary>Finds circuit breakers and limiters that are made anew for every call: they never remember anything.</summary>
internal sealed class ResilienceStateThrownAway : Rule
{
    internal static readonly DiagnosticDescriptor Description = Describe.Create(
        id: "DCK0923",
        title: "Resilience state thrown away",
        messageFormat: "This {0} is made anew {1}, so it never remembers what came before and does nothing; keep its pipeline in a static field, a singleton or a registry",
        category: Area.Networking,
        defaultSeverity: DiagnosticSeverity.Warning,
        items: ["9.4"],
        description: "Circuit breakers and rate limiters work by counting calls. One that is built for each call starts at zero each time: it never opens and never limits.");

    private static readonly TypeName LimiterType = new("System.Threading.RateLimiting.RateLimiter");

    public ResilienceStateThrownAway() : base(Description)
    {
    }

    public override Library[] Needs => [Library.PollyCore, Library.PollyPolicies];

    public override void Listen(Listeners on)
    {
        on.LooksUp([.. ServiceLifetimes.Words, .. Pipelines.Lookups]);
        on.Call(["AddCircuitBreaker", "CircuitBreaker", "CircuitBreakerAsync", "AdvancedCircuitBreaker", "AdvancedCircuitBreakerAsync"], (found, call) => Check(found, call, "circuit breaker"));
        on.Call(["AddConcurrencyLimiter", "AddRateLimiter", "Bulkhead", "BulkheadAsync", "RateLimit", "RateLimitAsync"], (found, call) => Check(found, call, "limiter"));
    }

    private static void Check(Found found, Call call, string what)
    {
        // A limiter that is given from outside keeps its state itself.
        if (!IsPolly(call) || call.Arguments.Any(argument => LimiterType.IsBaseOf(argument.Value.Type)))
            return;
        if (Made(PolicyUse.Of(call.Operation, found.World, found.Cancel), found) is { } when)
            found.Report(call.NameLocation, what, when);
    }

    private static bool IsPolly(Call call) => call.DeclaringType.ContainingNamespace is { Name: "Polly", ContainingNamespace.IsGlobalNamespace: true };

    private static string? Made(PolicyUse use, Found found)
    {
        if (use.IsMadePerRequest)
            return "for every request";
        if (use.IsMadePerRun && !IsEntryPoint(found))
            return "for every call";
        return use is { Keeper: { IsStatic: false, ContainingType: var holder }, Executions.Count: > 0 }
            && ServiceLifetimes.IsShortLived(holder, found.World, found.Cancel)
            ? $"with every '{holder.Name}', which does not outlive its request"
            : null;
    }

    /// <summary>Main runs once.</summary>
    private static bool IsEntryPoint(Found found) =>
        found.Model.GetEnclosingSymbol(found.Node.SpanStart, found.Cancel) is IMethodSymbol { Name: "Main" or "<Main>$" };
}
