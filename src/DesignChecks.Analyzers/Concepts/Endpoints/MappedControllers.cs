using System.Collections.Immutable;
using DesignChecks.Engine;

namespace DesignChecks.Concepts.Endpoints;

/// <summary>What the calls that map all controllers say of every action (<c>MapControllers().RequireAuthorization()</c>).</summary>
internal sealed class MappedControllers
{
    private MappedControllers(World world, CancellationToken cancel)
    {
        var mappings = RouteBuilders.ControllerMappings.SelectMany(name => world.CallsOf(name, cancel)).Where(RouteBuilders.IsFramework).ToArray();
        var groups = mappings.Select(call => RouteGroups.Of(world, cancel).Behind(call.Receiver, cancel)).ToArray();
        var prefixes = groups.Select(group => group.Prefix).Distinct().ToArray();
        Prefix = prefixes switch
        {
            [] => RouteGroup.Root.Prefix,
            [var only] => only,
            _ => null,
        };
        Conventions = mappings.Zip(groups, (call, group) => BuilderConventions.Of(call.Operation, ImmutableArray.Create(group.Metadata), world, cancel)).ToImmutableArray();
    }

    /// <summary>The route of the group that they are mapped on; null when it is unknown or there are several.</summary>
    public string? Prefix { get; }

    public ImmutableArray<EndpointMetadata> Conventions { get; }

    public static MappedControllers Of(World world, CancellationToken cancel) => world.Concept((world, cancel) => new MappedControllers(world, cancel), cancel);
}
