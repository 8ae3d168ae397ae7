using DesignChecks.Concepts;
using DesignChecks.Concepts.Data;
using DesignChecks.Concepts.Endpoints;
using DesignChecks.Concepts.Loops;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Rules.Networking;

/// <summary>Finds loops over data that wait for another service once per element.</summary>
internal sealed class RemoteCallInLoop : Rule
{
    internal static readonly DiagnosticDescriptor Description = Describe.Create(
        id: "DCK0919",
        title: "Remote call in a loop",
        messageFormat: "Each {0} waits here for {1} of its own, one after the other, so time and cost grow with their number; make one call for all of them, or run a few at a time",
        category: Area.Networking,
        defaultSeverity: DiagnosticSeverity.Info,
        items: ["9.1", "18.1"],
        description: "A call to another service costs a round trip. In a loop the round trips add up: a list that is ten times as long takes ten times as long, and where calls are billed it costs ten times as much.",
        isEnabledByDefault: false);

    public RemoteCallInLoop() : base(Description)
    {
    }

    public override Library[] Needs => [Library.HttpClient, Library.GrpcClient, Library.Redis];

    public override DiagnosticSeverity? InPlatform => DiagnosticSeverity.Info;

    public override RuleOption[] Options => [BoundedEntities.Option];

    public override void Listen(Listeners on)
    {
        on.LooksUp([.. ServiceImplementations.Words, .. RequestPath.Words, .. EntityModel.Words]);
        on.Loop(Awaits, CheckLoop);
        on.Endpoint(CheckEndpoint, Candidate.Loops);
    }

    private static bool Awaits(StatementSyntax body) => body.DescendantNodesAndSelf(node => node is not AnonymousFunctionExpressionSyntax).Any(node => node is AwaitExpressionSyntax);

    /// <summary>Rows of a database, anywhere; elements of what a gRPC call, a hub's or a message brings.</summary>
    private static void CheckLoop(Found found, ILoopOperation loop)
    {
        if (LoopItems.ListOf(loop) is not { } list || BulkWork.Surrounds(loop.Syntax, found.Model, found.Cancel) || LoopItems.RemoteCallOf(loop, found.World, found.Cancel) is not { } remote)
            return;
        if ((Rows.In(list, found.Option(BoundedEntities.Option), found.World, found.Cancel) ?? RequestItems.In(list, RequestPath.Of(found), found.World, found.Cancel)) is { } items)
            Report(found, remote, items);
    }

    /// <summary>Elements of a list that a request brings, in the endpoint's code.</summary>
    private static void CheckEndpoint(Found found, Endpoint endpoint)
    {
        foreach (var code in endpoint.Runs)
        {
            foreach (var loop in code.Operations.OfType<ILoopOperation>())
            {
                if (LoopItems.ListOf(loop) is { } list && RequestItems.In(list, code, endpoint) is { } items
                    && !BulkWork.Surrounds(loop.Syntax, found.World.ModelFor(loop.Syntax.SyntaxTree), found.Cancel)
                    && LoopItems.RemoteCallOf(loop, found.World, found.Cancel) is { } remote)
                {
                    Report(found, remote, items);
                }
            }
        }
    }

    private static void Report(Found found, RemoteCall remote, string items) => found.Report(remote.Call.NameLocation, items, remote.What);
}
