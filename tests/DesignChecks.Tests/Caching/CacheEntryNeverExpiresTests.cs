using DesignChecks.Rules.Caching;
using DesignChecks.Tests.Engine;

namespace DesignChecks.Tests.Caching;

/// <summary>DCK0701: Cache entry never expires.</summary>
public class CacheEntryNeverExpiresTests
{
    private static Verify<CacheEntryNeverExpires> Rule => new();

    [Fact]
    public Task Reports_a_set_without_expiry() => Rule
        .Says("Nothing lets this entry expire, so it is served however old it is, and the cache grows with every new key; pass an expiry")
        .Reports("""
            using Microsoft.Extensions.Caching.Memory;
            class Prices(IMemoryCache cache)
            {
                void Keep(string sku, decimal price) => cache.[|Set|]($"price:{sku}", price);
            }
            """);

    [Theory]
    [InlineData("cache.[|Set|](id, 1);")]
    [InlineData("cache.[|Set|](\"price:\" + id, 1);")]
    [InlineData("cache.[|Set|]((typeof(int), id), 1);")]
    [InlineData("CacheExtensions.[|Set|](cache, id, 1);")]
    [InlineData("cache?.[|Set|](id, 1);")]
    [InlineData("concrete.[|Set|](id, 1);")]
    [InlineData("cache.[|Set|](id, 1, default(MemoryCacheEntryOptions));")]
    [InlineData("cache.[|Set|](id, 1, new MemoryCacheEntryOptions());")]
    [InlineData("cache.[|Set|](id, 1, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpiration = null });")]
    [InlineData("cache.[|Set|](id, 1, new MemoryCacheEntryOptions().SetSize(1).SetPriority(CacheItemPriority.Low));")]
    [InlineData("var options = new MemoryCacheEntryOptions(); options.Size = 2; options.SetPriority(CacheItemPriority.High); cache.[|Set|](id, 1, options);")]
    public Task Reports_every_form_of_set(string statement) => Rule.Reports(Memory(statement));

    [Theory]
    [InlineData("cache.[|GetOrCreate|](id, entry => 1);")]
    [InlineData("cache.[|GetOrCreate|](id, _ => 1);")]
    [InlineData("cache.[|GetOrCreateAsync|](id, async entry => { entry.Size = 1; await Task.Yield(); return 1; });")]
    [InlineData("cache.[|GetOrCreate|](id, entry => { entry.SetPriority(CacheItemPriority.Low); return 1; });")]
    [InlineData("cache.[|GetOrCreate|](id, Make);")]
    [InlineData("cache.[|GetOrCreate|](id, entry => 1, new MemoryCacheEntryOptions { Size = 1 });")]
    [InlineData("using var entry = cache.[|CreateEntry|](id); entry.Value = 1;")]
    [InlineData("using (var entry = cache.[|CreateEntry|](id)) { entry.SetValue(1); }")]
    [InlineData("cache.[|CreateEntry|](id).SetValue(1).Dispose();")]
    public Task Reports_factories_and_entries(string statement) => Rule.Reports(Memory(statement));

    [Theory]
    [InlineData("cache.Set(id, 1, TimeSpan.FromMinutes(1));")]
    [InlineData("cache.Set(id, 1, DateTimeOffset.UtcNow.AddHours(1));")]
    [InlineData("cache.Set(id, 1, new MemoryCacheEntryOptions { AbsoluteExpirationRelativeToNow = TimeSpan.FromMinutes(1) });")]
    [InlineData("cache.Set(id, 1, new MemoryCacheEntryOptions { SlidingExpiration = TimeSpan.FromMinutes(1) });")]
    [InlineData("cache.Set(id, 1, new MemoryCacheEntryOptions().SetAbsoluteExpiration(TimeSpan.FromMinutes(1)));")]
    [InlineData("var options = new MemoryCacheEntryOptions(); options.SlidingExpiration = TimeSpan.FromMinutes(1); cache.Set(id, 1, options);")]
    [InlineData("var options = new MemoryCacheEntryOptions().SetSize(1); options.SetSlidingExpiration(TimeSpan.FromMinutes(1)); cache.Set(id, 1, options);")]
    [InlineData("cache.GetOrCreate(id, entry => { entry.AbsoluteExpiration = DateTimeOffset.UtcNow; return 1; });")]
    [InlineData("cache.GetOrCreate(id, entry => { entry.SetSize(1).SetSlidingExpiration(TimeSpan.FromMinutes(1)); return 1; });")]
    [InlineData("cache.GetOrCreate(id, entry => 1, new MemoryCacheEntryOptions { SlidingExpiration = TimeSpan.FromMinutes(1) });")]
    [InlineData("cache.GetOrCreate(id, entry => { entry.SetOptions(new MemoryCacheEntryOptions { SlidingExpiration = TimeSpan.FromMinutes(1) }); return 1; });")]
    [InlineData("using var entry = cache.CreateEntry(id); entry.SlidingExpiration = TimeSpan.FromMinutes(1);")]
    [InlineData("using var entry = cache.CreateEntry(id).SetAbsoluteExpiration(TimeSpan.FromMinutes(1));")]
    public Task Silent_with_an_expiry(string statement) => Rule.Silent(Memory(statement));

    [Theory]
    [InlineData("cache.Set(id, 1, given);")]
    [InlineData("cache.Set(id, 1, Options);")]
    [InlineData("cache.Set(id, 1, MakeOptions());")]
    [InlineData("var options = new MemoryCacheEntryOptions(); Configure(options); cache.Set(id, 1, options);")]
    [InlineData("var options = MakeOptions(); cache.Set(id, 1, options);")]
    [InlineData("var options = id == \"\" ? given : new MemoryCacheEntryOptions(); cache.Set(id, 1, options);")]
    [InlineData("cache.GetOrCreate(id, entry => { Configure(entry); return 1; });")]
    [InlineData("cache.GetOrCreate(id, entry => { entry.SetOptions(given); return 1; });")]
    [InlineData("cache.GetOrCreate(id, factory);")]
    [InlineData("cache.GetOrCreate(id, entry => 1, given);")]
    [InlineData("Configure(cache.CreateEntry(id));")]
    public Task Silent_for_options_built_elsewhere(string statement) => Rule.Silent(Memory(statement));

    [Theory]
    [InlineData("cache.Set(id, 1, new CancellationChangeToken(default));")]
    [InlineData("cache.Set(id, 1, new MemoryCacheEntryOptions().AddExpirationToken(new CancellationChangeToken(default)));")]
    [InlineData("cache.GetOrCreate(id, entry => { entry.ExpirationTokens.Add(new CancellationChangeToken(default)); return 1; });")]
    [InlineData("cache.Set(id, 1, new MemoryCacheEntryOptions { ExpirationTokens = { new CancellationChangeToken(default) } });")]
    [InlineData("cache.Set(id, 1, new MemoryCacheEntryOptions { Priority = CacheItemPriority.NeverRemove });")]
    [InlineData("cache.GetOrCreate(id, entry => { entry.SetPriority(CacheItemPriority.NeverRemove); return 1; });")]
    public Task Silent_with_a_change_token_or_the_wish_to_keep_it(string statement) => Rule.Silent(Memory(statement));

    [Theory]
    [InlineData("cache.Set(\"prices\", 1);")]
    [InlineData("cache.Set(Key, 1);")]
    [InlineData("cache.Set(Static, 1);")]
    [InlineData("cache.Set(typeof(int).FullName!, 1);")]
    [InlineData("cache.Set(nameof(Prices) + \".all\", 1);")]
    [InlineData("cache.Set($\"{Key}.{DayOfWeek.Friday}\", 1);")]
    [InlineData("cache.Set($\"{Key}.{day}.{flag}\", 1);")]
    [InlineData("cache.Set(Keys.All, 1);")]
    [InlineData("cache.Set(Keys.Make(), 1);")]
    [InlineData("var key = \"prices\"; cache.GetOrCreate(key, entry => 1);")]
    public Task Silent_for_constant_keys_and_few_values(string statement) => Rule.Silent(Memory(statement));

    private static string Memory(string statement) => $$"""
        using Microsoft.Extensions.Caching.Memory;
        using Microsoft.Extensions.Primitives;
        class Prices(IMemoryCache cache, MemoryCache concrete, MemoryCacheEntryOptions given, Func<ICacheEntry, int> factory)
        {
            private const string Key = "prices";
            private static readonly object Static = new();
            private static readonly MemoryCacheEntryOptions Options = new();

            void Keep(string id, DayOfWeek day, bool flag)
            {
                {{statement}}
            }

            object[] Used => [concrete, given, factory, cache];
            static int Make(ICacheEntry entry) => 1;
            static MemoryCacheEntryOptions MakeOptions() => new();
            static void Configure(object any) { }
        }

        static class Keys
        {
            public static string All => "all";
            public static string Make() => "all";
        }
        """;

    [Fact]
    public Task Silent_when_the_memory_cache_has_a_size_limit() => Rule
        .File("Startup.cs", """
            using Microsoft.Extensions.DependencyInjection;
            static class Startup { static void Add(IServiceCollection services) => services.AddMemoryCache(options => options.SizeLimit = 1000); }
            """)
        .Silent("""
            using Microsoft.Extensions.Caching.Memory;
            class Prices(IMemoryCache cache) { void Keep(string id) => cache.Set(id, 1, new MemoryCacheEntryOptions { Size = 1 }); }
            """);

    [Fact]
    public Task Reports_distributed_caches() => Rule
        .Says("Nothing lets this entry expire, so it is served however old it is, and the cache grows with every new key; pass options with an expiry")
        .Says("Nothing lets this entry expire, so it is served however old it is, and the cache grows with every new key; pass options with an expiry")
        .Says("Nothing lets this entry expire, so it is served however old it is, and the cache grows with every new key; pass options with an expiry")
        .Says("Nothing lets this entry expire, so it is served however old it is, and the cache grows with every new key; pass options with an expiry")
        .Reports("""
            using Microsoft.Extensions.Caching.Distributed;
            class Prices(IDistributedCache cache)
            {
                async Task Keep(string id, CancellationToken cancel)
                {
                    await cache.[|SetStringAsync|](id, "1", cancel);
                    cache.[|Set|](id, [1]);
                    await cache.[|SetAsync|](id, [1], new DistributedCacheEntryOptions(), cancel);
                    cache.[|SetString|]($"price:{id}", "1", new() { SlidingExpiration = null });
                }
            }
            """);

    [Fact]
    public Task Silent_for_distributed_caches_with_an_expiry_or_a_constant_key() => Rule.Silent("""
        using Microsoft.Extensions.Caching.Distributed;
        class Prices(IDistributedCache cache, DistributedCacheEntryOptions options)
        {
            async Task Keep(string id)
            {
                await cache.SetStringAsync(id, "1", options);
                await cache.SetStringAsync(id, "1", new DistributedCacheEntryOptions { SlidingExpiration = TimeSpan.FromMinutes(1) });
                await cache.SetAsync(id, [1], new DistributedCacheEntryOptions().SetAbsoluteExpiration(TimeSpan.FromMinutes(1)));
                cache.SetString("prices", "1");
                var local = new DistributedCacheEntryOptions();
                local.AbsoluteExpirationRelativeToNow = TimeSpan.FromMinutes(1);
                await cache.SetAsync(id, [1], local);
            }
        }
        """);

    private const string Redis = """
        using StackExchange.Redis;
        class PriceCache(IDatabase db)
        {
            async Task Keep(string id, string text, TimeSpan? given)
            {
                await db.[|StringSetAsync|](id, text);
                db.[|StringSet|]($"price:{id}", text, flags: CommandFlags.None);
            }

            async Task Hash(string id, HashEntry[] entries) => await db.[|HashSetAsync|](id, entries);
        }

        class Prices(IDatabase db, IDatabase cache, HttpClient http)
        {
            async Task<string?> Load(string id)
            {
                var known = await db.StringGetAsync(id);
                if (known.HasValue) return known;
                var loaded = await http.GetStringAsync("/prices/" + id);
                await db.[|StringSetAsync|](id, loaded);
                return loaded;
            }

            async Task Words(string id)
            {
                await db.[|StringSetAsync|]("cache:" + id, "1");
                await db.[|StringSetAsync|](CacheKey(id), "1");
                await cache.[|StringSetAsync|](id, "1");
            }

            static string CacheKey(string id) => id;
        }
        """;

    [Fact]
    public Task Reports_Redis_where_it_is_a_cache() => Rule.Reports(Redis);

    [Fact]
    public Task Reports_Redis_of_the_previous_major() => Rule.On(References.Older).Reports(Redis);

    [Fact]
    public Task Silent_for_Redis_with_an_expiry_or_as_a_store() => Rule.Silent("""
        using StackExchange.Redis;
        class PriceCache(IDatabase db)
        {
            async Task Keep(string id, string text, Expiration given)
            {
                await db.StringSetAsync(id, text, TimeSpan.FromMinutes(1));
                await db.StringSetAsync(id, text, given);
                await db.StringSetAsync(id, text, null, keepTtl: true);
                await db.StringSetAsync(id, text, when: When.NotExists);
                await db.StringSetAsync("prices", text);
            }

            async Task Later(string id, HashEntry[] entries)
            {
                await db.HashSetAsync(id, entries);
                await db.KeyExpireAsync(id, TimeSpan.FromMinutes(1));
            }
        }

        class BasketStore(IDatabase db)
        {
            async Task Save(string id, string basket)
            {
                var old = await db.StringGetAsync(id);
                await db.StringSetAsync(id, old + basket);
            }
        }
        """);

    [Fact]
    public Task Silent_for_caches_with_a_default_expiry() => Rule
        .With("dotnet_code_quality.designchecks.cache_types = ShortLived")
        .Silent("""
            using Microsoft.Extensions.Caching.Distributed;
            using Microsoft.Extensions.Caching.Hybrid;
            using Microsoft.Extensions.Caching.Memory;
            using ZiggyCreatures.Caching.Fusion;
            abstract class ShortLived : IDistributedCache
            {
                public abstract byte[]? Get(string key);
                public abstract Task<byte[]?> GetAsync(string key, CancellationToken token = default);
                public abstract void Refresh(string key);
                public abstract Task RefreshAsync(string key, CancellationToken token = default);
                public abstract void Remove(string key);
                public abstract Task RemoveAsync(string key, CancellationToken token = default);
                public abstract void Set(string key, byte[] value, DistributedCacheEntryOptions options);
                public abstract Task SetAsync(string key, byte[] value, DistributedCacheEntryOptions options, CancellationToken token = default);
            }

            class Prices(ShortLived own, HybridCache hybrid, IFusionCache fusion)
            {
                async Task Keep(string id)
                {
                    await own.SetStringAsync(id, "1");
                    await hybrid.SetAsync(id, 1);
                    await hybrid.GetOrCreateAsync(id, cancel => ValueTask.FromResult(1));
                    await fusion.SetAsync(id, 1);
                }
            }
            """);

    [Fact]
    public Task Silent_for_look_alikes() => Rule.On(References.Framework).Silent("""
        class Cache { public void Set(string key, object value) { } public void StringSet(string key, string value) { } }
        class Prices(Cache cache)
        {
            void Keep(string id)
            {
                cache.Set(id, 1);
                cache.StringSet(id, "");
                new Dictionary<string, int>().Add(id, 1);
            }
        }
        """);

    [Fact]
    public Task Silent_in_generated_code() => Rule.File("Made.g.cs", """
        // <auto-generated/>
        using Microsoft.Extensions.Caching.Memory;
        class Made(IMemoryCache cache) { void Keep(string id) => cache.Set(id, 1); }
        """).Silent("class Empty;");

    [Fact]
    public Task Survives_incomplete_code() => Rule.Incomplete().Silent("""
        using Microsoft.Extensions.Caching.Memory;
        class Prices(IMemoryCache cache) { void Keep(string id) { cache.Set(id, ; cache.GetOrCreate(id, entry => { entry. ; cache.CreateEntry( } }
        """);

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
