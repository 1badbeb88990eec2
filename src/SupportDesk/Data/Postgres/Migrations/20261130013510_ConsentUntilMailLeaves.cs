using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SupportDesk.Data.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class ConsentUntilMailLeaves : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "MayHaveLeftAt",
                table: "Outbox",
                type: "timestamp(3) with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Quotes",
                table: "Outbox",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "TogetherIn",
                table: "Outbox",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "AskedInPostId",
                table: "Supporters",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "UnreadPostId",
                table: "Supporters",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "ById",
                table: "Consents",
                type: "uuid",
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
                    SELECT (e."Data"::json ->> 'askedIn')::uuid FROM "Events" e
                    WHERE e."ObjectId" = "Supporters"."Id" AND e."Kind" = 'SupporterJoined' AND e."Data"::json ->> 'askedIn' IS NOT NULL ORDER BY e."Id" DESC LIMIT 1);
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
