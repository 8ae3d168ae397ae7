using DesignChecks.Concepts.Endpoints;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DesignChecks.Rules.ApiDesign;

/// <summary>Finds controllers and groups without a version in an API whose other endpoints have one.</summary>
internal sealed class SomeEndpointsUnversioned : Rule
{
    internal static readonly DiagnosticDescriptor Description = Describe.Create(
        id: "DCK0518",
        title: "Some endpoints are versioned, others are not",
        messageFormat: "{0} carries no version, though {1} endpoints of this API do, so it can never change without breaking its callers; give it a version, or say that it is neutral",
        category: Area.ApiDesign,
        defaultSeverity: DiagnosticSeverity.Info,
        items: ["5.6"],
        description: "Callers of an API with versions expect that an address with one goes on to work as it does. An endpoint without a version can't keep that promise: its first breaking change breaks everybody.");

    /// <summary>Fewer may be accidents.</summary>
    private const int Established = 3;

    public SomeEndpointsUnversioned() : base(Description)
    {
    }

    public override Library[] Needs => [Library.AspNetCore];

    public override void Listen(Listeners on)
    {
        on.LooksUp(ApiVersions.Words);
        on.EndpointMapping(Check);
    }

    private static void Check(Found found, Endpoint endpoint)
    {
        var versions = ApiVersions.Of(found);
        if (versions.Count < Established || versions.MayBeElsewhere || versions.FirstOfOwner(endpoint) is not { } first)
            return;
        var others = VersionedEndpoints.Of(found.World, found.Cancel);
        if (first.IsWhole && endpoint is ControllerAction { Controller: var controller } && found.Node is TypeDeclarationSyntax type)
            found.Report(type.Identifier.GetLocation(), $"'{controller.Name}'", others);
        else
            found.Report(endpoint.Place, $"'{endpoint.Name}'", others);
    }
}
