using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SupportDesk.Data.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class SourcesAndGaps : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "AtServer",
                table: "MailboxWatches",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "ErrorSince",
                table: "MailboxWatches",
                type: "timestamp(3) with time zone",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Missing",
                table: "MailboxWatches",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "MissingSince",
                table: "MailboxWatches",
                type: "timestamp(3) with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "MissingUids",
                table: "MailboxWatches",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "StartUid",
                table: "MailboxWatches",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Waiting",
                table: "MailboxWatches",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "WaitingSince",
                table: "MailboxWatches",
                type: "timestamp(3) with time zone",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "MailPlaces",
                columns: table => new
                {
                    MailboxId = table.Column<Guid>(type: "uuid", nullable: false),
                    UidValidity = table.Column<long>(type: "bigint", nullable: false),
                    Uid = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_MailPlaces", x => new { x.MailboxId, x.UidValidity, x.Uid });
                });

            migrationBuilder.CreateIndex(
                name: "IX_IncomingMail_SetAside",
                table: "IncomingMail",
                column: "MailboxId",
                filter: "\"Outcome\" = 'SetAside'");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "MailPlaces");

            migrationBuilder.DropIndex(
                name: "IX_IncomingMail_SetAside",
                table: "IncomingMail");

            migrationBuilder.DropColumn(
                name: "AtServer",
                table: "MailboxWatches");

            migrationBuilder.DropColumn(
                name: "ErrorSince",
                table: "MailboxWatches");

            migrationBuilder.DropColumn(
                name: "Missing",
                table: "MailboxWatches");

            migrationBuilder.DropColumn(
                name: "MissingSince",
                table: "MailboxWatches");

            migrationBuilder.DropColumn(
                name: "MissingUids",
                table: "MailboxWatches");

            migrationBuilder.DropColumn(
                name: "StartUid",
                table: "MailboxWatches");

            migrationBuilder.DropColumn(
                name: "Waiting",
                table: "MailboxWatches");

            migrationBuilder.DropColumn(
                name: "WaitingSince",
                table: "MailboxWatches");
        }
    }
}
