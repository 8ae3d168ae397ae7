using DesignChecks.Concepts.Endpoints;
using DesignChecks.Concepts.Hosting;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DesignChecks.Rules.ApiDesign;

/// <summary>Finds request timeouts that end nothing: no middleware that starts them, or a handler that doesn't hear of them.</summary>
internal sealed class RequestTimeoutNotEnforced : Rule
{
    internal static readonly DiagnosticDescriptor Description = Describe.Create(
        id: "DCK0524",
        title: "Request timeout declared but not enforced",
        messageFormat: "{0}; {1}",
        category: Area.ApiDesign,
        defaultSeverity: DiagnosticSeverity.Warning,
        items: ["3.1", "9.4"],
        description: "A request timeout is metadata until UseRequestTimeouts reads it. It then cancels HttpContext.RequestAborted, and a handler that has no token goes on as if nothing had happened.");

    public RequestTimeoutNotEnforced() : base(Description)
    {
    }

    public override FixAvailability Fix => FixAvailability.Sometimes;

    public override Library[] Needs => [Library.AspNetCore];

    public override void Listen(Listeners on)
    {
        on.LooksUp(RequestTimeouts.Words);
        on.LooksUp(WebHost.Words);
        on.LooksUp(MiddlewarePlace.Words);
        on.Call(["AddRequestTimeouts", "WithRequestTimeout"], (found, call) => CheckHost(found, call.NameLocation));
        on.Attribute(["RequestTimeout"], (found, _, _) => CheckHost(found, ((AttributeSyntax)found.Node).Name.GetLocation()));
        on.Endpoint(CheckHandler);
    }

    /// <summary>Reports on the registration, where there is one, else on the first endpoint with a timeout.</summary>
    private static void CheckHost(Found found, Location at)
    {
        var timeouts = RequestTimeouts.Of(found);
        if (timeouts.IsUsed || (timeouts.Registration ?? timeouts.Declaration) != found.Node || !WebHost.Of(found).Shows(HostPart.Pipeline))
            return;
        // Without the registration the middleware would throw when the host starts.
        var place = timeouts.Registration is null ? null : MiddlewarePlace.In(found.Node.SyntaxTree, found.World, found.Cancel);
        found.Report(
            at,
            place?.Facts(),
            "Nothing in the pipeline enforces request timeouts, so a request takes as long as it takes",
            timeouts.Registration is null ? "register AddRequestTimeouts() and add UseRequestTimeouts() behind routing" : "add UseRequestTimeouts() behind routing");
    }

    private static void CheckHandler(Found found, Endpoint endpoint)
    {
        var timeouts = RequestTimeouts.Of(found);
        if (timeouts.Declaration is null || (!timeouts.IsUsed && WebHost.Of(found).Shows(HostPart.Pipeline)))
            return;
        if (endpoint.Metadata.HasTimeout != Answer.Yes || !RequestTimeouts.AreUnheardBy(endpoint) || RequestTimeouts.CallWithoutToken(endpoint) is not { } call)
            return;
        found.ReportAs(
            DiagnosticSeverity.Info,
            endpoint.HandlerPlace,
            null,
            $"'{endpoint.Name}' has a request timeout and no token that hears of it, so '{call.Name}' goes on to its end and the answer comes as late as ever",
            "take a CancellationToken and pass it on");
    }
}
