using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;
using SupportDesk.Threads;

namespace SupportDesk.Tickets;

/// <summary>What a ticket shows of its thread, read from the posts.</summary>
/// <param name="LastWords">The newest public words; empty where there are none.</param>
/// <param name="FirstReplyAt">When staff first answered in public.</param>
/// <param name="LastPostAt">When the newest post of any kind was written.</param>
public sealed record ThreadWords(string LastWords, DateTimeOffset? FirstReplyAt, DateTimeOffset LastPostAt);

/// <summary>Reads <see cref="ThreadWords"/> for a post that comes or goes in the save under way.</summary>
internal static class ThreadWordsQuery
{
    public static async Task<ThreadWords> ReadThreadAsync(this DeskDb db, Ticket ticket, Post? without, Post? with, CancellationToken cancel)
    {
        var gone = without?.Id;
        var all = db.Posts.AsNoTracking().Where(p => p.ThreadId == ticket.ThreadId && p.Id != gone);
        var shown = all.Where(p => p.Kind == PostKind.Reply && p.State == PostState.Shown);
        var newest = await shown.OrderByDescending(p => p.Position).Select(p => new { p.Position, p.Text }).FirstOrDefaultAsync(cancel);
        var first = await shown.Where(p => p.AuthorId != ticket.RequesterId && db.Users.Any(a => a.Id == p.AuthorId)).OrderBy(p => p.Position).Select(p => (DateTimeOffset?)p.At).FirstOrDefaultAsync(cancel);
        var lastPost = await all.OrderByDescending(p => p.Position).Select(p => (DateTimeOffset?)p.At).FirstOrDefaultAsync(cancel);
        return new(with is not null && with.Position > (newest?.Position ?? 0) ? with.Text : newest?.Text ?? "", first, lastPost ?? ticket.OpenedAt);
    }
}
