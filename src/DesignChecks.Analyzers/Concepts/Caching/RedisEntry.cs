using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Concepts.Caching;

/// <summary>
/// Redis holds caches, sessions, locks and primary data alike. A write counts as a cache's only where words say so, or where the
/// same method reads first, loads on a miss, and then writes.
/// </summary>
internal static class RedisEntry
{
    private static readonly string[] CacheWords = ["cache", "cached", "caches", "caching"];
    private static readonly string[] ExpiryCalls =
        ["KeyExpire", "KeyExpireAsync", "HashFieldExpire", "HashFieldExpireAsync", "ScriptEvaluate", "ScriptEvaluateAsync", "KeyDelete", "KeyDeleteAsync"];

    private static readonly string[] Reads = ["StringGet", "StringGetAsync", "HashGet", "HashGetAsync", "HashGetAll", "HashGetAllAsync"];
    private static readonly TypeName Database = new("StackExchange.Redis.IDatabaseAsync");

    public static bool IsCached(CacheWrite write) => SaysCache(write) || FollowsAMiss(write.Call);

    /// <summary>Whether the entry goes away by itself; unknown where a value decides, or a condition makes the write a lock.</summary>
    public static Expiry ExpiryOf(CacheWrite write)
    {
        var call = write.Call;
        if (Code.CallsIn(Code.EnclosingBody(call.Operation)).Any(other => Array.IndexOf(ExpiryCalls, other.Name) >= 0))
            return Expiry.Unknown;
        if (call.Argument("when") is not null || call.Argument("keepTtl") is not null)
            return Expiry.Unknown;
        return call.Argument("expiry") switch
        {
            null or IDefaultValueOperation => Expiry.None,
            var expiry when Values.IsNull(expiry) => Expiry.None,
            IPropertyReferenceOperation { Property: { Name: "Default" or "Persist", ContainingType.Name: "Expiration" } } => Expiry.None,
            _ => Expiry.Unknown,
        };
    }

    private static bool SaysCache(CacheWrite write)
    {
        var type = write.Call.Syntax.FirstAncestorOrSelf<TypeDeclarationSyntax>();
        if (type is not null && Says(type.Identifier.ValueText))
            return true;
        if (Code.SymbolOf(write.Call.Receiver) is { } receiver && Says(receiver.Name))
            return true;
        return Code.Within(write.Key).Any(part => Code.SymbolOf(part) is { } symbol && Says(symbol.Name)
            || part is IInvocationOperation call && Says(call.TargetMethod.Name)
            || Values.Text(part) is { } text && Says(text));
    }

    private static bool Says(string name) => Words.ContainAny(name, CacheWords);

    private static bool FollowsAMiss(Call write)
    {
        var hasRead = false;
        foreach (var call in Code.CallsIn(Code.EnclosingBody(write.Operation)))
        {
            if (call.Operation == write.Operation)
                return false;
            if (Database.IsBaseOf(call.Receiver?.Type))
                hasRead |= Array.IndexOf(Reads, call.Name) >= 0;
            else if (hasRead && OutboundCall.Is(call))
                return true;
        }

        return false;
    }
}
