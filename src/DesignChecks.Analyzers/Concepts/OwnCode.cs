using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Concepts;

/// <summary>Code together with the local functions and the methods of its type that it calls: what a reader follows without leaving the class.</summary>
internal static class OwnCode
{
    private const int MostCalls = 2;

    /// <summary>Every operation of the code, lambdas included, and of what it calls in its own type, two calls deep.</summary>
    public static IEnumerable<IOperation> Of(IOperation code, World world, CancellationToken cancel)
    {
        var seen = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        var open = new Queue<(IOperation Code, int Depth)>();
        open.Enqueue((code, 0));
        while (open.Count > 0)
        {
            cancel.ThrowIfCancellationRequested();
            var (current, depth) = open.Dequeue();
            foreach (var operation in Code.Within(current))
            {
                yield return operation;
                if (depth < MostCalls && operation is IInvocationOperation call && BodyOf(call, world, cancel) is { } body && seen.Add(call.TargetMethod))
                    open.Enqueue((body, depth + 1));
            }
        }
    }

    /// <summary>The calls in the code and in what it calls in its own type.</summary>
    public static IEnumerable<Call> CallsIn(IOperation code, World world, CancellationToken cancel) =>
        Of(code, world, cancel).Select(Call.From).OfType<Call>();

    /// <summary>The body of a local function or of a method of the type around the call.</summary>
    public static IOperation? BodyOf(IInvocationOperation call, World world, CancellationToken cancel)
    {
        var method = call.TargetMethod;
        if (method.MethodKind == MethodKind.LocalFunction)
            return world.BodyOf(method, cancel);
        var isOwn = call.Instance is null or IInstanceReferenceOperation
            && method.MethodKind == MethodKind.Ordinary
            && method.ContainingType.DeclaringSyntaxReferences.Any(part => part.SyntaxTree == call.Syntax.SyntaxTree && part.Span.Contains(call.Syntax.Span));
        return isOwn ? world.BodyOf(method, cancel) : null;
    }
}
