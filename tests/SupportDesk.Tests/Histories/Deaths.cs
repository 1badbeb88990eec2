using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using SupportDesk.Data.Postgres;
using SupportDesk.Data.Sqlite;

namespace SupportDesk.Tests.Histories;

/// <summary>
/// Lets a worker die at its next commit: just before it, so that nothing of it is stored, or just after it, so that all of it is and nobody was told.
/// Kills of the whole process at every named point: docs/reliability.md.
/// </summary>
sealed class Deaths : SaveChangesInterceptor, IDbTransactionInterceptor
{
    int before, after;

    /// <summary>Nobody has died yet of what was asked for.</summary>
    public bool IsWaiting => Volatile.Read(ref before) + Volatile.Read(ref after) > 0;

    public void BeforeCommit() => Volatile.Write(ref before, 1);

    public void AfterCommit() => Volatile.Write(ref after, 1);

    public void CallOff() => (before, after) = (0, 0);

    /// <summary>Makes a desk's contexts ask this one.</summary>
    public void AddTo(IServiceCollection services) => services
        .ConfigureDbContext<SqliteDeskDb>(options => options.AddInterceptors(this))
        .ConfigureDbContext<PostgresDeskDb>(options => options.AddInterceptors(this));

    public override ValueTask<InterceptionResult<int>> SavingChangesAsync(DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        Die(ref before, "before");
        return ValueTask.FromResult(result);
    }

    public Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Die(ref after, "after");
        return Task.CompletedTask;
    }

    // Not an error of a row or of the database: the desk must not take it for one.
    static void Die(ref int waiting, string when)
    {
        if (Interlocked.Exchange(ref waiting, 0) == 1)
            throw new OperationCanceledException($"died {when} the commit");
    }
}
