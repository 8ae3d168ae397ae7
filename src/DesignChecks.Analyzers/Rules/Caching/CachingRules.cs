using DesignChecks.Engine;

namespace DesignChecks.Rules.Caching;

internal static class CachingRules
{
    public static readonly Rule[] Live =
    [
        new CacheEntryNeverExpires(),
        new SlidingExpirationOnly(),
    ];
}
