using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using SupportDesk.Data.Postgres;
using SupportDesk.Data.Sqlite;

namespace SupportDesk.Tests.Pairs;

/// <summary>
/// Lets something happen between what an act has loaded and its first save. Jobs and the mail gateway load and save by themselves, so that
/// no test could step in between.
/// </summary>
sealed class BeforeSave : SaveChangesInterceptor
{
    Func<Task>? first;

    /// <summary>
    /// Runs <paramref name="act"/> until its first save, then <paramref name="between"/>, then the rest of it; where it saves nothing, one
    /// after the other.
    /// </summary>
    public async Task RunAsync(Func<Task> act, Func<Task> between)
    {
        first = between;
        await act();
        await HappenAsync();
    }

    /// <summary>Makes a desk's contexts ask this one.</summary>
    public void AddTo(IServiceCollection services) => services
        .ConfigureDbContext<SqliteDeskDb>(options => options.AddInterceptors(this))
        .ConfigureDbContext<PostgresDeskDb>(options => options.AddInterceptors(this));

    public override async ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        await HappenAsync();
        return result;
    }

    Task HappenAsync() => Interlocked.Exchange(ref first, null)?.Invoke() ?? Task.CompletedTask;
}
