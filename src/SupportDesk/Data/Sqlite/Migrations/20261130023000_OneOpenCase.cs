using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SupportDesk.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class OneOpenCase : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "JoinedAfterDecision",
                table: "Supporters",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "LeftAfterDecision",
                table: "Supporters",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "IsSecondOnPolicy",
                table: "Escalations",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            // A notice told whoever left after a decision's moment: those rows keep that.
            migrationBuilder.Sql(
                """
                UPDATE "Supporters" SET "LeftAfterDecision" = (
                  SELECT COUNT(*) FROM "Decisions" made WHERE made."EscalationId" = "Supporters"."EscalationId" AND made."At" < "Supporters"."WithdrawnAt")
                WHERE "WithdrawnAt" IS NOT NULL
                """);
            migrationBuilder.Sql(
                """
                UPDATE "Supporters" SET "JoinedAfterDecision" = (
                  SELECT COUNT(*) FROM "Decisions" made WHERE made."EscalationId" = "Supporters"."EscalationId" AND made."At" <= COALESCE("Supporters"."CountedAt", "Supporters"."JoinedAt"))
                """);
            // Two cases could be open on one policy: the older one is joined from now on, the others go on beside it.
            migrationBuilder.Sql(
                """
                UPDATE "Escalations" SET "IsSecondOnPolicy" = TRUE WHERE "IsOpen" AND EXISTS (
                  SELECT 1 FROM "Escalations" older WHERE older."PolicyId" = "Escalations"."PolicyId" AND older."IsOpen" AND older."Number" < "Escalations"."Number")
                """);

            migrationBuilder.CreateIndex(
                name: "IX_Escalations_OnePerPolicy",
                table: "Escalations",
                column: "PolicyId",
                unique: true,
                filter: "\"IsOpen\" AND NOT \"IsSecondOnPolicy\"");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Escalations_OnePerPolicy",
                table: "Escalations");

            migrationBuilder.DropColumn(
                name: "JoinedAfterDecision",
                table: "Supporters");

            migrationBuilder.DropColumn(
                name: "LeftAfterDecision",
                table: "Supporters");

            migrationBuilder.DropColumn(
                name: "IsSecondOnPolicy",
                table: "Escalations");
        }
    }
}
