using DesignChecks.Rules.Storage;
using DesignChecks.Tests.Engine;

namespace DesignChecks.Tests.Storage;

/// <summary>DCK0607: Redundant index.</summary>
public class RedundantIndexTests
{
    private static Verify<RedundantIndex> Rule => new();

    /// <summary>An entity with three plain columns, attributes on it, and statements in OnModelCreating.</summary>
    private static string Model(string attributes = "", string fluent = "") => $$"""
        using Microsoft.EntityFrameworkCore;
        using Microsoft.EntityFrameworkCore.Metadata.Builders;
        {{attributes}}
        class Order
        {
            public int Id { get; set; }
            public int Shop { get; set; }
            public string Number { get; set; } = "";
            public DateTime Placed { get; set; }
            public int CustomerId { get; set; }
            public Customer? Customer { get; set; }
        }
        class Customer { public int Id { get; set; } }
        class Db : DbContext
        {
            public DbSet<Order> Orders => Set<Order>();
            protected override void OnModelCreating(ModelBuilder model)
            {
                {{fluent}}
            }
        }
        """;

    [Fact]
    public Task Reports_an_attribute_that_another_starts_with() => Rule
        .Says("The index on 'Shop' of 'Order' is redundant: the index on (Shop, Number) starts with the same columns and finds the same rows, so this one only makes every write slower; remove it")
        .Reports(Model("[[|Index(nameof(Order.Shop))|], Index(nameof(Order.Shop), nameof(Order.Number), IsUnique = true)]"));

    [Fact]
    public Task Reports_an_index_on_the_key() => Rule
        .Says("The index on 'Id' of 'Order' is redundant: the primary key has the same columns and finds the same rows, so this one only makes every write slower; remove it")
        .Reports(Model("[[|Index(nameof(Order.Id), IsUnique = true)|]]"));

    [Theory]
    [InlineData("model.Entity<Order>().[|HasIndex|](x => x.Shop); model.Entity<Order>().HasIndex(x => new { x.Shop, x.Number });")]
    [InlineData("model.Entity<Order>(o => { o.HasIndex(x => new { x.Shop, x.Number }).IsUnique(); o.[|HasIndex|](\"Shop\").HasDatabaseName(\"ix\"); });")]
    [InlineData("model.Entity<Order>(o => { o.HasKey(x => new { x.Shop, x.Number }); o.[|HasIndex|](x => x.Shop); });")]
    [InlineData("model.Entity<Order>(o => { o.HasAlternateKey(x => x.Number); o.[|HasIndex|](x => x.Number).IsUnique(); });")]
    [InlineData("model.Entity<Order>(o => { o.HasIndex(x => x.Number, \"one\"); o.[|HasIndex|](x => x.Number, \"two\"); });")]
    [InlineData("model.Entity<Order>(o => { o.[|HasIndex|](x => x.Number, \"one\"); o.HasIndex(x => x.Number, \"two\").IsUnique(); });")]
    [InlineData("model.Entity<Order>(o => { o.[|HasIndex|](x => new { x.Shop, x.Placed }).IsDescending(false, true); o.HasIndex(x => new { x.Shop, x.Placed, x.Number }).IsDescending(false, true, false); });")]
    [InlineData("Configure(model.Entity<Order>()); void Configure(EntityTypeBuilder<Order> o) { o.[|HasIndex|](x => x.Shop); o.HasIndex(x => new { x.Shop, x.Number }); }")]
    [InlineData("model.Entity<Order>(o => { SqlServerIndexBuilderExtensions.IsClustered(o.[|HasIndex|](x => x.Shop), false); o.HasIndex(x => new { x.Shop, x.Number }); });")]
    [InlineData("if (Database.IsNpgsql()) { model.Entity<Order>().[|HasIndex|](x => x.Shop); model.Entity<Order>().HasIndex(x => new { x.Shop, x.Number }); }")]
    public Task Reports_fluent_indexes(string fluent) => Rule.Reports(Model("", fluent));

    [Fact]
    public Task Reports_an_attribute_that_a_fluent_index_starts_with_and_the_other_way_round() => Rule.Reports(Model(
        "[[|Index(nameof(Order.Shop))|], Index(nameof(Order.Number), nameof(Order.Placed))]",
        "model.Entity<Order>().HasIndex(x => new { x.Shop, x.Number }); model.Entity<Order>().[|HasIndex|](x => x.Number);"));

    [Fact]
    public Task Reports_in_a_configuration_class_and_on_a_base_type() => Rule.Reports("""
        using Microsoft.EntityFrameworkCore;
        using Microsoft.EntityFrameworkCore.Metadata.Builders;
        [Index(nameof(Tenant), nameof(Code))]
        abstract class Item { public int Id { get; set; } public int Tenant { get; set; } public string Code { get; set; } = ""; }
        [[|Index(nameof(Tenant))|]]
        class Order : Item { public string Number { get; set; } = ""; public DateTime Placed { get; set; } }
        class OrderConfiguration : IEntityTypeConfiguration<Order>
        {
            public void Configure(EntityTypeBuilder<Order> builder)
            {
                builder.[|HasIndex|](x => x.Number);
                builder.HasIndex(x => new { x.Number, x.Placed });
            }
        }
        """);

    [Fact]
    public Task Silent_for_indexes_that_serve_other_queries() => Rule.Silent(Model(
        "[Index(nameof(Order.Number), nameof(Order.Shop)), Index(nameof(Order.Shop), nameof(Order.Placed))]",
        "model.Entity<Order>().HasIndex(x => new { x.Placed, x.Number, x.Shop });"));

    [Theory]
    [InlineData("o.HasIndex(x => x.Number).IsUnique(); o.HasIndex(x => new { x.Number, x.Shop });")] // unique where the other isn't
    [InlineData("o.HasIndex(x => x.Number).IsUnique(); o.HasIndex(x => new { x.Number, x.Shop }).IsUnique();")] // the pair may be unique, the number alone isn't
    [InlineData("o.HasIndex(x => x.Shop).HasFilter(\"x\"); o.HasIndex(x => new { x.Shop, x.Number });")]
    [InlineData("o.HasIndex(x => x.Shop); o.HasIndex(x => new { x.Shop, x.Number }).HasFilter(\"x\");")]
    [InlineData("o.HasIndex(x => x.Shop).IsDescending(); o.HasIndex(x => new { x.Shop, x.Number });")] // descending counts as different
    [InlineData("o.HasIndex(x => x.Shop); o.HasIndex(x => new { x.Shop, x.Number }).IsDescending(true, false);")]
    [InlineData("o.HasIndex(x => x.Number).HasMethod(\"gin\"); o.HasIndex(x => new { x.Number, x.Shop });")]
    [InlineData("o.HasIndex(x => x.Number); o.HasIndex(x => new { x.Number, x.Shop }).HasMethod(\"gin\");")]
    [InlineData("o.HasIndex(x => x.Number).IsClustered(); o.HasIndex(x => new { x.Number, x.Shop });")]
    [InlineData("NpgsqlIndexBuilderExtensions.IncludeProperties(o.HasIndex(x => x.Number), x => x.Placed); o.HasIndex(x => new { x.Number, x.Shop });")] // covers a column of its own
    [InlineData("o.HasIndex(x => x.CustomerId); o.HasIndex(x => new { x.CustomerId, x.Placed });")] // equal to the foreign key's index
    [InlineData("o.HasIndex(x => x.Shop); o.HasIndex(x => x.Shop).HasDatabaseName(\"ix\");")] // one index, configured twice
    [InlineData("o.HasIndex(x => x.Shop); if (Database.IsNpgsql()) o.HasIndex(x => new { x.Shop, x.Number });")] // served with one provider only
    [InlineData("if (Database.IsNpgsql()) { o.HasIndex(x => new { x.Shop, x.Number }); } else { o.HasIndex(x => x.Shop); }")]
    [InlineData("var index = o.HasIndex(x => x.Shop); index.IsUnique(); o.HasIndex(x => new { x.Shop, x.Number });")] // more may be said of it later
    public Task Silent_when_the_index_has_a_purpose_of_its_own(string fluent) => Rule.Silent(Model("", $"model.Entity<Order>(o => {{ {fluent} }});"));

    private static string Coupons(string unique, string options = "") => $$"""
        using Microsoft.EntityFrameworkCore;
        class Coupon { public int Id { get; set; } public int Shop { get; set; } public string? Code { get; set; } }
        class Db : DbContext
        {
            public DbSet<Coupon> Coupons => Set<Coupon>();
            {{options}}
            protected override void OnModelCreating(ModelBuilder model) => model.Entity<Coupon>(o =>
            {
                o.HasIndex(x => x.Shop);
                {{unique}};
            });
        }
        """;

    private static string Reported(string source) => source.Replace("o.HasIndex(x => x.Shop);", "o.[|HasIndex|](x => x.Shop);");

    [Fact]
    public Task Silent_where_SQL_Server_leaves_nulls_out_of_the_unique_index() =>
        Rule.Silent(Coupons("o.HasIndex(x => new { x.Shop, x.Code }).IsUnique()"));

    [Fact]
    public Task Reports_where_the_unique_index_has_all_rows() =>
        Rule.Reports(Reported(Coupons("o.HasIndex(x => new { x.Shop, x.Code }).IsUnique().HasFilter(null)")));

    [Fact]
    public Task Reports_a_unique_index_with_nulls_on_another_database() => Rule.Reports(Reported(Coupons(
        "o.HasIndex(x => new { x.Shop, x.Code }).IsUnique()",
        "protected override void OnConfiguring(DbContextOptionsBuilder options) => options.UseNpgsql(\"…\");")));

    [Fact]
    public Task Silent_for_indexes_of_two_contexts() => Rule.Silent(Model("", "model.Entity<Order>().HasIndex(x => x.Shop);") + """

        class Other : DbContext
        {
            public DbSet<Order> Orders => Set<Order>();
            protected override void OnModelCreating(ModelBuilder model) => model.Entity<Order>().HasIndex(x => new { x.Shop, x.Number });
        }
        """);

    [Fact]
    public Task Silent_for_generic_configuration() => Rule.Silent("""
        using Microsoft.EntityFrameworkCore;
        using Microsoft.EntityFrameworkCore.Metadata.Builders;
        interface IItem { int Tenant { get; } int Number { get; } }
        class Order : IItem { public int Id { get; set; } public int Tenant { get; set; } public int Number { get; set; } }
        class Db : DbContext { public DbSet<Order> Orders => Set<Order>(); }
        abstract class Base<T> : IEntityTypeConfiguration<T> where T : class, IItem
        {
            public void Configure(EntityTypeBuilder<T> builder) => builder.HasIndex(x => new { x.Tenant, x.Number });
        }
        class OrderConfiguration { void Configure(EntityTypeBuilder<Order> builder) { builder.HasIndex(x => x.Tenant); } }
        """);

    [Fact]
    public Task Silent_when_the_key_may_be_set_elsewhere() => Rule.Silent("""
        using Microsoft.EntityFrameworkCore;
        [Index(nameof(Id))]
        public class Order { public int Id { get; set; } }
        """);

    [Fact]
    public Task Silent_without_EF() => Rule.On(References.Framework).Silent("""
        [AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
        class IndexAttribute(params string[] names) : Attribute { public string[] Names => names; }
        [Index("A")]
        [Index("A", "B")]
        class Order { public int A { get; set; } public int B { get; set; } }
        """);

    [Fact]
    public Task Silent_in_generated_code() => Rule.File("Order.g.cs", Model("[Index(nameof(Order.Shop)), Index(nameof(Order.Shop), nameof(Order.Number))]")).Silent("class Nothing;");

    [Fact]
    public Task Silent_on_incomplete_code() => Rule.Incomplete().Silent("""
        using Microsoft.EntityFrameworkCore;
        [Index(nameof(A))]
        [Index(nameof(A),
        class Order { public int Id { get; set; } public int A { get; set; } }
        class Db : DbContext
        {
            public DbSet<Order> Orders => Set<Order>();
            protected override void OnModelCreating(ModelBuilder model) { model.Entity<Order>().HasIndex(x => x.
        """);

    [Fact]
    public Task Fix_removes_attributes_and_statements_and_keeps_comments() => Rule.Fixes(
        """
        using Microsoft.EntityFrameworkCore;

        // What a customer buys.
        [[|Index(nameof(Shop))|]]
        [Index(nameof(Shop), nameof(Number))]
        [[|Index(nameof(Number))|], Index(nameof(Number), nameof(Placed))]
        public class Order
        {
            public int Id { get; set; }
            public int Shop { get; set; }
            public string Number { get; set; } = "";
            public DateTime Placed { get; set; }
        }

        public class Db : DbContext
        {
            public DbSet<Order> Orders => Set<Order>();

            protected override void OnModelCreating(ModelBuilder model)
            {
                model.Entity<Order>(order =>
                {
                    // by day
                    order.[|HasIndex|](x => x.Placed)
                        .HasDatabaseName("ix");
                    order.HasIndex(x => new { x.Placed, x.Shop });
                });
                model.Entity<Order>().[|HasIndex|](x => new { x.Placed, x.Shop }, "twice"); // why?
            }
        }
        """,
        """
        using Microsoft.EntityFrameworkCore;

        // What a customer buys.
        [Index(nameof(Shop), nameof(Number))]
        [Index(nameof(Number), nameof(Placed))]
        public class Order
        {
            public int Id { get; set; }
            public int Shop { get; set; }
            public string Number { get; set; } = "";
            public DateTime Placed { get; set; }
        }

        public class Db : DbContext
        {
            public DbSet<Order> Orders => Set<Order>();

            protected override void OnModelCreating(ModelBuilder model)
            {
                model.Entity<Order>(order =>
                {
                    // by day
                    order.HasIndex(x => new { x.Placed, x.Shop });
                });
                // why?
            }
        }
        """);

    [Fact]
    public Task Has_no_fix_where_the_index_is_all_that_a_lambda_says() => Rule.HasNoFix(Model(
        "[Index(nameof(Order.Shop), nameof(Order.Number))]", "model.Entity<Order>(order => order.[|HasIndex|](x => x.Shop));"));
}
