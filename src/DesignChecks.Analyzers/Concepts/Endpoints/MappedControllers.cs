using System.Collections.Immutable;
using DesignChecks.Engine;

namespace DesignChecks.Concepts.Endpoints;

/// <summary>What the calls that map all controllers say of their actions (<c>MapControllers().RequireAuthorization()</c>).</summary>
internal sealed class MappedControllers
{
    private MappedControllers(World world, CancellationToken cancel)
    {
        var groups = RouteGroups.Of(world, cancel);
        ImmutableArray<EndpointMetadata> Said(Call call, ImmutableArray<EndpointMetadata> around) => ImmutableArray.Create(BuilderConventions.Of(call.Operation, around, world, cancel));

        var all = CallsOf(RouteBuilders.AllControllers).Select(call => (Call: call, Group: groups.Behind(call.Receiver, cancel))).ToArray();
        var conventional = RouteBuilders.ConventionalRoutes.SelectMany(CallsOf).Select(call => (Call: call, Group: groups.Behind(call.Receiver, cancel))).ToArray();
        Prefix = all.Concat(conventional).Select(mapping => mapping.Group.Prefix).Distinct().ToArray() switch
        {
            [] => RouteGroup.Root.Prefix,
            [var only] => only,
            _ => null,
        };
        var said = all.SelectMany(mapping => Said(mapping.Call, ImmutableArray.Create(mapping.Group.Metadata))).ToImmutableArray();
        AroundRouted = all.Length > 0 ? said : conventional.Select(mapping => mapping.Group.Metadata).ToImmutableArray();
        AroundConventional = conventional.Length == 0 ? said
            : conventional.SelectMany(mapping => Said(mapping.Call, all.Length > 0 ? said : ImmutableArray.Create(mapping.Group.Metadata))).ToImmutableArray();

        IEnumerable<Call> CallsOf(string name) => world.CallsOf(name, cancel).Where(RouteBuilders.IsFramework);
    }

    /// <summary>The route of the group that they are mapped on; null when it is unknown or there are several.</summary>
    public string? Prefix { get; }

    /// <summary>What is said of actions that attributes give a route.</summary>
    public ImmutableArray<EndpointMetadata> AroundRouted { get; }

    /// <summary>What is said of actions that only a conventional route leads to.</summary>
    public ImmutableArray<EndpointMetadata> AroundConventional { get; }

    public static MappedControllers Of(World world, CancellationToken cancel) => world.Concept((world, cancel) => new MappedControllers(world, cancel), cancel);
}
