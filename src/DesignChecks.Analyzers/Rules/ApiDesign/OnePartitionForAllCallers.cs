using DesignChecks.Concepts.Authorization;
using DesignChecks.Concepts.Endpoints;
using DesignChecks.Concepts.RateLimits;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;

namespace DesignChecks.Rules.ApiDesign;

/// <summary>Finds limiters of open endpoints that count all callers together.</summary>
internal sealed class OnePartitionForAllCallers : Rule
{
    internal static readonly DiagnosticDescriptor Description = Describe.Create(
        id: "DCK0523",
        title: "One limiter partition for all callers",
        messageFormat: "All callers share one budget of '{0}', and {1} is open to everyone, so a single caller can use it up and lock all others out; define it with AddPolicy and a partition per user or address",
        category: Area.ApiDesign,
        defaultSeverity: DiagnosticSeverity.Info,
        items: ["5.3"],
        description: "AddFixedWindowLimiter and its like make one partition for the policy. It protects the service; it doesn't protect its callers from each other. AddPolicy takes the partition from the request.");

    public OnePartitionForAllCallers() : base(Description)
    {
    }

    public override Library[] Needs => [Library.AspNetCore];

    public override RuleOption[] Options => [RateLimits.LimitedElsewhere];

    public override void Listen(Listeners on)
    {
        on.LooksUp(RateLimits.Words);
        on.LooksUp(AccessDefaults.Words);
        on.LooksUp(AllEndpoints.Words);
        on.Call(LimiterPolicy.SharedLimiters, Check);
    }

    /// <summary>A global limiter may count each caller for itself: then nobody gets far enough to use this one up.</summary>
    private static void Check(Found found, Call call)
    {
        if (LimiterPolicy.From(call, found.World, found.Cancel) is not { Name: { } name } || found.Option(RateLimits.LimitedElsewhere).Length > 0)
            return;
        var limits = RateLimits.Of(found);
        if (limits.HasGlobal != Answer.No || limits.HasOther(NameList.Empty) != Answer.No)
            return;
        if (AllEndpoints.Of(found.World, found.Cancel).All.FirstOrDefault(endpoint => IsOpen(found, endpoint) && LimiterPolicy.NameOf(endpoint) == name) is { } open)
            found.Report(call.NameLocation, name, $"'{open.Name}'");
    }

    private static bool IsOpen(Found found, Endpoint endpoint)
    {
        var defaults = AccessDefaults.Of(found);
        return endpoint.Access switch
        {
            Access.Anonymous => true,
            Access.Unstated => (endpoint is ControllerAction ? defaults.RequireUserOfControllers : defaults.RequireUser) == Answer.No,
            _ => false,
        };
    }
}
