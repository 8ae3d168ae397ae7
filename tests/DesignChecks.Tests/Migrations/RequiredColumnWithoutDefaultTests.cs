using DesignChecks.Rules.Migrations;
using DesignChecks.Tests.Engine;

namespace DesignChecks.Tests.Migrations;

/// <summary>DCK1714: Required column without a default.</summary>
public class RequiredColumnWithoutDefaultTests
{
    private static Verify<RequiredColumnWithoutDefault> Rule => new();

    [Fact]
    public Task Reports_a_required_column_without_a_default() => Rule
        .Says("Adding required column 'Status' to 'Orders' without a default fails on rows that exist, and running instances can no longer insert; add it as nullable, write it, fill the old rows, then make it required")
        .Reports(Written.EfUp("""migrationBuilder.[|AddColumn|]<string>(name: "Status", table: "Orders", type: "text", nullable: false);"""));

    [Fact]
    public Task Reports_where_nullable_is_left_out_and_where_the_default_is_null() => Rule.Reports(Written.EfUp("""
        migrationBuilder.[|AddColumn|]<string>("Status", "Orders");
        migrationBuilder.[|AddColumn|]<string>("Color", "Orders", defaultValue: null, defaultValueSql: null)
            .Annotation("MySql:CharSet", "utf8mb4");
        """));

    [Fact]
    public Task Says_that_MySQL_gives_old_rows_an_empty_value() => Rule
        .Says("Adding required column 'Note' to 'Orders' without a default leaves rows that exist with an empty value, which nobody chose, and running instances can no longer insert; add it as nullable, write it, fill the old rows, then make it required")
        .Reports(Written.EfUp("""migrationBuilder.[|AddColumn|]<string>(name: "Note", table: "Orders", type: "longtext", nullable: false).Annotation("MySql:CharSet", "utf8mb4");"""));

    [Fact]
    public Task Reports_FluentMigrator() => Rule
        .Says("Adding required column 'Status' to 'Orders' without a default fails on rows that exist, and running instances can no longer insert; add it as nullable, write it, fill the old rows, then make it required")
        .Says("Adding required column 'Color' to 'Bills' without a default fails on rows that exist, and running instances can no longer insert; add it as nullable, write it, fill the old rows, then make it required")
        .Reports(Written.FluentUp("""
            Alter.Table("Orders")
                .AddColumn("Note").AsString().Nullable()
                .[|AddColumn|]("Status").AsString().NotNullable()
                .AddColumn("Size").AsInt32().NotNullable().WithDefaultValue(1);
            Create.[|Column|]("Color").OnTable("Bills").AsString(20).NotNullable();
            """));

    [Theory]
    [InlineData("nullable: true")]
    [InlineData("""nullable: false, defaultValue: "new" """)]
    [InlineData("""nullable: false, defaultValue: "" """)]
    [InlineData("""nullable: false, defaultValueSql: "now()" """)]
    [InlineData("""nullable: false, computedColumnSql: "a + b" """)]
    [InlineData("nullable: false, rowVersion: true")]
    [InlineData("""nullable: false, type: "bigserial" """)]
    [InlineData("nullable: IsOptional")]
    public Task Silent_for_a_column_that_has_a_value_or_needs_none(string facets) => Rule.Silent(Written.EfUp(
        $"""migrationBuilder.AddColumn<string>(name: "Status", table: "Orders", {facets});""",
        members: "private static bool IsOptional => true;"));

    [Theory]
    [InlineData("Npgsql:ValueGenerationStrategy")]
    [InlineData("SqlServer:Identity")]
    [InlineData("Sqlite:Autoincrement")]
    [InlineData("MySql:ValueGenerationStrategy")]
    public Task Silent_for_identity_columns(string annotation) => Rule.Silent(Written.EfUp(
        $"""migrationBuilder.AddColumn<int>(name: "Number", table: "Orders", nullable: false).Annotation("{annotation}", "1, 1");"""));

    [Fact]
    public Task Silent_for_FluentMigrator_columns_that_have_a_value_or_need_none() => Rule.Silent(Written.FluentUp("""
        Alter.Table("Orders").AddColumn("A").AsString().NotNullable().SetExistingRowsTo("new");
        Alter.Table("Orders").AddColumn("B").AsInt64().NotNullable().Identity();
        Alter.Table("Orders").AddColumn("C").AsDateTime().NotNullable().WithDefault(SystemMethods.CurrentUTCDateTime);
        Alter.Table("Orders").AddColumn("D").AsString().Nullable();
        Alter.Table("Orders").AddColumn("E").AsString();
        Alter.Table("Orders").AlterColumn("F").AsString().NotNullable();
        var kept = Create.Column("G").OnTable("Orders").AsString().NotNullable();
        kept.WithDefaultValue("new");
        """));

    [Fact]
    public Task Silent_for_tables_of_the_same_migration() => Rule.Silent(Written.EfUp($$"""
        {{Written.CreateOrders}}
        migrationBuilder.AddColumn<string>(name: "Status", table: "Orders", nullable: false);
        """));

    [Fact]
    public Task Silent_in_Down_and_where_acknowledged() => Rule.Silent(Written.EfUp(
        """migrationBuilder.AddColumn<string>("Status", "Orders", nullable: false); // safe: the table is empty until 4.0""",
        """migrationBuilder.AddColumn<string>("Note", "Orders", nullable: false);"""));

    [Fact]
    public Task Silent_up_to_the_configured_start_and_for_small_tables() => Rule
        .With("dotnet_code_quality.designchecks.start_after = 41")
        .With("dotnet_code_quality.designchecks.small_tables = Countries")
        .Silent(Written.FluentUp("""Alter.Table("Countries").AddColumn("Iso").AsString().NotNullable();""") + """
            [Migration(41)]
            public class Earlier : ForwardOnlyMigration
            {
                public override void Up() => Alter.Table("Orders").AddColumn("Status").AsString().NotNullable();
            }
            """);

    [Fact]
    public Task Reports_in_generated_code() => Rule.Reports("""
        // <auto-generated/>
        using Microsoft.EntityFrameworkCore.Migrations;
        class Made : Migration { protected override void Up(MigrationBuilder builder) => builder.[|AddColumn|]<string>("Status", "Orders", nullable: false); }
        """);

    [Fact]
    public Task Silent_without_the_libraries() => Rule.On(References.Framework).Silent("""
        public class Grid { public void AddColumn(string name) { } }
        public class Change : Base { public void Up(Grid grid) => grid.AddColumn("Status"); }
        public class Base;
        """);

    [Fact]
    public Task Silent_for_columns_of_other_things() => Rule.Silent("""
        public class Grid : Base { public void AddColumn(string name) { } public void Up() { AddColumn("Status"); } }
        public class Base;
        """);

    [Fact]
    public Task Silent_on_incomplete_code() => Rule.Incomplete().Silent("""
        using Microsoft.EntityFrameworkCore.Migrations;
        public class Change : Migration
        {
            protected override void Up(MigrationBuilder migrationBuilder)
            {
                migrationBuilder.AddColumn<string>(name: "Status", table: "Orders", nullable: );
            }
        }
        """);

    [Fact]
    public Task Fix_makes_the_column_nullable_and_keeps_comments() => Rule.Fixes(
        Written.EfUp("""
            migrationBuilder.[|AddColumn|]<string>(
                        name: "Status",
                        table: "Orders", // the big one
                        nullable: false /* as in the model */);
            migrationBuilder.[|AddColumn|]<string>("Color", "Orders"); // red
            """),
        Written.EfUp("""
            migrationBuilder.AddColumn<string>(
                        name: "Status",
                        table: "Orders", // the big one
                        nullable: true /* as in the model */);
            migrationBuilder.AddColumn<string>("Color", "Orders", nullable: true); // red
            """));

    [Fact]
    public Task No_fix_where_nullable_is_given_by_position() => Rule.HasNoFix(Written.EfUp(
        """migrationBuilder.[|AddColumn|]<string>("Status", "Orders", "text", null, null, false, null, false);"""));

    [Fact]
    public Task Fix_of_FluentMigrator_makes_each_column_nullable() => Rule.Fixes(
        Written.FluentUp("""
            Alter.Table("Orders")
                .[|AddColumn|]("Status").AsString().NotNullable() // new
                .[|AddColumn|]("Color").AsString().NotNullable();
            Create.[|Column|]("Color").OnTable("Bills").AsString(20).NotNullable();
            """),
        Written.FluentUp("""
            Alter.Table("Orders")
                .AddColumn("Status").AsString().Nullable() // new
                .AddColumn("Color").AsString().Nullable();
            Create.Column("Color").OnTable("Bills").AsString(20).Nullable();
            """));
}
