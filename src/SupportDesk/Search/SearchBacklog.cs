using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;
using SupportDesk.Notifications;

namespace SupportDesk.Search;

/// <summary>How much the index does not hold yet. The answer is kept until something is committed here, and for two seconds at
/// most.</summary>
public sealed class SearchBacklog(CommitFeed feed, TimeProvider real)
{
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(2);

    private Answer? last;

    public async Task<long> CountAsync(DeskDb db, CancellationToken cancel)
    {
        var commits = feed.Commits;
        if (last is { } known && known.Commits == commits && real.GetElapsedTime(known.At) < Kept)
            return known.Count;

        var answer = new Answer(await db.SearchDocuments.LongCountAsync(d => !d.IsIndexed, cancel), commits, real.GetTimestamp());
        last = answer;
        return answer.Count;
    }

    private sealed record Answer(long Count, long Commits, long At);
}
