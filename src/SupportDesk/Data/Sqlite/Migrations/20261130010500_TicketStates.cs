using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace SupportDesk.Data.Sqlite.Migrations;

/// <summary>Changes rows only, no table: see <see cref="TicketStateRepair"/>.</summary>
[DbContext(typeof(SqliteDeskDb))]
[Migration("20261130010500_TicketStates")]
public sealed class TicketStates : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        foreach (var statement in TicketStateRepair.Sqlite)
            migrationBuilder.Sql(statement);
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
    }
}
