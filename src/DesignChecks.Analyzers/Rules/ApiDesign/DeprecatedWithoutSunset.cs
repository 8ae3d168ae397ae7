using DesignChecks.Concepts.Endpoints;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;

namespace DesignChecks.Rules.ApiDesign;

/// <summary>Finds versions that are marked as deprecated without a date until which they work.</summary>
internal sealed class DeprecatedWithoutSunset : Rule
{
    internal static readonly DiagnosticDescriptor Description = Describe.Create(
        id: "DCK0520",
        title: "Deprecated version without a sunset",
        messageFormat: "Version {0} is deprecated and nothing says until when it works, so callers never move and it can never be removed; add options.Policies.Sunset(…).Effective(…) with a date and a link to what follows",
        category: Area.ApiDesign,
        defaultSeverity: DiagnosticSeverity.Info,
        items: ["5.6"],
        description: "A deprecated version is one that will go. With a sunset policy each of its answers says when (the Sunset header, RFC 8594) and where to read about the next one.");

    private static readonly TypeName VersionAttribute = new("Asp.Versioning.ApiVersionAttribute");

    public DeprecatedWithoutSunset() : base(Description)
    {
    }

    public override Library[] Needs => [Library.ApiVersioning];

    public override void Listen(Listeners on)
    {
        on.LooksUp(SunsetPolicies.Words);
        on.Attribute(["ApiVersion"], (found, _, attribute) =>
        {
            if (VersionAttribute.IsBaseOf(attribute.AttributeClass) && attribute.NamedArguments.Any(argument => argument is { Key: "Deprecated", Value.Value: true }))
                Check(found, SunsetPolicies.VersionIn(attribute), found.Node.GetLocation());
        });
        on.Call(["HasDeprecatedApiVersion"], (found, call) =>
        {
            if (SunsetPolicies.IsOfLibrary(call))
                Check(found, SunsetPolicies.VersionIn(call), call.NameLocation);
        });
    }

    private static void Check(Found found, string? version, Location at)
    {
        if (version is not null && !SunsetPolicies.Of(found).MayCover(version))
            found.Report(at, version);
    }
}
