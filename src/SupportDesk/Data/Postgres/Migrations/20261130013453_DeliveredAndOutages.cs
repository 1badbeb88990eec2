using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SupportDesk.Data.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class DeliveredAndOutages : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "BouncedAt",
                table: "Outbox",
                type: "timestamp(3) with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "CountedAt",
                table: "Notices",
                type: "timestamp(3) with time zone",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "ClockStops",
                table: "Escalations",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<bool>(
                name: "FellToAdministrators",
                table: "Escalations",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<int>(
                name: "EnteredNo",
                table: "Escalations",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "OutageNo",
                table: "Escalations",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "ReminderOwedAt",
                table: "Escalations",
                type: "timestamp(3) with time zone",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "TimeLeftMs",
                table: "Escalations",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "WaitingSince",
                table: "Escalations",
                type: "timestamp(3) with time zone",
                nullable: false,
                defaultValue: new DateTimeOffset(new DateTime(1, 1, 1, 0, 0, 0, 0, DateTimeKind.Unspecified), new TimeSpan(0, 0, 0, 0, 0)));

            migrationBuilder.CreateTable(
                name: "Heartbeat",
                columns: table => new
                {
                    Id = table.Column<int>(type: "integer", nullable: false),
                    LastAt = table.Column<DateTimeOffset>(type: "timestamp(3) with time zone", nullable: false),
                    GapFromAt = table.Column<DateTimeOffset>(type: "timestamp(3) with time zone", nullable: true),
                    GapToAt = table.Column<DateTimeOffset>(type: "timestamp(3) with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Heartbeat", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "SendingOutages",
                columns: table => new
                {
                    No = table.Column<int>(type: "integer", nullable: false),
                    FromAt = table.Column<DateTimeOffset>(type: "timestamp(3) with time zone", nullable: false),
                    ToAt = table.Column<DateTimeOffset>(type: "timestamp(3) with time zone", nullable: true),
                    Reason = table.Column<string>(type: "text", nullable: false)
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
