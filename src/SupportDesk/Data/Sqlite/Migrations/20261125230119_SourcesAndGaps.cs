using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SupportDesk.Data.Sqlite.Migrations
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
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<long>(
                name: "ErrorSince",
                table: "MailboxWatches",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Missing",
                table: "MailboxWatches",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<long>(
                name: "MissingSince",
                table: "MailboxWatches",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "MissingUids",
                table: "MailboxWatches",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "StartUid",
                table: "MailboxWatches",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Waiting",
                table: "MailboxWatches",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<long>(
                name: "WaitingSince",
                table: "MailboxWatches",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "MailPlaces",
                columns: table => new
                {
                    MailboxId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    UidValidity = table.Column<long>(type: "INTEGER", nullable: false),
                    Uid = table.Column<long>(type: "INTEGER", nullable: false)
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
