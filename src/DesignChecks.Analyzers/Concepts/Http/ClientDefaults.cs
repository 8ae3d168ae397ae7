using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Concepts.Http;

/// <summary>What <c>ConfigureHttpClientDefaults</c> gives to every client of the host.</summary>
internal sealed class ClientDefaults(World world, CancellationToken cancel)
{
    public static readonly ChoiceOption SharedHost = new(
        "http_timeouts", ["shared_host"], "Says that a host outside of this project sets the timeouts of its clients.");

    private static readonly string[] ServiceDefaults = ["AddServiceDefaults", "AddBasicServiceDefaults"];

    /// <summary>Whether the defaults limit the time of every client; unknown when they are set where the compilation doesn't show it.</summary>
    public Answer LimitTime { get; } = Look(world, cancel);

    /// <summary>False when other code than the compilation shows may set the defaults, or add handlers to every client.</summary>
    public bool AreShown { get; } = !MayComeFromElsewhere(world, cancel) && DelegatesIn(world, cancel).All(configure => configure is not null);

    /// <summary>What the builder of every client is told.</summary>
    public IReadOnlyList<Call> BuilderCalls { get; } = [.. CallsIn(world, cancel)];

    /// <summary>The resilience handlers that every client gets, as far as the compilation shows them.</summary>
    public IReadOnlyList<ResilienceHandler> Handlers { get; } = [.. CallsIn(world, cancel).Select(call => ResilienceHandler.From(call, world, cancel)).OfType<ResilienceHandler>()];

    public static ClientDefaults Of(Found found) => Of(found.World, found.Cancel);

    public static ClientDefaults Of(World world, CancellationToken cancel) => world.Concept((world, cancel) => new ClientDefaults(world, cancel), cancel);

    /// <summary>True for a call on the builder that <c>ConfigureHttpClientDefaults</c> gives to its delegate.</summary>
    public static bool Contain(Call onBuilder) =>
        onBuilder.ChainUpwards().Last().Receiver is IParameterReferenceOperation builder
        && Code.Ancestors(onBuilder.Operation).OfType<IAnonymousFunctionOperation>().FirstOrDefault() is { } lambda
        && lambda.Symbol.Parameters.Contains(builder.Parameter, SymbolEqualityComparer.Default)
        && Code.UserOf(lambda) is IArgumentOperation { Parent: IInvocationOperation { TargetMethod.Name: "ConfigureHttpClientDefaults" } };

    /// <summary>Null for a delegate that is half typed, or a method.</summary>
    private static IEnumerable<IAnonymousFunctionOperation?> DelegatesIn(World world, CancellationToken cancel) =>
        world.NodesOf("ConfigureHttpClientDefaults", Shape.Call, cancel).Select(node => Call.From(world.OperationAt(node, cancel))?.Argument("configure") as IAnonymousFunctionOperation);

    private static IEnumerable<Call> CallsIn(World world, CancellationToken cancel) =>
        DelegatesIn(world, cancel).OfType<IAnonymousFunctionOperation>()
            .Where(lambda => lambda.Symbol.Parameters.Length > 0)
            .SelectMany(lambda => ClientRegistration.CallsOn(lambda.Symbol.Parameters[0], lambda.Body));

    private static Answer Look(World world, CancellationToken cancel)
    {
        foreach (var lambda in DelegatesIn(world, cancel))
        {
            if (lambda is null)
                return Answer.Unknown;
            if (ClientRegistration.TimeoutIn(lambda) is not null || Code.CallsIn(lambda).Any(inner => Array.IndexOf(ResilienceHandler.Names, inner.Name) >= 0))
                return Answer.Yes;
            if (Code.Within(lambda).Any(operation => operation is IInvalidOperation))
                return Answer.Unknown;
        }

        return MayComeFromElsewhere(world, cancel) ? Answer.Unknown : Answer.No;
    }

    /// <summary>Service defaults of another project (Aspire's template adds a resilience handler there), also while it doesn't resolve.</summary>
    private static bool MayComeFromElsewhere(World world, CancellationToken cancel) =>
        ServiceDefaults.Any(name => world.NodesOf(name, Shape.Call, cancel).Any(node => Call.From(world.OperationAt(node, cancel)) is not { } call || world.BodyOf(call.Method, cancel) is null));
}
