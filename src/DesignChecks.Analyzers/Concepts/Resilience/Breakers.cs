using DesignChecks.Concepts.Http;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Concepts.Resilience;

/// <summary>Circuit breakers around or inside the code that a pipeline runs, beside those of the pipeline itself. What code doesn't show may be one.</summary>
internal static class Breakers
{
    /// <summary>True when the work is run through another pipeline that has or may have one, runs such a pipeline itself, or sends with a client that does.</summary>
    public static bool MayProtect(Execution execution, World world, CancellationToken cancel) =>
        Around(execution.Call.Operation, world, cancel).Any(outer => MayHave(outer))
        || OwnCode.CallsIn(execution.Work, world, cancel).Select(call => Executions.From(call, world, cancel)).OfType<Execution>().Any(MayHave)
        || ClientBreakers.MayProtect(execution.Work, world, cancel);

    private static bool MayHave(Execution execution) => execution.Pipeline is not { MayHaveBreaker: false };

    private static IEnumerable<Execution> Around(IOperation operation, World world, CancellationToken cancel) =>
        Code.Ancestors(operation).OfType<IAnonymousFunctionOperation>()
            .Select(lambda => Call.From((Code.UserOf(lambda) as IArgumentOperation)?.Parent)).OfType<Call>()
            .Select(call => Executions.From(call, world, cancel)).OfType<Execution>();
}
