using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;
using SupportDesk.People;
using SupportDesk.Threads;
using SupportDesk.Tickets;

namespace SupportDesk.Files;

/// <summary>Files that people attach to what they write on the desk.</summary>
public sealed class Uploads(DeskDb db, FileStore store)
{
    /// <summary>Hangs one file on a post that is about to be saved.</summary>
    public async Task HangAsync(Post post, Upload file, DateTimeOffset at, CancellationToken cancel)
    {
        var hash = await store.KeepAsync(db, file.Content, at, cancel);
        db.Attachments.Add(Attachment.Of(post, file.Name, file.Type, file.Content.Length, hash, null, FileState.Ready, at, file.Id));
    }

    /// <summary>Hangs a picture of a reply that was taken back on the one that is written from its words.</summary>
    /// <param name="id">The new file's.</param>
    public void HangAgain(Post post, Attachment picture, Guid id, DateTimeOffset at) =>
        db.Attachments.Add(Attachment.Of(post, picture.Name, picture.Type, picture.Size, picture.BlobHash, null, FileState.Ready, at, id));

    /// <summary>The pictures of what this person wrote on a ticket and took back: its words name them still.</summary>
    public async Task<IReadOnlyList<Attachment>> TakenBackAsync(StaffUser user, long ticket, CancellationToken cancel)
    {
        var draft = ReplyDrafts.KeyOf(ticket);
        var files = await db.AttachmentsVisibleTo(user).AsNoTracking().Where(a => a.PostId == null && a.OwnerId == user.PersonId && a.DraftKey == draft && a.State == FileState.Ready && a.BlobHash != null).ToListAsync(cancel);
        return [.. files.Where(f => FileKinds.IsPicture(f.Type))];
    }
}
