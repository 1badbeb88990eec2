using System.Collections.Concurrent;
using SupportDesk.Notifications;
using SupportDesk.People;

namespace SupportDesk.Tickets;

/// <summary>
/// Keeps what was counted for somebody until anything is committed in this process, five seconds at most (other nodes commit too): the counts stand
/// on every page and cost more than the page.
/// </summary>
public sealed class KeptCounts(CommitFeed feed, DeskClock clock)
{
    private const int People = 1000;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);
    private readonly ConcurrentDictionary<string, Kept> kept = new();

    internal async Task<QueueCounts> OfAsync(StaffUser user, Func<Task<QueueCounts>> count)
    {
        // What they may see belongs to the key, so that nobody is shown what they were allowed a moment ago.
        var key = $"{user.PersonId} {string.Join(' ', user.Roles)} {string.Join(' ', user.TeamIds)} - {string.Join(' ', user.HiddenTeamIds)}";
        var (now, commits) = (clock.RealNow, feed.Commits);
        if (kept.TryGetValue(key, out var known) && known.Commits == commits && now - known.At < Longest)
            return known.Counts;

        var counts = await count();
        if (kept.Count >= People)
            kept.Clear();
        kept[key] = new(counts, commits, now);
        return counts;
    }

    private sealed record Kept(QueueCounts Counts, long Commits, DateTimeOffset At);
}
