using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Concepts;

/// <summary>
/// Code that provably stays in the process: it reads files, computes, hands a command to a mediator. A database, a broker and a
/// cache server are outside. What the compilation doesn't show counts as leaving the process, except synchronous calls of
/// asynchronous code: there, what waits for others is awaited.
/// </summary>
internal sealed class InProcessWork
{
    private const int DeepestCall = 3;
    private const int MostMethods = 40;

    /// <summary>Dispatchers whose handlers run in the caller's process; what a handler calls is the handler's affair.</summary>
    private static readonly TypeName[] Dispatchers = [new("MediatR.IMediator"), new("MediatR.ISender"), new("MediatR.IPublisher")];

    /// <summary>Parts of the platform that talk to others.</summary>
    private static readonly string[] Outside = ["Net", "Data", "DirectoryServices", "Management", "Messaging", "ServiceModel", "Web"];

    private readonly HashSet<ISymbol> _seen = new(SymbolEqualityComparer.Default);
    private readonly bool _isAsync;
    private readonly World _world;
    private readonly CancellationToken _cancel;

    private InProcessWork(bool isAsync, World world, CancellationToken cancel)
    {
        _isAsync = isAsync;
        _world = world;
        _cancel = cancel;
    }

    public static bool Is(IOperation work, bool isAsync, World world, CancellationToken cancel) => new InProcessWork(isAsync, world, cancel).Stays(work, 0);

    private bool Stays(IOperation code, int depth)
    {
        foreach (var operation in Code.Within(code))
        {
            _cancel.ThrowIfCancellationRequested();
            var stays = operation switch
            {
                IInvocationOperation call => Stays(call, depth),
                IDynamicInvocationOperation { Operation: IDynamicMemberReferenceOperation { Instance: null, ContainingType: { } type, MemberName: var name } } => StaysInAll(type, name, depth),
                IDynamicInvocationOperation or IInvalidOperation => false,
                IParameterReferenceOperation or IFieldReferenceOperation or IPropertyReferenceOperation => !IsAwaitable(operation.Type),
                _ => true,
            };
            if (!stays)
                return false;
        }

        return true;
    }

    private bool Stays(IInvocationOperation invocation, int depth)
    {
        var method = invocation.TargetMethod;
        if (Call.From(invocation) is { } call && (OutboundCall.Is(call) || method.MethodKind == MethodKind.DelegateInvoke))
            return false;
        if (Dispatchers.AnyIsBaseOf(method.ContainingType))
            return true;
        if (!method.IsVirtual && !method.IsAbstract && !method.IsOverride && _world.BodyOf(method, _cancel) is { } body)
            return StaysIn(method, body, depth);
        return IsOfPlatform(method) || _isAsync && !IsAwaitable(method.ReturnType);
    }

    private bool StaysIn(IMethodSymbol method, IOperation body, int depth) =>
        !_seen.Add(method) || depth < DeepestCall && _seen.Count < MostMethods && Stays(body, depth + 1);

    /// <summary>Which overload a dynamic argument chooses is known when it runs.</summary>
    private bool StaysInAll(ITypeSymbol type, string name, int depth)
    {
        var overloads = type.GetMembers(name).OfType<IMethodSymbol>().ToArray();
        return overloads.Length > 0 && Array.TrueForAll(overloads, method => _world.BodyOf(method, _cancel) is { } body && StaysIn(method, body, depth));
    }

    private static bool IsOfPlatform(IMethodSymbol method)
    {
        var path = new Stack<string>();
        for (var space = method.ContainingType?.ContainingNamespace; space is { IsGlobalNamespace: false }; space = space.ContainingNamespace)
            path.Push(space.Name);
        return path.Count > 0 && path.Pop() == "System" && (path.Count == 0 || Array.IndexOf(Outside, path.Peek()) < 0);
    }

    private static bool IsAwaitable(ITypeSymbol? type) =>
        type is null || type.TypeKind == TypeKind.Dynamic || type.Name is "Task" or "ValueTask" || type.GetMembers("GetAwaiter").OfType<IMethodSymbol>().Any(method => method.Parameters.IsEmpty);
}
