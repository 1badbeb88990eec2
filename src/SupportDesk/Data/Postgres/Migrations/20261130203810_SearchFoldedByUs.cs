using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SupportDesk.Data.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class SearchFoldedByUs : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AlterColumn<Guid>(
                name: "ThreadId",
                table: "SearchDocuments",
                type: "uuid",
                nullable: true,
                oldClrType: typeof(Guid),
                oldType: "uuid");

            migrationBuilder.AddColumn<bool>(
                name: "IsIndexed",
                table: "SearchDocuments",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "NewTerms",
                table: "SearchDocuments",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "PersonId",
                table: "SearchDocuments",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "Revision",
                table: "SearchDocuments",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.CreateTable(
                name: "SearchIndexState",
                columns: table => new
                {
                    Id = table.Column<int>(type: "integer", nullable: false),
                    Folding = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SearchIndexState", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_SearchDocuments_PersonId",
                table: "SearchDocuments",
                column: "PersonId",
                unique: true,
                filter: "\"PersonId\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_SearchDocuments_Waiting",
                table: "SearchDocuments",
                column: "Id",
                filter: "NOT \"IsIndexed\"");

            migrationBuilder.AddForeignKey(
                name: "FK_SearchDocuments_People_PersonId",
                table: "SearchDocuments",
                column: "PersonId",
                principalTable: "People",
                principalColumn: "Id",
                onDelete: ReferentialAction.Cascade);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_SearchDocuments_People_PersonId",
                table: "SearchDocuments");

            migrationBuilder.DropTable(
                name: "SearchIndexState");

            migrationBuilder.DropIndex(
                name: "IX_SearchDocuments_PersonId",
                table: "SearchDocuments");

            migrationBuilder.DropIndex(
                name: "IX_SearchDocuments_Waiting",
                table: "SearchDocuments");

            migrationBuilder.DropColumn(
                name: "IsIndexed",
                table: "SearchDocuments");

            migrationBuilder.DropColumn(
                name: "NewTerms",
                table: "SearchDocuments");

            migrationBuilder.DropColumn(
                name: "PersonId",
                table: "SearchDocuments");

            migrationBuilder.DropColumn(
                name: "Revision",
                table: "SearchDocuments");

            migrationBuilder.AlterColumn<Guid>(
                name: "ThreadId",
                table: "SearchDocuments",
                type: "uuid",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"),
                oldClrType: typeof(Guid),
                oldType: "uuid",
                oldNullable: true);
        }
    }
}
