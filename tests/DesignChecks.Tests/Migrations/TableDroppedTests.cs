using DesignChecks.Rules.Migrations;
using DesignChecks.Tests.Engine;

namespace DesignChecks.Tests.Migrations;

/// <summary>DCK1711: Table or schema dropped.</summary>
public class TableDroppedTests
{
    private static Verify<TableDropped> Rule => new();

    [Fact]
    public Task Reports_a_dropped_table_and_a_dropped_schema() => Rule
        .Says("Dropping table 'Orders' breaks running instances that still use it, and its rows are gone for good; stop using it, deploy that, and drop it in a later migration marked '// safe: reason'")
        .Says("Dropping a table breaks running instances that still use it, and its rows are gone for good; stop using it, deploy that, and drop it in a later migration marked '// safe: reason'")
        .Says("Dropping schema 'sales' breaks running instances that still use it, and its rows are gone for good; stop using it, deploy that, and drop it in a later migration marked '// safe: reason'")
        .Reports(Written.EfUp("""
            migrationBuilder.[|DropTable|](name: "Orders", schema: "sales");
            migrationBuilder.[|DropTable|](name: GetType().Name);
            migrationBuilder.[|DropSchema|]("sales");
            """));

    [Fact]
    public Task Reports_FluentMigrator() => Rule.Reports(Written.FluentUp("""
        Delete.[|Table|]("Orders").InSchema("sales");
        if (Schema.Table("Bills").Exists())
            Delete.[|Table|]("Bills");
        Delete.[|Schema|]("sales");
        """));

    [Fact]
    public Task Reports_a_table_that_is_made_anew_without_its_rows() => Rule.Reports(Written.EfUp($$"""
        migrationBuilder.[|DropTable|](name: "Orders");
        {{Written.CreateOrders}}
        """));

    [Fact]
    public Task Silent_for_a_table_of_the_same_migration() => Rule.Silent(Written.EfUp($$"""
        {{Written.CreateOrders}}
        migrationBuilder.DropTable(name: "Orders");
        """));

    [Fact]
    public Task Silent_for_a_table_that_is_rebuilt_under_another_name() => Rule.Silent(Written.EfUp("""
        migrationBuilder.CreateTable(name: "ef_temp_Orders", columns: table => new { Id = table.Column<int>() });
        migrationBuilder.Sql("INSERT INTO ef_temp_Orders SELECT Id FROM Orders");
        migrationBuilder.DropTable(name: "Orders");
        migrationBuilder.RenameTable(name: "ef_temp_Orders", newName: "Orders");
        """));

    [Theory]
    [InlineData("EXEC sp_rename N'[Orders]', N'[Orders_old]'")]
    [InlineData("ALTER TABLE orders RENAME TO \\\"Orders_old\\\"")]
    [InlineData("CREATE TEMPORARY TABLE IF NOT EXISTS sales.Orders_old (Id int)")]
    [InlineData("SELECT * INTO Orders_old FROM Orders")]
    public Task Silent_for_a_table_that_SQL_of_the_same_migration_made(string sql) => Rule.Silent(Written.EfUp($$"""
        migrationBuilder.Sql("{{sql}}");
        migrationBuilder.DropTable("Orders_old");
        """));

    [Fact]
    public Task Says_nothing_of_rows_that_SQL_has_copied() => Rule
        .Says("Dropping table 'Secrets' breaks running instances that still use it; stop using it, deploy that, and drop it in a later migration marked '// safe: reason'")
        .Says("Dropping table 'Claims' breaks running instances that still use it, and its rows are gone for good; stop using it, deploy that, and drop it in a later migration marked '// safe: reason'")
        .Reports(Written.EfUp("""
            migrationBuilder.Sql("INSERT INTO ApiSecrets SELECT * FROM Secrets");
            migrationBuilder.[|DropTable|]("Secrets");
            migrationBuilder.[|DropTable|]("Claims");
            """));

    [Fact]
    public Task Silent_on_SQLite_whose_file_one_process_owns() => Rule.Silent(Written.EfUp(
        """migrationBuilder.DropTable("Orders");""",
        """migrationBuilder.AddColumn<string>("Note", "Bills", type: "TEXT", nullable: true);"""));

    [Fact]
    public Task Silent_for_an_application_whose_data_may_be_in_a_SQLite_file() => Rule.On(References.Desktop).Silent(Written.FluentUp(
        """Delete.Table("Orders"); Delete.Schema("sales");"""));

    [Fact]
    public Task Silent_in_Down_and_where_acknowledged() => Rule.Silent(Written.EfUp(
        """
        // safe: empty since 3.2
        migrationBuilder.DropTable("Orders");
        migrationBuilder.DropSchema("sales"); // safe: empty since 3.2
        """,
        """migrationBuilder.DropTable("Bills"); migrationBuilder.DropSchema("stock");"""));

    [Fact]
    public Task Silent_up_to_the_configured_start_and_for_small_tables() => Rule
        .With("dotnet_code_quality.designchecks.start_after = 41")
        .With("dotnet_code_quality.designchecks.small_tables = Countries")
        .Silent(Written.FluentUp("""Delete.Table("Countries");""") + """
            [Migration(41)]
            public class Earlier : ForwardOnlyMigration
            {
                public override void Up() => Delete.Table("Orders");
            }
            """);

    [Fact]
    public Task Reports_in_generated_code() => Rule.Reports("""
        // <auto-generated/>
        using Microsoft.EntityFrameworkCore.Migrations;
        class Made : Migration { protected override void Up(MigrationBuilder builder) => builder.[|DropTable|]("Orders"); }
        """);

    [Fact]
    public Task Silent_without_the_libraries() => Rule.On(References.Framework).Silent("""
        public class Migration { protected Deletes Delete = new(); public virtual void Up() { } }
        public class Deletes { public void Table(string name) { } }
        public class Change : Migration { public override void Up() => Delete.Table("Orders"); }
        """);

    [Fact]
    public Task Silent_on_incomplete_code() => Rule.Incomplete().Silent("""
        using FluentMigrator;
        public class Change : Migration { public override void Up() { Delete.Table(
        """);
}
