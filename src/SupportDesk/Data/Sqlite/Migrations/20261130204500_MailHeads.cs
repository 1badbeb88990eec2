using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SupportDesk.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class MailHeads : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_IncomingMail_Held",
                table: "IncomingMail");

            migrationBuilder.AddColumn<string>(
                name: "Head",
                table: "IncomingMail",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_IncomingMail_At",
                table: "IncomingMail",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_IncomingMail_NoTicket",
                table: "IncomingMail",
                column: "Id",
                filter: "\"PostId\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_IncomingMail_PostId",
                table: "IncomingMail",
                column: "PostId",
                filter: "\"PostId\" IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_IncomingMail_At",
                table: "IncomingMail");

            migrationBuilder.DropIndex(
                name: "IX_IncomingMail_NoTicket",
                table: "IncomingMail");

            migrationBuilder.DropIndex(
                name: "IX_IncomingMail_PostId",
                table: "IncomingMail");

            migrationBuilder.DropColumn(
                name: "Head",
                table: "IncomingMail");

            migrationBuilder.CreateIndex(
                name: "IX_IncomingMail_Held",
                table: "IncomingMail",
                column: "PostId",
                filter: "\"Outcome\" = 'Held'");
        }
    }
}
