using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SupportDesk.Data.Postgres.Migrations
{
    /// <summary>Drafts of every kind. Replies that were taken back and wait for their writer move over.</summary>
    public partial class Drafts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("CREATE TABLE \"OldDrafts\" AS SELECT \"PersonId\", \"Key\", \"Html\", \"At\" FROM \"Drafts\";");
            migrationBuilder.DropTable(name: "Drafts");
            migrationBuilder.CreateTable(
                name: "Drafts",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    PersonId = table.Column<Guid>(type: "uuid", nullable: false),
                    Kind = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    Subject = table.Column<string>(type: "character varying(160)", maxLength: 160, nullable: false),
                    Fields = table.Column<string>(type: "text", nullable: false),
                    ActId = table.Column<Guid>(type: "uuid", nullable: true),
                    Turn = table.Column<int>(type: "integer", nullable: false),
                    Version = table.Column<long>(type: "bigint", nullable: false),
                    SavedAt = table.Column<DateTimeOffset>(type: "timestamp(3) with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Drafts", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Drafts_People_PersonId",
                        column: x => x.PersonId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });
            migrationBuilder.CreateIndex(name: "IX_Drafts_ActId", table: "Drafts", column: "ActId");
            migrationBuilder.CreateIndex(name: "IX_Drafts_PersonId_Kind_Subject", table: "Drafts", columns: new[] { "PersonId", "Kind", "Subject" });
            migrationBuilder.CreateIndex(name: "IX_Attachments_OwnerId_DraftKey", table: "Attachments", columns: new[] { "OwnerId", "DraftKey" }, filter: "\"DraftKey\" IS NOT NULL");
            migrationBuilder.Sql(
                """
                INSERT INTO "Drafts" ("Id", "PersonId", "Kind", "Subject", "Fields", "Turn", "Version", "SavedAt")
                SELECT gen_random_uuid(), "PersonId", 'Reply', left("Key", length("Key") - 6), json_build_object('words', json_build_array("Html"), 'format', json_build_array('html'))::text, 0, 1, "At"
                FROM "OldDrafts" WHERE "Key" LIKE 'ticket:%:reply' AND "PersonId" IN (SELECT "Id" FROM "People");
                DROP TABLE "OldDrafts";
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(name: "IX_Attachments_OwnerId_DraftKey", table: "Attachments");
            migrationBuilder.DropTable(name: "Drafts");
            migrationBuilder.CreateTable(
                name: "Drafts",
                columns: table => new
                {
                    PersonId = table.Column<Guid>(type: "uuid", nullable: false),
                    Key = table.Column<string>(type: "text", nullable: false),
                    Html = table.Column<string>(type: "text", nullable: false),
                    At = table.Column<DateTimeOffset>(type: "timestamp(3) with time zone", nullable: false)
                },
                constraints: table => table.PrimaryKey("PK_Drafts", x => new { x.PersonId, x.Key }));
        }
    }
}
