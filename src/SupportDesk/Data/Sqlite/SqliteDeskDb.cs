using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Microsoft.Extensions.DependencyInjection;

namespace SupportDesk.Data.Sqlite;

/// <summary>The embedded default: one file, one process.</summary>
public sealed class SqliteDeskDb(DbContextOptions<SqliteDeskDb> options) : DeskDb(options)
{
    public override bool IsPostgres => false;

    /// <summary>Whether this context's save has the turn at the writer's connection.</summary>
    internal bool HasTurn { get; set; }

    /// <summary>Saves in turn with all others of this process; what is saved within a transaction of the caller's goes by its own connection.</summary>
    public override Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default) =>
        Database.CurrentTransaction is null
            ? Services.GetRequiredService<SqliteWriter>().SaveAsync(this, () => base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken))
            : base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);

    internal override bool IsUniqueViolation(Exception? exception) =>
        exception is SqliteException { SqliteExtendedErrorCode: 1555 or 2067 }; // SQLITE_CONSTRAINT_PRIMARYKEY, SQLITE_CONSTRAINT_UNIQUE

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        configurationBuilder.Properties<Guid>().HaveConversion<GuidBytes>();
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<Milliseconds>();
    }

    // Big-endian, so that a v7 id sorts by its time.
    private sealed class GuidBytes() : ValueConverter<Guid, byte[]>(id => id.ToByteArray(true), bytes => new Guid(bytes, true));

    private sealed class Milliseconds() : ValueConverter<DateTimeOffset, long>(at => at.ToUnixTimeMilliseconds(), ms => DateTimeOffset.FromUnixTimeMilliseconds(ms));
}
