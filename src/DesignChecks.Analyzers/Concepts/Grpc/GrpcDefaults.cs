using DesignChecks.Engine;

namespace DesignChecks.Concepts.Grpc;

/// <summary>Settings that may give every gRPC call of the host a deadline.</summary>
internal sealed class GrpcDefaults(World world, CancellationToken cancel)
{
    /// <summary>Context propagation passes the caller's deadline on; interceptors and option actions may add one.</summary>
    public static readonly string[] Words = ["EnableCallContextPropagation", "AddInterceptor", "Intercept", "CallOptionsActions"];

    public bool MaySetDeadlines { get; } =
        Words.Any(word => world.NodesOf(word, Shape.Call, cancel).Any()) || world.NodesOf("CallOptionsActions", Shape.Mention, cancel).Any();

    public static GrpcDefaults Of(Found found) => found.Concept((world, cancel) => new GrpcDefaults(world, cancel));
}
