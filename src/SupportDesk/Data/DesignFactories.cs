using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using SupportDesk.Data.Postgres;
using SupportDesk.Data.Sqlite;

namespace SupportDesk.Data;

/// <summary>For <c>dotnet ef migrations add … --context SqliteDeskDb --output-dir Data/Sqlite/Migrations</c>.</summary>
internal sealed class SqliteDesign : IDesignTimeDbContextFactory<SqliteDeskDb>
{
    public SqliteDeskDb CreateDbContext(string[] args) => new(new DbContextOptionsBuilder<SqliteDeskDb>().UseSqlite("Data Source=design.db").Options);
}

/// <summary>For <c>dotnet ef migrations add … --context PostgresDeskDb --output-dir Data/Postgres/Migrations</c>; needs no running server.</summary>
internal sealed class PostgresDesign : IDesignTimeDbContextFactory<PostgresDeskDb>
{
    public PostgresDeskDb CreateDbContext(string[] args) => new(new DbContextOptionsBuilder<PostgresDeskDb>().UseNpgsql("Host=localhost").Options);
}
