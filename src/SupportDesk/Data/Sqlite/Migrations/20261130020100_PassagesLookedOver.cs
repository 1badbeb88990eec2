using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SupportDesk.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class PassagesLookedOver : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Kept",
                table: "Passages",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<long>(
                name: "LookBy",
                table: "Passages",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "LookedAt",
                table: "Passages",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "LookedById",
                table: "Passages",
                type: "BLOB",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "Kept",
                table: "Passages");

            migrationBuilder.DropColumn(
                name: "LookBy",
                table: "Passages");

            migrationBuilder.DropColumn(
                name: "LookedAt",
                table: "Passages");

            migrationBuilder.DropColumn(
                name: "LookedById",
                table: "Passages");
        }
    }
}
