using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using SupportDesk.Data;
using SupportDesk.Drafts;
using SupportDesk.Files;
using SupportDesk.Mail;

namespace SupportDesk.Jobs;

/// <summary>
/// Removes acts after 7 days, with them drafts that were sent; drafts that nobody saved for half a year; files without a post 7 days after their draft was saved last;
/// links a month after their end; and contents that nothing refers to and nobody touched for a day.
/// </summary>
public sealed class CleanUp(IDbContextFactory<DeskDb> databases, FileStore files, DeskClock clock, IOptions<MailOptions> mail)
{
    private const int Batch = 500;
    private const int DaysOfADraft = 180;

    public async Task RunAsync(CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var (weekAgo, linksEnded) = (clock.Now.AddDays(-7), clock.RealNow.AddDays(-30));
        await EndDraftsAsync(db, weekAgo, cancel);
        await db.Acts.Where(a => a.At < weekAgo).ExecuteDeleteAsync(cancel);
        await db.Links.Where(l => l.ExpiresAt < linksEnded).ExecuteDeleteAsync(cancel);
        await RemoveContentsAsync(db, cancel);
    }

    private async Task EndDraftsAsync(DeskDb db, DateTimeOffset weekAgo, CancellationToken cancel)
    {
        var halfAYearAgo = clock.Now.AddDays(-DaysOfADraft);
        await db.Drafts.Where(d => d.SavedAt < halfAYearAgo || db.Acts.Any(a => a.Id == d.ActId && a.PersonId == d.PersonId)).ExecuteDeleteAsync(cancel);
        var saved = (await db.Drafts.Where(d => d.SavedAt >= weekAgo).Select(d => new { d.Kind, d.Subject, d.Id }).ToListAsync(cancel)).Select(d => Draft.FileKeyOf(new(d.Kind, d.Subject), d.Id)).ToHashSet();
        var old = await db.Attachments.Where(a => a.PostId == null && a.At < weekAgo).Select(a => new { a.Id, a.DraftKey }).ToListAsync(cancel);
        foreach (var ids in old.Where(a => a.DraftKey is null || !saved.Contains(a.DraftKey)).Select(a => a.Id).Chunk(Batch))
            await db.Attachments.Where(a => ids.Contains(a.Id) && a.PostId == null).ExecuteDeleteAsync(cancel);
    }

    private async Task RemoveContentsAsync(DeskDb db, CancellationToken cancel)
    {
        var orphans = Orphans(db);
        while (await orphans.OrderBy(b => b.Hash).Take(Batch).Select(b => b.Hash).ToListAsync(cancel) is { Count: > 0 } hashes)
        {
            // Asked again in the statement itself: one may have been taken into use since.
            await orphans.Where(b => hashes.Contains(b.Hash)).ExecuteDeleteAsync(cancel);
            await files.RemoveAsync(db, hashes, clock.RealNow.AddDays(-1), cancel);
        }
    }

    // The raw form of a mail goes after its time, whatever became of it.
    private IQueryable<Blob> Orphans(DeskDb db)
    {
        var (dayAgo, rawUntil) = (clock.Now.AddDays(-1), clock.Now.AddDays(-mail.Value.KeepRawDays));
        return db.Blobs.Where(b => b.TouchedAt < dayAgo
            && !db.Attachments.Any(a => a.BlobHash == b.Hash)
            && !db.Outbox.Any(m => m.BodyHash == b.Hash)
            && !db.IncomingMail.Any(m => m.RawHash == b.Hash && m.At > rawUntil));
    }
}
