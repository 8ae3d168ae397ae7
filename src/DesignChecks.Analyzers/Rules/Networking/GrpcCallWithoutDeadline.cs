using DesignChecks.Concepts.Grpc;
using DesignChecks.Concepts.Http;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DesignChecks.Rules.Networking;

/// <summary>Finds unary gRPC calls that wait for their answer without limit.</summary>
internal sealed class GrpcCallWithoutDeadline : Rule
{
    internal static readonly DiagnosticDescriptor Description = Describe.Create(
        id: "DCK0903",
        title: "gRPC call without a deadline",
        messageFormat: "This gRPC call has no deadline, and without one the client waits for an answer for ever; pass deadline: DateTime.UtcNow.AddSeconds(5), or a token that ends",
        category: Area.Networking,
        defaultSeverity: DiagnosticSeverity.Info,
        items: ["9.4"],
        description: "gRPC calls have no default deadline, and HttpClient.Timeout does not apply to them. A server that hangs keeps its callers for ever.");

    /// <summary>The fix adds an argument of this name.</summary>
    internal const string Deadline = "deadline";

    public GrpcCallWithoutDeadline() : base(Description)
    {
    }

    public override FixAvailability Fix => FixAvailability.Sometimes;

    public override Library[] Needs => [Library.GrpcClient];

    public override void Listen(Listeners on)
    {
        on.LooksUp(GrpcDefaults.Words);
        on.LooksUp(ClientRegistration.Words);
        on.Type(GrpcClientNames.MayHold, Check);
    }

    private static void Check(Found found, INamedTypeSymbol type)
    {
        var node = (TypeDeclarationSyntax)found.Node;
        // Clients of the factory send through HttpClient's handlers: what limits every client of the host limits them.
        if (found.IsInGeneratedCode || GrpcDefaults.Of(found).MaySetDeadlines || ClientDefaults.Of(found).LimitTime != Answer.No)
            return;
        foreach (var invocation in GrpcClientNames.CallsIn(node))
        {
            if (Call.From(found.Model.GetOperation(invocation, found.Cancel)) is { } call && GrpcCalls.IsUnary(call) && GrpcCalls.HasLimit(call, found.World, found.Cancel) == Answer.No)
                found.Report(call.NameLocation, FixFacts.Of("form", call.HasParameter(Deadline) ? "argument" : "options"));
        }
    }
}
