using DesignChecks.Concepts.Endpoints;
using DesignChecks.Concepts.Hosting;
using DesignChecks.Concepts.RateLimits;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;

namespace DesignChecks.Rules.ApiDesign;

/// <summary>Finds web hosts that limit nobody.</summary>
internal sealed class HostWithoutRateLimiting : Rule
{
    internal static readonly DiagnosticDescriptor Description = Describe.Create(
        id: "DCK0509",
        title: "Host without rate limiting",
        messageFormat: "This host maps endpoints and limits nobody's requests, so one client in a loop takes the capacity of all others; add a rate limiter, or state that a gateway limits (designchecks.rate_limiting = gateway)",
        category: Area.ApiDesign,
        defaultSeverity: DiagnosticSeverity.Info,
        items: ["5.3"],
        description: "Without a limit the service is as fast as its fastest client makes it slow. A global limiter with a partition per user or address is a few lines; whether a gateway does it already, code can't show.",
        isEnabledByDefault: false);

    private static readonly string[] Mappings = [.. RouteBuilders.Mappings, .. RouteBuilders.ControllerMappings];

    public HostWithoutRateLimiting() : base(Description)
    {
    }

    public override Library[] Needs => [Library.AspNetCore];

    public override RuleOption[] Options => [RateLimits.LimiterTypes, RateLimits.LimitedElsewhere];

    public override void Listen(Listeners on)
    {
        on.LooksUp(RateLimits.Words);
        on.LooksUp(AllEndpoints.Words);
        on.Call(WebHost.Words, Check);
    }

    private static void Check(Found found, Call call)
    {
        var host = WebHost.Of(found);
        if (host.Root?.Syntax != call.Syntax || !host.Shows(HostPart.All) || found.Option(RateLimits.LimitedElsewhere).Length > 0)
            return;
        var types = found.Option(RateLimits.LimiterTypes);
        if (RateLimits.Of(found).AreAbsent(types) && Mappings.Any(name => found.World.CallsOf(name, found.Cancel).Count > 0) && !IsOnSomeEndpoint(found, types))
            found.Report(call.NameLocation);
    }

    /// <summary>A filter or attribute of the team's own.</summary>
    private static bool IsOnSomeEndpoint(Found found, NameList types) =>
        AllEndpoints.Of(found.World, found.Cancel).All.Any(endpoint => RateLimits.Guard(endpoint, types) != Answer.No);
}
