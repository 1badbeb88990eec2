using System.Collections.Concurrent;
using System.Data.Common;

namespace SupportDesk.Jobs;

/// <summary>
/// Rows that a sweep could not process: each is left alone for five minutes and then tried again, so that a broken one neither holds up the others
/// nor is forgotten. Health shows them.
/// </summary>
public sealed class SetAsideRows(DeskClock clock)
{
    private static readonly TimeSpan Rest = TimeSpan.FromMinutes(5);
    private readonly ConcurrentDictionary<Guid, DateTimeOffset> rows = new();

    /// <summary>Those that are left alone at present.</summary>
    public IReadOnlyCollection<Guid> Ids
    {
        get
        {
            var now = clock.RealNow;
            foreach (var (id, until) in rows)
            {
                if (until <= now)
                    rows.TryRemove(new(id, until));
            }

            return [.. rows.Keys];
        }
    }

    public void Add(Guid id) => rows[id] = clock.RealNow + Rest;

    /// <summary>Whether a row itself is at fault. A database that is away is not: then the run ends, and the next one goes on.</summary>
    public static bool IsFaultOfRow(Exception failure) =>
        failure is not OperationCanceledException && !(failure is DbException { IsTransient: true } || (failure.InnerException is { } inner && !IsFaultOfRow(inner)));
}
