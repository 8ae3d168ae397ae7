using DesignChecks.Rules.Caching;
using DesignChecks.Tests.Engine;

namespace DesignChecks.Tests.Caching;

public partial class CacheEntryNeverExpiresTests
{
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

    [Fact]
    public Task Silent_in_an_extension_whose_callers_choose_between_an_expiry_and_none() => Rule.Reports("""
        using Microsoft.Extensions.Caching.Distributed;
        static class JsonCache
        {
            public static void SetJson(this IDistributedCache cache, string key, byte[] value) =>
                cache.Set(key, value, new DistributedCacheEntryOptions());
            public static void SetJson(this IDistributedCache cache, string key, byte[] value, DistributedCacheEntryOptions options) =>
                cache.Set(key, value, options);
            public static void SetAll(this IDistributedCache cache, string key, byte[] value) =>
                cache.[|Set|](key, value, new DistributedCacheEntryOptions());
        }
        """);

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
}
