using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Concepts.Caching;

/// <summary>The cache that an entry is written to.</summary>
internal enum CacheKind
{
    Memory,
    Distributed,
    Redis,
}

/// <summary>How an entry is written.</summary>
internal enum CacheWriteForm
{
    /// <summary>Key, value and perhaps an expiry or options.</summary>
    Set,

    /// <summary>A factory that may configure the entry.</summary>
    GetOrCreate,

    /// <summary>An entry that is filled after it is made.</summary>
    CreateEntry,
}

/// <summary>
/// An entry written to IMemoryCache, IDistributedCache or Redis. HybridCache and FusionCache are left out: their entries
/// expire by default, after 5 minutes and 30 seconds.
/// </summary>
/// <param name="Kind">The cache.</param>
/// <param name="Form">How the entry is written.</param>
/// <param name="Call">The call that writes it.</param>
/// <param name="Key">The key; null where it is part of what is written.</param>
internal sealed record CacheWrite(CacheKind Kind, CacheWriteForm Form, Call Call, IOperation? Key)
{
    public static readonly string[] Names =
    [
        "Set", "SetAsync", "SetString", "SetStringAsync", "GetOrCreate", "GetOrCreateAsync", "CreateEntry",
        "StringSet", "StringSetAsync", "HashSet", "HashSetAsync",
    ];

    private static readonly string[] Removals = ["Remove", "RemoveAsync", "KeyDelete", "KeyDeleteAsync"];

    /// <summary>Words that rules about cache entries look up.</summary>
    public static readonly string[] Words = ["SizeLimit"];

    public static readonly NameListOption CacheTypes = new(
        "cache_types", "Caches of the team that give each entry an expiry by themselves.");

    private static readonly TypeName MemoryCache = new("Microsoft.Extensions.Caching.Memory.IMemoryCache");
    private static readonly TypeName MemoryExtensions = new("Microsoft.Extensions.Caching.Memory.CacheExtensions");
    private static readonly TypeName DistributedCache = new("Microsoft.Extensions.Caching.Distributed.IDistributedCache");
    private static readonly TypeName DistributedExtensions = new("Microsoft.Extensions.Caching.Distributed.DistributedCacheExtensions");
    private static readonly TypeName RedisDatabase = new("StackExchange.Redis.IDatabaseAsync");

    public static CacheWrite? From(Call call)
    {
        if (Array.IndexOf(Names, call.Name) < 0 || KindOf(call) is not { } kind)
            return null;
        var form = call.Name switch
        {
            "GetOrCreate" or "GetOrCreateAsync" => CacheWriteForm.GetOrCreate,
            "CreateEntry" => CacheWriteForm.CreateEntry,
            _ => CacheWriteForm.Set,
        };
        return new CacheWrite(kind, form, call, call.Argument("key"));
    }

    public static bool IsWrite(Call call) => Array.IndexOf(Names, call.Name) >= 0 && KindOf(call) is not null;

    /// <summary>What ends the entry's life, with the place of a sliding expiration; null where it isn't said.</summary>
    public EntryExpiry? Expiry(World world, CancellationToken cancel) => (Kind, Form) switch
    {
        (CacheKind.Redis, _) => null,
        (_, CacheWriteForm.GetOrCreate) => EntryExpiry.OfFactory(Call.Argument("factory"), Call.Argument("createOptions"), world, cancel),
        (_, CacheWriteForm.CreateEntry) => EntryExpiry.OfEntry(Call, world, cancel),
        _ when Call.HasParameter("options") => EntryExpiry.OfOptions(Call.Argument("options"), world, cancel),
        // The other overloads with more than a key and a value take a time or a change token.
        _ when Call.HasParameter("expirationToken") || Call.HasParameter("absoluteExpiration") || Call.HasParameter("absoluteExpirationRelativeToNow") => null,
        _ => EntryExpiry.OfOptions(null, world, cancel),
    };

    /// <summary>True for keys that can take a few values only: constants, types, enums, flags, members without arguments.</summary>
    public static bool HasFewValues(IOperation key, World world, CancellationToken cancel) => HasFewValues(key, world, cancel, depth: 0);

    private static bool HasFewValues(IOperation key, World world, CancellationToken cancel, int depth)
    {
        key = Values.Unwrap(key);
        if (key.ConstantValue.HasValue || key is ITypeOfOperation || IsSmall(key.Type))
            return true;
        return depth < 5 && key switch
        {
            IConversionOperation converted => HasFewValues(converted.Operand, world, cancel, depth + 1),
            ILocalReferenceOperation local => Code.OnlyValueOf(local) is { } value && HasFewValues(value, world, cancel, depth + 1),
            IFieldReferenceOperation { Field: { IsStatic: true } } => true,
            IFieldReferenceOperation { Field: var field } => Code.InitializerOf(field, world, cancel) is { } value && HasFewValues(value, world, cancel, depth + 1),
            IPropertyReferenceOperation { Property.IsStatic: true } => true,
            IPropertyReferenceOperation { Instance: { } type } => IsSmall(type.Type),
            IInvocationOperation { Arguments.IsEmpty: true, Instance: { } value } => HasFewValues(value, world, cancel, depth + 1),
            IInvocationOperation { Arguments.IsEmpty: true, TargetMethod.IsStatic: true } => true,
            IInterpolatedStringOperation text => text.Parts.All(part => part is not IInterpolationOperation hole || HasFewValues(hole.Expression, world, cancel, depth + 1)),
            IBinaryOperation sum => HasFewValues(sum.LeftOperand, world, cancel, depth + 1) && HasFewValues(sum.RightOperand, world, cancel, depth + 1),
            IObjectCreationOperation made => made.Arguments.All(argument => HasFewValues(argument.Value, world, cancel, depth + 1)) && !made.Arguments.IsEmpty,
            ITupleOperation tuple => tuple.Elements.All(element => HasFewValues(element, world, cancel, depth + 1)),
            _ => false,
        };
    }

    private static bool IsSmall(ITypeSymbol? type) =>
        type is { TypeKind: TypeKind.Enum } or { SpecialType: SpecialType.System_Boolean } or { Name: "Type", ContainingNamespace.Name: "System" };

    /// <summary>True when a memory cache of the compilation has a size limit: it can't grow without end.</summary>
    public static bool IsMemoryLimited(World world, CancellationToken cancel) =>
        world.NodesOf("SizeLimit", Shape.Assignment, cancel).Any();

    /// <summary>
    /// True in the team's own extension of the cache that another one with options or a time stands beside: whoever calls the
    /// short one decides that the entry has no end.
    /// </summary>
    public bool IsLeftToCallers =>
        Key is not null && Values.Unwrap(Key) is IParameterReferenceOperation { Parameter.ContainingSymbol: IMethodSymbol { IsExtensionMethod: true } method }
        && method.ContainingType.GetMembers(method.Name).OfType<IMethodSymbol>().Any(other => other.Parameters.Any(EndsEntries) && !method.Parameters.Any(EndsEntries));

    private static bool EndsEntries(IParameterSymbol parameter) =>
        parameter.Type is { Name: "DistributedCacheEntryOptions" or "MemoryCacheEntryOptions" or "TimeSpan" or "DateTimeOffset" };

    /// <summary>The call by which the type that writes the entry takes entries out of such a cache; null without one.</summary>
    public string? RemovalIn(Found found) =>
        found.Node.FirstAncestorOrSelf<TypeDeclarationSyntax>()?.DescendantNodes().OfType<InvocationExpressionSyntax>()
            .Where(call => Array.IndexOf(Removals, NameOf(call)) >= 0)
            .Select(call => Call.From(found.Model.GetOperation(call, found.Cancel)))
            .FirstOrDefault(call => (Kind switch
            {
                CacheKind.Memory => MemoryCache,
                CacheKind.Distributed => DistributedCache,
                _ => RedisDatabase,
            }).IsBaseOf(call?.Receiver?.Type))?.Name;

    public static string? NameOf(InvocationExpressionSyntax call) => call.Expression switch
    {
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
        MemberBindingExpressionSyntax binding => binding.Name.Identifier.ValueText,
        _ => null,
    };

    private static CacheKind? KindOf(Call call)
    {
        if (call.IsOn(MemoryExtensions) || call.Name == "CreateEntry" && MemoryCache.IsBaseOf(call.Receiver?.Type))
            return CacheKind.Memory;
        if (call.IsOn(DistributedExtensions) || call.Name is "Set" or "SetAsync" && DistributedCache.IsBaseOf(call.Receiver?.Type) && call.HasParameter("options"))
            return CacheKind.Distributed;
        return call.Name is "StringSet" or "StringSetAsync" or "HashSet" or "HashSetAsync" && RedisDatabase.IsBaseOf(call.Receiver?.Type) ? CacheKind.Redis : null;
    }
}

/// <summary>Lets rules listen for cache writes. "Set" is a common word: at least a key and a value must be there.</summary>
internal static class CacheWriteListening
{
    public static void CacheWrite(this Listeners on, Action<Found, CacheWrite> handle)
    {
        on.LooksUp(Caching.CacheWrite.Words);
        on.Call(
            Caching.CacheWrite.Names,
            (found, call) =>
            {
                if (Caching.CacheWrite.From(call) is { } write && !found.Option(Caching.CacheWrite.CacheTypes).ContainsTypeOrBase(call.Receiver?.Type))
                    handle(found, write);
            },
            where: call => call.ArgumentList.Arguments.Count > 1 || call.ArgumentList.Arguments.Count == 1 && Caching.CacheWrite.NameOf(call) is "CreateEntry" or "StringSet" or "StringSetAsync");
    }
}
