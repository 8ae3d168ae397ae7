using DesignChecks.Concepts.Http;
using DesignChecks.Concepts.Resilience;
using DesignChecks.Concepts.Retries;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Rules.Networking;

/// <summary>Finds retries around retries: their attempts multiply exactly when the service is down.</summary>
internal sealed class RetriesStacked : Rule
{
    internal static readonly DiagnosticDescriptor Description = Describe.Create(
        id: "DCK0910",
        title: "Retries stacked on one client",
        messageFormat: "{0} and {1} both retry, so one call is made {2} when the service fails; keep one of the two",
        category: Area.Networking,
        defaultSeverity: DiagnosticSeverity.Warning,
        items: ["9.4", "15.2"],
        description: "Retries inside each other multiply: three attempts around four are twelve requests for one call. The load on a failing service grows by that factor, and the caller waits for all of them.");

    public RetriesStacked() : base(Description)
    {
    }

    public override Library[] Needs => [Library.HttpClientFactory, Library.PollyCore, Library.PollyPolicies];

    public override void Listen(Listeners on)
    {
        on.LooksUp(ClientRegistration.Words);
        on.Call(ResilienceHandler.Names, CheckHandler);
        on.Call(Executions.Names, CheckExecution, where: Executions.MayBe);
        on.Call(["Delay", "Sleep"], CheckLoop, where: RetryLoop.MayBeIn);
    }

    /// <summary>A second retrying handler of one client, those that all clients get included.</summary>
    private static void CheckHandler(Found found, Call add)
    {
        if (ResilienceHandler.From(add, found.World, found.Cancel) is not { } handler || handler.Retry is not { } own)
            return;
        var others = HandlersBefore(add, found).Where(other => other.Retry is { } retry && retry.Handling.Overlaps(own.Handling)).ToArray();
        if (others.LastOrDefault() is { } other)
            found.Report(add.NameLocation, other.Add.Name, add.Name == other.Add.Name ? "a second one" : add.Name, Times(others.Append(handler).SelectMany(one => one.Pipeline.Strategies)));
    }

    private static IEnumerable<ResilienceHandler> HandlersBefore(Call add, Found found)
    {
        if (ClientRegistration.Around(add, found.World, found.Cancel) is { } registration)
        {
            var own = registration.BuilderCalls.TakeWhile(call => call.Syntax != add.Syntax).ToArray();
            var cleared = Array.FindLastIndex(own, call => call.Name == "RemoveAllResilienceHandlers");
            var handlers = own.Skip(cleared + 1).Select(call => ResilienceHandler.From(call, found.World, found.Cancel)).OfType<ResilienceHandler>();
            return cleared >= 0 ? handlers : ClientDefaults.Of(found).Handlers.Concat(handlers);
        }

        return ClientDefaults.Contain(add) ? ClientDefaults.Of(found).Handlers.TakeWhile(other => other.Add.Syntax != add.Syntax) : [];
    }

    /// <summary>A retrying policy or pipeline that is run inside another retry, or around a client that retries by itself.</summary>
    private static void CheckExecution(Found found, Call execute)
    {
        if (Executions.From(execute, found.World, found.Cancel) is not { Pipeline.Retry: { Retries.Value: not 0 } own } execution)
            return;
        if (AroundExecution(execute.Operation, own.Handling, found) is { } outer)
            found.Report(execute.NameLocation, "This policy", outer.Name, Times(outer.Attempts, execution.Pipeline.Attempts));
        else if (HandlersOfClient(execution.Work, own.Handling, found) is { Length: > 0 } handlers)
            found.Report(execute.NameLocation, "This policy", HandlerName(handlers), Times(handlers.SelectMany(handler => handler.Pipeline.Strategies).Concat(execution.Pipeline.Strategies)));
    }

    private static void CheckLoop(Found found, Call wait)
    {
        if (RetryLoop.From(wait, found.World, found.Cancel) is not { Body: { } body } retry || !RetryLoop.IsFirstWait(retry))
            return;
        var attempts = retry.Retries + 1;
        if (AroundExecution(body, retry.Handling, found) is { } outer)
            found.Report(retry.Location, "This loop", outer.Name, Times(outer.Attempts, attempts));
        else if (HandlersOfClient(body, retry.Handling, found) is { Length: > 0 } handlers)
            found.Report(retry.Location, "This loop", HandlerName(handlers), Times(Pipeline.Product(handlers.SelectMany(handler => handler.Pipeline.Strategies)), attempts));
    }

    /// <summary>The retry in whose delegate, or in whose loop, the operation runs.</summary>
    private static (string Name, double? Attempts)? AroundExecution(IOperation operation, Handling own, Found found)
    {
        if (operation.Parent is not ILoopOperation && RetryLoop.Around(operation, found.World, found.Cancel) is { } loop && loop.Handling.Overlaps(own))
            return ("the loop around it", loop.Retries + 1);
        foreach (var lambda in Code.Ancestors(operation).OfType<IAnonymousFunctionOperation>())
        {
            if (Code.UserOf(lambda) is IArgumentOperation { Parent: var parent } && Call.From(parent) is { } call
                && Executions.From(call, found.World, found.Cancel) is { Pipeline.Retry: { Retries.Value: not 0 } retry } outer && retry.Handling.Overlaps(own))
            {
                return ("the one around it", outer.Pipeline.Attempts);
            }
        }

        return null;
    }

    /// <summary>The retrying handlers of the client by which the work sends.</summary>
    private static ResilienceHandler[] HandlersOfClient(IOperation work, Handling own, Found found)
    {
        foreach (var (send, _) in HttpSend.ReachedFrom(work, found.World, found.Cancel))
        {
            if (ClientRegistration.OfSender(send, found.World, found.Cancel) is not { } registration)
                continue;
            var handlers = ClientDefaults.Of(found).Handlers.Concat(registration.Handlers()).Where(handler => handler.Retry is { } retry && retry.Handling.Overlaps(own)).ToArray();
            if (handlers.Length > 0)
                return handlers;
        }

        return [];
    }

    private static string HandlerName(ResilienceHandler[] handlers) => $"{handlers[handlers.Length - 1].Add.Name} of the client";

    private static string Times(IEnumerable<Strategy> strategies) => Times(Pipeline.Product(strategies), 1);

    private static string Times(double? one, double? other) => one * other is { } product ? $"up to {product} times" : "many more times than either says";
}
