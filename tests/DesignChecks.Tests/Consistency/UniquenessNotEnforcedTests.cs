using DesignChecks.Rules.Consistency;
using DesignChecks.Tests.Engine;

namespace DesignChecks.Tests.Consistency;

/// <summary>DCK0304: Uniqueness checked, not enforced.</summary>
public class UniquenessNotEnforcedTests
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

    [Theory]
    [InlineData("if (await db.Users.AnyAsync(u => u.Id == shop)) return null; db.Users.Add(new User { Id = shop }); db.SaveChanges();")] // the key itself
    [InlineData("if (await db.Users.AnyAsync()) return null; db.Users.Add(new User { Email = email }); db.SaveChanges();")] // nothing is compared
    [InlineData("if (await db.Users.AnyAsync(u => u.Email.Contains(email))) return null; db.Users.Add(new User { Email = email }); db.SaveChanges();")]
    [InlineData("if (await db.Users.AnyAsync(u => u.ShopId > shop)) return null; db.Users.Add(new User { ShopId = shop }); db.SaveChanges();")]
    [InlineData("if (await db.Users.AnyAsync(u => u.Email == email && u.Id != 3)) return null; db.Users.Add(new User { Email = email }); db.SaveChanges();")]
    [InlineData("if (await db.Users.AnyAsync(u => u.Name == \"admin\" && !u.IsDeleted)) return null; db.Users.Add(new User { Name = \"admin\", IsDeleted = false }); db.SaveChanges();")] // constants only
    [InlineData("var last = await db.Users.OrderByDescending(u => u.Id).FirstOrDefaultAsync(u => u.ShopId == shop); if (last != null) return null; db.Users.Add(new User { ShopId = shop }); db.SaveChanges();")] // the newest of several
    [InlineData("if (await db.Users.AnyAsync(u => u.ShopId == shop)) return null; db.Users.AddRange(new User { ShopId = shop }, new User { ShopId = shop }); db.SaveChanges();")] // several with the same value
    [InlineData("if (await db.Users.AnyAsync(u => u.ShopId == shop)) return null; foreach (var one in name) db.Users.Add(new User { ShopId = shop }); db.SaveChanges();")]
    [InlineData("if (await db.Users.AnyAsync(u => u.Email == email)) Console.WriteLine(); db.Users.Add(new User { Email = email }); db.SaveChanges();")] // added in either case
    [InlineData("if (await db.Users.AnyAsync(u => u.Email == email)) { db.Users.Add(new User { Email = email }); db.SaveChanges(); }")] // added when found
    [InlineData("if (await db.Users.AnyAsync(u => u.Email == email) && shop > 1) return null; db.Users.Add(new User { Email = email }); db.SaveChanges();")] // found, and still added
    [InlineData("db.Users.Add(new User { Email = email }); db.SaveChanges(); if (await db.Users.AnyAsync(u => u.Email == email)) return null;")]
    [InlineData("if (await db.Users.AnyAsync(u => u.ShopId == shop)) return null; db.Users.Add(new User { Email = email }); db.SaveChanges();")] // another property
    [InlineData("var user = await db.Users.FirstOrDefaultAsync(u => u.Email == email); if (user == null) return null; user.Name = name; db.SaveChanges();")] // no insert
    [InlineData("if (await db.Users.AnyAsync(u => u.Email == email)) return null; db.Users.Add(new User { Email = email });")] // no save
    [InlineData("var list = new List<User>(); if (list.Any(u => u.Email == email)) return null; db.Users.Add(new User { Email = email }); db.SaveChanges();")] // a list in memory
    public Task Silent_when_the_query_is_no_guard_of_uniqueness(string body) => Rule.Silent(Method(body));

    [Theory]
    [InlineData("[Index(nameof(Email), IsUnique = true)]", "")]
    [InlineData("[Index(\"Email\", IsUnique = true)]", "")]
    [InlineData("", "model.Entity<User>().HasIndex(u => u.Email).IsUnique();")]
    [InlineData("", "model.Entity<User>(user => user.HasIndex(\"Email\").HasFilter(\"x\").IsUnique(true));")]
    [InlineData("", "model.Entity<User>().HasAlternateKey(u => u.Email);")]
    [InlineData("", "model.Entity<User>().HasKey(u => u.Email);")]
    [InlineData("", "model.ApplyConfiguration(new UserConfiguration());")]
    [InlineData("", "foreach (var type in model.Model.GetEntityTypes()) model.Entity(type.ClrType).HasIndex(\"Email\").IsUnique();")]
    public Task Silent_when_a_unique_index_or_key_enforces_it(string attribute, string fluent) => new Verify<UniquenessNotEnforced>().Silent($$"""
        using Microsoft.EntityFrameworkCore;
        using Microsoft.EntityFrameworkCore.Metadata.Builders;
        {{attribute}}
        class User { public int Id { get; set; } public string Email { get; set; } = ""; }
        class Shop : DbContext
        {
            public DbSet<User> Users => Set<User>();
            protected override void OnModelCreating(ModelBuilder model) { {{fluent}} }
        }
        class UserConfiguration : IEntityTypeConfiguration<User>
        {
            public void Configure(EntityTypeBuilder<User> builder) { {{(fluent.Contains("UserConfiguration") ? "builder.HasIndex(u => u.Email).IsUnique();" : "")}} }
        }
        class Users(Shop db)
        {
            async Task Create(string email)
            {
                if (await db.Users.AnyAsync(u => u.Email == email))
                    return;
                db.Users.Add(new User { Email = email });
                await db.SaveChangesAsync();
            }
        }
        """);

    [Theory]
    [InlineData("try { if (await db.Users.AnyAsync(u => u.Email == email)) return null; db.Users.Add(new User { Email = email }); await db.SaveChangesAsync(); } catch (DbUpdateException) { }")]
    [InlineData("if (await db.Users.AnyAsync(u => u.Email == email)) return null; db.Users.Add(new User { Email = email }); try { await db.SaveChangesAsync(); } catch (DbUpdateException e) when (e.InnerException is not null) { }")]
    [InlineData("await using var t = await db.Database.BeginTransactionAsync(System.Data.IsolationLevel.Serializable); if (await db.Users.AnyAsync(u => u.Email == email)) return null; db.Users.Add(new User { Email = email }); await db.SaveChangesAsync();")]
    [InlineData("using var t = new System.Transactions.TransactionScope(System.Transactions.TransactionScopeAsyncFlowOption.Enabled); if (await db.Users.AnyAsync(u => u.Email == email)) return null; db.Users.Add(new User { Email = email }); await db.SaveChangesAsync();")]
    [InlineData("using var t = db.Database.BeginTransaction(System.Data.IsolationLevel.Serializable); await db.Database.CreateExecutionStrategy().ExecuteAsync(async () => { if (await db.Users.AnyAsync(u => u.Email == email)) return; db.Users.Add(new User { Email = email }); await db.SaveChangesAsync(); });")]
    [InlineData("await db.Database.ExecuteSqlAsync($\"select pg_advisory_xact_lock(1)\"); if (await db.Users.AnyAsync(u => u.Email == email)) return null; db.Users.Add(new User { Email = email }); await db.SaveChangesAsync();")]
    public Task Silent_when_the_conflict_is_handled_or_serialized(string body) => Rule.Silent(Method(body));

    [Fact]
    public Task Silent_under_a_lock_for_all_instances() => Rule
        .With("dotnet_code_quality.DCK0304.lock_types = TeamLock")
        .Silent("""
            using Microsoft.EntityFrameworkCore;
            class Users(Shop db, Medallion.Threading.IDistributedLockProvider locks, RedLockNet.IDistributedLockFactory redLocks, StackExchange.Redis.IDatabase redis, TeamLock team)
            {
                async Task One(string email)
                {
                    await using var held = await locks.CreateLock(email).AcquireAsync();
                    await Create(email);
                    if (await db.Users.AnyAsync(u => u.Email == email))
                        return;
                    db.Users.Add(new User { Email = email });
                    await db.SaveChangesAsync();
                }

                async Task Two(string email)
                {
                    await using var held = await redLocks.CreateLockAsync(email, TimeSpan.FromSeconds(5));
                    if (!held.IsAcquired || await db.Users.AnyAsync(u => u.Email == email))
                        return;
                    db.Users.Add(new User { Email = email });
                    await db.SaveChangesAsync();
                }

                async Task Three(string email)
                {
                    if (!await redis.LockTakeAsync(email, "me", TimeSpan.FromSeconds(5)) || await db.Users.AnyAsync(u => u.Email == email))
                        return;
                    db.Users.Add(new User { Email = email });
                    await db.SaveChangesAsync();
                }

                async Task Create(string email)
                {
                    using var held = team.Take(email);
                    if (await db.Users.AnyAsync(u => u.Email == email))
                        return;
                    db.Users.Add(new User { Email = email });
                    await db.SaveChangesAsync();
                }
            }

            class TeamLock
            {
                public IDisposable Take(string key) => new MemoryStream();
            }
            """);

    [Fact]
    public Task Silent_for_seeding_code() => Rule.Silent("""
        using Microsoft.EntityFrameworkCore;
        var app = WebApplication.Create();
        using var scope = app.Services.CreateScope();
        var shop = scope.ServiceProvider.GetRequiredService<Shop>();
        if (!shop.Users.Any(u => u.Email == "admin@example.org"))
        {
            shop.Users.Add(new User { Email = "admin@example.org" });
            shop.SaveChanges();
        }

        app.Run();

        class ShopSeeder(Shop db)
        {
            public async Task Run(string email)
            {
                if (!await db.Users.AnyAsync(u => u.Email == email))
                    db.Users.Add(new User { Email = email });
                await db.SaveChangesAsync();
            }
        }

        static class Start
        {
            public static void EnsureSeedData(Shop db, string email)
            {
                if (!db.Users.Any(u => u.Email == email))
                    db.Users.Add(new User { Email = email });
                db.SaveChanges();
            }
        }
        """);

    [Fact]
    public Task Silent_when_the_context_is_in_another_assembly() => new Verify<UniquenessNotEnforced>().Silent("""
        using Microsoft.EntityFrameworkCore;
        class User { public int Id { get; set; } public string Email { get; set; } = ""; }
        interface IShop
        {
            DbSet<User> Users { get; }
            Task<int> SaveChangesAsync(CancellationToken cancel);
        }
        class Users(IShop db)
        {
            async Task Create(string email)
            {
                if (await db.Users.AnyAsync(u => u.Email == email))
                    return;
                db.Users.Add(new User { Email = email });
                await db.SaveChangesAsync(default);
            }
        }
        """);

    [Fact]
    public Task Silent_without_EF() => new Verify<UniquenessNotEnforced>().On(References.Framework).Silent("""
        class User { public string Email { get; set; } = ""; }
        class DbSet<T> : List<T> { }
        class Shop { public DbSet<User> Users { get; } = []; public void SaveChanges() { } }
        class Users(Shop db)
        {
            void Create(string email)
            {
                if (db.Users.Any(u => u.Email == email))
                    return;
                db.Users.Add(new User { Email = email });
                db.SaveChanges();
            }
        }
        """);

    [Fact]
    public Task Silent_in_generated_code() => Rule.File("Users.g.cs", Method("""
        if (await db.Users.AnyAsync(u => u.Email == email))
            return null;
        db.Users.Add(new User { Email = email });
        await db.SaveChangesAsync();
        """)).Silent("class Nothing;");

    [Fact]
    public Task Silent_on_incomplete_code() => Rule.Incomplete().Silent("""
        using Microsoft.EntityFrameworkCore;
        class Users(Shop db)
        {
            async Task Create(string email)
            {
                if (await db.Users.AnyAsync(u => u.Email == 
                db.Users.Add(new User { Email = email });
                await db.SaveChangesAsync(
        """);

    [Fact]
    public Task Fix_adds_a_unique_index_to_the_entity_once() => new Verify<UniquenessNotEnforced>().Fixes(
        """
        using System.ComponentModel.DataAnnotations.Schema;
        using Microsoft.EntityFrameworkCore;

        // Somebody who may sign in.
        [Table("users")] // as in the old system
        public class User
        {
            public int Id { get; set; }
            public string Email { get; set; } = "";
            public string Name { get; set; } = "";
        }

        /// <summary>A place.</summary>
        public class Place
        {
            public int Id { get; set; }
            public string Town { get; set; } = "";
            public string Street { get; set; } = "";
        }

        public class Shop : DbContext
        {
            public DbSet<User> Users => Set<User>();
            public DbSet<Place> Places => Set<Place>();

            public void Create(string email, string street)
            {
                if (Users.[|Any|](u => u.Email == email))
                    return;
                Users.Add(new User { Email = email });
                SaveChanges();
            }

            public void Create(User user)
            {
                if (Users.[|Any|](u => u.Email == user.Email))
                    return;
                Users.Add(user);
                SaveChanges();
            }

            public void Create(Place place)
            {
                if (Places.[|Any|](p => p.Town == place.Town && p.Street == place.Street))
                    return;
                Places.Add(place);
                SaveChanges();
            }
        }
        """,
        """
        using System.ComponentModel.DataAnnotations.Schema;
        using Microsoft.EntityFrameworkCore;

        // Somebody who may sign in.
        [Table("users")] // as in the old system
        [Index(nameof(Email), IsUnique = true)]
        public class User
        {
            public int Id { get; set; }
            public string Email { get; set; } = "";
            public string Name { get; set; } = "";
        }

        /// <summary>A place.</summary>
        [Index(nameof(Town), nameof(Street), IsUnique = true)]
        public class Place
        {
            public int Id { get; set; }
            public string Town { get; set; } = "";
            public string Street { get; set; } = "";
        }

        public class Shop : DbContext
        {
            public DbSet<User> Users => Set<User>();
            public DbSet<Place> Places => Set<Place>();

            public void Create(string email, string street)
            {
                if (Users.Any(u => u.Email == email))
                    return;
                Users.Add(new User { Email = email });
                SaveChanges();
            }

            public void Create(User user)
            {
                if (Users.Any(u => u.Email == user.Email))
                    return;
                Users.Add(user);
                SaveChanges();
            }

            public void Create(Place place)
            {
                if (Places.Any(p => p.Town == place.Town && p.Street == place.Street))
                    return;
                Places.Add(place);
                SaveChanges();
            }
        }
        """);

    [Theory]
    [InlineData("u.Email == email && !u.IsDeleted")] // needs a filter
    [InlineData("u.Email.ToLower() == email.ToLower()")] // needs a collation
    [InlineData("u.Email == email || u.Name == email")] // two indexes
    public Task Has_no_fix_where_a_plain_index_would_be_wrong(string predicate) => new Verify<UniquenessNotEnforced>().HasNoFix(Entities + $$"""

        class Users(Shop db)
        {
            void Create(string email)
            {
                if (db.Users.[|Any|](u => {{predicate}}))
                    return;
                db.Users.Add(new User { Email = email, Name = email, IsDeleted = false });
                db.SaveChanges();
            }
        }
        """);
}
