using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;
using SupportDesk.Mail;
using SupportDesk.Threads;

namespace SupportDesk.Files;

/// <summary>A file that one person may fetch by the link in their mail.</summary>
/// <param name="Number">Of the ticket it belongs to.</param>
/// <param name="Language">The person's.</param>
public sealed record HandedFile(string Name, long Size, string BlobHash, long Number, string Language);

public sealed record TicketOfFile(Guid Id, bool MayFetch);

/// <summary>Finds what was too large to come along with a mail.</summary>
public sealed class HandedFiles(DeskDb db, DeskClock clock)
{
    /// <summary>The file behind a link: of a reply that still stands, for somebody who still takes part in its ticket. Null where there is none, or its time is over.</summary>
    public async Task<HandedFile?> FindAsync(string token, CancellationToken cancel)
    {
        var (hash, now) = (Link.Hash(token), clock.RealNow);
        return await (
            from l in db.Links.AsNoTracking()
            where l.TokenHash == hash && l.Purpose == LinkPurpose.File && l.ExpiresAt > now
            join a in db.Attachments on l.ObjectId equals a.Id
            where a.State == FileState.Ready && a.BlobHash != null
            join p in db.PublicRows() on a.PostId equals p.Id
            join t in db.Tickets on p.ThreadId equals t.ThreadId
            where db.Participants.Any(x => x.TicketId == t.Id && x.PersonId == l.PersonId) && db.People.Any(o => o.Id == l.PersonId && o.ErasedAt == null)
            select new HandedFile(a.Name, a.Size, a.BlobHash!, t.Number, db.People.Where(o => o.Id == l.PersonId).Select(o => o.Language).FirstOrDefault() ?? "en")).SingleOrDefaultAsync(cancel);
    }

    /// <summary>The ticket of a file, for somebody who takes part in it, and whether they may still fetch the file; null where there is none.</summary>
    public async Task<TicketOfFile?> FindTicketAsync(Guid personId, Guid attachmentId, CancellationToken cancel)
    {
        var file = await db.Attachments.Where(a => a.Id == attachmentId)
            .Select(a => new { a.PostId, IsReady = a.State == FileState.Ready && a.BlobHash != null }).SingleOrDefaultAsync(cancel);
        if (file is null || await db.ThreadOfAsync(file.PostId, cancel) is not { } thread)
            return null;

        var ticket = await db.Tickets.Where(t => t.ThreadId == thread && db.Participants.Any(p => p.TicketId == t.Id && p.PersonId == personId))
            .Select(t => (Guid?)t.Id).SingleOrDefaultAsync(cancel);
        return ticket is { } id ? new(id, file.IsReady && await db.IsPublicAsync(file.PostId, cancel)) : null;
    }
}
