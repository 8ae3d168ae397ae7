using DesignChecks.Rules.ApiDesign;
using DesignChecks.Tests.Engine;

namespace DesignChecks.Tests.ApiDesign;

/// <summary>DCK0516: Paging without a stable order.</summary>
public class PagingWithoutStableOrderTests
{
    private static Verify<PagingWithoutStableOrder> Rule => new();

    private const string Shop = """

        public class Order { public int Id { get; set; } public DateTime Placed { get; set; } public string Number { get; set; } = ""; public string State { get; set; } = ""; public bool Sent { get; set; } }
        public class Line { public int OrderId { get; set; } public int Position { get; set; } }
        public class Shop : DbContext
        {
            public DbSet<Order> Orders => Set<Order>();
            public DbSet<Line> Lines => Set<Line>();
            protected override void OnModelCreating(ModelBuilder model)
            {
                model.Entity<Order>().HasIndex(o => o.Number).IsUnique();
                model.Entity<Line>().HasKey(l => new { l.OrderId, l.Position });
            }
        }
        """;

    private static string In(string body, string parameters = "Shop shop, int page") => $$"""
        using Microsoft.EntityFrameworkCore;
        public class Orders
        {
            public async Task<object?> Run({{parameters}})
            {
                await Task.Yield();
                {{body}}
            }
        }
        """ + Shop;

    [Theory]
    [InlineData("return await shop.Orders.[|Skip|](page * 10).Take(10).ToListAsync();")]
    [InlineData("return await shop.Orders.Where(o => o.Sent).Include(o => o.State).[|Skip|](page).Take(10).ToListAsync();")]
    [InlineData("return shop.Set<Order>().AsNoTracking().[|Skip|](page).ToList();")]
    [InlineData("return await shop.Orders.[|Take|](page).ToListAsync();")]
    [InlineData("return await shop.Orders.Select(o => o.Number).[|Take|](5).ToListAsync();")]
    [InlineData("var q = shop.Orders.Where(o => o.Sent); return await q.[|Skip|](page).Take(10).ToListAsync();")]
    [InlineData("var q = shop.Orders.AsQueryable(); if (page > 1) q = q.Where(o => o.Sent); q = q.[|Skip|](page); return await q.Take(10).ToListAsync();")]
    [InlineData("return await (from o in shop.Orders where o.Sent select o).[|Skip|](page).ToListAsync();")]
    [InlineData("return await shop.Orders.[|Take|](5).OrderBy(o => o.Id).ToListAsync();")]
    [InlineData("return await shop.Orders.[|Skip|](page).OrderBy(o => o.Id).Take(10).ToListAsync();")]
    [InlineData("foreach (var o in shop.Orders.[|Take|](10)) Console.WriteLine(o.Id); return null;")]
    public Task Reports_rows_in_no_order(string body) => Rule.Reports(In(body));

    [Fact]
    public Task Says_what_to_write() => Rule
        .Says("'Skip' picks from 'Order' in no order, so rows may come twice or never as the caller turns the pages; order by a unique column first, as in OrderBy(x => x.Id)")
        .Says("Rows of 'Order' with equal 'Placed' come in any order, so rows may come twice or never as the caller turns the pages; end the order with a unique column, as in ThenBy(x => x.Id)")
        .Reports(In("var a = await shop.Orders.[|Skip|](page).ToListAsync(); return await shop.Orders.OrderByDescending(o => o.Placed).[|Skip|](page).ToListAsync();"));

    [Theory]
    [InlineData("return await shop.Orders.OrderBy(o => o.State).ThenBy(o => o.Placed).[|Skip|](page).Take(10).ToListAsync();")]
    [InlineData("var q = shop.Orders.OrderBy(o => o.State); return await q.Where(o => o.Sent).[|Skip|](page).ToListAsync();")]
    [InlineData("return await shop.Lines.OrderBy(l => l.OrderId).[|Skip|](page).ToListAsync();")]
    [InlineData("return await (from o in shop.Orders orderby o.Placed descending select new { o }).[|Skip|](page).ToListAsync();")]
    public Task Reports_an_order_that_leaves_ties(string body) => Rule.Reports(In(body));

    [Theory]
    [InlineData("return await shop.Orders.OrderBy(o => o.Id).Skip(page).Take(10).ToListAsync();")]
    [InlineData("return await shop.Orders.OrderBy(o => o.Placed).Skip(0).Take(10).ToListAsync();")]
    [InlineData("return await shop.Orders.OrderBy(o => o.Placed).ThenBy(o => o.Id).Skip(page).ToListAsync();")]
    [InlineData("return await shop.Orders.OrderBy(o => new { o.State, o.Id }).Skip(page).ToListAsync();")]
    [InlineData("return await shop.Orders.OrderBy(o => o.Number).Skip(page).ToListAsync();")]
    [InlineData("return await shop.Lines.OrderBy(l => l.OrderId).ThenBy(l => l.Position).Skip(page).ToListAsync();")]
    [InlineData("return await shop.Orders.OrderByDescending(o => o.Placed).Take(10).ToListAsync();")]
    [InlineData("return await (from o in shop.Orders orderby o.Id select o.Number).Skip(page).ToListAsync();")]
    [InlineData("var q = shop.Orders.OrderBy(o => o.Id).Where(o => o.Sent); return await q.Skip(page).ToListAsync();")]
    [InlineData("var q = shop.Orders.AsQueryable(); if (page > 1) q = q.OrderBy(o => o.Placed); return await q.Skip(page).ToListAsync();")]
    [InlineData("var q = page > 1 ? shop.Orders.OrderBy(o => o.Id) : shop.Orders.OrderBy(o => o.Placed); return await q.Skip(page).ToListAsync();")]
    [InlineData("return await shop.Orders.Select(o => new { o.Placed }).OrderBy(o => o.Placed).Skip(page).ToListAsync();")]
    [InlineData("return await shop.Orders.OrderBy(o => o.Number.Length + 1).Skip(page).ToListAsync();")]
    public Task Silent_when_the_order_is_stable_or_unknown(string body) => Rule.Silent(In(body));

    [Theory]
    [InlineData("return await shop.Orders.Take(1).ToListAsync();")]
    [InlineData("return await shop.Orders.Where(o => o.Sent).Take(100).ExecuteDeleteAsync();")]
    [InlineData("return await shop.Orders.Take(11).CountAsync();")]
    [InlineData("return await shop.Orders.Where(o => o.Id == page).Take(2).ToListAsync();")]
    [InlineData("while (true) { var batch = await shop.Orders.Where(o => !o.Sent).Take(100).ToListAsync(); if (batch.Count == 0) return null; }")]
    public Task Silent_when_no_page_is_read(string body) => Rule.Silent(In(body));

    [Theory]
    [InlineData("return given.Skip(page).Take(10).ToList();", "IQueryable<Order> given, int page")]
    [InlineData("return given.Sorted().Skip(page).Take(10).ToList();", "Shop given, int page")]
    [InlineData("return given.Orders.FromSql($\"SELECT * FROM Orders ORDER BY Id\").Skip(page).ToList();", "Shop given, int page")]
    [InlineData("return given.Skip(page).Take(10).ToList();", "List<Order> given, int page")]
    [InlineData("return given.Orders.ToList().Skip(page).Take(10);", "Shop given, int page")]
    [InlineData("return new[] { 1, 2 }.AsQueryable().Skip(page).Take(10);", "int page")]
    public Task Silent_for_queries_that_begin_elsewhere_and_lists(string body, string parameters) =>
        Rule.File("Sorting.cs", "static class Sorting { public static IQueryable<Order> Sorted(this Shop shop) => Elsewhere.Sort(shop.Orders); } static class Elsewhere { public static IQueryable<T> Sort<T>(IQueryable<T> q) { if (Environment.ProcessorCount > 1) return q.OrderBy(x => x); return q; } }")
            .Silent(In(body, parameters));

    [Fact]
    public Task Silent_without_the_library() => Rule.On(References.Framework).Silent("""
        class Set { public Set Skip(int count) => this; public Set Take(int count) => this; }
        class Test { Set Run(Set set) => set.Skip(1).Take(2); }
        """);

    [Fact]
    public Task Silent_in_generated_code() => Rule.File("Orders.g.cs", "using Microsoft.EntityFrameworkCore; class G { object Run(Shop shop) => shop.Orders.Skip(1).ToList(); }").Silent("using Microsoft.EntityFrameworkCore;" + Shop);

    [Fact]
    public Task Half_typed_code_breaks_nothing() => Rule.Incomplete().Reports(In("return shop.Orders.[|Skip|](page).Take("));

    [Fact]
    public Task Fix_orders_by_the_key() => Rule.Fixes(
        In("""
        var list = await shop.Orders
                    .Where(o => o.Sent) // only those
                    .[|Skip|](page)
                    .Take(10)
                    .ToListAsync();
                var lines = await shop.Lines.[|Skip|](page).ToListAsync();
                return shop.Orders.[|Take|](3).ToList();
        """),
        In("""
        var list = await shop.Orders
                    .Where(o => o.Sent) // only those
                    .OrderBy(x => x.Id)
                    .Skip(page)
                    .Take(10)
                    .ToListAsync();
                var lines = await shop.Lines.OrderBy(x => x.OrderId).ThenBy(x => x.Position).Skip(page).ToListAsync();
                return shop.Orders.OrderBy(x => x.Id).Take(3).ToList();
        """));

    [Fact]
    public Task Fix_breaks_ties_by_the_key() => Rule.Fixes(
        In("""
        var x = 1;
                return await shop.Orders.OrderByDescending(o => o.Placed).Where(o => o.Sent).[|Skip|](x)
                    .Take(10).ToListAsync();
        """),
        In("""
        var x = 1;
                return await shop.Orders.OrderByDescending(o => o.Placed).ThenBy(row => row.Id).Where(o => o.Sent).Skip(x)
                    .Take(10).ToListAsync();
        """));

    [Fact]
    public Task No_fix_after_a_projection_or_for_an_order_in_a_local() => Rule.HasNoFix(
        In("var q = shop.Orders.OrderBy(o => o.State); var a = q.[|Skip|](page).ToList(); return shop.Orders.Select(o => o.Number).[|Skip|](page).ToList();"));
}
