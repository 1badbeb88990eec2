using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SupportDesk.Data.Postgres.Migrations
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
                type: "text",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "LookBy",
                table: "Passages",
                type: "timestamp(3) with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "LookedAt",
                table: "Passages",
                type: "timestamp(3) with time zone",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "LookedById",
                table: "Passages",
                type: "uuid",
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
