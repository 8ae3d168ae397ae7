using DesignChecks.Concepts.Http;
using DesignChecks.Concepts.Resilience;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Concepts.Retries;

/// <summary>
/// All retries that one call is made in: those of its client, of the policies that run it, and of the loops around them.
/// Their attempts multiply.
/// </summary>
internal sealed class StackedRetries(Handling failure, Found found)
{
    private const int MaxDepth = 4;

    /// <summary>How often a failure makes an execution's innermost call, with all that is around the execution; null when unknown or without end.</summary>
    public double? Of(Execution execution) => Around(execution.Call.Operation, null) * Run(execution, 0);

    /// <summary>How often a failure sends one of the requests that an execution's work makes; null when unknown or without end.</summary>
    public double? Of(Execution execution, HttpSend send, SyntaxNode at) =>
        Around(execution.Call.Operation, null) * execution.Pipeline?.AttemptsAfter(failure)
        * (found.World.OperationAt(at, found.Cancel) is { } way ? Around(way, execution.Work) : 1)
        * (at == send.Call.Syntax ? 1 : Around(send.Call.Operation, null))
        * HandlersOf(send);

    /// <summary>How often a failure makes the innermost call of a retry written by hand; null when unknown or without end.</summary>
    public double? Of(Retry loop) =>
        loop.Body is not { } body ? null : Around(body.Parent as ILoopOperation ?? body, null) * (loop.Retries + 1) * Inside(body, 0);

    private double? Run(Execution execution, int depth) => execution.Pipeline?.AttemptsAfter(failure) * Inside(execution.Work, depth);

    /// <summary>The attempts of loops and executions around an operation, out to another one or to the end of the member.</summary>
    private double? Around(IOperation operation, IOperation? until)
    {
        double? attempts = 1;
        foreach (var ancestor in Code.Ancestors(operation).TakeWhile(ancestor => ancestor.Syntax != until?.Syntax || ancestor.Kind != until.Kind))
        {
            switch (ancestor)
            {
                case ILoopOperation loop when RetryLoop.In(loop, operation) is { } retry && retry.Handling.MayMeet(failure):
                    attempts *= retry.Retries + 1;
                    break;
                case IAnonymousFunctionOperation lambda when Code.UserOf(lambda) is IArgumentOperation { Parent: var parent } && Call.From(parent) is { } call && Executions.From(call, found.World, found.Cancel) is { } execution:
                    attempts *= execution.Pipeline?.AttemptsAfter(failure);
                    break;
            }
        }

        return attempts;
    }

    /// <summary>How often code makes the call that it makes most often.</summary>
    private double? Inside(IOperation code, int depth)
    {
        double? most = 1;
        foreach (var call in depth < MaxDepth ? Code.CallsIn(code) : [])
        {
            var attempts = Around(call.Operation, code) * At(call, code, depth + 1);
            most = attempts is null || attempts > most ? attempts : most;
        }

        return most;
    }

    /// <summary>How often a call that is made once leads to a request; what is in the text of the code around it is left to the calls in there.</summary>
    private double? At(Call call, IOperation code, int depth)
    {
        if (HttpSend.From(call, found.World, found.Cancel) is { } send)
            return HandlersOf(send);
        if (Executions.From(call, found.World, found.Cancel) is { } execution)
            return Code.IsInside(execution.Work, code) ? 1 : Run(execution, depth);
        return HttpSend.IsOwn(call.Method, code) && found.World.BodyOf(call.Method, found.Cancel) is { } body ? Inside(body, depth) : 1;
    }
    private double? HandlersOf(HttpSend send) =>
        ClientRegistration.OfSender(send, found.World, found.Cancel) is { } registration
            ? Pipeline.Product(registration.AllHandlers(ClientDefaults.Of(found)).Select(handler => handler.Pipeline.AttemptsAfter(failure)))
            : 1;
}
