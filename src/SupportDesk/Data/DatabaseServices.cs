using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Update;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;
using SupportDesk.Data.Postgres;
using SupportDesk.Data.Sqlite;

namespace SupportDesk.Data;

/// <summary>Wires the engine that the configuration names; whoever needs a database asks for <see cref="DeskDb"/> or its factory.</summary>
public static class DatabaseServices
{
    public static IServiceCollection AddDatabase(this IServiceCollection services, DatabaseProvider provider)
    {
        if (provider == DatabaseProvider.Postgres)
        {
            services.AddPooledDbContextFactory<PostgresDeskDb>((all, options) => options.UseNpgsql(PostgresConnection(all), npgsql => npgsql.MigrationsHistoryTable("__EFMigrationsHistory")).ReplaceService<IModificationCommandBatchFactory, RowsTogether>().AddInterceptors(new SavesPlannedOnce()).ConfigureWarnings(Quiet));
            services.AddSingleton<IDbContextFactory<DeskDb>>(all => new Factory<PostgresDeskDb>(all.GetRequiredService<IDbContextFactory<PostgresDeskDb>>()));
        }
        else
        {
            services.AddPooledDbContextFactory<SqliteDeskDb>((all, options) => options.UseSqlite(SqliteConnection(all)).ReplaceService<IModificationCommandBatchFactory, PreparedWrites>().AddInterceptors(all.GetRequiredService<DurableConnections>(), all.GetRequiredService<SqliteWriter>()).ConfigureWarnings(Quiet));
            services.AddSingleton<DurableConnections>().AddSingleton(all => new SqliteWriter(SqliteConnection(all)));
            services.AddSingleton<IDbContextFactory<DeskDb>>(all => new Factory<SqliteDeskDb>(all.GetRequiredService<IDbContextFactory<SqliteDeskDb>>()));
        }

        // One registration alone: a scope disposes of all that it gave out, and a context that goes back to its pool twice is given to two at once.
        services.AddScoped(all => all.GetRequiredService<IDbContextFactory<DeskDb>>().CreateDbContext());
        return services.AddSingleton<DatabaseStart>().AddSingleton<ExistingDatabase>().AddSingleton<KeyFile>().AddSingleton<KeyBinding>().AddSingleton<KeyRing>().AddSingleton<KeyRotation>();
    }

    // Counts that stop at a cap need no order. What fails is thrown: a save that clashed is tried again, and whoever gives it up logs it.
    private static void Quiet(WarningsConfigurationBuilder warnings) => warnings
        .Ignore(CoreEventId.RowLimitingOperationWithoutOrderByWarning)
        .Log((CoreEventId.SaveChangesFailed, LogLevel.Debug), (CoreEventId.OptimisticConcurrencyException, LogLevel.Debug), (RelationalEventId.CommandError, LogLevel.Debug));

    /// <summary>
    /// The connection string for PostgreSQL: statements that come again are parsed once (what the string itself says of it holds), pages have custom
    /// plans, and no parallel workers, which pages of 50 rows only lose by.
    /// </summary>
    public static string PostgresConnection(IServiceProvider all)
    {
        var said = all.GetRequiredService<IOptions<DatabaseOptions>>().Value.ConnectionString;
        var configured = new NpgsqlConnectionStringBuilder(said);
        if (!new DbConnectionStringBuilder { ConnectionString = said }.ContainsKey("Max Auto Prepare"))
            configured.MaxAutoPrepare = 100;
        configured.Options ??= "-c plan_cache_mode=force_custom_plan -c max_parallel_workers_per_gather=0";
        configured.Timezone ??= "UTC";
        return configured.ConnectionString;
    }

    private static string SqliteConnection(IServiceProvider all)
    {
        var configured = all.GetRequiredService<IOptions<DatabaseOptions>>().Value.ConnectionString;
        return configured.Length > 0 ? configured : $"Data Source={Path.Combine(all.GetRequiredService<IOptions<DataOptions>>().Value.FullFolder, "desk.db")}";
    }

    private sealed class Factory<TDb>(IDbContextFactory<TDb> inner) : IDbContextFactory<DeskDb>
        where TDb : DeskDb
    {
        public DeskDb CreateDbContext() => inner.CreateDbContext();
    }
}
