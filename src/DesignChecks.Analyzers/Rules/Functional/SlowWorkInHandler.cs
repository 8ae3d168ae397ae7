using DesignChecks.Concepts;
using DesignChecks.Concepts.Endpoints;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;

namespace DesignChecks.Rules.Functional;

/// <summary>Finds endpoints that keep their caller waiting for a mail server or a timer.</summary>
internal sealed class SlowWorkInHandler : Rule
{
    internal static readonly DiagnosticDescriptor Description = Describe.Create(
        id: "DCK0201",
        title: "Slow work inside a request handler",
        messageFormat: "The caller waits while {0}, so the request is as slow as that and fails with it; answer first and leave it to a background worker, by a queue or an outbox",
        category: Area.Functional,
        defaultSeverity: DiagnosticSeverity.Info,
        items: ["2.3"],
        description: "What a caller doesn't need in the answer needn't be done before it. A mail server that is slow or down makes the request slow or fails it, although the work itself is done.");

    public SlowWorkInHandler() : base(Description)
    {
    }

    public override Library[] Needs => [Library.AspNetCore, Library.HttpFunctions];

    public override RuleOption[] Options => [SlowWork.Methods];

    public override void Listen(Listeners on) => on.Endpoint(Check);

    private static void Check(Found found, Endpoint endpoint)
    {
        var named = found.Option(SlowWork.Methods);
        foreach (var run in endpoint.Runs.Where(run => run.CalledBy is not { } step || SlowWork.IsAwaited(step) && IsRunBy(endpoint.Runs[0], step)))
        {
            foreach (var call in Code.RunBy(run.Body).Select(Call.From).OfType<Call>())
            {
                if (SlowWork.From(call, named, found.World, found.Cancel) is { } work && SlowWork.IsAwaited(call))
                    found.Report(call.Syntax.SyntaxTree == found.Node.SyntaxTree ? call.NameLocation : endpoint.HandlerPlace, work.What);
            }
        }
    }

    /// <summary>False for a call in a lambda, which may be handed to a queue.</summary>
    private static bool IsRunBy(EndpointCode own, Call step) => Code.RunBy(own.Body).Contains(step.Operation);
}
