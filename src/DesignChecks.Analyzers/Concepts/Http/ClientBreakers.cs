using DesignChecks.Concepts.Resilience;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Concepts.Http;

/// <summary>Circuit breakers that stand among the handlers of an HTTP client. What code doesn't show may be one.</summary>
internal static class ClientBreakers
{
    private static readonly string[] Words = ["circuit", "breaker", "polly", "resilience", "resilient"];

    /// <summary>True when a handler of the client, or one that every client gets, is or may be a circuit breaker.</summary>
    public static bool MayProtect(ClientRegistration registration, World world, CancellationToken cancel) =>
        registration.IsHalfTyped
        || registration.BuilderCalls.Any(call => MayAdd(call, world, cancel))
        || MayProtectAll(world, cancel);

    /// <summary>The same for what <c>ConfigureHttpClientDefaults</c> gives to every client.</summary>
    public static bool MayProtectAll(World world, CancellationToken cancel)
    {
        var defaults = ClientDefaults.Of(world, cancel);
        return !defaults.AreShown || defaults.BuilderCalls.Any(call => MayAdd(call, world, cancel));
    }

    /// <summary>True when a request that the code sends may pass a circuit breaker of its client.</summary>
    public static bool MayProtect(IOperation work, World world, CancellationToken cancel) =>
        HttpSend.ReachedFrom(work, world, cancel).Any(sent =>
            ClientRegistration.OfSender(sent.Send, world, cancel) is { } registration ? MayProtect(registration, world, cancel) : MayProtectAll(world, cancel));

    private static bool MayAdd(Call onBuilder, World world, CancellationToken cancel)
    {
        if (ResilienceHandler.From(onBuilder, world, cancel) is { } handler)
            return handler.Pipeline.MayHaveBreaker;
        return onBuilder.Name switch
        {
            "AddHttpMessageHandler" => HandlerIn(onBuilder, world, cancel) is not { } added || MayBreak(added, cancel),
            "ConfigurePrimaryHttpMessageHandler" => !HttpClients.IsPlainHandler(onBuilder, world, cancel),
            "ConfigureAdditionalHttpMessageHandlers" => true,
            // A team's own extension method, or that of another package.
            _ => onBuilder.DeclaringType.ContainingNamespace?.ToDisplayString() != "Microsoft.Extensions.DependencyInjection" || !onBuilder.DeclaringType.DeclaringSyntaxReferences.IsEmpty,
        };
    }

    /// <summary>The handler's type: named, made in the delegate, or asked of the container there.</summary>
    private static ITypeSymbol? HandlerIn(Call add, World world, CancellationToken cancel) =>
        add.Method.TypeArguments.FirstOrDefault()
        ?? (add.Argument("configureHandler") is IAnonymousFunctionOperation lambda ? Held.ValueOf(Held.OnlyReturnOf(lambda.Body), world, cancel)?.Type : null);

    /// <summary>A handler of the compilation is read for the field's words; any other may do anything.</summary>
    private static bool MayBreak(ITypeSymbol handler, CancellationToken cancel) =>
        handler.DeclaringSyntaxReferences.IsEmpty
        || handler.DeclaringSyntaxReferences.Any(part => part.GetSyntax(cancel).DescendantTokens().Any(token => Engine.Words.ContainAny(token.ValueText, Words)));
}
