using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Concepts.Endpoints;

/// <summary>A body that an endpoint runs: its own, or that of a function of the same class that it calls.</summary>
/// <param name="Body">The code.</param>
/// <param name="CalledBy">The call in the endpoint's own body; null for that body itself.</param>
internal sealed record EndpointCode(IOperation Body, Call? CalledBy)
{
    private IReadOnlyList<Call>? _calls;

    /// <summary>The calls in it, those in its lambdas included; functions inside it that it calls are codes of their own.</summary>
    public IReadOnlyList<Call> Calls => _calls ??= Inside(Body).Select(Call.From).OfType<Call>().ToArray();

    public IEnumerable<IOperation> Operations => Inside(Body);

    /// <summary>What the endpoint gives for a parameter of the function; null in its own body and for arguments left out.</summary>
    public IOperation? Given(IParameterSymbol parameter) => CalledBy?.Argument(parameter.Name);

    /// <param name="body">The handler's own body.</param>
    /// <param name="owner">The class that it stands in.</param>
    /// <param name="world">The compilation.</param>
    /// <param name="cancel">Cancels.</param>
    public static IReadOnlyList<EndpointCode> Of(IOperation? body, INamedTypeSymbol? owner, World world, CancellationToken cancel)
    {
        if (body is null)
            return [];
        var own = new EndpointCode(body, null);
        var runs = new List<EndpointCode> { own };
        var seen = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (var call in own.Calls)
        {
            if (IsStep(call, owner) && seen.Add(call.Method.OriginalDefinition) && world.BodyOf(call.Method, cancel) is { } inner)
                runs.Add(new EndpointCode(inner, call));
        }

        return runs;
    }

    /// <summary>A local function, or a method of the class that the body stands in, known to be the one that runs.</summary>
    private static bool IsStep(Call call, INamedTypeSymbol? owner)
    {
        if (call.Method.MethodKind == MethodKind.LocalFunction)
            return true;
        return call.Method is { MethodKind: MethodKind.Ordinary, IsAbstract: false, IsVirtual: false }
            && call.Operation.Instance is null or IInstanceReferenceOperation
            && Code.IsSame(owner?.OriginalDefinition, call.Method.ContainingType.OriginalDefinition);
    }

    private static IEnumerable<IOperation> Inside(IOperation body)
    {
        var open = new Stack<IOperation>();
        open.Push(body);
        while (open.Count > 0)
        {
            var current = open.Pop();
            yield return current;
            foreach (var child in current.ChildOperations.Reverse())
            {
                if (child is not ILocalFunctionOperation)
                    open.Push(child);
            }
        }
    }
}
