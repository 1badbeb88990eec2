using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace SupportDesk.Data.Sqlite.Migrations;

/// <summary>Why a sender is proved or not, and in which letters a mail is read. Rows that are there keep null: their reason is found in the stored original.</summary>
[DbContext(typeof(SqliteDeskDb))]
[Migration("20261130202500_ProofReasonsAndLetters")]
public sealed class ProofReasonsAndLetters : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<string>("ProofReason", "IncomingMail", "TEXT", nullable: true);
        migrationBuilder.AddColumn<string>("LetterDoubt", "Posts", "TEXT", nullable: true);
        migrationBuilder.AddColumn<string>("ReadAs", "Posts", "TEXT", nullable: true);
        migrationBuilder.DropIndex("IX_IncomingMail_Held", "IncomingMail");
        migrationBuilder.CreateIndex("IX_IncomingMail_PostId", "IncomingMail", "PostId", filter: "\"PostId\" IS NOT NULL");
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropIndex("IX_IncomingMail_PostId", "IncomingMail");
        migrationBuilder.CreateIndex("IX_IncomingMail_Held", "IncomingMail", "PostId", filter: "\"Outcome\" = 'Held'");
        migrationBuilder.DropColumn("ReadAs", "Posts");
        migrationBuilder.DropColumn("LetterDoubt", "Posts");
        migrationBuilder.DropColumn("ProofReason", "IncomingMail");
    }
}
