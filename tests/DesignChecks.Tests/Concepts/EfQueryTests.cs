using DesignChecks.Concepts.Data;
using DesignChecks.Engine;

namespace DesignChecks.Tests.Concepts;

public class EfQueryTests
{
    private const string Shop = """

        class Order { public int Id { get; set; } public string Number { get; set; } = ""; public DateTime Placed { get; set; } public Customer? Customer { get; set; } public bool Closed { get; set; } }
        class Customer { public int Id { get; set; } public string Email { get; set; } = ""; }
        class Shop : DbContext
        {
            public DbSet<Order> Orders => Set<Order>();
            public IQueryable<Order> Open => Orders.Where(o => !o.Closed);
        }
        interface IShop { DbSet<Order> Orders { get; } }
        static class Paging
        {
            public static IQueryable<T> Page<T>(this IQueryable<T> query, int page) => query.Skip(page * 10).Take(10);
            public static IQueryable<T> Sort<T>(this IQueryable<T> query, bool up) { if (up) return query.OrderBy(x => x); return query; }
        }
        """;

    /// <summary>The query that the last call of a name runs or is part of.</summary>
    private static async Task<EfQuery?> Query(string body, string call, string parameters = "Shop db")
    {
        var world = await Concept.WorldOf($"using Microsoft.EntityFrameworkCore;\nclass Test {{ async Task Run({parameters}) {{ await Task.Yield(); {body} }} }}" + Shop, EntityModel.Words);
        return EfQuery.From(world.CallOf(call), world, CancellationToken.None);
    }

    private static string Steps(EfQuery? query) =>
        query is null ? "none" : query.Source.Kind + ": " + string.Join(" ", query.Steps.Select(step => step.Name + (step.IsCertain ? "" : "?") + (step.IsOpaque ? "!" : "")).Append(query.Terminal?.Name ?? "-"));

    [Theory]
    [InlineData("await db.Orders.Where(o => o.Id > 1).OrderBy(o => o.Id).ToListAsync();", "ToListAsync", "Set: Where OrderBy ToListAsync")]
    [InlineData("await db.Set<Order>().AsNoTracking().FirstOrDefaultAsync(o => o.Id == 1).ConfigureAwait(false);", "ConfigureAwait", "Set: AsNoTracking FirstOrDefaultAsync")]
    [InlineData("var all = db.Orders; var some = all.Where(o => o.Id > 1); some.Take(5).ToList();", "ToList", "Set: Where Take ToList")]
    [InlineData("IQueryable<Order> q = db.Orders; q = q.Where(o => o.Id > 1); q = q.OrderBy(o => o.Id); q.ToArray();", "ToArray", "Set: Where OrderBy ToArray")]
    [InlineData("var q = db.Orders.AsQueryable(); if (db.ChangeTracker.HasChanges()) q = q.OrderBy(o => o.Id); q = q.Skip(1); q.Count();", "Count", "Set: AsQueryable OrderBy? Skip Count")]
    [InlineData("IQueryable<Order> q; if (DateTime.Now.Year > 1) q = db.Orders.Take(1); else q = db.Orders.Take(2); q.ToList();", "ToList", "Set: Take? Take? ToList")]
    [InlineData("var q = db.Orders.AsQueryable(); foreach (var p in new[] { \"Customer\" }) q = q.Include(p); q.ToList();", "ToList", "Set: AsQueryable Include? ToList")]
    [InlineData("(from o in db.Orders where o.Id > 1 orderby o.Placed select o.Id).ToList();", "ToList", "Set: Where OrderBy Select ToList")]
    [InlineData("db.Orders.Page(3).ToList();", "ToList", "Set: Skip Take ToList")]
    [InlineData("db.Orders.Sort(true).ToList();", "ToList", "Set: Sort! ToList")]
    [InlineData("db.Open.ToList();", "ToList", "Set: Where ToList")]
    [InlineData("await db.Orders.FindAsync(1);", "FindAsync", "Set: FindAsync")]
    [InlineData("db.Find<Order>(1);", "Find", "Set: Find")]
    [InlineData("db.Orders.AsEnumerable().Where(o => o.Id > 1);", "AsEnumerable", "Set: AsEnumerable")]
    [InlineData("db.Orders.Where(o => o.Id > 1);", "Where", "Set: Where -")]
    [InlineData("db.Orders.FromSql($\"select 1\").ToList();", "ToList", "Set: FromSql! ToList")]
    public async Task Sees_the_operators_from_the_set_to_the_terminal(string body, string call, string expected) => Assert.Equal(expected, Steps(await Query(body, call)));

    [Fact]
    public async Task A_query_that_is_given_may_have_a_past()
    {
        var query = await Query("q.Where(o => o.Id > 1).ToList();", "ToList", "IQueryable<Order> q");
        Assert.Equal("Given: Where ToList", Steps(query));
        Assert.Equal(Answer.Unknown, query!.IsOrdered);
        Assert.Equal("Set: ToList", Steps(await Query("shop.Orders.ToList();", "ToList", "IShop shop")));
    }

    [Theory]
    [InlineData("new List<Order>().Where(o => o.Id > 1).ToList();", "ToList")]
    [InlineData("new List<Order>().AsQueryable().Where(o => o.Id > 1).ToList();", "ToList")]
    [InlineData("db.Orders.ToList().Where(o => o.Id > 1).ToList();", "Where")]
    [InlineData("var list = await db.Orders.ToListAsync(); list.First();", "First")]
    [InlineData("(from o in new List<Order>() where o.Id > 1 select o).ToList();", "ToList")]
    public async Task Sequences_in_memory_are_no_queries(string body, string call) => Assert.Null(await Query(body, call));

    [Fact]
    public async Task Answers_whether_it_is_ordered_limited_projected()
    {
        var plain = (await Query("db.Orders.ToList();", "ToList"))!;
        Assert.Equal((Answer.No, Answer.No, Answer.No), (plain.IsOrdered, plain.IsLimited, plain.IsProjected));
        Assert.True(plain.ReturnsMany);
        var full = (await Query("db.Orders.OrderBy(o => o.Placed).ThenBy(o => o.Id).Take(3).Select(o => o.Number).ToList();", "ToList"))!;
        Assert.Equal((Answer.Yes, Answer.Yes, Answer.Yes), (full.IsOrdered, full.IsLimited, full.IsProjected));
        Assert.Equal(["Placed", "Id"], full.OrderedBy);
        var one = (await Query("db.Orders.Any(o => o.Id == 1);", "Any"))!;
        Assert.Equal(Answer.Yes, one.IsLimited);
        Assert.True(one.ReturnsOne);
    }

    [Theory]
    [InlineData("db.Orders.Any(o => o.Number == number && !o.Closed);", "Any", "Equal Number, Equal Closed")]
    [InlineData("db.Orders.Where(o => number == o.Number).Any(o => o.Id != 3);", "Any", "Equal Number, NotEqual Id")]
    [InlineData("db.Orders.Any(o => o.Number.ToLower() == number.ToLower());", "Any", "Equal Number (function)")]
    [InlineData("db.Orders.Any(o => o.Number.Equals(number, StringComparison.Ordinal));", "Any", "Equal Number")]
    [InlineData("db.Orders.Any(o => string.Equals(o.Number, number));", "Any", "Equal Number")]
    [InlineData("db.Orders.Any(o => o.Customer!.Email == number);", "Any", "Equal Customer.Email")]
    [InlineData("db.Orders.Any(o => o.Placed > DateTime.UtcNow && o.Number.Contains(number));", "Any", "Range Placed, Text Number")]
    [InlineData("var ids = new[] { 1 }; db.Orders.Any(o => ids.Contains(o.Id));", "Any", "In Id")]
    [InlineData("db.Orders.Any(o => o.Id == 1 || o.Number == number);", "Any", "and more")]
    [InlineData("db.Orders.Any(o => o.Number == o.Customer!.Email);", "Any", "and more")]
    [InlineData("One(db.Orders); Order One(DbSet<Order> orders) { var one = orders.First(o => o.Number == \".NET\"); return one; }", "First", "Equal Number")]
    public async Task Reads_the_conditions_of_predicates(string body, string call, string expected)
    {
        var filter = (await Query(body, call, "Shop db, string number"))!.Filter;
        var conditions = filter.Conditions.Select(condition => $"{condition.Comparison} {condition.Property}{(condition.IsBare ? "" : " (function)")}").ToList();
        if (!filter.IsExact)
            conditions.Add("and more");
        Assert.Equal(expected, string.Join(", ", conditions));
    }

    [Theory]
    [InlineData("db.Orders.Add(new Order());", "Add", "Order")]
    [InlineData("await db.AddAsync(new Order());", "AddAsync", "Order")]
    [InlineData("db.AddRange(new List<Order>());", "AddRange", "Order")]
    [InlineData("new List<Order>().Add(new Order());", "Add", null)]
    public async Task Recognises_adds(string body, string call, string? entity)
    {
        var world = await Concept.WorldOf($"using Microsoft.EntityFrameworkCore;\nclass Test {{ async Task Run(Shop db) {{ await Task.Yield(); {body} }} }}" + Shop, EntityModel.Words);
        Assert.Equal(entity, EntityAdd.From(Call.From(world.CallOf(call))!)?.Entity.Name);
    }

    [Theory]
    [InlineData("db.SaveChanges();", "SaveChanges", true)]
    [InlineData("await work.SaveChangesAsync();", "SaveChangesAsync", true)]
    [InlineData("db.ChangeTracker.AcceptAllChanges();", "AcceptAllChanges", false)]
    public async Task Recognises_saves(string body, string call, bool expected)
    {
        var world = await Concept.WorldOf($"using Microsoft.EntityFrameworkCore;\nclass Test {{ async Task Run(Shop db, IWork work) {{ await Task.Yield(); {body} }} }}\ninterface IWork {{ Task SaveChangesAsync(); }}" + Shop, EntityModel.Words);
        Assert.Equal(expected, Saves.IsSave(Call.From(world.CallOf(call))!, world));
    }
}
