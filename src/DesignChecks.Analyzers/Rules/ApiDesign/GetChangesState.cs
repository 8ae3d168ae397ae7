using DesignChecks.Concepts;
using DesignChecks.Concepts.Data;
using DesignChecks.Concepts.Endpoints;
using DesignChecks.Concepts.Messaging;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;

namespace DesignChecks.Rules.ApiDesign;

/// <summary>Finds GET endpoints that write: a caller, a crawler and a cache may repeat or skip them at will.</summary>
internal sealed class GetChangesState : Rule
{
    internal static readonly DiagnosticDescriptor Description = Describe.Create(
        id: "DCK0501",
        title: "GET changes state",
        messageFormat: "This GET {0}, and whatever follows, prefetches or retries its URL does so again; map what changes state to POST, PUT or DELETE",
        category: Area.ApiDesign,
        defaultSeverity: DiagnosticSeverity.Warning,
        items: ["5.1"],
        description: "HTTP promises that GET is safe: browsers prefetch it, crawlers and link previews follow it, clients and proxies retry and cache it, and no protection against forged requests looks at it.");

    /// <summary>Links in mails and redirects of other sites can only be GET.</summary>
    private static readonly string[] LinkWords =
    [
        "confirm", "confirmation", "verify", "verification", "activate", "activation", "unsubscribe", "invite", "invitation", "accept", "magic", "callback", "oauth", "oidc", "saml", "external",
        "signin", "signout", "sign in", "sign out", "login", "log in", "logout", "log out", "logoff", "log off", "authorize", "redirect",
    ];

    public GetChangesState() : base(Description)
    {
    }

    public override Library[] Needs => [Library.AspNetCore, Library.HttpFunctions];

    public override RuleOption[] Options => [StateChange.IgnoredWrites, BrokerSend.BusTypes];

    public override bool InWeekend => true;

    public override void Listen(Listeners on)
    {
        on.LooksUp(MappedTypes.Words);
        on.Endpoint(Check);
    }

    private static void Check(Found found, Endpoint endpoint)
    {
        if (endpoint.Verbs.AreSafe != Answer.Yes || IsFollowedLink(endpoint))
            return;
        if (StateChange.FirstOf(endpoint, found.Option(StateChange.IgnoredWrites), found.Option(BrokerSend.BusTypes)) is { } first)
            found.Report((first.Code.CalledBy ?? first.Change.Call).NameLocation, first.Change.What);
    }

    private static bool IsFollowedLink(Endpoint endpoint) =>
        (endpoint.Route is { } route && Words.ContainAny(route, LinkWords))
        || (endpoint.Handler is { MethodKind: not MethodKind.AnonymousFunction } handler && Words.ContainAny(handler.Name, LinkWords));
}
