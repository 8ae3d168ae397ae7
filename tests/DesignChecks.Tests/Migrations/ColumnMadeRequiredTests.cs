using DesignChecks.Rules.Migrations;
using DesignChecks.Tests.Engine;

namespace DesignChecks.Tests.Migrations;

/// <summary>DCK1716: Column made required.</summary>
public class ColumnMadeRequiredTests
{
    private static Verify<ColumnMadeRequired> Rule => new();

    [Fact]
    public Task Reports_a_column_made_required() => Rule
        .Says("Making column 'Note' of 'Orders' required locks the table while every null is overwritten and every row is checked, and inserts of running instances that leave it null fail; add a check constraint for new rows, fill the old rows in batches, validate it, then set NOT NULL in a later migration")
        .Reports(Written.EfUp("""
            migrationBuilder.[|AlterColumn|]<string>(name: "Note", table: "Orders", type: "text", nullable: false, defaultValue: "", oldClrType: typeof(string), oldType: "text", oldNullable: true);
            """));

    [Fact]
    public Task Reports_where_nullable_is_left_out() => Rule
        .Says("Making column 'Note' of 'Orders' required locks the table while every row is checked, fails on the first null, and inserts of running instances that leave it null fail; add a check constraint for new rows, fill the old rows in batches, validate it, then set NOT NULL in a later migration")
        .Reports(Written.EfUp("""migrationBuilder.[|AlterColumn|]<string>("Note", "Orders", oldNullable: true);"""));

    [Fact]
    public Task Says_nothing_of_nulls_that_were_overwritten_before() => Rule
        .Says("Making column 'Note' of 'Orders' required locks the table while every row is checked, and inserts of running instances that leave it null fail; add a check constraint for new rows, fill the old rows in batches, validate it, then set NOT NULL in a later migration")
        .Reports(Written.EfUp("""
            migrationBuilder.UpdateData(table: "Orders", keyColumn: "Note", keyValue: null, column: "Note", value: "");
            migrationBuilder.[|AlterColumn|]<string>("Note", "Orders", oldNullable: true);
            """));

    [Fact]
    public Task Says_that_MySQL_rebuilds_the_table_and_does_not_lock_it() => Rule
        .Says("Making column 'Note' of 'Orders' required rebuilds the table while every null is overwritten and every row is checked, and inserts of running instances that leave it null fail; write it from every instance, fill the old rows in batches, then set NOT NULL in a later migration")
        .Reports(Written.EfUp("""
            migrationBuilder.[|AlterColumn|]<string>(name: "Note", table: "Orders", type: "longtext", nullable: false, defaultValue: "", oldClrType: typeof(string), oldType: "longtext", oldNullable: true)
                .Annotation("MySql:CharSet", "utf8mb4");
            """));

    [Fact]
    public Task Silent_where_the_option_says_that_one_instance_runs() => Rule
        .With("dotnet_code_quality.designchecks.instances = single")
        .Silent(Written.EfUp("""migrationBuilder.AlterColumn<string>("Note", "Orders", nullable: false, oldNullable: true);"""));

    [Fact]
    public Task Silent_on_SQLite_whose_file_one_process_owns() => Rule.Silent(Written.EfUp(
        """migrationBuilder.AlterColumn<string>("Note", "Orders", type: "TEXT", nullable: false, oldNullable: true);"""));

    [Fact]
    public Task Silent_where_the_option_says_SQLite() => Rule
        .With("dotnet_code_quality.DCK1716.provider = sqlite")
        .Silent(Written.EfUp("""migrationBuilder.AlterColumn<string>("Note", "Orders", nullable: false, oldNullable: true);"""));

    [Fact]
    public Task Reports_a_helper_that_only_Up_calls() => Rule.Reports(Written.EfUp(
        "Require(migrationBuilder);",
        members: """private void Require(MigrationBuilder builder) => builder.[|AlterColumn|]<string>("Note", "Orders", nullable: false, oldNullable: true);"""));

    [Theory]
    [InlineData("nullable: true, oldNullable: true")]
    [InlineData("nullable: true, oldNullable: false")]
    [InlineData("nullable: false, oldNullable: false")]
    [InlineData("""nullable: false, oldType: "text" """)]
    [InlineData("nullable: false, oldNullable: WasOptional")]
    public Task Silent_for_a_column_that_stays_or_becomes_optional_or_was_required(string facets) => Rule.Silent(Written.EfUp(
        $"""migrationBuilder.AlterColumn<string>(name: "Note", table: "Orders", {facets});""",
        members: "private static bool WasOptional => true;"));

    [Fact]
    public Task Silent_for_tables_and_columns_of_the_same_migration() => Rule.Silent(Written.EfUp($$"""
        {{Written.CreateOrders}}
        migrationBuilder.AlterColumn<string>(name: "Note", table: "Orders", nullable: false, oldNullable: true);
        migrationBuilder.AddColumn<string>(name: "Color", table: "Bills", nullable: true);
        migrationBuilder.Sql("UPDATE Bills SET Color = 'red'");
        migrationBuilder.AlterColumn<string>(name: "Color", table: "Bills", nullable: false, oldNullable: true);
        """));

    [Fact]
    public Task Silent_for_FluentMigrator_which_carries_no_old_facets() => Rule.Silent(Written.FluentUp("""
        Alter.Table("Orders").AlterColumn("Note").AsString().NotNullable();
        Alter.Column("Note").OnTable("Orders").AsString().NotNullable();
        """));

    [Fact]
    public Task Silent_in_Down_and_where_acknowledged() => Rule.Silent(Written.EfUp(
        """
        // safe: CK_Orders_Note was validated in 20240110
        migrationBuilder.AlterColumn<string>("Note", "Orders", nullable: false, oldNullable: true);
        """,
        """migrationBuilder.AlterColumn<string>("Color", "Orders", nullable: false, oldNullable: true);"""));

    [Theory]
    [InlineData("start_after = 20250101")]
    [InlineData("small_tables = orders")]
    public Task Silent_up_to_the_configured_start_and_for_small_tables(string option) => Rule
        .With("dotnet_code_quality.designchecks." + option)
        .Silent(Written.EfUp("""migrationBuilder.AlterColumn<string>("Note", "Orders", nullable: false, oldNullable: true);"""));

    [Fact]
    public Task Reports_in_generated_code() => Rule.Reports("""
        // <auto-generated/>
        using Microsoft.EntityFrameworkCore.Migrations;
        class Made : Migration { protected override void Up(MigrationBuilder builder) => builder.[|AlterColumn|]<string>("Note", "Orders", nullable: false, oldNullable: true); }
        """);

    [Fact]
    public Task Silent_without_the_library() => Rule.On(References.Framework).Silent("""
        public class Builder { public void AlterColumn(string name, bool nullable, bool oldNullable) { } }
        public class Change : Base { protected void Up(Builder builder) => builder.AlterColumn("a", false, true); }
        public class Base;
        """);

    [Fact]
    public Task Silent_on_incomplete_code() => Rule.Incomplete().Silent("""
        using Microsoft.EntityFrameworkCore.Migrations;
        public class Change : Migration
        {
            protected override void Up(MigrationBuilder migrationBuilder)
            {
                migrationBuilder.AlterColumn<string>("Note", "Orders", oldNullable: 
        """);
}
