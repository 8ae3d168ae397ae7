using DesignChecks.Concepts;
using DesignChecks.Concepts.Messaging;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Rules.Messaging;

/// <summary>Finds catches around the handling of a message after which the message counts as handled.</summary>
internal sealed class ConsumerSwallowsFailures : Rule
{
    internal static readonly DiagnosticDescriptor Description = Describe.Create(
        id: "DCK1005",
        title: "Consumer swallows failures",
        messageFormat: "A message whose handling fails ends in this catch and then {0}, so it is lost with nothing but a log line; {1}",
        category: Area.Messaging,
        defaultSeverity: DiagnosticSeverity.Warning,
        items: ["10.2", "10.4"],
        description: "A catch of everything around the handling turns each failure into success: no retry, no dead-letter queue. Let the exception out, reject the message, or park it.");

    /// <summary>The switch that makes a Service Bus processor leave the completion to the handler.</summary>
    private static readonly string[] AutoComplete = ["AutoCompleteMessages", "AutoComplete"];

    public ConsumerSwallowsFailures() : base(Description)
    {
    }

    public override Library[] Needs => BrokerSend.Libraries;

    public override void Listen(Listeners on)
    {
        on.LooksUp(AutoComplete);
        on.Consumer(Check);
    }

    private static void Check(Found found, Consumer consumer)
    {
        foreach (var attempt in Code.RunBy(consumer.Body).OfType<ITryOperation>())
        {
            if (attempt.Catches.FirstOrDefault(CatchAll.Is) is not { } handler || handler.Syntax is not CatchClauseSyntax { Block.OpenBraceToken.IsMissing: false } clause)
                continue;
            if (TellsFailuresApart(attempt, handler))
                continue;
            var flow = MessageFlow.Of(consumer, found.World, found.Cancel);
            var work = flow.WorkIn(consumer.Body).ToArray();
            // Work outside of the try means that what is caught here is a part that may fail.
            if (!Array.Exists(work, call => Code.IsInside(call.Operation, attempt.Body)) || !Array.TrueForAll(work, call => Code.IsInside(call.Operation, attempt.Body)))
                continue;
            if (Forgets(handler, flow) && Settles(consumer, attempt, handler, found) is { } settled)
                found.Report(clause.CatchKeyword.GetLocation(), settled, Instead(consumer.Kind));
        }
    }

    /// <summary>Another catch of the try that gives a message up or lets the exception out.</summary>
    private static bool TellsFailuresApart(ITryOperation attempt, ICatchClauseOperation handler) =>
        attempt.Catches.Any(other => other != handler && !CatchAll.IsOfCancellation(other)
            && Code.RunBy(other.Handler).Any(operation => operation is IThrowOperation || Call.From(operation) is { } call && Settlement.From(call) is { Outcome: not Outcome.Done }));

    /// <summary>The catch notes the failure and goes on: nothing else learns of it.</summary>
    private static bool Forgets(ICatchClauseOperation handler, MessageFlow flow)
    {
        var exception = handler.Locals.FirstOrDefault();
        foreach (var operation in Code.Within(handler.Handler))
        {
            switch (operation)
            {
                case IThrowOperation or IAssignmentOperation or IReturnOperation { ReturnedValue: not null } or IBranchOperation { BranchKind: not BranchKind.Continue }:
                case IIncrementOrDecrementOperation or IDynamicInvocationOperation:
                    return false;
                case IInvocationOperation when Call.From(operation) is { } call && !Notes.Is(call):
                    if (Settlement.From(call) is { Outcome: Outcome.Done })
                        continue;
                    if (Settlement.From(call) is not null || OutboundCall.Is(call) || Code.UserOf(operation) is IAwaitOperation)
                        return false;
                    if (call.Operation.Arguments.Any(argument => flow.Mentions(argument.Value) || Code.Within(argument.Value).Any(part => exception is not null && Code.IsSame(Code.SymbolOf(part), exception))) && !IsText(call))
                        return false;
                    break;
            }
        }

        return true;
    }

    /// <summary>A call that makes text for a log line.</summary>
    private static bool IsText(Call call) => call.Method.ReturnType.SpecialType == SpecialType.System_String;

    /// <summary>What makes the message count as handled after the catch; null where nothing does, or where that isn't in sight.</summary>
    private static string? Settles(Consumer consumer, ITryOperation attempt, ICatchClauseOperation handler, Found found)
    {
        var settlements = Settlement.In(consumer.Body).ToArray();
        var done = Array.Find(settlements, settlement => settlement.Outcome == Outcome.Done
            && !Code.IsInside(settlement.Call.Operation, attempt.Body)
            && settlement.Call.Operation.Syntax.SpanStart > attempt.Body.Syntax.SpanStart
            && RunsAfter(settlement.Call.Operation, attempt, handler));
        var leaves = Code.RunBy(handler.Handler).Any(operation => operation is IReturnOperation or IBranchOperation);
        switch (consumer.Kind)
        {
            case ConsumerKind.RabbitMq or ConsumerKind.Sqs or ConsumerKind.StorageQueue:
                return done is not null && (!leaves || IsInCatchOrFinally(done, attempt, handler)) ? $"{done.Call.Name} acknowledges it" : null;
            case ConsumerKind.Kafka:
                return Array.Exists(settlements, settlement => settlement.Outcome == Outcome.Requeued) ? null : "the next offset passes over it";
            case ConsumerKind.ServiceBus or ConsumerKind.Trigger when settlements.Length > 0:
                return done is not null && (!leaves || IsInCatchOrFinally(done, attempt, handler)) ? $"{done.Call.Name} completes it" : null;
            case ConsumerKind.ServiceBus:
                return consumer.Message?.Type.Name is "ProcessMessageEventArgs" or "ProcessSessionMessageEventArgs" && !IsManual(found) ? "the processor completes it" : null;
            case ConsumerKind.Trigger:
                return IsManual(found) ? null : "the function completes it";
            default:
                return "counts as handled";
        }
    }

    private static bool IsInCatchOrFinally(Settlement done, ITryOperation attempt, ICatchClauseOperation handler) =>
        Code.IsInside(done.Call.Operation, handler) || Code.IsInside(done.Call.Operation, attempt.Finally);

    /// <summary>In the catch itself, in the finally, or in the code that follows the try without a condition of its own.</summary>
    private static bool RunsAfter(IOperation settlement, ITryOperation attempt, ICatchClauseOperation handler)
    {
        foreach (var ancestor in Code.Ancestors(settlement))
        {
            if (ancestor == handler || ancestor == attempt.Finally || ancestor == attempt.Parent)
                return true;
            if (ancestor is IConditionalOperation or ISwitchOperation or ICatchClauseOperation or ILoopOperation)
                return false;
        }

        return false;
    }

    private static bool IsManual(Found found) =>
        AutoComplete.Any(name => found.World.NodesOf(name, Shape.Assignment, found.Cancel).Any() || found.World.NodesOf(name, Shape.NamedArgument, found.Cancel).Any());

    private static string Instead(ConsumerKind kind) => kind switch
    {
        ConsumerKind.RabbitMq => "reject it with requeue: false or park it",
        ConsumerKind.Kafka => "park it, or stop and seek back",
        ConsumerKind.Sqs or ConsumerKind.StorageQueue => "delete it only after the work",
        _ => "rethrow, so that it is tried again and then dead-lettered",
    };
}
