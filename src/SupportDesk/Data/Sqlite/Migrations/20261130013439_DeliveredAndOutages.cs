using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SupportDesk.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class DeliveredAndOutages : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "BouncedAt",
                table: "Outbox",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "CountedAt",
                table: "Notices",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "ClockStops",
                table: "Escalations",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<bool>(
                name: "FellToAdministrators",
                table: "Escalations",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<int>(
                name: "EnteredNo",
                table: "Escalations",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "OutageNo",
                table: "Escalations",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<long>(
                name: "ReminderOwedAt",
                table: "Escalations",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "TimeLeftMs",
                table: "Escalations",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "WaitingSince",
                table: "Escalations",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.CreateTable(
                name: "Heartbeat",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false),
                    LastAt = table.Column<long>(type: "INTEGER", nullable: false),
                    GapFromAt = table.Column<long>(type: "INTEGER", nullable: true),
                    GapToAt = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Heartbeat", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "SendingOutages",
                columns: table => new
                {
                    No = table.Column<int>(type: "INTEGER", nullable: false),
                    FromAt = table.Column<long>(type: "INTEGER", nullable: false),
                    ToAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Reason = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SendingOutages", x => x.No);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Notices_Uncounted",
                table: "Notices",
                column: "DoneAt",
                filter: "\"CountedAt\" IS NULL AND \"Kind\" = 'Decision'");

            CaseUpgrade.Fill(migrationBuilder);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Heartbeat");

            migrationBuilder.DropTable(
                name: "SendingOutages");

            migrationBuilder.DropIndex(
                name: "IX_Notices_Uncounted",
                table: "Notices");

            migrationBuilder.DropColumn(
                name: "BouncedAt",
                table: "Outbox");

            migrationBuilder.DropColumn(
                name: "CountedAt",
                table: "Notices");

            migrationBuilder.DropColumn(
                name: "ClockStops",
                table: "Escalations");

            migrationBuilder.DropColumn(
                name: "FellToAdministrators",
                table: "Escalations");

            migrationBuilder.DropColumn(
                name: "EnteredNo",
                table: "Escalations");

            migrationBuilder.DropColumn(
                name: "OutageNo",
                table: "Escalations");

            migrationBuilder.DropColumn(
                name: "ReminderOwedAt",
                table: "Escalations");

            migrationBuilder.DropColumn(
                name: "TimeLeftMs",
                table: "Escalations");

            migrationBuilder.DropColumn(
                name: "WaitingSince",
                table: "Escalations");
        }
    }
}
