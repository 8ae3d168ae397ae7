using DesignChecks.Rules.Caching;
using DesignChecks.Tests.Engine;

namespace DesignChecks.Tests.Caching;

/// <summary>DCK0702: Sliding expiration only.</summary>
public class SlidingExpirationOnlyTests
{
    private static Verify<SlidingExpirationOnly> Rule => new();

    [Fact]
    public Task Reports_a_factory_that_only_slides() => Rule
        .Says("This entry lives as long as it is read at least every 10 min, so a popular one is never loaded anew however old it is; set an absolute expiration beside the sliding one")
        .Reports("""
            using Microsoft.Extensions.Caching.Memory;
            class Prices(IMemoryCache cache)
            {
                Task<int> Load(string id) => cache.GetOrCreateAsync(id, entry =>
                {
                    [|entry.SlidingExpiration|] = TimeSpan.FromMinutes(10);
                    return Find(id);
                });

                Task<int> Find(string id) => Task.FromResult(id.Length);
            }
            """);

    [Fact]
    public Task Reports_every_form() => Rule.Reports("""
        using Microsoft.Extensions.Caching.Distributed;
        using Microsoft.Extensions.Caching.Memory;
        class Prices(IMemoryCache memory, IDistributedCache shared, TimeSpan given)
        {
            private static readonly MemoryCacheEntryOptions Options = new() { [|SlidingExpiration|] = TimeSpan.FromHours(1) };
            private readonly DistributedCacheEntryOptions _more = new DistributedCacheEntryOptions().[|SetSlidingExpiration|](TimeSpan.FromSeconds(90));

            async Task Keep(string id, string price)
            {
                memory.Set(id, price, new MemoryCacheEntryOptions { [|SlidingExpiration|] = given, Size = 1 });
                memory.Set(id, price.Length, new MemoryCacheEntryOptions().SetSize(1).[|SetSlidingExpiration|](given));
                var options = new DistributedCacheEntryOptions();
                [|options.SlidingExpiration|] = given;
                await shared.SetAsync(id, [1], options);
                using var entry = memory.CreateEntry("all");
                entry.[|SetSlidingExpiration|](given);
            }

            async Task<string> Make(ICacheEntry entry, HttpClient http)
            {
                entry.[|SetSlidingExpiration|](TimeSpan.FromMinutes(1));
                return await http.GetStringAsync("/prices");
            }
        }
        """);

    [Fact]
    public Task Silent_with_an_absolute_limit_or_a_token() => Rule.Silent("""
        using Microsoft.Extensions.Caching.Distributed;
        using Microsoft.Extensions.Caching.Memory;
        using Microsoft.Extensions.Primitives;
        class Prices(IMemoryCache memory, IDistributedCache shared, TimeSpan given)
        {
            private static readonly MemoryCacheEntryOptions Options = new() { SlidingExpiration = TimeSpan.FromHours(1), AbsoluteExpirationRelativeToNow = TimeSpan.FromDays(1) };

            async Task Keep(string id)
            {
                memory.Set(id, 1, new MemoryCacheEntryOptions().SetSlidingExpiration(given).SetAbsoluteExpiration(given));
                memory.Set(id, 1, new MemoryCacheEntryOptions { SlidingExpiration = given }.SetAbsoluteExpiration(given));
                memory.Set(id, 1, new MemoryCacheEntryOptions { SlidingExpiration = given }.AddExpirationToken(new CancellationChangeToken(default)));
                var options = new DistributedCacheEntryOptions();
                options.SlidingExpiration = given;
                options.AbsoluteExpiration = DateTimeOffset.UtcNow;
                await shared.SetAsync(id, [1], options);
                memory.GetOrCreate(id, entry => { entry.SlidingExpiration = given; entry.AbsoluteExpiration = DateTimeOffset.UtcNow; return 1; });
                memory.Set(id, 1, new MemoryCacheEntryOptions { SlidingExpiration = null });
            }
        }
        """);

    [Fact]
    public Task Silent_for_a_value_that_is_computed_from_its_key() => Rule.Silent("""
        using Microsoft.Extensions.Caching.Memory;
        class Templates(IMemoryCache memory)
        {
            private static readonly MemoryCacheEntryOptions Options = new() { SlidingExpiration = TimeSpan.FromHours(1) };

            string Parse(string source) => memory.GetOrCreate(source, entry =>
            {
                entry.SlidingExpiration = TimeSpan.FromMinutes(10);
                return source.Trim();
            })!;

            void Keep(string source)
            {
                var parsed = source.Trim();
                memory.Set(source, parsed, Options);
            }
        }
        """);

    [Fact]
    public Task Silent_when_others_may_set_more() => Rule.Silent("""
        using Microsoft.Extensions.Caching.Memory;
        class Prices(IMemoryCache memory, TimeSpan given)
        {
            private MemoryCacheEntryOptions _changed = new() { SlidingExpiration = TimeSpan.FromHours(1) };

            MemoryCacheEntryOptions Make() => new() { SlidingExpiration = given };
            void Keep(string id)
            {
                var options = new MemoryCacheEntryOptions { SlidingExpiration = given };
                Configure(options);
                memory.Set(id, 1, options);
                memory.GetOrCreate(id, entry => { entry.SlidingExpiration = given; Configure(entry); return 1; });
                _changed.SlidingExpiration = given;
            }

            static void Configure(object any) { }
        }
        """);

    [Fact]
    public Task Silent_for_state_that_ends_when_its_user_is_idle() => Rule.Silent("""
        using Microsoft.Extensions.Caching.Memory;
        class SessionStore(IMemoryCache memory)
        {
            void Keep(string id) => memory.Set(id, id.Length, new MemoryCacheEntryOptions { SlidingExpiration = TimeSpan.FromMinutes(20) });
        }

        class Store(IMemoryCache memory)
        {
            void KeepTicket(string id) => memory.Set(id, id.Length, new MemoryCacheEntryOptions { SlidingExpiration = TimeSpan.FromMinutes(20) });
        }
        """);

    [Fact]
    public Task Silent_for_other_sliding_expirations() => Rule.Silent("""
        using Microsoft.AspNetCore.Authentication.Cookies;
        static class Startup
        {
            static void Configure(CookieAuthenticationOptions options) => options.SlidingExpiration = true;
        }
        """);

    [Fact]
    public Task Silent_in_generated_code() => Rule.File("Made.g.cs", """
        // <auto-generated/>
        using System;
        using Microsoft.Extensions.Caching.Memory;
        class Made(IMemoryCache cache) { void Keep(string id) => cache.Set(id, 1, new MemoryCacheEntryOptions { SlidingExpiration = TimeSpan.FromMinutes(1) }); }
        """).Silent("class Empty;");

    [Fact]
    public Task Survives_incomplete_code() => Rule.Incomplete().Silent("""
        using Microsoft.Extensions.Caching.Memory;
        class Prices(IMemoryCache cache) { void Keep(string id) { var options = new MemoryCacheEntryOptions { SlidingExpiration = 
        """);

    [Fact]
    public Task Fix_adds_an_absolute_limit() => Rule.Fixes(
        """
        using Microsoft.Extensions.Caching.Memory;
        class Prices(IMemoryCache memory)
        {
            void Keep(string id, int price)
            {
                memory.Set(id, price, new MemoryCacheEntryOptions { [|SlidingExpiration|] = TimeSpan.FromMinutes(5) }); // five
                memory.Set(id, 1, new MemoryCacheEntryOptions().[|SetSlidingExpiration|](TimeSpan.FromHours(2)).SetSize(1));
                memory.GetOrCreate(id, entry =>
                {
                    [|entry.SlidingExpiration|] = TimeSpan.FromSeconds(7); // seven
                    return Load(id);
                });
            }

            static Task<int> Load(string id) => Task.FromResult(id.Length);
        }
        """,
        """
        using Microsoft.Extensions.Caching.Memory;
        class Prices(IMemoryCache memory)
        {
            void Keep(string id, int price)
            {
                memory.Set(id, price, new MemoryCacheEntryOptions { SlidingExpiration = TimeSpan.FromMinutes(5), AbsoluteExpirationRelativeToNow = TimeSpan.FromHours(1) }); // five
                memory.Set(id, 1, new MemoryCacheEntryOptions().SetSlidingExpiration(TimeSpan.FromHours(2)).SetAbsoluteExpiration(TimeSpan.FromDays(1)).SetSize(1));
                memory.GetOrCreate(id, entry =>
                {
                    entry.SlidingExpiration = TimeSpan.FromSeconds(7); // seven
                    entry.AbsoluteExpirationRelativeToNow = TimeSpan.FromSeconds(84);
                    return Load(id);
                });
            }

            static Task<int> Load(string id) => Task.FromResult(id.Length);
        }
        """);

    [Fact]
    public Task Fix_is_not_offered_for_a_time_that_code_does_not_show() => Rule.HasNoFix("""
        using Microsoft.Extensions.Caching.Memory;
        class Prices(IMemoryCache memory, TimeSpan given)
        {
            void Keep(string id, int price) => memory.Set(id, price, new MemoryCacheEntryOptions { [|SlidingExpiration|] = given });
        }
        """);
}
