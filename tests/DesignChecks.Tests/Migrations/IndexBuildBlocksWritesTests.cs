using DesignChecks.Rules.Migrations;
using DesignChecks.Tests.Engine;

namespace DesignChecks.Tests.Migrations;

/// <summary>DCK1717: Index build blocks writes.</summary>
public class IndexBuildBlocksWritesTests
{
    private static Verify<IndexBuildBlocksWrites> Rule => new();

    private static Verify<IndexBuildBlocksWrites> On(string provider) => Rule.With($"dotnet_code_quality.designchecks.provider = {provider}");

    private const string Index = """migrationBuilder.[|CreateIndex|](name: "IX_Orders_Note", table: "Orders", column: "Note");""";

    [Theory]
    [InlineData("postgresql")]
    [InlineData("Npgsql")]
    public Task Reports_an_index_on_PostgreSQL(string provider) => On(provider)
        .Says("""Building index 'IX_Orders_Note' locks 'Orders' against writes until the last row is indexed; build it concurrently in a migration of its own: .Annotation("Npgsql:CreatedConcurrently", true)""")
        .Reports(Written.EfUp(Index));

    [Fact]
    public Task Reports_an_index_on_SQL_Server() => On("sqlserver")
        .Says("""Building index 'IX_Orders_Note' locks 'Orders' against writes until the last row is indexed; build it online: .Annotation("SqlServer:Online", true)""")
        .Reports(Written.EfUp(Index));

    [Fact]
    public Task Reports_where_the_packages_leave_the_provider_open() => Rule
        .Says("""Building index 'IX_Orders_Note' locks 'Orders' against writes until the last row is indexed; build it concurrently in a migration of its own ("Npgsql:CreatedConcurrently") or online ("SqlServer:Online")""")
        .Reports(Written.EfUp(Index));

    [Theory]
    [InlineData("Npgsql:IndexMethod", "Npgsql:CreatedConcurrently")]
    [InlineData("SqlServer:Clustered", "SqlServer:Online")]
    public Task Reads_the_provider_from_annotations(string annotation, string advice) => Rule
        .Says($"""Building index 'IX' locks 'Orders' against writes until the last row is indexed; build it {(advice.StartsWith('N') ? "concurrently in a migration of its own" : "online")}: .Annotation("{advice}", true)""")
        .Reports(Written.EfUp($$"""migrationBuilder.[|CreateIndex|](name: "IX", table: "Orders", columns: new[] { "A", "B" }, unique: true).Annotation("{{annotation}}", "x");"""));

    [Theory]
    [InlineData("UseNpgsql", "Npgsql:CreatedConcurrently")]
    [InlineData("UseSqlServer", "SqlServer:Online")]
    public Task Reads_the_provider_from_the_program(string use, string advice) => Rule
        .File("Program.cs", $$"""
            using Microsoft.EntityFrameworkCore;
            public class ShopContext : DbContext
            {
                protected override void OnConfiguring(DbContextOptionsBuilder options) => options.{{use}}("…");
            }
            """)
        .Says($"""Building index 'IX_Orders_Note' locks 'Orders' against writes until the last row is indexed; build it {(use == "UseNpgsql" ? "concurrently in a migration of its own" : "online")}: .Annotation("{advice}", true)""")
        .Reports(Written.EfUp(Index));

    [Fact]
    public Task Reports_an_index_on_a_column_of_the_same_migration() => Rule.Reports(Written.EfUp($$"""
        migrationBuilder.AddColumn<int>(name: "Note", table: "Orders", nullable: true);
        {{Index}}
        """));

    [Fact]
    public Task Reports_FluentMigrator() => Rule
        .Says("Building index 'IX_Orders_Note' locks 'Orders' against writes until the last row is indexed; build it concurrently in a migration of its own under TransactionBehavior.None: .WithOptions().AsConcurrently()")
        .Says("Building index locks 'Orders' against writes until the last row is indexed; build it online: .WithOptions().Online()")
        .Reports(Written.FluentUp("""
            Create.[|Index|]("IX_Orders_Note").OnTable("Orders").OnColumn("Note").Ascending();
            IfDatabase("SqlServer2016").Create.[|Index|]().OnTable("Orders").OnColumn("Note").Ascending().WithOptions().Unique();
            """));

    [Fact]
    public Task Silent_for_indexes_that_are_built_concurrently_or_online() => Rule.Silent(Written.EfUp(
        """
        migrationBuilder.CreateIndex("IX_A", "Orders", "A").Annotation("Npgsql:IndexMethod", "gin").Annotation("Npgsql:CreatedConcurrently", true);
        migrationBuilder.CreateIndex("IX_B", "Orders", "B").Annotation("SqlServer:Online", true);
        migrationBuilder.CreateIndex("IX_C", "Orders", "C").Annotation(Concurrently, true);
        migrationBuilder.CreateIndex("IX_D", "Orders", "D").Annotation("Npgsql:CreatedConcurrently", IsBig);
        var kept = migrationBuilder.CreateIndex("IX_E", "Orders", "E");
        kept.Annotation("SqlServer:Online", true);
        """,
        members: """
        private const string Concurrently = "Npgsql:CreatedConcurrently";
        private static bool IsBig => true;
        """));

    [Fact]
    public Task Reports_an_annotation_that_is_off() => Rule.Reports(Written.EfUp(
        """migrationBuilder.[|CreateIndex|]("IX_A", "Orders", "A").Annotation("Npgsql:CreatedConcurrently", false);"""));

    [Fact]
    public Task Silent_for_FluentMigrator_indexes_that_are_built_concurrently_or_online() => Rule.Silent(Written.FluentUp("""
        Create.Index("IX_A").OnTable("Orders").OnColumn("A").Ascending().WithOptions().AsConcurrently();
        Create.Index("IX_B").OnTable("Orders").WithOptions().Online().OnColumn("B").Ascending();
        """) + """
            public static class SqlServerExtensions
            {
                public static FluentMigrator.Builders.Create.Index.ICreateIndexOnColumnSyntax Online(this FluentMigrator.Builders.Create.Index.ICreateIndexOptionsSyntax options) => null!;
            }
            """);

    [Theory]
    [InlineData("sqlite")]
    [InlineData("mysql")]
    [InlineData("oracle")]
    public Task Silent_on_databases_where_it_is_no_matter(string provider) => On(provider).Silent(Written.EfUp(Index.Replace("[|", "").Replace("|]", ""))
        + """class Other : Migration { protected override void Up(MigrationBuilder builder) => builder.CreateIndex("IX", "Orders", "Note"); }""");

    [Fact]
    public Task Silent_where_the_option_says_that_one_instance_runs() => Rule
        .With("dotnet_code_quality.designchecks.instances = single")
        .Silent(Written.EfUp("""migrationBuilder.CreateIndex("IX", "Orders", "Note");"""));

    [Fact]
    public Task Silent_where_the_migration_shows_another_database() => Rule.Silent(Written.EfUp("""
        migrationBuilder.AddColumn<int>(name: "Number", table: "Orders", type: "INTEGER", nullable: true).Annotation("Sqlite:Autoincrement", true);
        migrationBuilder.CreateIndex("IX", "Orders", "Note");
        """));

    [Fact]
    public Task Silent_where_the_column_types_are_those_of_SQLite() => Rule.Silent(Written.EfUp("""
        migrationBuilder.AddColumn<string>(name: "Note", table: "Orders", type: "TEXT", nullable: true);
        migrationBuilder.CreateIndex("IX", "Orders", "Note");
        """));

    [Fact]
    public Task Reports_where_SQL_only_mentions_a_type_that_SQLite_has_too() => Rule.Reports(Written.EfUp("""
        migrationBuilder.Sql("ALTER TABLE orders ADD note TEXT");
        migrationBuilder.[|CreateIndex|]("IX", "Orders", "Note");
        """));

    [Fact]
    public Task Silent_where_a_condition_asks_for_another_database() => Rule.Reports(Written.EfUp("""
        if (migrationBuilder.ActiveProvider == "Microsoft.EntityFrameworkCore.Sqlite")
            migrationBuilder.CreateIndex("IX_A", "Orders", "A");
        if (migrationBuilder.IsSqlite())
        {
            migrationBuilder.CreateIndex("IX_B", "Orders", "B");
        }
        else
        {
            migrationBuilder.[|CreateIndex|]("IX_C", "Orders", "C");
        }
        if (migrationBuilder.IsNpgsql())
            migrationBuilder.[|CreateIndex|]("IX_D", "Orders", "D");
        """));

    [Fact]
    public Task Silent_for_tables_of_the_same_migration() => Rule.Silent(Written.EfUp(
        $$"""
        {{Written.CreateOrders}}
        migrationBuilder.CreateIndex(name: "IX_Orders_Note", table: "Orders", column: "Note");
        migrationBuilder.CreateIndex("IX_Orders_Id", Orders, "Id");
        CreateMore(migrationBuilder);
        """,
        members: """
        private const string Orders = "Orders";
        private static void CreateMore(MigrationBuilder builder) => builder.CreateIndex(name: "IX_Orders_Both", table: "Orders", columns: new[] { "Id", "Note" });
        """));

    [Fact]
    public Task Silent_for_tables_of_the_same_FluentMigrator_migration() => Rule.Silent(Written.FluentUp("""
        Create.Table("Orders").WithColumn("Note").AsString();
        Create.Index("IX_Orders_Note").OnTable("Orders").OnColumn("Note").Ascending();
        """));

    [Fact]
    public Task Silent_in_Down_and_where_acknowledged() => Rule.Silent(Written.EfUp(
        """migrationBuilder.CreateIndex("IX", "Orders", "Note"); // safe: the table holds 200 rows""",
        """migrationBuilder.CreateIndex("IX_Old", "Orders", "Note");"""));

    [Theory]
    [InlineData("start_after = 20250101")]
    [InlineData("small_tables = orders")]
    public Task Silent_up_to_the_configured_start_and_for_small_tables(string option) => Rule
        .With("dotnet_code_quality.designchecks." + option)
        .Silent(Written.EfUp("""migrationBuilder.CreateIndex("IX", "Orders", "Note");"""));

    [Fact]
    public Task Reports_in_generated_code() => Rule.Reports("""
        // <auto-generated/>
        using Microsoft.EntityFrameworkCore.Migrations;
        class Made : Migration { protected override void Up(MigrationBuilder builder) => builder.[|CreateIndex|]("IX", "Orders", "Note"); }
        """);

    [Fact]
    public Task Silent_without_the_libraries() => Rule.On(References.Framework).Silent("""
        public class Builder { public void CreateIndex(string name, string table, string column) { } }
        public class Change : Base { protected void Up(Builder builder) => builder.CreateIndex("a", "b", "c"); }
        public class Base;
        """);

    [Fact]
    public Task Silent_on_incomplete_code() => Rule.Incomplete().Silent("""
        using Microsoft.EntityFrameworkCore.Migrations;
        public class Change : Migration
        {
            protected override void Up(MigrationBuilder migrationBuilder)
            {
                migrationBuilder.CreateIndex(name: "IX", table: 
        """);

    [Fact]
    public Task Fix_builds_the_index_concurrently_and_keeps_comments() => On("postgresql").Fixes(
        Written.EfUp("""
            migrationBuilder.[|CreateIndex|](
                        name: "IX_Orders_Note", // the slow query
                        table: "Orders",
                        column: "Note"); // until 4.0
            migrationBuilder.[|CreateIndex|]("IX_Orders_Id", "Orders", "Id").Annotation("Npgsql:IndexMethod", "hash");
            """),
        Written.EfUp("""
            migrationBuilder.CreateIndex(
                        name: "IX_Orders_Note", // the slow query
                        table: "Orders",
                        column: "Note")
                        .Annotation("Npgsql:CreatedConcurrently", true); // until 4.0
            migrationBuilder.CreateIndex("IX_Orders_Id", "Orders", "Id").Annotation("Npgsql:CreatedConcurrently", true).Annotation("Npgsql:IndexMethod", "hash");
            """));

    [Fact]
    public Task Fix_builds_the_index_online_on_SQL_Server() => On("sqlserver").Fixes(
        Written.EfUp("""migrationBuilder.[|CreateIndex|]("IX", "Orders", "Note");"""),
        Written.EfUp("""migrationBuilder.CreateIndex("IX", "Orders", "Note").Annotation("SqlServer:Online", true);"""));

    [Fact]
    public Task Fix_offers_both_where_the_provider_is_open() => Rule.Action(1).Fixes(
        Written.EfUp("""migrationBuilder.[|CreateIndex|]("IX", "Orders", "Note");"""),
        Written.EfUp("""migrationBuilder.CreateIndex("IX", "Orders", "Note").Annotation("SqlServer:Online", true);"""));

    [Fact]
    public Task No_fix_for_FluentMigrator() => Rule.HasNoFix(Written.FluentUp(
        """Create.[|Index|]("IX").OnTable("Orders").OnColumn("Note").Ascending();"""));
}
