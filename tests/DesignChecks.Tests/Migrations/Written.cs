namespace DesignChecks.Tests.Migrations;

/// <summary>Migrations as they are written: the class around what a test is about.</summary>
internal static class Written
{
    public static string EfUp(string up, string down = "", string members = "", string attributes = "[Migration(\"20240131120000_Change\")]") => $$"""
        using System.ComponentModel;
        using Microsoft.EntityFrameworkCore;
        using Microsoft.EntityFrameworkCore.Infrastructure;
        using Microsoft.EntityFrameworkCore.Migrations;
        namespace Shop.Migrations;
        {{attributes}}
        public partial class Change : Migration
        {
            protected override void Up(MigrationBuilder migrationBuilder)
            {
                {{Indented(up)}}
            }

            protected override void Down(MigrationBuilder migrationBuilder)
            {
                {{Indented(down)}}
            }
            {{members}}
        }

        public class SafeMigrationAttribute(string reason = "") : Attribute
        {
            public string Reason { get; set; } = reason;
        }
        """;

    public static string FluentUp(string up, string down = "", string members = "", string attributes = "[Migration(42)]") => $$"""
        using FluentMigrator;
        using FluentMigrator.Postgres;
        namespace Shop.Migrations;
        {{attributes}}
        public class Change : Migration
        {
            public override void Up()
            {
                {{Indented(up)}}
            }

            public override void Down()
            {
                {{Indented(down)}}
            }
            {{members}}
        }

        public class SafeMigrationAttribute(string reason = "") : Attribute
        {
            public string Reason { get; set; } = reason;
        }
        """;

    private static string Indented(string code) => code.Replace("\n", "\n        ");

    /// <summary>A table that this migration makes, so that changes to it touch no rows.</summary>
    public const string CreateOrders = """
        migrationBuilder.CreateTable(
            name: "Orders",
            columns: table => new { Id = table.Column<int>(nullable: false), Note = table.Column<string>(nullable: true) },
            constraints: table => table.PrimaryKey("PK_Orders", x => x.Id));
        """;
}
