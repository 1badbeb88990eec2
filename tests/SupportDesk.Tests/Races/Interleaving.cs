using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using SupportDesk.Data.Postgres;
using SupportDesk.Data.Sqlite;

namespace SupportDesk.Tests.Races;

/// <summary>Runs a whole act of somebody else just before one read of the act under test: the one with a number, from 1.</summary>
sealed class Interleaving : DbCommandInterceptor
{
    int reads, before;
    Func<Task>? other;

    /// <summary>Makes a desk's contexts ask this one.</summary>
    public void AddTo(IServiceCollection services) => services
        .ConfigureDbContext<SqliteDeskDb>(options => options.AddInterceptors(this))
        .ConfigureDbContext<PostgresDeskDb>(options => options.AddInterceptors(this));

    /// <returns>Whether the act had so many reads.</returns>
    public async Task<bool> RunAsync(Func<Task> act, int read, Func<Task> meanwhile)
    {
        (reads, before, other) = (0, read, meanwhile);
        await act();
        return Interlocked.Exchange(ref other, null) is null;
    }

    // What a save reads for itself stands in its transaction.
    public override async ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        if (command.Transaction is null && other is not null && ++reads == before && Interlocked.Exchange(ref other, null) is { } meanwhile)
            await meanwhile();
        return result;
    }
}
