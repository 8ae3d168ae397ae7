using DesignChecks.Rules.Migrations;
using DesignChecks.Tests.Engine;

namespace DesignChecks.Tests.Migrations;

public class TableRenamedTests
{
    private static Verify<TableRenamed> Rule => new();

    private const string Recipe = "breaks running instances that still use the old name; keep the name in the database (ToTable), or create a view of the old name in the same migration and drop it once no instance needs it";

    [Fact]
    public Task Reports_a_renamed_table_and_a_table_moved_to_another_schema() => Rule
        .Says($"Renaming table 'Orders' to 'Purchases' {Recipe}")
        .Says($"Renaming table 'Bills' to 'sales.Bills' {Recipe}")
        .Says($"Renaming table 'Users' of schema 'app' into the default one {Recipe}")
        .Reports(Written.EfUp("""
            migrationBuilder.[|RenameTable|](name: "Orders", newName: "Purchases");
            migrationBuilder.[|RenameTable|](name: "Bills", newName: "Bills", newSchema: "sales");
            migrationBuilder.[|RenameTable|](name: "Users", schema: "app", newName: "Users");
            """));

    [Fact]
    public Task Reports_FluentMigrator() => Rule
        .Says($"Renaming table 'Orders' to 'Purchases' {Recipe}")
        .Says($"Renaming table 'Bills' to 'sales.Bills' {Recipe}")
        .Reports(Written.FluentUp("""
            Rename.[|Table|]("Orders").InSchema("sales").To("Purchases");
            Alter.Table("Bills").[|ToSchema|]("sales");
            """));

    [Theory]
    [InlineData("CREATE VIEW Orders AS SELECT * FROM Purchases")]
    [InlineData("create or replace view \\\"sales\\\".\\\"Orders\\\" as select * from \\\"Purchases\\\"")]
    [InlineData("CREATE OR ALTER VIEW [dbo].[Orders] AS SELECT * FROM [Purchases]")]
    public Task Silent_when_a_view_of_the_old_name_is_created(string sql) => Rule.Silent(Written.EfUp($$"""
        migrationBuilder.RenameTable(name: "Orders", newName: "Purchases");
        migrationBuilder.Sql("{{sql}}");
        """));

    [Fact]
    public Task Silent_when_FluentMigrator_creates_a_view_of_the_old_name() => Rule.Silent(Written.FluentUp("""
        Rename.Table("Orders").To("Purchases");
        Execute.Sql("CREATE VIEW Orders AS SELECT * FROM Purchases");
        """));

    [Fact]
    public Task Reports_when_the_view_has_another_name() => Rule.Reports(Written.EfUp("""
        migrationBuilder.[|RenameTable|](name: "Orders", newName: "Purchases");
        migrationBuilder.Sql("CREATE VIEW OrdersByDay AS SELECT * FROM Purchases");
        """));

    [Fact]
    public Task Silent_for_a_table_of_the_same_migration_and_for_no_change() => Rule.Silent(Written.EfUp($$"""
        {{Written.CreateOrders}}
        migrationBuilder.RenameTable(name: "Orders", newName: "Purchases");
        migrationBuilder.RenameTable(name: "Purchases", newName: "Sales");
        migrationBuilder.RenameTable(name: "Bills", newName: "Bills");
        migrationBuilder.RenameTable(name: "Users", schema: "app", newName: "Users", newSchema: "app");
        """));

    [Fact]
    public Task Silent_for_schemas_on_SQLite_which_has_none() => Rule
        .With("dotnet_code_quality.designchecks.provider = sqlite")
        .Reports(Written.EfUp("""
            migrationBuilder.RenameTable(name: "Users", schema: "app", newName: "Users");
            migrationBuilder.RenameTable(name: "Bills", newName: "Bills", newSchema: "sales");
            migrationBuilder.[|RenameTable|](name: "Orders", newName: "Purchases");
            """));

    [Fact]
    public Task Silent_in_Down_and_where_acknowledged() => Rule.Silent(Written.EfUp(
        """
        // safe: no instance runs during this deployment
        migrationBuilder.RenameTable(name: "Orders", newName: "Purchases");
        """,
        """migrationBuilder.RenameTable(name: "Purchases", newName: "Orders");"""));

    [Fact]
    public Task Silent_up_to_the_configured_start_and_for_small_tables() => Rule
        .With("dotnet_code_quality.designchecks.start_after = 41")
        .With("dotnet_code_quality.designchecks.small_tables = Countries")
        .Silent(Written.FluentUp("""Rename.Table("Countries").To("Lands");""") + """
            [Migration(41)]
            public class Earlier : ForwardOnlyMigration
            {
                public override void Up() => Rename.Table("Orders").To("Purchases");
            }
            """);

    [Fact]
    public Task Silent_without_the_libraries() => Rule.On(References.Framework).Silent("""
        public class Builder { public void RenameTable(string name, string newName) { } }
        public class Change : Base { protected void Up(Builder builder) => builder.RenameTable("a", "b"); }
        public class Base;
        """);

    [Fact]
    public Task Reads_incomplete_code() => Rule.Incomplete().Reports("""
        using FluentMigrator;
        public class Change : Migration { public override void Up() { Rename.[|Table|]("Note").To(
        """);
}
