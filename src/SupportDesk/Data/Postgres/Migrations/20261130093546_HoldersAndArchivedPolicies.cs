using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SupportDesk.Data.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class HoldersAndArchivedPolicies : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "ArchivedAt",
                table: "Policies",
                type: "timestamp(3) with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "HolderIds",
                table: "Escalations",
                type: "text",
                nullable: false,
                defaultValue: "");
            migrationBuilder.Sql(CaseUpgrade.HoldersOf(postgres: true));
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "ArchivedAt",
                table: "Policies");

            migrationBuilder.DropColumn(
                name: "HolderIds",
                table: "Escalations");
        }
    }
}
