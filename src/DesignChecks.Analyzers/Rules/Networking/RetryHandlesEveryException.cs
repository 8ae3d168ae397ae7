using DesignChecks.Concepts;
using DesignChecks.Concepts.Resilience;
using DesignChecks.Concepts.Retries;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Rules.Networking;

/// <summary>Finds retries of outbound calls that repeat whatever goes wrong: cancellation and programming errors too.</summary>
internal sealed class RetryHandlesEveryException : Rule
{
    internal static readonly DiagnosticDescriptor Description = Describe.Create(
        id: "DCK0909",
        title: "Retry handles every exception",
        messageFormat: "This retry handles every exception, so cancelled calls and programming errors are repeated like network failures; handle the failures that can pass, such as HttpRequestException",
        category: Area.Networking,
        defaultSeverity: DiagnosticSeverity.Info,
        items: ["9.4"],
        description: "A retry helps against failures that pass by themselves. A cancelled call, a wrong argument or a missing permission fails again and only arrives later, with the log full of attempts.");

    public RetryHandlesEveryException() : base(Description)
    {
    }

    public override Library[] Needs => [Library.PollyCore, Library.PollyPolicies, Library.HttpClient];

    public override void Listen(Listeners on)
    {
        on.LooksUp(Pipelines.Lookups);
        on.Assignment(["ShouldHandle"], CheckPredicate);
        on.Call(RetryPolicy.Names, (found, call) =>
        {
            if (RetryPolicy.From(call, found.World, found.Cancel) is { Handling.EveryException: Answer.Yes } retry && RunsOutboundCall(found, call.Operation))
                found.Report(retry.Location);
        });
        on.Call(
            ["Delay", "Sleep"],
            (found, call) =>
            {
                if (RetryLoop.From(call, found.World, found.Cancel) is { Handling: { EveryException: Answer.Yes, IsPoll: false } } retry && RetryLoop.IsFirstWait(retry))
                    found.Report(retry.Location);
            },
            where: RetryLoop.MayBeIn);
    }

    private static void CheckPredicate(Found found, IAssignmentOperation assignment)
    {
        if (!RetryStrategy.IsOption(assignment.Target) || Handling.OfPredicate(assignment.Value, found.World, found.Cancel).EveryException != Answer.Yes)
            return;
        // A delegate that fills the options of a handler, or options given to a pipeline.
        var options = Settings.OwnerOf(assignment, found.World, found.Cancel);
        if (options is null ? IsInHandler(assignment) : RunsOutboundCall(found, options))
            found.Report(assignment.Syntax is AssignmentExpressionSyntax { Left: var option } ? option.GetLocation() : assignment.Syntax.GetLocation());
    }

    private static bool IsInHandler(IOperation inside) => Code.Ancestors(inside).OfType<IAnonymousFunctionOperation>().Any(lambda =>
        Code.UserOf(lambda) is IArgumentOperation { Parent: var call } && Call.From(call) is { Name: "AddStandardResilienceHandler" or "Configure" });

    private static bool RunsOutboundCall(Found found, IOperation strategy) => PolicyUse.Of(strategy, found.World, found.Cancel).RunsOutboundCall;
}
