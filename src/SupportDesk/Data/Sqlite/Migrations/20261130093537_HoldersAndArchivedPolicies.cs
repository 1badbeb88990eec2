using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SupportDesk.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class HoldersAndArchivedPolicies : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "ArchivedAt",
                table: "Policies",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "HolderIds",
                table: "Escalations",
                type: "TEXT",
                nullable: false,
                defaultValue: "");
            migrationBuilder.Sql(CaseUpgrade.HoldersOf(postgres: false));
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
