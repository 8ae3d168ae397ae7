using DesignChecks.Rules.Caching;
using DesignChecks.Tests.Engine;
using Microsoft.CodeAnalysis;

namespace DesignChecks.Tests.Caching;

/// <summary>DCK0701: Cache entry never expires.</summary>
public partial class CacheEntryNeverExpiresTests
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
    public Task Reports_as_information_where_the_type_removes_its_entries() => Rule
        .Severity(DiagnosticSeverity.Info)
        .Says("Only Remove ends this entry, so a change that misses it is never seen, and the cache grows with every new key; pass an expiry")
        .Says("Only RemoveAsync ends this entry, so a change that misses it is never seen, and the cache grows with every new key; pass options with an expiry")
        .Reports("""
            using Microsoft.Extensions.Caching.Distributed;
            using Microsoft.Extensions.Caching.Memory;
            class Prices(IMemoryCache memory)
            {
                void Keep(string sku, decimal price) => memory.[|Set|](sku, price);
                void Forget(string sku) => memory.Remove(sku);
            }
            class Baskets(IDistributedCache shared)
            {
                Task Keep(string user, string basket) => shared.[|SetStringAsync|](user, basket);
                Task Forget(string user) => shared.RemoveAsync(user);
            }
            """);

    [Fact]
    public Task Reports_as_a_warning_where_the_type_removes_something_else() => Rule
        .Severity(DiagnosticSeverity.Warning)
        .Reports("""
            using Microsoft.Extensions.Caching.Memory;
            class Prices(IMemoryCache memory)
            {
                private readonly List<string> _known = [];
                void Keep(string sku, decimal price) => memory.[|Set|](sku, price);
                void Forget(string sku) => _known.Remove(sku);
            }
            """);

    [Fact]
    public Task Reports_Redis_of_the_previous_major() => Rule.On(References.Older).Reports(Redis);

    [Fact]
    public Task Survives_incomplete_code() => Rule.Incomplete().Silent("""
        using Microsoft.Extensions.Caching.Memory;
        class Prices(IMemoryCache cache) { void Keep(string id) { cache.Set(id, ; cache.GetOrCreate(id, entry => { entry. ; cache.CreateEntry( } }
        """);
}
