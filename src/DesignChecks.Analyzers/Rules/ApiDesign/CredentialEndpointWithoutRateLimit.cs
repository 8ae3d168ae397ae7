using DesignChecks.Concepts.Authorization;
using DesignChecks.Concepts.Endpoints;
using DesignChecks.Concepts.RateLimits;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DesignChecks.Rules.ApiDesign;

/// <summary>Finds open endpoints that check a password or send a code, as often as somebody likes.</summary>
internal sealed class CredentialEndpointWithoutRateLimit : Rule
{
    internal static readonly DiagnosticDescriptor Description = Describe.Create(
        id: "DCK0506",
        title: "Credential endpoint without a rate limit",
        messageFormat: "'{0}' {1}; put a limiter on it (RequireRateLimiting, [EnableRateLimiting]) with a partition per address or account",
        category: Area.ApiDesign,
        defaultSeverity: DiagnosticSeverity.Info,
        items: ["5.3", "13.2"],
        description: "Passwords and codes are short: what protects them is the number of guesses. A lockout counts one account's failures; one guess at each of many accounts passes it.");

    /// <summary>Words of code that slows guessing down by other means.</summary>
    private static readonly string[] OtherBrakes = ["captcha", "recaptcha", "hcaptcha", "turnstile", "proof of work"];

    public CredentialEndpointWithoutRateLimit() : base(Description)
    {
    }

    public override FixAvailability Fix => FixAvailability.Sometimes;

    public override Library[] Needs => [Library.AspNetCore];

    public override DiagnosticSeverity? InPlatform => DiagnosticSeverity.Warning;

    public override RuleOption[] Options => [RateLimits.LimiterTypes, RateLimits.LimitedElsewhere];

    public override void Listen(Listeners on)
    {
        on.LooksUp(RateLimits.Words);
        on.LooksUp(AccessDefaults.Words);
        on.Endpoint(Check, Credentials.Checks);
    }

    private static void Check(Found found, Endpoint endpoint)
    {
        if (endpoint.Verbs.AreSafe != Answer.No || !IsOpen(found, endpoint) || Credentials.CheckIn(endpoint) is not { } check)
            return;
        if (found.Option(RateLimits.LimitedElsewhere).Length > 0 || IsLimited(found, endpoint) || endpoint.Runs.Any(run => HasOwnBrake(run.Body.Syntax)))
            return;
        found.Report(
            endpoint.HandlerPlace,
            !IsExempt(endpoint) && PolicyFor(found) is { } policy ? FixFacts.Of("policy", policy) : null,
            endpoint.Name,
            Credentials.IsSender(check)
                ? "sends a code to whoever is named, and nothing limits how often, so a mailbox can be flooded and the code guessed"
                : "checks a password or code, and nothing limits how often it is called, so it can be guessed at full speed");
    }

    /// <summary>A login that says nothing is open: a default that asks for a user would lock everybody out.</summary>
    private static bool IsOpen(Found found, Endpoint endpoint) => endpoint.Access switch
    {
        Access.Anonymous => true,
        Access.Unstated => AccessDefaults.Of(found).RequireUser != Answer.Yes,
        _ => false,
    };

    private static bool IsLimited(Found found, Endpoint endpoint)
    {
        var types = found.Option(RateLimits.LimiterTypes);
        var limits = RateLimits.Of(found);
        return RateLimits.Guard(endpoint, types) != Answer.No
            || limits.HasGlobal != Answer.No && !IsExempt(endpoint)
            || limits.HasOther(types) != Answer.No;
    }

    /// <summary>No limiter of the framework reaches it, and none that a fix adds would.</summary>
    private static bool IsExempt(Endpoint endpoint) => endpoint.Metadata.IsExemptFromLimits == Answer.Yes;

    private static bool HasOwnBrake(SyntaxNode code) => code.DescendantTokens().Any(token =>
        token.IsKind(SyntaxKind.IdentifierToken) && (RateLimits.AreNamedIn(token.ValueText) || Words.ContainAny(token.ValueText, OtherBrakes)));

    /// <summary>A policy that is there, one with a partition per caller first.</summary>
    private static string? PolicyFor(Found found) =>
        RateLimits.Of(found).Policies.Where(policy => policy.Name is not null).OrderBy(policy => policy.IsShared).FirstOrDefault()?.Name;
}
