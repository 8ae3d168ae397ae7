using System.Collections.Immutable;
using DesignChecks.Rules.Functional;
using DesignChecks.Tests.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DesignChecks.Tests.Functional;

/// <summary>DCK0203: entities with a tenant that no query filter keeps to one, where others have such a filter.</summary>
public class TenantDataWithoutFilterTests
{
    private static Verify<TenantDataWithoutFilter> Rule => new();

    private const string Usings = "using Microsoft.EntityFrameworkCore;\nusing Microsoft.EntityFrameworkCore.Metadata.Builders;\n";

    private const string FilterOrders = "model.Entity<Order>().HasQueryFilter(x => x.TenantId == _tenant);";

    /// <summary>Orders and invoices with a tenant, a country without one, and statements in OnModelCreating.</summary>
    private static string Model(string fluent, string invoice = "class [|Invoice|]", string more = "", string members = "public int TenantId { get; set; }") => Usings + $$"""
        class Order { public int Id { get; set; } public int TenantId { get; set; } public bool IsDeleted { get; set; } }
        {{invoice}} { public int Id { get; set; } {{members}} public bool IsDeleted { get; set; } public int OrderId { get; set; } public Order? Order { get; set; } }
        class Country { public int Id { get; set; } public string Name { get; set; } = ""; }
        class Db(int tenant) : DbContext
        {
            private readonly int _tenant = tenant;
            public DbSet<Order> Orders => Set<Order>();
            public DbSet<Invoice> Invoices => Set<Invoice>();
            public DbSet<Country> Countries => Set<Country>();
            protected override void OnModelCreating(ModelBuilder model)
            {
                {{fluent}}
            }
        }
        {{more}}
        """;

    private static string Quiet(string fluent, string more = "") => Model(fluent, "class Invoice", more);

    [Fact]
    public Task Reports_the_entity_that_is_left_out() => Rule
        .Says("'Invoice' has a 'TenantId' and no query filter, though 'Order' is filtered by it, so a query that forgets the condition shows one tenant the rows of all; call HasQueryFilter for 'Invoice' too")
        .Reports(Model(FilterOrders));

    [Theory]
    [InlineData("model.Entity<Order>(o => { o.ToTable(\"orders\"); o.HasQueryFilter(x => !x.IsDeleted && x.TenantId == _tenant); });")] // with soft delete
    [InlineData("model.Entity<Order>().HasQueryFilter(\"tenant\", x => x.TenantId == _tenant);")] // named
    [InlineData("model.Entity<Order>().HasQueryFilter(x => EF.Property<int>(x, \"TenantId\") == _tenant);")]
    [InlineData("System.Linq.Expressions.Expression<Func<Order, bool>> own = x => x.TenantId == _tenant; model.Entity<Order>().HasQueryFilter(own);")]
    [InlineData("model.Entity<Order>().HasQueryFilter(x => x.TenantId == _tenant); model.Entity<Invoice>().HasQueryFilter(x => !x.IsDeleted);")] // a filter, but not on the tenant
    [InlineData("Configure(model.Entity<Order>()); void Configure(EntityTypeBuilder<Order> o) { o.HasQueryFilter(x => x.TenantId == _tenant); }")]
    public Task Reports_for_every_form_of_filter(string fluent) => Rule.Reports(Model(fluent));

    [Theory]
    [InlineData("record [|Invoice|]")]
    [InlineData("[Index(nameof(TenantId))] class [|Invoice|]")]
    public Task Reports_records_and_classes_with_attributes(string declaration) => Rule.Reports(Model(FilterOrders, declaration));

    [Fact]
    public Task Reports_entities_of_configuration_classes_and_base_types() => Rule.Reports(Usings + """
        abstract class TenantData { public int Id { get; set; } public System.Guid TenantId { get; set; } }
        class Order : TenantData;
        class [|Invoice|] : TenantData;
        class OrderConfiguration(System.Guid tenant) : IEntityTypeConfiguration<Order>
        {
            public void Configure(EntityTypeBuilder<Order> builder) => builder.HasQueryFilter(x => x.TenantId == tenant);
        }
        class InvoiceConfiguration : IEntityTypeConfiguration<Invoice>
        {
            public void Configure(EntityTypeBuilder<Invoice> builder) => builder.ToTable("invoices");
        }
        class Db(DbContextOptions<Db> options) : DbContext(options)
        {
            protected override void OnModelCreating(ModelBuilder model) => model.ApplyConfigurationsFromAssembly(typeof(Db).Assembly);
        }
        """);

    [Fact]
    public Task Reports_a_partial_entity_once_although_two_contexts_map_it() => Rule
        .File("Invoice.More.cs", "partial class Invoice { public string Number { get; set; } = \"\"; }")
        .Reports(Model(FilterOrders, "partial class [|Invoice|]", "class Reports : Db { public Reports() : base(1) { } public DbSet<Invoice> Read => Set<Invoice>(); }"));

    [Fact]
    public Task Reports_a_property_that_the_team_names()
    {
        var code = Model("model.Entity<Order>().HasQueryFilter(x => x.ShopId == _tenant);", "class [|Invoice|]").Replace("TenantId", "ShopId");
        return Task.WhenAll(
            Rule.With("dotnet_code_quality.DCK0203.tenant_properties = ShopId").Reports(code),
            Rule.With("dotnet_code_quality.designchecks.tenant_properties = Order.ShopId, P:Invoice.ShopId").Reports(code),
            Rule.Silent(code.Replace("[|", "").Replace("|]", "")));
    }

    [Fact]
    public Task Reports_a_property_that_an_interface_of_the_team_declares() => Rule.With("dotnet_code_quality.DCK0203.tenant_properties = P:IOwned.Shop").Reports(Usings + """
        interface IOwned { int Shop { get; } }
        class Order : IOwned { public int Id { get; set; } public int Shop { get; set; } }
        class [|Invoice|] : IOwned { public int Id { get; set; } public int Shop { get; set; } }
        class Db(int shop) : DbContext
        {
            public DbSet<Order> Orders => Set<Order>();
            public DbSet<Invoice> Invoices => Set<Invoice>();
            protected override void OnModelCreating(ModelBuilder model) => model.Entity<Order>().HasQueryFilter(x => x.Shop == shop);
        }
        """);

    [Fact]
    public Task Reports_the_set_of_an_entity_from_a_project_without_EF() => Rule.On(WithProject("""
        namespace Domain;
        public class Order { public int Id { get; set; } public int TenantId { get; set; } }
        public class Invoice { public int Id { get; set; } public int TenantId { get; set; } }
        """)).Reports(Usings + Foreign("model.ApplyConfigurationsFromAssembly(typeof(Db).Assembly);", "[|Invoices|]"));

    [Theory]
    [InlineData("model.ApplyConfigurationsFromAssembly(typeof(Domain.Order).Assembly);")]
    [InlineData("model.ApplyConfigurationsFromAssembly(Elsewhere()); System.Reflection.Assembly Elsewhere() => typeof(Domain.Order).Assembly;")]
    public Task Silent_when_configurations_of_another_project_are_applied(string fluent) => Rule.On(WithProject("""
        namespace Domain;
        public class Order { public int Id { get; set; } public int TenantId { get; set; } }
        public class Invoice { public int Id { get; set; } public int TenantId { get; set; } }
        """)).Silent(Usings + Foreign(fluent, "Invoices"));

    private static string Foreign(string fluent, string set) => $$"""
        class Db(int tenant) : DbContext
        {
            public DbSet<Domain.Order> Orders => Set<Domain.Order>();
            public DbSet<Domain.Invoice> {{set}} => Set<Domain.Invoice>();
            protected override void OnModelCreating(ModelBuilder model)
            {
                {{fluent}}
                model.Entity<Domain.Order>().HasQueryFilter(x => x.TenantId == tenant);
            }
        }
        """;

    private static ImmutableArray<MetadataReference> WithProject(string source, ImmutableArray<MetadataReference>? references = null)
    {
        var project = CSharpCompilation.Create("Domain", [CSharpSyntaxTree.ParseText(source)], references ?? References.Framework, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        using var image = new MemoryStream();
        Assert.True(project.Emit(image).Success);
        return References.Current.Add(MetadataReference.CreateFromImage(image.ToArray()));
    }

    [Theory]
    [InlineData("model.Entity<Order>().HasQueryFilter(x => x.TenantId == _tenant); model.Entity<Invoice>().HasQueryFilter(x => x.TenantId == _tenant);")]
    [InlineData("model.Entity<Order>().HasQueryFilter(x => x.TenantId == _tenant); model.Entity<Invoice>().HasQueryFilter(x => x.Order!.TenantId == _tenant);")] // by the row it belongs to
    [InlineData("model.Entity<Order>().HasQueryFilter(x => x.TenantId == _tenant); model.Entity<Invoice>().HasQueryFilter(Own<Invoice>()); static System.Linq.Expressions.Expression<Func<T, bool>> Own<T>() { if (DateTime.Now.Year > 2000) return _ => true; return _ => false; }")] // computed
    public Task Silent_when_the_entity_is_filtered(string fluent) => Rule.Silent(Quiet(fluent));

    [Theory]
    [InlineData("")]
    [InlineData("model.Entity<Order>().HasQueryFilter(x => !x.IsDeleted);")]
    [InlineData("model.Entity<Order>().HasQueryFilter(null);")]
    public Task Silent_when_no_entity_is_filtered_by_tenant(string fluent) => Rule.Silent(Quiet(fluent));

    [Theory]
    [InlineData("foreach (var type in model.Model.GetEntityTypes()) model.Entity(type.ClrType).HasQueryFilter(System.Linq.Expressions.Expression.Lambda(System.Linq.Expressions.Expression.Constant(true), System.Linq.Expressions.Expression.Parameter(type.ClrType)));")]
    [InlineData("foreach (var type in model.Model.GetEntityTypes()) type.SetQueryFilter(null);")]
    [InlineData("void Filter<T>() where T : class => model.Entity<T>().HasQueryFilter(x => EF.Property<int>(x, \"TenantId\") == _tenant); Filter<Invoice>();")]
    public Task Silent_when_a_loop_over_the_types_sets_filters(string fluent) => Rule.Silent(Quiet(FilterOrders + fluent));

    [Fact]
    public Task Silent_when_generic_configuration_may_filter_it() => Rule.Silent(Usings + """
        abstract class TenantData { public int Id { get; set; } public int TenantId { get; set; } }
        class Order : TenantData;
        class Invoice : TenantData;
        abstract class TenantConfiguration<T>(int tenant) : IEntityTypeConfiguration<T> where T : TenantData
        {
            public virtual void Configure(EntityTypeBuilder<T> builder) => builder.HasQueryFilter(x => x.TenantId == tenant);
        }
        class InvoiceConfiguration(int tenant) : TenantConfiguration<Invoice>(tenant);
        class Db(int tenant) : DbContext
        {
            public DbSet<Order> Orders => Set<Order>();
            public DbSet<Invoice> Invoices => Set<Invoice>();
            protected override void OnModelCreating(ModelBuilder model) => model.Entity<Order>().HasQueryFilter(x => x.TenantId == tenant);
        }
        """);

    [Fact]
    public Task Silent_when_its_base_type_is_filtered() => Rule.Silent(Usings + """
        class Document { public int Id { get; set; } public int TenantId { get; set; } }
        class Invoice : Document { public string Number { get; set; } = ""; }
        class Db(int tenant) : DbContext
        {
            public DbSet<Document> Documents => Set<Document>();
            public DbSet<Invoice> Invoices => Set<Invoice>();
            protected override void OnModelCreating(ModelBuilder model) => model.Entity<Document>().HasQueryFilter(x => x.TenantId == tenant);
        }
        """);

    [Fact]
    public Task Silent_when_a_convention_filters() => Rule.Silent(Quiet(FilterOrders, """
        class TenantConvention : Microsoft.EntityFrameworkCore.Metadata.Conventions.IModelFinalizingConvention
        {
            public void ProcessModelFinalizing(IConventionModelBuilder model, Microsoft.EntityFrameworkCore.Metadata.Conventions.IConventionContext<IConventionModelBuilder> context)
            {
                foreach (var type in model.Metadata.GetEntityTypes())
                    type.Builder.HasQueryFilter(null);
            }
        }
        """));

    [Fact]
    public Task Silent_when_a_base_context_of_a_package_may_filter() => Rule.On(WithProject("""
        namespace Tenants;
        public abstract class TenantContext : Microsoft.EntityFrameworkCore.DbContext;
        """, References.Current)).Silent(Quiet(FilterOrders).Replace(": DbContext", ": Tenants.TenantContext"));

    [Fact]
    public Task Silent_for_two_contexts_that_do_not_share_the_entities() => Rule.Silent(Usings + """
        class Order { public int Id { get; set; } public int TenantId { get; set; } }
        class Subscription { public int Id { get; set; } public int TenantId { get; set; } }
        class Shop(int tenant) : DbContext
        {
            public DbSet<Order> Orders => Set<Order>();
            protected override void OnModelCreating(ModelBuilder model) => model.Entity<Order>().HasQueryFilter(x => x.TenantId == tenant);
        }
        class Registry : DbContext { public DbSet<Subscription> Subscriptions => Set<Subscription>(); }
        """);

    [Theory]
    [InlineData("OutboxMessage")]
    [InlineData("AuditEntry")]
    [InlineData("TenantSettings")]
    [InlineData("Membership")]
    public Task Silent_for_rows_that_are_read_across_tenants(string name) => Rule.Silent(Quiet(FilterOrders).Replace("Invoice", name));

    [Fact]
    public Task Silent_for_entities_that_the_team_names() =>
        Rule.With("dotnet_code_quality.DCK0203.cross_tenant_entities = Invoice").Silent(Quiet(FilterOrders));

    [Theory]
    [InlineData("class Shop { public int TenantId { get; set; } public string Name { get; set; } = \"\"; public int Id => TenantId; }", "model.Entity<Shop>().HasKey(x => x.TenantId);")] // the tenants themselves
    [InlineData("class Shop { public int TenantId { get; set; } public int Total { get; set; } }", "model.Entity<Shop>().HasNoKey().ToView(\"totals\");")] // a view, which may filter
    public Task Silent_for_the_table_of_tenants_and_for_views(string entity, string fluent) =>
        Rule.Silent(Model(FilterOrders + "model.Entity<Invoice>().HasQueryFilter(x => x.TenantId == _tenant);" + fluent, "class Invoice", entity));

    [Fact]
    public Task Silent_for_entities_without_a_tenant() => Rule.Silent(Model(FilterOrders, "class Invoice", members: "public string Number { get; set; } = \"\";"));

    [Fact]
    public Task Silent_in_generated_code() => Rule.File("Invoice.g.cs", Quiet(FilterOrders)).Silent("class Nothing;");

    [Fact]
    public Task Silent_without_EF() => Rule.On(References.Framework).Silent("""
        class DbContext;
        class Builder<T> { public void HasQueryFilter(Func<T, bool> filter) => filter.ToString(); }
        class Order { public int Id { get; set; } public int TenantId { get; set; } }
        class Invoice { public int Id { get; set; } public int TenantId { get; set; } }
        class Db : DbContext { public void Make(Builder<Order> builder) => builder.HasQueryFilter(x => x.TenantId == 1); }
        """);

    [Fact]
    public Task Silent_on_incomplete_code() => Rule.Incomplete().Silent(Usings + """
        class Order { public int Id { get; set; } public int TenantId { get; set; } }
        class Invoice { public int Id { get; set; } public int TenantId { get; set; } }
        class Db : Missing
        {
            public DbSet<Order> Orders => Set<Order>();
            public DbSet<Invoice> Invoices => Set<Invoice>();
            protected override void OnModelCreating(ModelBuilder model) { model.Entity<Order>().HasQueryFilter(x => x.TenantId ==
        """);
}
