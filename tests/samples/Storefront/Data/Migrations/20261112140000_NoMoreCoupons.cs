using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Storefront.Data.Migrations;

/// <summary>Takes away and renames what running instances use, and gives old rows a date that nobody chose.</summary>
public partial class NoMoreCoupons : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropTable(
            name: "Coupons");

        migrationBuilder.RenameTable(
            name: "Parcels",
            newName: "Shipments");

        migrationBuilder.AddColumn<DateTimeOffset>(
            name: "AddedAt",
            table: "Products",
            type: "timestamp with time zone",
            nullable: false,
            defaultValue: new DateTimeOffset(new DateTime(1, 1, 1, 0, 0, 0, 0, DateTimeKind.Unspecified), new TimeSpan(0, 0, 0, 0, 0)));

        // safe: no version since the one of October reads it
        migrationBuilder.DropColumn(
            name: "LegacyCode",
            table: "Products");
    }

    /// <inheritdoc />
    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<string>(name: "LegacyCode", table: "Products", type: "text", nullable: true);
        migrationBuilder.DropColumn(name: "AddedAt", table: "Products");
        migrationBuilder.RenameTable(name: "Shipments", newName: "Parcels");
        migrationBuilder.CreateTable(
            name: "Coupons",
            columns: table => new
            {
                Code = table.Column<string>(type: "text", nullable: false),
                Percent = table.Column<int>(type: "integer", nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_Coupons", x => x.Code));
    }
}
