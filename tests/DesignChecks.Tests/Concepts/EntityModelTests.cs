using DesignChecks.Concepts.Data;
using DesignChecks.Engine;

namespace DesignChecks.Tests.Concepts;

public class EntityModelTests
{
    private static async Task<EntityModel> Model(string source) =>
        EntityModel.Of(await Concept.WorldOf("using Microsoft.EntityFrameworkCore;\nusing Microsoft.EntityFrameworkCore.Metadata.Builders;\nusing System.ComponentModel.DataAnnotations;\nusing System.ComponentModel.DataAnnotations.Schema;\n" + source, EntityModel.Words), CancellationToken.None);

    private static Entity Find(EntityModel model, string name) => Assert.Single(model.Entities, entity => entity.Name == name);

    private static string Text(EntityIndex index) =>
        $"{(index.IsCertain ? "" : "perhaps ")}{(index.Unique == Answer.Yes ? "unique " : index.Unique == Answer.Unknown ? "unique? " : "")}{string.Join(",", index.Columns ?? ["?"])}{(index.HasFilter ? " where" : "")}{(index.Descending?.Contains(true) == true ? " desc" : "")}{(index.IsPlain ? "" : " special")}";

    [Fact]
    public async Task Finds_entities_by_set_builder_and_configuration()
    {
        var model = await Model("""
            class A { public int Id { get; set; } }
            class B { public int Id { get; set; } }
            class C { public int Id { get; set; } }
            class D { public int Id { get; set; } }
            class E { public int Id { get; set; } }
            class Nothing { public int Id { get; set; } }
            class Shop : DbContext
            {
                public DbSet<A> As => Set<A>();
                protected override void OnModelCreating(ModelBuilder model)
                {
                    model.Entity<B>(b => b.ToTable("b"));
                    model.Entity(typeof(C));
                    model.ApplyConfigurationsFromAssembly(typeof(Shop).Assembly);
                }
            }
            class DConfiguration : IEntityTypeConfiguration<D> { public void Configure(EntityTypeBuilder<D> builder) { } }
            class EConfiguration : Base<E> { public override void Configure(EntityTypeBuilder<E> builder) => base.Configure(builder); }
            abstract class Base<T> : IEntityTypeConfiguration<T> where T : class { public virtual void Configure(EntityTypeBuilder<T> builder) { } }
            """);
        Assert.Equal(["A", "B", "C", "D", "E"], model.Entities.Select(entity => entity.Name).Order());
        Assert.All(model.Entities, entity => Assert.True(entity.IsComplete));
    }

    [Fact]
    public async Task Is_incomplete_without_a_context_in_the_compilation()
    {
        var model = await Model("""
            class Order { public int Id { get; set; } }
            class Line { public int Id { get; set; } }
            interface IShop { DbSet<Order> Orders { get; } }
            abstract class Shop : DbContext { public DbSet<Line> Lines => Set<Line>(); }
            """);
        Assert.False(Find(model, "Order").IsComplete);
        Assert.False(Find(model, "Line").IsComplete);
        Assert.Equal(Answer.Unknown, Find(model, "Order").Determines(["Number"]));
    }

    [Fact]
    public async Task Is_incomplete_for_what_a_context_of_a_package_maps()
    {
        var model = await Model("""
            using Microsoft.AspNetCore.Identity;
            using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
            class User : IdentityUser { public string Badge { get; set; } = ""; }
            class Order { public int Id { get; set; } }
            class Shop(DbContextOptions<Shop> options) : IdentityDbContext<User>(options) { public DbSet<Order> Orders => Set<Order>(); }
            """);
        Assert.False(Find(model, "User").IsComplete);
        Assert.True(Find(model, "Order").IsComplete);
    }

    [Fact]
    public async Task Reads_keys_of_every_form()
    {
        var model = await Model("""
            class ById { public int Id { get; set; } }
            class Named : Entity { public int Other { get; set; } }
            class Entity { public int NamedId { get; set; } }
            class Marked { [Key] public string Code { get; set; } = ""; public int Id { get; set; } }
            [PrimaryKey(nameof(A), nameof(B))] class Whole { public int A { get; set; } public int B { get; set; } }
            class Fluent { public int Id { get; set; } public int Shop { get; set; } public int Number { get; set; } }
            [Keyless] class View { public int Id { get; set; } }
            class View2 { public int Id { get; set; } }
            class Shop : DbContext
            {
                public DbSet<ById> A => Set<ById>();
                public DbSet<Named> B => Set<Named>();
                public DbSet<Marked> C => Set<Marked>();
                public DbSet<Whole> D => Set<Whole>();
                public DbSet<Fluent> E => Set<Fluent>();
                public DbSet<View> F => Set<View>();
                public DbSet<View2> G => Set<View2>();
                protected override void OnModelCreating(ModelBuilder model)
                {
                    model.Entity<Fluent>().HasKey(x => new { x.Shop, x.Number });
                    model.Entity<Fluent>().HasAlternateKey("Id");
                    model.Entity<View2>().HasNoKey().ToView("v");
                }
            }
            """);
        string Keys(string name) => string.Join("; ", Find(model, name).Keys.Select(key => (key.IsPrimary ? "" : "alternate ") + string.Join(",", key.Columns!)));
        Assert.Equal("Id", Keys("ById"));
        Assert.Equal("NamedId", Keys("Named"));
        Assert.Equal("Code", Keys("Marked"));
        Assert.Equal("A,B", Keys("Whole"));
        Assert.Equal("Shop,Number; alternate Id", Keys("Fluent"));
        Assert.Equal("", Keys("View"));
        Assert.Equal("", Keys("View2"));
        Assert.Equal(Answer.Yes, Find(model, "Fluent").Determines(["Id"]));
        Assert.Equal(Answer.No, Find(model, "Fluent").Determines(["Number"]));
        Assert.Equal(Answer.Yes, Find(model, "Fluent").Determines(["Number", "Shop"]));
        Assert.Equal(Answer.Yes, Find(model, "Fluent").IncludeKey(["Number", "Shop"]));
        Assert.Equal(Answer.No, Find(model, "Fluent").IncludeKey(["Id"]));
    }

    [Fact]
    public async Task Reads_indexes_of_every_form()
    {
        var model = await Model("""
            [Index(nameof(A))]
            [Index(nameof(B), nameof(C), IsUnique = true, Name = "bc")]
            [Index(nameof(C), AllDescending = true)]
            class Order { public int Id { get; set; } public string A { get; set; } = ""; public string B { get; set; } = ""; public string C { get; set; } = ""; }
            class Shop : DbContext
            {
                public DbSet<Order> Orders => Set<Order>();
                protected override void OnModelCreating(ModelBuilder model)
                {
                    model.Entity<Order>().HasIndex(x => x.A).IsUnique();
                    model.Entity<Order>(order =>
                    {
                        order.HasIndex(x => new { x.A, x.B }, "ab").IsUnique(false).HasDatabaseName("ab");
                        order.HasIndex("B", nameof(Order.C)).HasFilter("B > 0").IsDescending(false, true);
                        order.HasIndex(x => x.B).HasMethod("gin");
                        var kept = order.HasIndex(x => x.C);
                        kept.IsUnique();
                        NpgsqlIndexBuilderExtensions.IncludeProperties(order.HasIndex(["C", "A"], "ca"), x => new { x.B });
                    });
                    model.Entity(typeof(Order)).HasIndex("A", "C");
                }
            }
            """);
        Assert.Equal(
            ["A", "unique B,C", "C desc", "unique A", "A,B", "B,C where desc", "B special", "unique? C special", "C,A", "A,C"],
            Find(model, "Order").Indexes.Select(Text));
    }

    [Fact]
    public async Task Facts_of_generic_configuration_and_of_loops_are_uncertain()
    {
        var model = await Model("""
            interface ITenant { int TenantId { get; } }
            class Order : ITenant { public int Id { get; set; } public int TenantId { get; set; } public int Number { get; set; } }
            class Other { public int Id { get; set; } public int Number { get; set; } }
            class Shop : DbContext
            {
                public DbSet<Order> Orders => Set<Order>();
                public DbSet<Other> Others => Set<Other>();
                protected override void OnModelCreating(ModelBuilder model)
                {
                    foreach (var type in model.Model.GetEntityTypes())
                        model.Entity(type.ClrType).HasIndex("TenantId").IsUnique();
                }
                static void Tenant<T>(EntityTypeBuilder<T> builder) where T : class, ITenant => builder.HasIndex(x => x.TenantId);
            }
            """);
        Assert.Equal(["perhaps unique TenantId", "perhaps TenantId"], Find(model, "Order").Indexes.Select(Text).OrderByDescending(text => text.Length));
        Assert.Equal(Answer.Unknown, Find(model, "Order").Determines(["TenantId"]));
        Assert.Equal(Answer.No, Find(model, "Order").Determines(["Number"]));
        Assert.Empty(Find(model, "Other").Indexes);
    }

    [Fact]
    public async Task Base_types_give_their_facts()
    {
        var model = await Model("""
            [Index(nameof(Slug), IsUnique = true)]
            abstract class Content { public int Id { get; set; } public string Slug { get; set; } = ""; [Timestamp] public byte[] Version { get; set; } = []; }
            class Post : Content { public string Title { get; set; } = ""; }
            class Plain { public int Id { get; set; } public int Count { get; set; } }
            class Shop : DbContext
            {
                public DbSet<Post> Posts => Set<Post>();
                public DbSet<Plain> Plains => Set<Plain>();
                protected override void OnModelCreating(ModelBuilder model) => model.Entity<Plain>().Property(x => x.Count).HasDefaultValue(1).IsConcurrencyToken();
            }
            """);
        Assert.Equal(Answer.Yes, Find(model, "Post").Determines(["Slug", "Title"]));
        Assert.Equal(Answer.Yes, Find(model, "Post").HasConcurrencyToken);
        Assert.Equal(Answer.Yes, Find(model, "Plain").HasConcurrencyToken);
    }

    [Fact]
    public async Task Foreign_keys_are_found_and_one_to_one_ones_are_unique()
    {
        var model = await Model("""
            class User { public int Id { get; set; } public Profile? Profile { get; set; } public List<Post> Posts { get; set; } = []; }
            class Profile { public int Id { get; set; } public int UserId { get; set; } public User? User { get; set; } }
            class Post { public int Id { get; set; } public int AuthorId { get; set; } public User? Author { get; set; } }
            class Badge { public int Id { get; set; } public int Owner { get; set; } }
            class Shop : DbContext
            {
                public DbSet<User> Users => Set<User>();
                public DbSet<Profile> Profiles => Set<Profile>();
                public DbSet<Post> Posts => Set<Post>();
                public DbSet<Badge> Badges => Set<Badge>();
                protected override void OnModelCreating(ModelBuilder model) =>
                    model.Entity<User>().HasOne<Badge>().WithOne().HasForeignKey<Badge>(x => x.Owner);
            }
            """);
        Assert.Equal(Answer.Unknown, Find(model, "Profile").Determines(["UserId"]));
        Assert.Equal(Answer.No, Find(model, "Post").Determines(["AuthorId"]));
        Assert.Equal(Answer.Yes, Find(model, "Post").IsIndexedBy("AuthorId"));
        Assert.Equal(Answer.Yes, Find(model, "Badge").Determines(["Owner"]));
    }

    [Fact]
    public async Task Nothing_is_an_entity_without_EF()
    {
        var world = await Concept.WorldOf("class DbSet<T> { } class Order { } class Shop { DbSet<Order>? Orders { get; set; } }", EntityModel.Words);
        Assert.Empty(EntityModel.Of(world, CancellationToken.None).Entities);
    }
}
