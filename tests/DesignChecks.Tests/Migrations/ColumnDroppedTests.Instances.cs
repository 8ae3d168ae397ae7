using DesignChecks.Tests.Engine;

namespace DesignChecks.Tests.Migrations;

/// <summary>Whether instances of the version before may run on the new schema.</summary>
public partial class ColumnDroppedTests
{
    [Fact]
    public Task Silent_on_SQLite_whose_file_one_process_owns() => Rule.Silent(Written.EfUp(
        """migrationBuilder.DropColumn("Note", "Orders");""",
        """migrationBuilder.AddColumn<string>("Note", "Orders", type: "TEXT", nullable: true);"""));

    [Fact]
    public Task Reports_where_the_program_has_left_SQLite() => Rule
        .File("Program.cs", """
            using Microsoft.EntityFrameworkCore;
            public class ShopContext : DbContext
            {
                protected override void OnConfiguring(DbContextOptionsBuilder options) => options.UseNpgsql("…");
            }
            """)
        .Reports(Written.EfUp(
            """migrationBuilder.[|DropColumn|]("Note", "Orders");""",
            """migrationBuilder.AddColumn<string>("Note", "Orders", type: "TEXT", nullable: true);"""));

    [Fact]
    public Task Silent_for_an_application_whose_data_may_be_in_a_SQLite_file() => Rule.On(References.Desktop).Silent(Written.FluentUp("""
        Delete.Column("Note").FromTable("Orders");
        IfDatabase("postgres").Delete.Column("Hint").FromTable("Orders");
        """));

    [Theory]
    [InlineData("instances = several")]
    [InlineData("provider = postgresql")]
    public Task Reports_where_an_option_says_that_several_instances_run(string option) => Rule.On(References.Desktop)
        .With("dotnet_code_quality.designchecks." + option)
        .Reports(Written.FluentUp("""Delete.[|Column|]("Note").FromTable("Orders");"""));

    [Theory]
    [InlineData("instances = single")]
    [InlineData("provider = sqlite")]
    public Task Silent_where_an_option_says_that_one_instance_runs(string option) => Rule
        .With("dotnet_code_quality.designchecks." + option)
        .Silent(Written.EfUp("""migrationBuilder.DropColumn("Note", "Orders");"""));
}
