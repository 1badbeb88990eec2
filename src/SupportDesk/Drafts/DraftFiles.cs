using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;
using SupportDesk.Files;
using SupportDesk.Threads;

namespace SupportDesk.Drafts;

/// <summary>Files and pictures that wait in a draft for their post. Only their owner sees them.</summary>
public sealed class DraftFiles(DeskDb db, FileStore store)
{
    private const int Most = 60;
    private const long MostBytes = 200 * 1024 * 1024;

    /// <summary>Keeps a file for a draft.</summary>
    /// <exception cref="DeskException">The draft has too many files, or too large ones.</exception>
    public async Task<Attachment> AddAsync(Guid owner, DraftPlace place, Guid draftId, Upload file, DateTimeOffset at, CancellationToken cancel)
    {
        var key = Draft.FileKeyOf(place, draftId);
        var sizes = await db.Attachments.Where(a => a.PostId == null && a.OwnerId == owner && a.DraftKey == key).Select(a => a.Size).ToListAsync(cancel);
        if (sizes.Count >= Most || sizes.Sum() + file.Content.Length > MostBytes)
            throw new DeskException($"One draft can have {Most} files of {MostBytes / 1024 / 1024} MB together.");

        var hash = await store.KeepAsync(db, file.Content, at, cancel);
        var attachment = Attachment.InDraft(key, owner, file.Name, file.Type, file.Content.Length, hash, at, file.Id);
        db.Attachments.Add(attachment);
        return attachment;
    }

    /// <summary>The files of a person's drafts at a place: only these can be sent from there.</summary>
    public Task<List<Attachment>> FindAsync(Guid owner, DraftPlace place, CancellationToken cancel)
    {
        var keys = Draft.FileKeysOf(place);
        return db.Attachments.Where(a => a.PostId == null && a.OwnerId == owner && a.DraftKey!.StartsWith(keys)).OrderBy(a => a.Id).ToListAsync(cancel);
    }
}
