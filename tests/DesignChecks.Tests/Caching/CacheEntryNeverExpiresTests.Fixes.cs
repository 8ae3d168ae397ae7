using DesignChecks.Rules.Caching;
using DesignChecks.Tests.Engine;

namespace DesignChecks.Tests.Caching;

public partial class CacheEntryNeverExpiresTests
{
    [Fact]
    public Task Fix_of_set_passes_an_expiry() => Rule.Fixes(
        """
        using Microsoft.Extensions.Caching.Distributed;
        using Microsoft.Extensions.Caching.Memory;
        class Prices(IMemoryCache memory, IDistributedCache shared)
        {
            async Task Keep(string id, CancellationToken cancel)
            {
                memory.[|Set|](id, 1); // one
                memory.[|Set|](id, 1, new MemoryCacheEntryOptions { Size = 1 });
                memory.[|Set|](id, 1, new MemoryCacheEntryOptions().SetSize(1));
                shared.[|SetString|](id, "1");
                await shared.[|SetStringAsync|](id, "1", cancel);
                await shared.[|SetAsync|](id, [1], token: cancel);
                await shared.[|SetAsync|](id, [1], new DistributedCacheEntryOptions(), cancel);
            }
        }
        """,
        """
        using Microsoft.Extensions.Caching.Distributed;
        using Microsoft.Extensions.Caching.Memory;
        class Prices(IMemoryCache memory, IDistributedCache shared)
        {
            async Task Keep(string id, CancellationToken cancel)
            {
                memory.Set(id, 1, TimeSpan.FromMinutes(5)); // one
                memory.Set(id, 1, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = TimeSpan.FromMinutes(5) });
                memory.Set(id, 1, new MemoryCacheEntryOptions { AbsoluteExpirationRelativeToNow = TimeSpan.FromMinutes(5) }.SetSize(1));
                shared.SetString(id, "1", new DistributedCacheEntryOptions { AbsoluteExpirationRelativeToNow = TimeSpan.FromMinutes(5) });
                await shared.SetStringAsync(id, "1", new DistributedCacheEntryOptions { AbsoluteExpirationRelativeToNow = TimeSpan.FromMinutes(5) }, cancel);
                await shared.SetAsync(id, [1], new DistributedCacheEntryOptions { AbsoluteExpirationRelativeToNow = TimeSpan.FromMinutes(5) }, token: cancel);
                await shared.SetAsync(id, [1], new DistributedCacheEntryOptions { AbsoluteExpirationRelativeToNow = TimeSpan.FromMinutes(5) }, cancel);
            }
        }
        """);

    [Fact]
    public Task Fix_of_factories_and_entries_sets_an_expiry() => Rule.Fixes(
        """
        using Microsoft.Extensions.Caching.Memory;
        class Prices(IMemoryCache memory)
        {
            void Keep(string id)
            {
                memory.[|GetOrCreate|](id, entry =>
                {
                    // loaded
                    return 1;
                });
                memory.[|GetOrCreate|](id, _ => 2);
                using var made = memory.[|CreateEntry|](id);
                made.Value = 3;
            }
        }
        """,
        """
        using Microsoft.Extensions.Caching.Memory;
        class Prices(IMemoryCache memory)
        {
            void Keep(string id)
            {
                memory.GetOrCreate(id, entry =>
                {
                    entry.AbsoluteExpirationRelativeToNow = TimeSpan.FromMinutes(5);
                    // loaded
                    return 1;
                });
                memory.GetOrCreate(id, entry =>
                {
                    entry.AbsoluteExpirationRelativeToNow = TimeSpan.FromMinutes(5);
                    return 2;
                });
                using var made = memory.CreateEntry(id);
                made.AbsoluteExpirationRelativeToNow = TimeSpan.FromMinutes(5);
                made.Value = 3;
            }
        }
        """);

    [Fact]
    public Task Fix_of_Redis_passes_an_expiry() => Rule.Fixes(
        """
        using StackExchange.Redis;
        class PriceCache(IDatabase db)
        {
            async Task Keep(string id)
            {
                await db.[|StringSetAsync|](id, "1");
                await db.[|StringSetAsync|](id, "2", flags: CommandFlags.DemandMaster);
            }
        }
        """,
        """
        using StackExchange.Redis;
        class PriceCache(IDatabase db)
        {
            async Task Keep(string id)
            {
                await db.StringSetAsync(id, "1", TimeSpan.FromMinutes(5));
                await db.StringSetAsync(id, "2", flags: CommandFlags.DemandMaster, expiry: TimeSpan.FromMinutes(5));
            }
        }
        """);

    [Fact]
    public Task Fix_is_not_offered_where_the_edit_is_elsewhere() => Rule.HasNoFix("""
        using Microsoft.Extensions.Caching.Memory;
        using StackExchange.Redis;
        class PriceCache(IMemoryCache memory, IDatabase db)
        {
            void Keep(string id, HashEntry[] entries)
            {
                db.[|HashSet|](id, entries);
                memory.[|GetOrCreate|](id, Make);
                var options = new MemoryCacheEntryOptions();
                memory.[|Set|](id, 1, options);
                memory.[|CreateEntry|](id).SetValue(1).Dispose();
                CacheExtensions.[|Set|](memory, id, 1);
            }

            static int Make(ICacheEntry entry) => 1;
        }
        """);
}
