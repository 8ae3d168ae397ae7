using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Concepts.Hosting;

/// <summary>
/// The stopping token of a background service and all that was given it: locals, fields, linked sources, objects that may
/// look at it themselves.
/// </summary>
internal sealed class StoppingToken
{
    private static readonly TypeName TokenType = new("System.Threading.CancellationToken");
    private static readonly TypeName SourceType = new("System.Threading.CancellationTokenSource");

    private readonly HashSet<ISymbol> _carriers;
    private readonly World _world;
    private readonly CancellationToken _cancel;

    private StoppingToken(IMethodSymbol method, HashSet<ISymbol> carriers, World world, CancellationToken cancel)
    {
        Parameter = method.Parameters.FirstOrDefault(parameter => TokenType.Is(parameter.Type));
        _carriers = carriers;
        _world = world;
        _cancel = cancel;
    }

    /// <summary>The method's own token parameter.</summary>
    public IParameterSymbol? Parameter { get; }

    public static StoppingToken Of(IMethodSymbol method, IOperation body, World world, CancellationToken cancel)
    {
        var carriers = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        carriers.UnionWith(method.Parameters.Where(parameter => TokenType.Is(parameter.Type)));
        // Twice: what is given on may be given on again.
        for (var pass = 0; pass < 2; pass++)
        {
            foreach (var operation in Code.Within(body))
            {
                if (TakerOf(operation, carriers) is { } taker)
                    carriers.Add(taker);
            }
        }

        return new StoppingToken(method, carriers, world, cancel);
    }

    /// <summary>True when a callback stops the work: <c>stoppingToken.Register(…)</c>.</summary>
    public static bool IsRegisteredIn(IOperation body) =>
        Code.CallsIn(body).Any(call => call.Name is "Register" or "UnsafeRegister" && call.IsOn(TokenType));

    /// <summary>
    /// True when the code reads the token, something that was given it, or any token whose source it doesn't show. Methods of
    /// the same type and local functions are followed.
    /// </summary>
    public bool IsLookedAtIn(IOperation code) => IsLookedAtIn(code, depth: 0);

    private bool IsLookedAtIn(IOperation code, int depth)
    {
        foreach (var operation in Code.Within(code))
        {
            _cancel.ThrowIfCancellationRequested();
            if (IsLook(operation, isHelper: depth > 0))
                return true;
            if (depth < 2 && operation is IInvocationOperation call && OwnCode.BodyOf(call, _world, _cancel) is { } body && IsLookedAtIn(body, depth + 1))
                return true;
        }

        return false;
    }

    private bool IsLook(IOperation operation, bool isHelper) => operation switch
    {
        ILocalReferenceOperation or IParameterReferenceOperation or IFieldReferenceOperation or IPropertyReferenceOperation
            when Code.SymbolOf(operation) is { } symbol && _carriers.Contains(symbol) => true,
        IPropertyReferenceOperation { Property.Name: "IsCancellationRequested", Instance: { } instance } => !IsOwnSource(instance),
        IPropertyReferenceOperation { Property: { Name: "None", IsStatic: true } } => false,
        IPropertyReferenceOperation property when TokenType.Is(property.Type) => property.Instance is not { } source || !IsOwnSource(source),
        IFieldReferenceOperation field => TokenType.Is(field.Type),
        // A helper's own token parameter holds what the caller passed, which is seen there.
        ILocalReferenceOperation or IParameterReferenceOperation => !isHelper && TokenType.Is(operation.Type),
        _ => false,
    };

    /// <summary>A source that is made in sight, with or without a time, and linked to nothing.</summary>
    private static bool IsOwnSource(IOperation source) =>
        Values.Unwrap(source) is ILocalReferenceOperation local && Code.OnlyValueOf(local) is IObjectCreationOperation creation && SourceType.Is(creation.Type);

    /// <summary>What an operation gives the token to; an awaited call has given it back.</summary>
    private static ISymbol? TakerOf(IOperation operation, HashSet<ISymbol> carriers) => operation switch
    {
        IVariableDeclaratorOperation { Initializer.Value: { } value } declarator when Holds(value, carriers) => declarator.Symbol,
        IAssignmentOperation assignment when Holds(assignment.Value, carriers) => Code.SymbolOf(assignment.Target),
        IInvocationOperation { Instance: { } instance } call when !IsAwaited(call) && call.Arguments.Any(argument => Holds(argument.Value, carriers)) => Code.SymbolOf(instance),
        _ => null,
    };

    private static bool Holds(IOperation value, HashSet<ISymbol> carriers) =>
        Values.Unwrap(value) is not IAwaitOperation
        && Code.Within(value).Any(operation => operation is ILocalReferenceOperation or IParameterReferenceOperation or IFieldReferenceOperation && Code.SymbolOf(operation) is { } symbol && carriers.Contains(symbol));

    private static bool IsAwaited(IOperation call) => Code.UserOf(call) switch
    {
        IAwaitOperation => true,
        IInvocationOperation { TargetMethod.Name: "ConfigureAwait" } configured => IsAwaited(configured),
        _ => false,
    };
}
