using DesignChecks.Concepts.Endpoints;
using DesignChecks.Concepts.Hosting;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;

namespace DesignChecks.Rules.ApiDesign;

/// <summary>Finds hosts of an API none of whose endpoints carries a version.</summary>
internal sealed class ApiWithoutVersion : Rule
{
    internal static readonly DiagnosticDescriptor Description = Describe.Create(
        id: "DCK0519",
        title: "API without a version",
        messageFormat: "No endpoint of this API carries a version, so its first breaking change breaks every caller at once; put one into the path (/v1), or say by the option 'scheme' how callers state it",
        category: Area.ApiDesign,
        defaultSeverity: DiagnosticSeverity.Info,
        items: ["5.6"],
        description: "Programs that others wrote call an API as it was when they were written. A version lets the old form go on beside the new one until they have moved.",
        isEnabledByDefault: false);

    internal static readonly ChoiceOption Scheme = new(
        "scheme",
        ["path", "query", "header", "media-type", "none"],
        "How callers state the version. All but path say that endpoints don't show it, and none that there is none on purpose.",
        "path");

    public ApiWithoutVersion() : base(Description)
    {
    }

    public override Library[] Needs => [Library.AspNetCore];

    public override RuleOption[] Options => [Scheme];

    public override void Listen(Listeners on)
    {
        on.LooksUp([.. ApiVersions.Words, .. WebHost.Words, "AddApiVersioning"]);
        on.Call(WebHost.Words, Check);
    }

    private static void Check(Found found, Call call)
    {
        if (found.Option(Scheme) is not ("" or "path") || WebHost.Of(found) is not { ShowsEndpoints: true, Root: { } root } || root.Syntax != call.Syntax)
            return;
        // With the library, endpoints that say nothing have the default version.
        if (found.World.CallsOf("AddApiVersioning", found.Cancel).Count > 0)
            return;
        if (ApiVersions.Of(found) is { Count: 0, AnyLacks: true, HasUnknown: false, MayBeElsewhere: false })
            found.Report(call.NameLocation);
    }
}
