using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Concepts;

/// <summary>Locks that hold for all instances of a service. A lock inside one process doesn't count.</summary>
internal static class DistributedLocks
{
    public static readonly NameListOption Types = new(
        "lock_types", "Types whose use means that a lock for all instances is held.", "Medallion.Threading.IDistributedLock, RedLockNet.IRedLock, Redis LockTake");

    private static readonly TypeName[] Known =
    [
        new("Medallion.Threading.IDistributedLock"),
        new("Medallion.Threading.IDistributedLockProvider"),
        new("Medallion.Threading.IDistributedSynchronizationHandle"),
        new("RedLockNet.IRedLock"),
        new("RedLockNet.IDistributedLockFactory"),
    ];

    private static readonly TypeName RedisDatabase = new("StackExchange.Redis.IDatabaseAsync");

    /// <summary>True when the code takes such a lock, or uses a type that the team named as one.</summary>
    public static bool AreTakenIn(IOperation? code, NameList named) =>
        Code.Within(code).OfType<IInvocationOperation>().Any(call =>
            IsLock(call.Instance?.Type, named) || IsLock(call.TargetMethod.ContainingType, named) || call.Arguments.Any(argument => argument.Parameter?.Ordinal == 0 && IsLock(Values.Unwrap(argument.Value).Type, named))
            || (call.TargetMethod.Name is "LockTake" or "LockTakeAsync" && RedisDatabase.IsBaseOf(call.Instance?.Type)));

    private static bool IsLock(ITypeSymbol? type, NameList named) =>
        type is not null && (Known.AnyIsBaseOf(type) || named.ContainsTypeOrBase(type));
}
