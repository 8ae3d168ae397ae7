using DesignChecks.Rules.Consistency;
using DesignChecks.Tests.Engine;

namespace DesignChecks.Tests.Consistency;

public partial class UniquenessNotEnforcedTests
{
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
}
