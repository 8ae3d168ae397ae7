using DesignChecks.Concepts.Hosting;
using DesignChecks.Concepts.RateLimits;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DesignChecks.Rules.ApiDesign;

/// <summary>Finds limiters that limit nothing: no middleware, nothing to enforce, or a policy that isn't there.</summary>
internal sealed class RateLimiterNotEnforced : Rule
{
    internal static readonly DiagnosticDescriptor Description = Describe.Create(
        id: "DCK0507",
        title: "Rate limiter configured but never enforced",
        messageFormat: "{0}; {1}",
        category: Area.ApiDesign,
        defaultSeverity: DiagnosticSeverity.Warning,
        items: ["5.3"],
        description: "AddRateLimiter only registers policies. UseRateLimiter enforces them, for all requests under a global limiter and else for the endpoints that name a policy that exists.");

    public RateLimiterNotEnforced() : base(Description)
    {
    }

    public override FixAvailability Fix => FixAvailability.Sometimes;

    public override Library[] Needs => [Library.AspNetCore];

    public override void Listen(Listeners on)
    {
        on.LooksUp(RateLimits.Words);
        on.LooksUp(MiddlewarePlace.Words);
        on.Call(["AddRateLimiter"], CheckRegistration);
        on.Call(["UseRateLimiter"], CheckMiddleware);
        on.Call(["RequireRateLimiting"], (found, call) =>
        {
            if (call.Argument("policyName") is { } name)
                CheckName(found, LimiterPolicy.NameIn(name, found.World, found.Cancel), name.Syntax);
        });
        on.Attribute(["EnableRateLimiting"], (found, _, attribute) =>
        {
            if (attribute.ConstructorArguments is [{ Value: string name }] && found.Node is AttributeSyntax { ArgumentList.Arguments: [var argument] })
                CheckName(found, name, argument);
        });
    }

    private static void CheckRegistration(Found found, Call call)
    {
        var limits = RateLimits.Of(found);
        if (!RateLimits.IsRegistration(call) || limits.IsUsed || !WebHost.Of(found).Shows(HostPart.Pipeline) || limits.Registrations.FirstInText()?.Syntax != call.Syntax)
            return;
        found.Report(
            call.NameLocation,
            limits.HasGlobal == Answer.Yes || limits.IsNamed ? MiddlewarePlace.In(found.Node.SyntaxTree, found.World, found.Cancel)?.Facts() : null,
            "The limiter is registered and nothing in the pipeline enforces it, so no request is ever refused",
            "add UseRateLimiter() behind routing");
    }

    private static void CheckMiddleware(Found found, Call call)
    {
        var limits = RateLimits.Of(found);
        if (call.Argument("options") is not null || limits.Registrations.Count == 0 || limits.HasGlobal != Answer.No || limits.IsNamed)
            return;
        if (!WebHost.Of(found).Shows(HostPart.All) || limits.MayBeNamedElsewhere || found.World.CallsOf("UseRateLimiter", found.Cancel).FirstInText()?.Syntax != call.Syntax)
            return;
        found.Report(
            call.NameLocation,
            "There is neither a global limiter nor an endpoint that names a policy, so this middleware refuses no request",
            "set GlobalLimiter, or name a policy with RequireRateLimiting or [EnableRateLimiting]");
    }

    private static void CheckName(Found found, string? name, SyntaxNode at)
    {
        var limits = RateLimits.Of(found);
        if (name is null || !limits.ShowsPolicies || limits.Policies.Any(policy => policy.Name == name))
            return;
        var known = limits.Policies.Select(policy => $"'{policy.Name}'").Distinct().ToArray();
        found.Report(
            at,
            $"No limiter policy is called '{name}', so each request to this endpoint fails",
            known.Length == 0 ? "define it with AddPolicy" : $"name one that is there ({string.Join(", ", known.Take(3))}), or define it with AddPolicy");
    }
}
