using DesignChecks.Concepts.Caching;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;

namespace DesignChecks.Rules.Caching;

/// <summary>Finds entries under changing keys that nothing takes out of the cache again.</summary>
internal sealed class CacheEntryNeverExpires : Rule
{
    internal static readonly DiagnosticDescriptor Description = Describe.Create(
        id: "DCK0701",
        title: "Cache entry never expires",
        messageFormat: "{0}, and the cache grows with every new key; {1}",
        category: Area.Caching,
        defaultSeverity: DiagnosticSeverity.Warning,
        items: ["7.3"],
        description: "An entry without an expiry lives until it is removed, or the cache is full. A missed invalidation then stays wrong for ever, and entries of keys that nobody asks for any more are never freed.");

    public CacheEntryNeverExpires() : base(Description)
    {
    }

    public override FixAvailability Fix => FixAvailability.Sometimes;

    public override Library[] Needs => [Library.MemoryCache, Library.DistributedCache, Library.Redis];

    public override RuleOption[] Options => [CacheWrite.CacheTypes];

    public override void Listen(Listeners on) => on.CacheWrite(Check);

    private static void Check(Found found, CacheWrite write)
    {
        if ((write.Key is { } key && CacheWrite.HasFewValues(key, found.World, found.Cancel)) || write.IsLeftToCallers)
            return;
        if (write.Kind == CacheKind.Redis)
        {
            if (RedisEntry.ExpiryOf(write) == Expiry.None && RedisEntry.IsCached(write))
                Report(found, write, write.Call.HasParameter("expiry") ? "pass an expiry" : "call KeyExpire after it");
            return;
        }

        if (write.Expiry(found.World, found.Cancel)?.Result != Expiry.None)
            return;
        if (write.Kind == CacheKind.Memory && CacheWrite.IsMemoryLimited(found.World, found.Cancel))
            return;
        Report(found, write, write.Form != CacheWriteForm.Set ? "set an expiry on it" : write.Kind == CacheKind.Memory ? "pass an expiry" : "pass options with an expiry");
    }

    /// <summary>A type that takes its entries out again has thought of it: what is missing is the net below, so this is information.</summary>
    private static void Report(Found found, CacheWrite write, string advice)
    {
        var facts = FixFacts.Of("kind", write.Kind.ToString()).With("form", write.Form.ToString());
        if (write.RemovalIn(found) is { } removal)
            found.ReportAs(DiagnosticSeverity.Info, write.Call.NameLocation, facts, $"Only {removal} ends this entry, so a change that misses it is never seen", advice);
        else
            found.Report(write.Call.NameLocation, facts, "Nothing lets this entry expire, so it is served however old it is", advice);
    }
}
