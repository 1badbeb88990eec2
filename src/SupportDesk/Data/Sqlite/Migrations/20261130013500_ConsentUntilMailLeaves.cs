using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SupportDesk.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class ConsentUntilMailLeaves : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "MayHaveLeftAt",
                table: "Outbox",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Quotes",
                table: "Outbox",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "TogetherIn",
                table: "Outbox",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "AskedInPostId",
                table: "Supporters",
                type: "BLOB",
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "UnreadPostId",
                table: "Supporters",
                type: "BLOB",
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "ById",
                table: "Consents",
                type: "BLOB",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_Outbox_TogetherIn",
                table: "Outbox",
                column: "TogetherIn",
                filter: "\"TogetherIn\" IS NOT NULL");

            // Who asked in writing to be passed on is known from the event of their joining.
            migrationBuilder.Sql(
                """
                UPDATE "Supporters" SET "AskedInPostId" = (
                    SELECT unhex(replace(json_extract(e."Data", '$.askedIn'), '-', '')) FROM "Events" e
                    WHERE e."ObjectId" = "Supporters"."Id" AND e."Kind" = 'SupporterJoined' AND json_extract(e."Data", '$.askedIn') IS NOT NULL ORDER BY e."Id" DESC LIMIT 1);
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Outbox_TogetherIn",
                table: "Outbox");

            migrationBuilder.DropColumn(
                name: "MayHaveLeftAt",
                table: "Outbox");

            migrationBuilder.DropColumn(
                name: "Quotes",
                table: "Outbox");

            migrationBuilder.DropColumn(
                name: "TogetherIn",
                table: "Outbox");

            migrationBuilder.DropColumn(
                name: "AskedInPostId",
                table: "Supporters");

            migrationBuilder.DropColumn(
                name: "UnreadPostId",
                table: "Supporters");

            migrationBuilder.DropColumn(
                name: "ById",
                table: "Consents");
        }
    }
}
