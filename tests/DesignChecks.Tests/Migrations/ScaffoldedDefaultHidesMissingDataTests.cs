using DesignChecks.Rules.Migrations;
using DesignChecks.Tests.Engine;

namespace DesignChecks.Tests.Migrations;

/// <summary>DCK1726: Scaffolded default hides missing data.</summary>
public class ScaffoldedDefaultHidesMissingDataTests
{
    private static Verify<ScaffoldedDefaultHidesMissingData> Rule => new();

    private const string AddStatus = """migrationBuilder.[|AddColumn|]<string>(name: "Status", table: "Orders", nullable: false, defaultValue: "");""";

    private static string Unmarked => AddStatus.Replace("[|", "").Replace("|]", "");

    [Fact]
    public Task Reports_an_empty_text() => Rule
        .Says("The rows that 'Orders' holds get an empty text as 'Status': the scaffolder's zero, which nobody chose; state a value that is right for them, or add the column as nullable, fill it, then make it required")
        .Reports(Written.EfUp(AddStatus));

    [Theory]
    [InlineData("int", "0", "0")]
    [InlineData("decimal", "0m", "0")]
    [InlineData("byte", "(byte)0", "0")]
    [InlineData("bool", "false", "false")]
    [InlineData("DateTime", "new DateTime(1, 1, 1, 0, 0, 0, 0, DateTimeKind.Unspecified)", "a date in the year 1")]
    [InlineData("DateTimeOffset", "new DateTimeOffset(new DateTime(1, 1, 1, 0, 0, 0, 0, DateTimeKind.Unspecified), new TimeSpan(0, 0, 0, 0, 0))", "a date in the year 1")]
    [InlineData("DateOnly", "new DateOnly(1, 1, 1)", "a date in the year 1")]
    [InlineData("TimeSpan", "new TimeSpan(0, 0, 0, 0, 0)", "00:00")]
    [InlineData("Guid", "new Guid(\"00000000-0000-0000-0000-000000000000\")", "the empty Guid")]
    [InlineData("byte[]", "new byte[0]", "no bytes")]
    public Task Reports_the_scaffolder_s_other_zeros(string type, string zero, string text) => Rule
        .Says($"The rows that 'Orders' holds get {text} as 'Status': the scaffolder's zero, which nobody chose; state a value that is right for them, or add the column as nullable, fill it, then make it required")
        .Reports(Written.EfUp($"""migrationBuilder.[|AddColumn|]<{type}>(name: "Status", table: "Orders", nullable: false, defaultValue: {zero});"""));

    [Theory]
    [InlineData("nullable: true, defaultValue: \"\"")]
    [InlineData("nullable: false, defaultValue: \"new\"")]
    [InlineData("nullable: false, defaultValue: string.Empty")]
    [InlineData("nullable: false")]
    [InlineData("nullable: false, rowVersion: true, defaultValue: \"\"")]
    [InlineData("nullable: false, defaultValueSql: \"''\"")]
    public Task Silent_for_other_columns(string facets) => Rule.Silent(Written.EfUp(
        $"""migrationBuilder.AddColumn<string>(name: "Status", table: "Orders", {facets});"""));

    [Fact]
    public Task Silent_for_identity_columns_counts_and_limits() => Rule.Silent(Written.EfUp("""
        migrationBuilder.AddColumn<int>(name: "Number", table: "Orders", nullable: false, defaultValue: 0).Annotation("SqlServer:Identity", "1, 1");
        migrationBuilder.AddColumn<int>(name: "FailedLoginCount", table: "Users", nullable: false, defaultValue: 0);
        migrationBuilder.AddColumn<short>(name: "MaxSessions", table: "Users", nullable: false, defaultValue: (short)0);
        """));

    [Fact]
    public Task Silent_when_the_migration_fills_the_rows_itself() => Rule.Reports(Written.EfUp($$"""
        {{Unmarked}}
        migrationBuilder.Sql("UPDATE \"Orders\" SET \"Status\" = 'paid'");
        migrationBuilder.AddColumn<string>(name: "Color", table: "Orders", nullable: false, defaultValue: "");
        migrationBuilder.UpdateData(table: "Orders", keyColumn: "Id", keyValue: 1, column: "Color", value: "red");
        migrationBuilder.[|AddColumn|]<string>(name: "Size", table: "Orders", nullable: false, defaultValue: "");
        """));

    [Fact]
    public Task Silent_when_the_migration_runs_SQL_that_is_out_of_sight() => Rule.Silent(Written.EfUp($$"""
        {{Unmarked}}
        migrationBuilder.Sql(File.ReadAllText("fill.sql"));
        """));

    private const string Shop = """
        using System.ComponentModel;
        using Microsoft.EntityFrameworkCore;
        public class Order
        {
            public int Id { get; set; }
            public string Status { get; set; } = "";
            [DefaultValue("")] public string Color { get; set; } = "";
            public bool IsOpen { get; set; } = true;
            public bool IsGift { get; set; }
        }
        public class ShopContext : DbContext
        {
            public DbSet<Order> Orders => Set<Order>();
            protected override void OnModelCreating(ModelBuilder model) => model.Entity<Order>().Property(o => o.Status)CONFIGURED;
        }
        """;

    [Fact]
    public Task Silent_when_the_model_has_a_default_for_the_property() => Rule
        .File("Shop.cs", Shop.Replace("CONFIGURED", ".HasMaxLength(20).HasDefaultValue(\"\")"))
        .Silent(Written.EfUp($$"""
            {{Unmarked}}
            migrationBuilder.AddColumn<string>(name: "Color", table: "Orders", nullable: false, defaultValue: "");
            """));

    [Fact]
    public Task Silent_when_the_model_has_no_such_property_any_more() => Rule
        .File("Shop.cs", Shop.Replace("CONFIGURED", ""))
        .Reports(Written.EfUp($$"""
            {{AddStatus}}
            migrationBuilder.AddColumn<string>(name: "Gone", table: "Orders", nullable: false, defaultValue: "");
            """));

    [Fact]
    public Task Reports_a_switch_that_new_objects_have_on_and_is_silent_for_one_they_have_off() => Rule
        .File("Shop.cs", Shop.Replace("CONFIGURED", ""))
        .Reports(Written.EfUp("""
            migrationBuilder.[|AddColumn|]<bool>(name: "IsOpen", table: "Orders", nullable: false, defaultValue: false);
            migrationBuilder.AddColumn<bool>(name: "IsGift", table: "Orders", nullable: false, defaultValue: false);
            """));

    [Fact]
    public Task Reads_the_zero_of_an_enum() => Rule
        .File("Shop.cs", """
            using Microsoft.EntityFrameworkCore;
            public enum Status { Open, Paid }
            public enum Color { Unknown, Red }
            public enum Kind { Small = 1, Big }
            public class Order { public Status Status { get; set; } public Color Color { get; set; } public Kind Kind { get; set; } public Status StatusType { get; set; } }
            public class ShopContext : DbContext { public DbSet<Order> Orders => Set<Order>(); }
            """)
        .Reports(Written.EfUp("""
            migrationBuilder.[|AddColumn|]<int>(name: "Status", table: "Orders", nullable: false, defaultValue: 0);
            migrationBuilder.AddColumn<int>(name: "Color", table: "Orders", nullable: false, defaultValue: 0);
            migrationBuilder.[|AddColumn|]<int>(name: "Kind", table: "Orders", nullable: false, defaultValue: 0);
            migrationBuilder.AddColumn<int>(name: "StatusType", table: "Orders", nullable: false, defaultValue: 0);
            """));

    private const string Snapshot = """
        // <auto-generated />
        using System;
        using Microsoft.EntityFrameworkCore;
        using Microsoft.EntityFrameworkCore.Infrastructure;
        namespace Shop.Snapshots
        {
            [DbContext(typeof(ShopContext))]
            partial class ShopContextModelSnapshot : ModelSnapshot
            {
                protected override void BuildModel(ModelBuilder modelBuilder)
                {
                    modelBuilder.HasAnnotation("ProductVersion", "10.0.0");

                    modelBuilder.Entity("Shop.Order", b =>
                        {
                            b.Property<int>("Id").HasColumnType("integer");
                            b.Property<string>("Status").IsRequired().HasColumnType("text");
                            b.Property<string>("Color").IsRequired().ValueGeneratedOnAdd().HasColumnType("text").HasDefaultValue("");
                            b.Property<string>("Size").IsRequired().HasColumnName("order_size");
                            b.Property<bool>("IsGift").HasColumnType("boolean");
                            b.HasKey("Id");
                            b.ToTable("Orders", "sales");
                        });

                    modelBuilder.Entity("Shop.BigOrder", b =>
                        {
                            b.HasBaseType("Shop.Order");
                            b.Property<string>("Reason").IsRequired();
                        });

                    modelBuilder.Entity("Shop.Order", b =>
                        {
                            b.OwnsOne("Shop.Address", "ShipTo", b1 =>
                                {
                                    b1.Property<int>("OrderId");
                                    b1.Property<string>("City").IsRequired();
                                    b1.ToTable("Orders", "sales");
                                });
                        });
                }
            }
        }
        namespace Shop { public class ShopContext : Microsoft.EntityFrameworkCore.DbContext; }
        """;

    [Fact]
    public Task Reads_the_model_snapshot() => Rule
        .File("ShopContextModelSnapshot.cs", Snapshot)
        .Reports(Written.EfUp("""
            migrationBuilder.[|AddColumn|]<string>(name: "Status", table: "Orders", schema: "sales", nullable: false, defaultValue: "");
            migrationBuilder.[|AddColumn|]<string>(name: "order_size", table: "Orders", schema: "sales", nullable: false, defaultValue: "");
            migrationBuilder.[|AddColumn|]<string>(name: "ShipTo_City", table: "Orders", schema: "sales", nullable: false, defaultValue: "");
            migrationBuilder.[|AddColumn|]<string>(name: "Reason", table: "Orders", schema: "sales", nullable: false, defaultValue: "");
            migrationBuilder.AddColumn<string>(name: "Color", table: "Orders", schema: "sales", nullable: false, defaultValue: "");
            migrationBuilder.AddColumn<string>(name: "Size", table: "Orders", schema: "sales", nullable: false, defaultValue: "");
            migrationBuilder.AddColumn<string>(name: "Gone", table: "Orders", schema: "sales", nullable: false, defaultValue: "");
            migrationBuilder.AddColumn<string>(name: "Status", table: "Bills", nullable: false, defaultValue: "");
            migrationBuilder.AddColumn<bool>(name: "IsGift", table: "Orders", schema: "sales", nullable: false, defaultValue: false);
            """, attributes: "[DbContext(typeof(ShopContext)), Migration(\"20240131120000_Change\")]"));

    [Fact]
    public Task Silent_for_tables_of_the_same_migration() => Rule.Silent(Written.EfUp($$"""
        {{Written.CreateOrders}}
        {{Unmarked}}
        """));

    [Fact]
    public Task Silent_for_FluentMigrator_whose_defaults_are_written_by_people() => Rule.Silent(Written.FluentUp(
        """Alter.Table("Orders").AddColumn("Status").AsString().NotNullable().WithDefaultValue("");"""));

    [Fact]
    public Task Silent_in_Down_and_where_acknowledged() => Rule.Silent(Written.EfUp($"// safe: old orders have no status\n{Unmarked}", Unmarked));

    [Theory]
    [InlineData("start_after = 20250101")]
    [InlineData("small_tables = orders")]
    public Task Silent_up_to_the_configured_start_and_for_small_tables(string option) => Rule
        .With("dotnet_code_quality.designchecks." + option)
        .Silent(Written.EfUp(Unmarked));

    [Fact]
    public Task Reports_in_generated_code() => Rule.Reports("""
        // <auto-generated/>
        using Microsoft.EntityFrameworkCore.Migrations;
        class Made : Migration { protected override void Up(MigrationBuilder builder) => builder.[|AddColumn|]<string>("Status", "Orders", nullable: false, defaultValue: ""); }
        """);

    [Fact]
    public Task Silent_without_the_library() => Rule.On(References.Framework).Silent("""
        public class Builder { public void AddColumn<T>(string name, string table, bool nullable, object defaultValue) { } }
        public class Change : Base { protected void Up(Builder builder) => builder.AddColumn<int>("a", "b", false, 0); }
        public class Base;
        """);

    [Fact]
    public Task Reads_incomplete_code() => Rule.Incomplete().Reports("""
        using Microsoft.EntityFrameworkCore.Migrations;
        public class Change : Migration
        {
            protected override void Up(MigrationBuilder migrationBuilder)
            {
                migrationBuilder.[|AddColumn|]<string>(name: "Status", table: "Orders", nullable: false, defaultValue: new DateTime(;
        """);
}
