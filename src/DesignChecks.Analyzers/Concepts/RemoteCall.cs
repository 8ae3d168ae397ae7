using DesignChecks.Concepts.Grpc;
using DesignChecks.Concepts.Http;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Concepts;

/// <summary>A call whose answer another service gives: an HTTP request, a gRPC call, a Redis command.</summary>
/// <param name="Call">The call.</param>
/// <param name="What">What it is, as a message says it.</param>
internal sealed record RemoteCall(Call Call, string What)
{
    private const int MostSteps = 2;

    private static readonly TypeName Redis = new("StackExchange.Redis.IDatabaseAsync");

    /// <summary>Commands that are sent together later.</summary>
    private static readonly TypeName RedisBatch = new("StackExchange.Redis.IBatch");

    private static readonly string[] CacheWords = ["cache", "cached", "caching", "memory cache"];

    public static RemoteCall? From(Call call, World world, CancellationToken cancel) =>
        HttpSend.From(call, world, cancel) is not null || RefitInterface.Sends(call.Method) ? new RemoteCall(call, "an HTTP request")
        : GrpcCalls.IsUnary(call) ? new RemoteCall(call, "a gRPC call")
        : Redis.IsBaseOf(call.Receiver?.Type) && !RedisBatch.IsBaseOf(call.Receiver?.Type) && call.Name.EndsWith("Async", StringComparison.Ordinal) ? new RemoteCall(call, "a Redis command")
        : null;

    /// <summary>The remote call that a call is, or awaits in the methods that it runs; none where a cache may answer instead.</summary>
    public static RemoteCall? MadeBy(Call call, World world, CancellationToken cancel) => MadeBy(call, world, cancel, step: 0);

    private static RemoteCall? MadeBy(Call call, World world, CancellationToken cancel, int step)
    {
        if (From(call, world, cancel) is { } direct)
            return direct;
        if (step >= MostSteps || ServiceImplementations.Of(call.Method, world, cancel) is not { } method || MayCache(method) || world.BodyOf(method, cancel) is not { } body)
            return null;
        var calls = Code.RunBy(body).Select(Call.From).OfType<Call>().ToArray();
        return Array.Exists(calls, inner => MayCache(inner.Method)) ? null
            : calls.Where(inner => IsWaitedFor(inner) && !IsOnlySometimes(inner.Operation, body)).Select(inner => MadeBy(inner, world, cancel, step + 1)).FirstOrDefault(remote => remote is not null);
    }

    /// <summary>Its answer is awaited on the spot, or handed on to who awaits it.</summary>
    public static bool IsWaitedFor(Call call) => UserOf(call) is IAwaitOperation or IReturnOperation;

    public static bool IsAwaited(Call call) => UserOf(call) is IAwaitOperation;

    private static IOperation? UserOf(Call call)
    {
        var user = Code.UserOf(call.Operation);
        while (user is IInvocationOperation { TargetMethod.Name: "ConfigureAwait" or "WaitAsync" or "AsTask" } or IPropertyReferenceOperation { Property.Name: "ResponseAsync" }
            || user is IArgumentOperation { Parent: IInvocationOperation { TargetMethod: { Name: "WaitAsync" or "ConfigureAwait", IsExtensionMethod: true } } })
        {
            user = Code.UserOf(user);
        }

        return user;
    }

    /// <summary>After a failure, in turns of a loop of its own, or where a condition decides.</summary>
    private static bool IsOnlySometimes(IOperation operation, IOperation body) =>
        Code.Ancestors(operation).TakeWhile(ancestor => ancestor != body).Any(ancestor => ancestor is ICatchClauseOperation or ILoopOperation or IConditionalOperation or ISwitchOperation or ISwitchExpressionOperation or ICoalesceOperation or ICoalesceAssignmentOperation);

    public static bool MayCache(IMethodSymbol method) =>
        Words.ContainAny(method.Name, CacheWords) || Words.ContainAny(method.ContainingType?.Name ?? "", CacheWords) || method.Name is "TryGetValue" or "GetOrAdd" or "GetOrCreate" or "GetOrCreateAsync";
}
