using DesignChecks.Rules.Consistency;
using DesignChecks.Tests.Engine;

namespace DesignChecks.Tests.Consistency;

/// <summary>DCK0304: Uniqueness checked, not enforced.</summary>
public partial class UniquenessNotEnforcedTests
{
    private const string Entities = """
        using Microsoft.EntityFrameworkCore;
        public class User
        {
            public int Id { get; set; }
            public string Email { get; set; } = "";
            public string Name { get; set; } = "";
            public int ShopId { get; set; }
            public bool IsDeleted { get; set; }
        }
        public class Shop(DbContextOptions<Shop> options) : DbContext(options)
        {
            public DbSet<User> Users => Set<User>();
        }
        """;

    private static Verify<UniquenessNotEnforced> Rule => new Verify<UniquenessNotEnforced>().File("Shop.cs", Entities);

    /// <summary>The body of an async method with a context and a new user's values.</summary>
    private static string Method(string body) => $$"""
        using Microsoft.EntityFrameworkCore;
        class Users(Shop db)
        {
            async Task<object?> Create(string email, string name, int shop, CancellationToken cancel)
            {
                {{body}}
                return null;
            }
        }
        """;

    [Fact]
    public Task Reports_a_check_that_throws_before_the_insert() => Rule
        .Says("No unique index or key of 'User' covers 'Email', so two requests at once both find nothing here and both insert; add a unique index and handle the DbUpdateException of the loser")
        .Reports(Method("""
            if (await db.Users.[|AnyAsync|](u => u.Email == email, cancel))
                throw new InvalidOperationException("taken");
            db.Users.Add(new User { Email = email });
            await db.SaveChangesAsync(cancel);
            """));

    [Fact]
    public Task Reports_values_that_must_be_unique_together() => Rule
        .Says("No unique index or key of 'User' covers 'ShopId', 'Name' together, so two requests at once both find nothing here and both insert; add a unique index and handle the DbUpdateException of the loser")
        .Reports(Method("""
            var exists = await db.Users.Where(u => u.ShopId == shop).[|AnyAsync|](u => u.Name == name);
            if (!exists)
            {
                var user = new User();
                user.ShopId = shop;
                user.Name = name;
                await db.AddAsync(user, cancel);
            }

            await db.SaveChangesAsync(cancel);
            """));

    [Fact]
    public Task Names_the_filter_that_the_index_needs() => Rule
        .Says("No unique index or key of 'User' covers 'Email' (where 'IsDeleted' is as asked), so two requests at once both find nothing here and both insert; add a unique index and handle the DbUpdateException of the loser")
        .Reports(Method("""
            if (await db.Users.[|AnyAsync|](u => u.Email == email && !u.IsDeleted))
                return null;
            db.Users.Add(new User { Email = email, IsDeleted = false });
            await db.SaveChangesAsync(cancel);
            """));

    [Theory]
    [InlineData("var user = await db.Users.[|FirstOrDefaultAsync|](u => u.Email == email); if (user == null) { user = new User { Email = email }; db.Users.Add(user); } else { user.Name = name; } await db.SaveChangesAsync();")]
    [InlineData("var user = await db.Users.[|SingleOrDefaultAsync|](u => u.Email.Equals(email)); if (user is not null) return user; db.Set<User>().Add(new User { Email = email }); db.SaveChanges();")]
    [InlineData("var user = db.Users.[|FirstOrDefault|](u => u.Email == email); user ??= db.Users.Add(new User { Email = email }).Entity; db.SaveChanges();")]
    [InlineData("var user = db.Users.[|FirstOrDefault|](u => u.Email == email) ?? db.Users.Add(new User { Email = email }).Entity; db.SaveChanges();")]
    [InlineData("var count = await db.Users.[|CountAsync|](u => u.Email == email); if (count > 0) return null; db.Users.Add(new User { Email = email }); db.SaveChanges();")]
    [InlineData("if (db.Users.[|Count|](u => u.Email == email) == 0) { db.Users.Add(new User { Email = email }); db.SaveChanges(); }")]
    [InlineData("if (db.Users.[|Any|](u => u.Email == email) || name.Length == 0) return null; db.Users.AddRange(new User { Email = email }); db.SaveChanges();")]
    [InlineData("if (name.Length > 0 && !db.Users.[|Any|](u => u.Email == email)) { db.Users.Add(new User { Email = email }); db.SaveChanges(); }")]
    [InlineData("if (await db.Users.[|AnyAsync|](u => u.Email.ToLower() == email.ToLower()) is true) return null; else { db.Users.Add(new User { Email = email }); db.SaveChanges(); }")]
    [InlineData("while (db.Users.[|Any|](u => u.Name == name)) name += \"1\"; db.Users.Add(new User { Name = name }); db.SaveChanges();")]
    [InlineData("if (db.Users.[|Any|](u => u.Email == email || u.Name == name)) return null; db.Users.Add(new User { Name = name, Email = email }); db.SaveChanges();")]
    [InlineData("if (db.Users.[|Any|](u => u.Email == email && !u.IsDeleted)) return null; db.Users.Add(new User { Email = email, IsDeleted = false }); db.SaveChanges();")]
    [InlineData("if (db.Users.[|Any|](u => u.Email == email)) return null; db.Users.Add(Make(email)); db.SaveChanges(); static User Make(string email) => new() { Email = email };")]
    [InlineData("if ((from u in db.Users where u.Email == email select u).[|Any|]()) return null; User user = new() { Email = email }; db.Users.Add(user); db.SaveChanges();")]
    [InlineData("foreach (var one in new[] { email }) { if (db.Users.[|Any|](u => u.Email == one)) continue; db.Users.Add(new User { Email = one }); } db.SaveChanges();")]
    [InlineData("lock (db) { if (db.Users.[|Any|](u => u.Email == email)) return null; db.Users.Add(new User { Email = email }); db.SaveChanges(); }")]
    public Task Reports_every_way_to_insert_only_when_nothing_was_found(string body) => Rule.Reports(Method(body));

    [Fact]
    public Task Reports_in_an_endpoint_and_through_an_interface_of_the_context() => Rule.Reports("""
        using Microsoft.EntityFrameworkCore;
        var app = WebApplication.Create();
        app.MapPost("/users", async (IShop shop, string email) =>
        {
            if (await shop.Users.[|AnyAsync|](u => u.Email == email))
                return Results.Conflict();
            shop.Users.Add(new User { Email = email });
            await shop.SaveChangesAsync();
            return Results.Ok();
        });
        app.Run();

        interface IShop
        {
            DbSet<User> Users { get; }
            Task SaveChangesAsync();
        }
        """);
}
