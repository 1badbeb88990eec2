using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SupportDesk.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class MailReadTwice : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_IncomingMail_Held",
                table: "IncomingMail");

            migrationBuilder.AlterColumn<byte[]>(
                name: "ThreadId",
                table: "SearchDocuments",
                type: "BLOB",
                nullable: true,
                oldClrType: typeof(byte[]),
                oldType: "BLOB");

            migrationBuilder.AddColumn<bool>(
                name: "IsIndexed",
                table: "SearchDocuments",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "NewTerms",
                table: "SearchDocuments",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "PersonId",
                table: "SearchDocuments",
                type: "BLOB",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "Revision",
                table: "SearchDocuments",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<string>(
                name: "Invitations",
                table: "Posts",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "LetterDoubt",
                table: "Posts",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "PlainForm",
                table: "Posts",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "QuotedHtml",
                table: "Posts",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ReadAs",
                table: "Posts",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "SignatureHtml",
                table: "Posts",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Head",
                table: "IncomingMail",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ProofReason",
                table: "IncomingMail",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "SearchIndexState",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false),
                    Folding = table.Column<int>(type: "INTEGER", nullable: false)
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

            migrationBuilder.DropColumn(
                name: "Invitations",
                table: "Posts");

            migrationBuilder.DropColumn(
                name: "LetterDoubt",
                table: "Posts");

            migrationBuilder.DropColumn(
                name: "PlainForm",
                table: "Posts");

            migrationBuilder.DropColumn(
                name: "QuotedHtml",
                table: "Posts");

            migrationBuilder.DropColumn(
                name: "ReadAs",
                table: "Posts");

            migrationBuilder.DropColumn(
                name: "SignatureHtml",
                table: "Posts");

            migrationBuilder.DropColumn(
                name: "Head",
                table: "IncomingMail");

            migrationBuilder.DropColumn(
                name: "ProofReason",
                table: "IncomingMail");

            migrationBuilder.AlterColumn<byte[]>(
                name: "ThreadId",
                table: "SearchDocuments",
                type: "BLOB",
                nullable: false,
                defaultValue: new byte[0],
                oldClrType: typeof(byte[]),
                oldType: "BLOB",
                oldNullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_IncomingMail_Held",
                table: "IncomingMail",
                column: "PostId",
                filter: "\"Outcome\" = 'Held'");
        }
    }
}
