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
        var handlers = HandlersBeside(add, found).ToArray();
        var at = Array.FindIndex(handlers, handler => handler.Add.Syntax == add.Syntax);
        if (at < 1)
            return;
        foreach (var own in handlers[at].Pipeline.Strategies.Where(strategy => strategy.TriesAgain && strategy.Retries.Value is not 0))
        {
            if (handlers.Take(at).LastOrDefault(handler => handler.Pipeline.RetryFor(own.Handling) is not null) is not { } other)
                continue;
            found.Report(add.NameLocation, other.Add.Name, add.Name == other.Add.Name ? "a second one" : add.Name, Times(Pipeline.Product(handlers.Select(handler => handler.Pipeline.AttemptsAfter(own.Handling)))));
            return;
        }
    }

    /// <summary>All handlers of the client, the given one included.</summary>
    private static IEnumerable<ResilienceHandler> HandlersBeside(Call add, Found found) =>
        ClientRegistration.Around(add, found.World, found.Cancel) is { } registration ? registration.AllHandlers(ClientDefaults.Of(found))
        : ClientDefaults.Contain(add) ? ClientDefaults.Of(found).Handlers
        : [];

    /// <summary>A retrying policy or pipeline that is run inside another retry, or around a client that retries by itself.</summary>
    private static void CheckExecution(Found found, Call execute)
    {
        if (Executions.From(execute, found.World, found.Cancel) is not { Pipeline.Retry: { Retries.Value: not 0 } own } execution)
            return;
        if ((AroundExecution(execute.Operation, own.Handling, found) ?? HandlerOfClient(execution.Work, own.Handling, found)) is { } other)
            found.Report(execute.NameLocation, "This policy", other, Times(new StackedRetries(own.Handling, found).Of(execution)));
    }

    private static void CheckLoop(Found found, Call wait)
    {
        if (RetryLoop.From(wait, found.World, found.Cancel) is not { Body: { } body } retry || !RetryLoop.IsFirstWait(retry))
            return;
        if ((AroundExecution(body, retry.Handling, found) ?? HandlerOfClient(body, retry.Handling, found)) is { } other)
            found.Report(retry.Location, "This loop", other, Times(new StackedRetries(retry.Handling, found).Of(retry)));
    }

    /// <summary>The retry in whose delegate, or in whose loop, the operation runs.</summary>
    private static string? AroundExecution(IOperation operation, Handling own, Found found)
    {
        if (operation.Parent is not ILoopOperation && RetryLoop.Around(operation) is { } loop && loop.Handling.Overlaps(own))
            return "the loop around it";
        foreach (var lambda in Code.Ancestors(operation).OfType<IAnonymousFunctionOperation>())
        {
            if (Code.UserOf(lambda) is IArgumentOperation { Parent: var parent } && Call.From(parent) is { } call
                && Executions.From(call, found.World, found.Cancel) is { Pipeline.Retry: { Retries.Value: not 0 } retry } && retry.Handling.Overlaps(own))
            {
                return "the one around it";
            }
        }

        return null;
    }

    /// <summary>A retrying handler of the client by which the work sends.</summary>
    private static string? HandlerOfClient(IOperation work, Handling own, Found found)
    {
        foreach (var (send, _) in HttpSend.ReachedFrom(work, found.World, found.Cancel))
        {
            if (ClientRegistration.OfSender(send, found.World, found.Cancel) is { } registration
                && registration.AllHandlers(ClientDefaults.Of(found)).LastOrDefault(handler => handler.Pipeline.RetryFor(own) is not null) is { } retrying)
            {
                return $"{retrying.Add.Name} of the client";
            }
        }

        return null;
    }

    private static string Times(double? attempts) => attempts is { } product ? $"up to {product} times" : "many more times than either says";
}
