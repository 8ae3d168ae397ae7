using System.Collections.Immutable;
using DesignChecks.Engine;

namespace DesignChecks.Concepts.Endpoints;

/// <summary>What the calls that map all controllers say of their actions (<c>MapControllers().RequireAuthorization()</c>).</summary>
internal sealed class MappedControllers
{
    private MappedControllers(World world, CancellationToken cancel)
    {
        var all = MappingsOf([RouteBuilders.AllControllers], world, cancel);
        var conventional = MappingsOf(RouteBuilders.ConventionalRoutes, world, cancel);
        Prefix = all.Concat(conventional).Select(mapping => mapping.Group.Prefix).Distinct().ToArray() switch
        {
            [] => RouteGroup.Root.Prefix,
            [var only] => only,
            _ => null,
        };
        var ofAll = all.Select(mapping => Said(mapping.Call, ImmutableArray.Create(mapping.Group.Metadata))).ToImmutableArray();
        // A conventional route maps the actions that have routes of their own, too, but its conventions are its own.
        AroundRouted = all.Length > 0 ? ofAll : conventional.Select(mapping => mapping.Group.Metadata).ToImmutableArray();
        AroundConventional = conventional.Length == 0 ? ofAll
            : conventional.Select(mapping => Said(mapping.Call, all.Length > 0 ? ofAll : ImmutableArray.Create(mapping.Group.Metadata))).ToImmutableArray();

        EndpointMetadata Said(Call call, ImmutableArray<EndpointMetadata> around) => BuilderConventions.Of(call.Operation, around, world, cancel);
    }

    /// <summary>The route of the group that they are mapped on; null when it is unknown or there are several.</summary>
    public string? Prefix { get; }

    /// <summary>What is said of actions that attributes give a route.</summary>
    public ImmutableArray<EndpointMetadata> AroundRouted { get; }

    /// <summary>What is said of actions that only a conventional route leads to.</summary>
    public ImmutableArray<EndpointMetadata> AroundConventional { get; }

    public static MappedControllers Of(World world, CancellationToken cancel) => world.Concept((world, cancel) => new MappedControllers(world, cancel), cancel);

    private static (Call Call, RouteGroup Group)[] MappingsOf(string[] names, World world, CancellationToken cancel) =>
        [.. names.SelectMany(name => world.CallsOf(name, cancel)).Where(RouteBuilders.IsFramework).Select(call => (call, RouteGroups.Of(world, cancel).Behind(call.Receiver, cancel)))];
}
