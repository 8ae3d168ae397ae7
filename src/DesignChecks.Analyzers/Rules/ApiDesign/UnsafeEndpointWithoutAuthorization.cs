using DesignChecks.Concepts.Authorization;
using DesignChecks.Concepts.Endpoints;
using DesignChecks.Concepts.Hosting;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;

namespace DesignChecks.Rules.ApiDesign;

/// <summary>Finds endpoints that change something and say neither who may call them nor that everyone may.</summary>
internal sealed class UnsafeEndpointWithoutAuthorization : Rule
{
    internal static readonly DiagnosticDescriptor Description = Describe.Create(
        id: "DCK0502",
        title: "Unsafe endpoint without an authorization decision",
        messageFormat: "'{0}' says neither who may call it nor that everyone may, and nothing asks for a user by default, so it is open to whoever finds it; require authorization, or state that it is meant to be open ([AllowAnonymous])",
        category: Area.ApiDesign,
        defaultSeverity: DiagnosticSeverity.Info,
        items: ["5.2", "13.3"],
        description: "Where a service authenticates its callers, an endpoint that was forgotten is open to everyone. One that is meant to be open says so, and the forgotten one stands out.");

    public UnsafeEndpointWithoutAuthorization() : base(Description)
    {
    }

    public override Library[] Needs => [Library.AspNetCore];

    public override RuleOption[] Options => [AccessDefaults.AuthorizeAttributes, AccessDefaults.DecidedElsewhere];

    public override void Listen(Listeners on)
    {
        on.LooksUp(AccessDefaults.Words);
        on.EndpointMapping(Check);
    }

    private static void Check(Found found, Endpoint endpoint)
    {
        if (endpoint.Verbs.AreSafe != Answer.No || endpoint.Access != Access.Unstated || found.Option(AccessDefaults.DecidedElsewhere).Length > 0)
            return;
        if (!IsOpenByDefault(found, endpoint) || IsNamedAsDecision(found, endpoint))
            return;
        if (Credentials.AreTakenBy(endpoint) || OwnDecision.IsMadeBy(endpoint) || OwnCookies.AreAllThat(endpoint))
            return;
        found.Report(endpoint.Place, endpoint.Name);
    }

    /// <summary>
    /// Known where all that configures the host is in sight; else by what the team does: who writes a bare [Authorize] on one
    /// endpoint has no default for the others.
    /// </summary>
    private static bool IsOpenByDefault(Found found, Endpoint endpoint)
    {
        if (WebHost.Of(found).Root is null)
            return false;
        var defaults = AccessDefaults.Of(found);
        return (endpoint is ControllerAction ? defaults.RequireUserOfControllers : defaults.RequireUser) switch
        {
            Answer.No => defaults.HasAuthentication || defaults.IsStatedOneByOne,
            Answer.Unknown => !defaults.IsDecidedByCode && defaults.IsStatedOneByOne,
            _ => false,
        };
    }

    private static bool IsNamedAsDecision(Found found, Endpoint endpoint)
    {
        var names = found.Option(AccessDefaults.AuthorizeAttributes);
        return !names.IsEmpty && endpoint.Metadata.Has(item => item.Type is INamedTypeSymbol type && names.ContainsAttribute(type)) != Answer.No;
    }
}
