using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace SupportDesk.Data.Postgres;

/// <summary>The second engine, for several nodes.</summary>
public sealed class PostgresDeskDb(DbContextOptions<PostgresDeskDb> options) : DeskDb(options)
{
    public override bool IsPostgres => true;

    internal override bool IsUniqueViolation(Exception? exception) => exception is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation };

    // The provider wraps it more than once, as of every failure that may pass.
    internal override bool IsDeadlock(Exception? exception) =>
        exception is PostgresException { SqlState: PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure } || (exception?.InnerException is { } inner && IsDeadlock(inner));

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        configurationBuilder.Properties<DateTimeOffset>().HaveColumnType("timestamp(3) with time zone");
    }
}
