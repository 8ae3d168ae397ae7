using DesignChecks.Rules.Migrations;
using DesignChecks.Tests.Engine;

namespace DesignChecks.Tests.Migrations;

/// <summary>DCK1712: Column renamed.</summary>
public class ColumnRenamedTests
{
    private static Verify<ColumnRenamed> Rule => new();

    private const string Recipe = "breaks running instances that still use the old name; keep the name in the database (HasColumnName), or add the new column, write both, copy the rows, read the new one, and drop the old one in a later migration";

    [Fact]
    public Task Reports_a_renamed_column() => Rule
        .Says($"Renaming column 'Note' of 'Orders' to 'Remark' {Recipe}")
        .Reports(Written.EfUp("""migrationBuilder.[|RenameColumn|](name: "Note", table: "Orders", newName: "Remark");"""));

    [Fact]
    public Task Reports_FluentMigrator() => Rule
        .Says($"Renaming column 'Note' of 'Orders' to 'Remark' {Recipe}")
        .Says($"Renaming column 'Old' of 'Orders' to 'New' {Recipe}")
        .Reports(Written.FluentUp("""
            Rename.[|Column|]("Note").OnTable("Orders").InSchema("sales").To("Remark");
            IfDatabase("postgres").Rename.[|Column|]("Old").OnTable("Orders").To("New");
            """));

    [Fact]
    public Task Reports_a_drop_and_an_add_whose_names_or_SQL_belong_together() => Rule
        .Says($"Replacing column 'Name' of 'Orders' by 'CustomerName' in one migration {Recipe}")
        .Says($"Replacing column 'Email' of 'Bills' by 'ContactMail' in one migration {Recipe}")
        .Reports(Written.EfUp(
            """
            migrationBuilder.[|DropColumn|](name: "Name", table: "Orders");
            migrationBuilder.AddColumn<string>(name: "CustomerName", table: "Orders", maxLength: 200, nullable: true);
            migrationBuilder.AddColumn<string>(name: "ContactMail", table: "Bills", nullable: true);
            migrationBuilder.Sql("UPDATE \"Bills\" SET \"ContactMail\" = \"Email\"");
            migrationBuilder.[|DropColumn|](name: "Email", table: "Bills");
            """,
            """
            migrationBuilder.AddColumn<string>(name: "Name", table: "Orders", maxLength: 100, nullable: true);
            migrationBuilder.AddColumn<string>(name: "Email", table: "Bills", nullable: true);
            """));

    [Fact]
    public Task Reports_a_drop_and_an_add_of_FluentMigrator() => Rule.Reports(Written.FluentUp(
        """
        Alter.Table("Orders").AddColumn("CustomerName").AsString().Nullable();
        Delete.[|Column|]("Name").FromTable("Orders");
        """,
        """Create.Column("Name").OnTable("Orders").AsString().Nullable();"""));

    [Fact]
    public Task Silent_where_the_names_share_one_word_and_no_type_is_in_sight() => Rule.Silent(Written.FluentUp("""
        Alter.Table("Files").AddColumn("OriginalFilePath").AsString().Nullable();
        Delete.Column("Path").FromTable("Files");
        """));

    [Fact]
    public Task Silent_for_a_drop_and_an_add_of_different_things() => Rule.Silent(Written.EfUp(
        """
        migrationBuilder.DropColumn(name: "Name", table: "Orders");
        migrationBuilder.AddColumn<int>(name: "NameId", table: "Orders", nullable: true);
        migrationBuilder.AddColumn<string>(name: "Name", table: "Bills", nullable: true);
        migrationBuilder.AddColumn<string>(name: "Color", table: "Orders", nullable: true);
        migrationBuilder.DropColumn(name: "CustomerId", table: "Bills");
        migrationBuilder.AddColumn<int>(name: "ProductId", table: "Bills", nullable: true);
        migrationBuilder.DropColumn(name: "PhysicalReleaseNote", table: "Movies");
        migrationBuilder.AddColumn<string>(name: "DigitalRelease", table: "Movies", nullable: true);
        migrationBuilder.DropColumn(name: "TmdbId", table: "Lists");
        migrationBuilder.AddColumn<int>(name: "Movie", table: "Lists", nullable: true);
        migrationBuilder.Sql("UPDATE Lists SET Movie = (SELECT Id FROM Movies WHERE Movies.TmdbId = Lists.TmdbId)");
        """,
        """
        migrationBuilder.AddColumn<string>(name: "Name", table: "Orders", nullable: true);
        migrationBuilder.AddColumn<int>(name: "CustomerId", table: "Bills", nullable: true);
        """));

    [Fact]
    public Task Silent_for_tables_and_columns_of_the_same_migration() => Rule.Silent(Written.EfUp($$"""
        {{Written.CreateOrders}}
        migrationBuilder.RenameColumn(name: "Note", table: "Orders", newName: "Remark");
        migrationBuilder.AddColumn<int>(name: "Old", table: "Bills", nullable: true);
        migrationBuilder.RenameColumn(name: "Old", table: "Bills", newName: "New");
        """));

    [Fact]
    public Task Silent_on_SQLite_whose_file_one_process_owns() => Rule.Silent(Written.EfUp("""
        migrationBuilder.RenameColumn("Note", "Orders", "Remark");
        migrationBuilder.AddColumn<string>("Color", "Orders", type: "TEXT", nullable: true);
        """));

    [Fact]
    public Task Silent_for_an_application_whose_data_may_be_in_a_SQLite_file() => Rule.On(References.Desktop).Silent(Written.FluentUp("""
        Rename.Column("Note").OnTable("Orders").To("Remark");
        Delete.Column("Name").FromTable("Orders");
        Alter.Table("Orders").AddColumn("CustomerName").AsString().Nullable();
        """));

    [Fact]
    public Task Silent_in_Down_and_where_acknowledged() => Rule.Silent(Written.EfUp(
        """migrationBuilder.RenameColumn(name: "Note", table: "Orders", newName: "Remark"); // safe: no instance runs during this deployment""",
        """migrationBuilder.RenameColumn(name: "Remark", table: "Orders", newName: "Note");"""));

    [Fact]
    public Task Silent_up_to_the_configured_start_and_for_small_tables() => Rule
        .With("dotnet_code_quality.designchecks.start_after = 41")
        .With("dotnet_code_quality.designchecks.small_tables = Countries")
        .Silent(Written.FluentUp("""Rename.Column("Note").OnTable("Countries").To("Remark");""") + """
            [Migration(41)]
            public class Earlier : ForwardOnlyMigration
            {
                public override void Up() => Rename.Column("Note").OnTable("Orders").To("Remark");
            }
            """);

    [Fact]
    public Task Reports_in_generated_code() => Rule.Reports("""
        // <auto-generated/>
        using Microsoft.EntityFrameworkCore.Migrations;
        class Made : Migration { protected override void Up(MigrationBuilder builder) => builder.[|RenameColumn|]("Note", "Orders", "Remark"); }
        """);

    [Fact]
    public Task Silent_without_the_libraries() => Rule.On(References.Framework).Silent("""
        public class Builder { public void RenameColumn(string name, string table, string newName) { } }
        public class Change : Base { protected void Up(Builder builder) => builder.RenameColumn("a", "b", "c"); }
        public class Base;
        """);

    [Fact]
    public Task Reads_incomplete_code() => Rule.Incomplete().Reports("""
        using FluentMigrator;
        public class Change : Migration { public override void Up() { Rename.[|Column|]("Note").OnTable("Orders").
        """);
}
