using DesignChecks.Concepts.Authorization;
using DesignChecks.Concepts.Hosting;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;

namespace DesignChecks.Rules.ApiDesign;

/// <summary>Finds hosts that know who calls and ask for a user only where an endpoint says so.</summary>
internal sealed class NothingRequiredByDefault : Rule
{
    internal static readonly DiagnosticDescriptor Description = Describe.Create(
        id: "DCK0503",
        title: "Authentication configured, nothing required by default",
        messageFormat: "This host authenticates its callers and asks for a user only where an endpoint says so, so each endpoint that somebody forgets is open; set a fallback policy that requires an authenticated user",
        category: Area.ApiDesign,
        defaultSeverity: DiagnosticSeverity.Info,
        items: ["5.2"],
        description: "Without a fallback policy an endpoint that says nothing about authorization is open to everyone. With one, the mistake shows at the first call, and what is meant to be open says so.");

    private static readonly TypeName Registration = new("Microsoft.Extensions.DependencyInjection.PolicyServiceCollectionExtensions");
    private static readonly string[] Registrations = ["AddAuthorization", "AddAuthorizationBuilder"];

    public NothingRequiredByDefault() : base(Description)
    {
    }

    public override FixAvailability Fix => FixAvailability.Sometimes;

    public override Library[] Needs => [Library.AspNetCore];

    public override RuleOption[] Options => [AccessDefaults.DecidedElsewhere];

    public override void Listen(Listeners on)
    {
        on.LooksUp(AccessDefaults.Words);
        on.LooksUp(Registrations);
        on.Call(Registrations, Check);
    }

    private static void Check(Found found, Call call)
    {
        if (!call.IsOn(Registration) || found.Option(AccessDefaults.DecidedElsewhere).Length > 0 || !IsFirst(found, call))
            return;
        if (!WebHost.Of(found).Shows(HostPart.Services))
            return;
        var defaults = AccessDefaults.Of(found);
        if (defaults is { HasAuthentication: true, RequireUser: Answer.No, RequireUserOfControllers: Answer.No, RequireUserByMapping: false, MayBeStatedInPages: false })
            found.Report(call.NameLocation);
    }

    private static bool IsFirst(Found found, Call call) =>
        Registrations.SelectMany(name => found.World.CallsOf(name, found.Cancel)).Where(other => other.IsOn(Registration)).FirstInText()?.Syntax == call.Syntax;
}
