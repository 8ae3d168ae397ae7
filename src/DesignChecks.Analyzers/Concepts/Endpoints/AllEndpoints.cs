using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DesignChecks.Concepts.Endpoints;

/// <summary>The endpoints of the compilation, for what they say together. Functions with a trigger are not among them.</summary>
internal sealed class AllEndpoints
{
    private static readonly string[] ControllerBases = ["ControllerBase", "Controller", "ODataController"];
    private static readonly string[] ControllerMarks = ["ApiController", "Route", "HttpGet", "HttpPost", "HttpPut", "HttpPatch", "HttpDelete"];

    /// <summary>Words that rules about all endpoints look up.</summary>
    public static readonly string[] Words = [.. RouteBuilders.Words, .. ControllerBases, .. ControllerMarks];

    private AllEndpoints(World world, CancellationToken cancel)
    {
        var declared = DeclaredEndpoints.Of(world, cancel);
        Routes = [.. RouteBuilders.Mappings.SelectMany(word => world.CallsOf(word, cancel)).Select(call => MappedRoute.From(call, world, cancel)).OfType<MappedRoute>()];
        Actions = [.. ControllerTypes(world, cancel).SelectMany(type => declared.ActionsIn(type, world.ModelFor(type.SyntaxTree), cancel)).OfType<ControllerAction>()];
    }

    /// <summary>What is mapped with a handler, in the order of files and text.</summary>
    public IReadOnlyList<MappedRoute> Routes { get; }

    public IReadOnlyList<ControllerAction> Actions { get; }

    public IEnumerable<Endpoint> All => Actions.Concat<Endpoint>(Routes);

    public static AllEndpoints Of(World world, CancellationToken cancel) => world.Concept((world, cancel) => new AllEndpoints(world, cancel), cancel);

    /// <summary>The declarations that may be controllers, by the words in them.</summary>
    private static IEnumerable<TypeDeclarationSyntax> ControllerTypes(World world, CancellationToken cancel) =>
        ControllerBases.SelectMany(word => world.NodesOf(word, Shape.BaseType, cancel))
            .Concat(ControllerMarks.SelectMany(word => world.NodesOf(word, Shape.Attribute, cancel)))
            .Select(node => node.FirstAncestorOrSelf<TypeDeclarationSyntax>())
            .OfType<TypeDeclarationSyntax>()
            .Distinct();
}
