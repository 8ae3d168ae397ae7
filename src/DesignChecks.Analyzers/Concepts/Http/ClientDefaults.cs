using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Concepts.Http;

/// <summary>What <c>ConfigureHttpClientDefaults</c> gives to every client of the host.</summary>
internal sealed class ClientDefaults(World world, CancellationToken cancel)
{
    public static readonly ChoiceOption SharedHost = new(
        "http_timeouts", ["shared_host"], "Says that a host outside of this project sets the timeouts of its clients.");

    /// <summary>Whether the defaults limit the time of every client; unknown when they are set where the compilation doesn't show it.</summary>
    public Answer LimitTime { get; } = Look(world, cancel);

    /// <summary>The resilience handlers that every client gets, as far as the compilation shows them.</summary>
    public IReadOnlyList<ResilienceHandler> Handlers { get; } = [.. HandlersIn(world, cancel)];

    public static ClientDefaults Of(Found found) => found.Concept((world, cancel) => new ClientDefaults(world, cancel));

    /// <summary>True for a call on the builder that <c>ConfigureHttpClientDefaults</c> gives to its delegate.</summary>
    public static bool Contain(Call onBuilder) =>
        onBuilder.ChainUpwards().Last().Receiver is IParameterReferenceOperation builder
        && Code.Ancestors(onBuilder.Operation).OfType<IAnonymousFunctionOperation>().FirstOrDefault() is { } lambda
        && lambda.Symbol.Parameters.Contains(builder.Parameter, SymbolEqualityComparer.Default)
        && Code.UserOf(lambda) is IArgumentOperation { Parent: IInvocationOperation { TargetMethod.Name: "ConfigureHttpClientDefaults" } };

    private static IEnumerable<ResilienceHandler> HandlersIn(World world, CancellationToken cancel) =>
        world.CallsOf("ConfigureHttpClientDefaults", cancel)
            .Select(call => call.Argument("configure")).OfType<IAnonymousFunctionOperation>()
            .Where(lambda => lambda.Symbol.Parameters.Length > 0)
            .SelectMany(lambda => ClientRegistration.CallsOn(lambda.Symbol.Parameters[0], lambda.Body))
            .Select(call => ResilienceHandler.From(call, world, cancel)).OfType<ResilienceHandler>();

    private static Answer Look(World world, CancellationToken cancel)
    {
        foreach (var node in world.NodesOf("ConfigureHttpClientDefaults", Shape.Call, cancel))
        {
            // Half typed, or in a method of the compilation.
            if (Call.From(world.OperationAt(node, cancel))?.Argument("configure") is not IAnonymousFunctionOperation lambda)
                return Answer.Unknown;
            if (ClientRegistration.TimeoutIn(lambda) is not null || Code.CallsIn(lambda).Any(inner => Array.IndexOf(ResilienceHandler.Names, inner.Name) >= 0))
                return Answer.Yes;
            if (Code.Within(lambda).Any(operation => operation is IInvalidOperation))
                return Answer.Unknown;
        }

        // Service defaults of another project (Aspire's template adds a resilience handler there), also while it doesn't resolve.
        foreach (var name in new[] { "AddServiceDefaults", "AddBasicServiceDefaults" })
        {
            if (world.NodesOf(name, Shape.Call, cancel).Any(node => Call.From(world.OperationAt(node, cancel)) is not { } call || world.BodyOf(call.Method, cancel) is null))
                return Answer.Unknown;
        }

        return Answer.No;
    }
}
