using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Storefront.Data.Migrations;

/// <summary>Each step breaks the version that still runs while this one is rolled out.</summary>
public partial class CustomerEmailAndStatus : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropColumn(
            name: "Notes",
            table: "Products");

        migrationBuilder.RenameColumn(
            name: "Email",
            table: "Orders",
            newName: "CustomerEmail");

        migrationBuilder.AlterColumn<string>(
            name: "CustomerEmail",
            table: "Orders",
            type: "text",
            nullable: false,
            oldClrType: typeof(string),
            oldType: "text",
            oldNullable: true);

        migrationBuilder.AddColumn<int>(
            name: "Status",
            table: "Orders",
            type: "integer",
            nullable: false);

        migrationBuilder.CreateIndex(
            name: "IX_Orders_CustomerId_CreatedAt",
            table: "Orders",
            columns: ["CustomerId", "CreatedAt"]);
    }

    /// <inheritdoc />
    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropIndex(name: "IX_Orders_CustomerId_CreatedAt", table: "Orders");
        migrationBuilder.DropColumn(name: "Status", table: "Orders");
        migrationBuilder.RenameColumn(name: "CustomerEmail", table: "Orders", newName: "Email");
        migrationBuilder.AddColumn<string>(name: "Notes", table: "Products", type: "text", nullable: true);
    }
}
