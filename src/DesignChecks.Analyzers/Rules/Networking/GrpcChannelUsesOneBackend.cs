using DesignChecks.Concepts.Grpc;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Rules.Networking;

/// <summary>Finds gRPC channels whose name stands for several backends, and that use the first of them for every call.</summary>
internal sealed class GrpcChannelUsesOneBackend : Rule
{
    internal static readonly DiagnosticDescriptor Description = Describe.Create(
        id: "DCK0920",
        title: "gRPC channel uses one backend only",
        messageFormat: "'{0}' may stand for several backends, and without a balancing policy this channel sends every call to the first that connects; add a RoundRobinConfig to the LoadBalancingConfigs of its ServiceConfig",
        category: Area.Networking,
        defaultSeverity: DiagnosticSeverity.Info,
        items: ["9.3"],
        description: "A channel with a dns: or static: address resolves it to all backends, and its default policy, pick_first, connects to one and stays there. The others idle, and adding backends changes nothing.");

    private static readonly TypeName Channel = new("Grpc.Net.Client.GrpcChannel");
    private static readonly TypeName ClientOptions = new("Grpc.Net.ClientFactory.GrpcClientFactoryOptions");

    public GrpcChannelUsesOneBackend() : base(Description)
    {
    }

    public override FixAvailability Fix => FixAvailability.Sometimes;

    public override Library[] Needs => [Library.GrpcClient];

    public override void Listen(Listeners on)
    {
        on.LooksUp(LoadBalancing.Words);
        on.Call(["ForAddress"], CheckChannel);
        on.Call(["AddGrpcClient"], CheckRegistration);
    }

    private static void CheckChannel(Found found, Call call)
    {
        if (!call.IsOn(Channel) || LoadBalancing.SpreadAddress(call.Argument("address"), found.World, found.Cancel) is not { } address)
            return;
        var options = call.Argument("channelOptions");
        if (LoadBalancing.IsConfigured(options, found.World, found.Cancel) == Answer.No)
            found.Report(call.NameLocation, FixFacts.Of("form", options is null ? "no options" : "options"), address);
    }

    private static void CheckRegistration(Found found, Call call)
    {
        var addresses = call.Arguments.Select(argument => argument.Value).OfType<IAnonymousFunctionOperation>()
            .SelectMany(lambda => Code.Within(lambda).OfType<IAssignmentOperation>())
            .Where(assignment => assignment.Target is IPropertyReferenceOperation { Property: { Name: "Address", ContainingType: var owner } } && ClientOptions.Is(owner))
            .Select(assignment => LoadBalancing.SpreadAddress(assignment.Value, found.World, found.Cancel));
        if (addresses.OfType<string>().FirstOrDefault() is { } address && LoadBalancing.IsConfigured(call, found.World, found.Cancel) == Answer.No)
            found.Report(call.NameLocation, FixFacts.Of("form", "registration"), address);
    }
}
