using DesignChecks.Rules.Functional;
using DesignChecks.Tests.Engine;

namespace DesignChecks.Tests.Functional;

/// <summary>DCK0204: unique indexes of tenant data that the tenant is no part of.</summary>
public class UniqueIndexIgnoresTenantTests
{
    private static Verify<UniqueIndexIgnoresTenant> Rule => new();

    /// <summary>An invoice with a tenant, attributes on it, and statements in OnModelCreating.</summary>
    private static string Model(string attributes = "", string fluent = "", string tenant = "public int TenantId { get; set; }") => $$"""
        using Microsoft.EntityFrameworkCore;
        using Microsoft.EntityFrameworkCore.Metadata.Builders;
        {{attributes}}
        class Invoice
        {
            public int Id { get; set; }
            {{tenant}}
            public string Number { get; set; } = "";
            public int Year { get; set; }
            public Guid Reference { get; set; }
            public string Token { get; set; } = "";
            public int Buyer { get; set; }
            public Customer? Customer { get; set; }
        }
        class Customer { public int Id { get; set; } public string Name { get; set; } = ""; }
        class Db : DbContext
        {
            public DbSet<Invoice> Invoices => Set<Invoice>();
            public DbSet<Customer> Customers => Set<Customer>();
            protected override void OnModelCreating(ModelBuilder model)
            {
                {{fluent}}
            }
        }
        """;

    [Fact]
    public Task Reports_a_fluent_index() => Rule
        .Says("'Invoice' belongs to a tenant by 'TenantId', yet its unique index on 'Number' spans all tenants, so what one tenant enters is refused to the others and tells them that it exists; put 'TenantId' first in the index")
        .Reports(Model("", "model.Entity<Invoice>().[|HasIndex|](x => x.Number).IsUnique();"));

    [Theory]
    [InlineData("model.Entity<Invoice>(o => { o.[|HasIndex|](x => new { x.Year, x.Number }).IsUnique().HasDatabaseName(\"ux\"); });")]
    [InlineData("model.Entity<Invoice>().[|HasIndex|](\"Number\").IsUnique();")]
    [InlineData("model.Entity(typeof(Invoice)).[|HasIndex|](nameof(Invoice.Number)).IsUnique(true);")]
    [InlineData("model.Entity<Invoice>().[|HasIndex|](x => x.Number).IsUnique().HasFilter(\"\\\"Year\\\" > 2000\");")]
    [InlineData("NpgsqlIndexBuilderExtensions.IncludeProperties(model.Entity<Invoice>().[|HasIndex|](x => x.Number).IsUnique(), x => new { x.Year });")]
    [InlineData("Configure(model.Entity<Invoice>()); void Configure(EntityTypeBuilder<Invoice> o) { o.[|HasIndex|](x => x.Number).IsUnique(); }")]
    public Task Reports_every_form_of_fluent_index(string fluent) => Rule.Reports(Model("", fluent));

    [Theory]
    [InlineData("[[|Index(nameof(Number), IsUnique = true)|]]")]
    [InlineData("[[|Index(nameof(Invoice.Year), nameof(Invoice.Number), IsUnique = true, Name = \"ux\")|]]")]
    [InlineData("[Index(nameof(Year)), [|Index(\"Number\", IsUnique = true)|]]")]
    public Task Reports_attributes(string attributes) => Rule
        .Reports(Model(attributes));

    [Fact]
    public Task Reports_in_a_configuration_class_and_on_a_base_type() => Rule.Reports("""
        using Microsoft.EntityFrameworkCore;
        using Microsoft.EntityFrameworkCore.Metadata.Builders;
        [[|Index(nameof(Code), IsUnique = true)|]]
        public abstract class TenantData { public int Id { get; set; } public Guid TenantId { get; set; } public string Code { get; set; } = ""; }
        public class Order : TenantData { public string Number { get; set; } = ""; }
        class OrderConfiguration : IEntityTypeConfiguration<Order>
        {
            public void Configure(EntityTypeBuilder<Order> builder) => builder.[|HasIndex|](x => x.Number).IsUnique();
        }
        """);

    [Fact]
    public Task Reports_a_property_that_the_team_names() => Task.WhenAll(
        Rule.With("dotnet_code_quality.DCK0204.tenant_properties = ShopId").Reports(Model("[[|Index(nameof(Number), IsUnique = true)|]]", tenant: "public int ShopId { get; set; }")),
        Rule.With("dotnet_code_quality.designchecks.tenant_properties = Invoice.ShopId").Reports(Model("[[|Index(nameof(Number), IsUnique = true)|]]", tenant: "public int ShopId { get; set; }")),
        Rule.Silent(Model("[Index(nameof(Number), IsUnique = true)]", tenant: "public int ShopId { get; set; }")));

    [Theory]
    [InlineData("model.Entity<Invoice>().HasIndex(x => new { x.TenantId, x.Number }).IsUnique();")]
    [InlineData("model.Entity<Invoice>().HasIndex(x => new { x.Number, x.TenantId }).IsUnique();")]
    [InlineData("model.Entity<Invoice>().HasIndex(x => x.Number);")] // not unique
    [InlineData("model.Entity<Invoice>().HasIndex(x => x.Number).IsUnique(false);")]
    [InlineData("var unique = DateTime.Now.Year > 2000; model.Entity<Invoice>().HasIndex(x => x.Number).IsUnique(unique);")] // unknown
    [InlineData("model.Entity<Invoice>().HasAlternateKey(x => x.Number);")] // no index
    [InlineData("model.Entity<Invoice>().HasKey(x => x.Number); model.Entity<Invoice>().HasIndex(x => new { x.Number, x.Year }).IsUnique();")] // the key is in it
    [InlineData("model.Entity<Invoice>().HasKey(x => x.TenantId); model.Entity<Invoice>().HasIndex(x => x.Number).IsUnique();")] // the table of tenants
    [InlineData("model.Entity<Customer>().HasIndex(x => x.Name).IsUnique();")] // shared by all tenants
    public Task Silent_when_the_tenant_is_in_it_or_nothing_is_wrong(string fluent) => Rule.Silent(Model("", fluent));

    [Theory]
    [InlineData("model.Entity<Invoice>().HasIndex(x => x.Reference).IsUnique();")]
    [InlineData("model.Entity<Invoice>().HasIndex(x => x.Token).IsUnique();")]
    [InlineData("model.Entity<Invoice>().HasIndex(x => new { x.Buyer, x.Year }).IsUnique(); model.Entity<Customer>().HasMany<Invoice>().WithOne(x => x.Customer).HasForeignKey(x => x.Buyer);")] // one per customer, who has a tenant
    public Task Silent_for_values_that_are_unique_in_the_world_or_by_their_owner(string fluent) => Rule.Silent(Model("", fluent));

    [Theory]
    [InlineData("model.Entity<Invoice>().HasIndex(x => x.Number).IsUnique().HasFilter(\"\\\"TenantId\\\" IS NULL\");")]
    [InlineData("model.Entity<Invoice>().HasIndex(x => x.Number).IsUnique().HasFilter(\"tenant_id = 0\");")]
    [InlineData("var filter = DateTime.Now.ToString(); model.Entity<Invoice>().HasIndex(x => x.Number).IsUnique().HasFilter(filter);")]
    public Task Silent_when_the_index_is_about_some_tenants(string fluent) => Rule.Silent(Model("", fluent));

    [Fact]
    public Task Silent_for_generic_configuration() => Rule.Silent("""
        using Microsoft.EntityFrameworkCore;
        using Microsoft.EntityFrameworkCore.Metadata.Builders;
        interface IData { int TenantId { get; } string Number { get; } }
        class Order : IData { public int Id { get; set; } public int TenantId { get; set; } public string Number { get; set; } = ""; }
        abstract class Base<T> : IEntityTypeConfiguration<T> where T : class, IData
        {
            public void Configure(EntityTypeBuilder<T> builder) => builder.HasIndex(x => x.Number).IsUnique();
        }
        class Db : DbContext { public DbSet<Order> Orders => Set<Order>(); }
        """);

    [Fact]
    public Task Silent_without_EF() => Rule.On(References.Framework).Silent("""
        [AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
        class IndexAttribute(params string[] names) : Attribute { public string[] Names => names; public bool IsUnique { get; set; } }
        [Index("Number", IsUnique = true)]
        class Order { public int Id { get; set; } public int TenantId { get; set; } public string Number { get; set; } = ""; }
        """);

    [Fact]
    public Task Silent_in_generated_code() => Rule.File("Order.g.cs", Model("[Index(nameof(Number), IsUnique = true)]")).Silent("class Nothing;");

    [Fact]
    public Task Silent_on_incomplete_code() => Rule.Incomplete().Silent("""
        using Microsoft.EntityFrameworkCore;
        [Index(nameof(Number), IsUnique =
        class Order { public int Id { get; set; } public int TenantId { get; set; } public string Number { get; set; } = ""; }
        class Db : DbContext
        {
            public DbSet<Order> Orders => Set<Order>();
            protected override void OnModelCreating(ModelBuilder model) { model.Entity<Order>().HasIndex(x => x.
        """);

    [Fact]
    public Task Fix_puts_the_tenant_first_and_keeps_comments() => Rule.Fixes(
        """
        using Microsoft.EntityFrameworkCore;

        // What a customer pays.
        [[|Index(nameof(Number), IsUnique = true)|]] // by its number
        [[|Index(nameof(Invoice.Year), nameof(Invoice.Number), IsUnique = true, Name = "ux")|]]
        public class Invoice
        {
            public int Id { get; set; }
            public int TenantId { get; set; }
            public string Number { get; set; } = "";
            public int Year { get; set; }
        }

        public class Db : DbContext
        {
            public DbSet<Invoice> Invoices => Set<Invoice>();

            protected override void OnModelCreating(ModelBuilder model)
            {
                model.Entity<Invoice>(invoice =>
                {
                    // one of each
                    invoice.[|HasIndex|](i => i.Number)
                        .IsUnique();
                    invoice.[|HasIndex|](i => new { i.Year, i.Number }, "ux2").IsUnique();
                    invoice.[|HasIndex|](nameof(Invoice.Year), "Number").IsUnique();
                });
            }
        }
        """,
        """
        using Microsoft.EntityFrameworkCore;

        // What a customer pays.
        [Index(nameof(TenantId), nameof(Number), IsUnique = true)] // by its number
        [Index(nameof(Invoice.TenantId), nameof(Invoice.Year), nameof(Invoice.Number), IsUnique = true, Name = "ux")]
        public class Invoice
        {
            public int Id { get; set; }
            public int TenantId { get; set; }
            public string Number { get; set; } = "";
            public int Year { get; set; }
        }

        public class Db : DbContext
        {
            public DbSet<Invoice> Invoices => Set<Invoice>();

            protected override void OnModelCreating(ModelBuilder model)
            {
                model.Entity<Invoice>(invoice =>
                {
                    // one of each
                    invoice.HasIndex(i => new { i.TenantId, i.Number })
                        .IsUnique();
                    invoice.HasIndex(i => new { i.TenantId, i.Year, i.Number }, "ux2").IsUnique();
                    invoice.HasIndex(nameof(Invoice.TenantId), nameof(Invoice.Year), "Number").IsUnique();
                });
            }
        }
        """);

    [Theory]
    [InlineData("model.Entity<Invoice>().[|HasIndex|](x => new { x.Year, x.Number }).IsUnique().IsDescending(true, false);", "public int TenantId { get; set; }")] // each column has its direction
    [InlineData("model.Entity<Invoice>().[|HasIndex|]([\"Number\"], \"ux\").IsUnique();", "public int TenantId { get; set; }")]
    [InlineData("model.Entity<Invoice>().[|HasIndex|](x => x.Number).IsUnique();", "public int? TenantId { get; set; }")] // rows without a tenant would no longer be unique
    public Task Has_no_fix_where_the_edit_could_be_wrong(string fluent, string tenant) => Rule.HasNoFix(Model("", fluent, tenant));
}
