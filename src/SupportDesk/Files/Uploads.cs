using SupportDesk.Data;
using SupportDesk.Threads;

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

    /// <summary>Hangs another draft's picture on a post too.</summary>
    /// <param name="id">The new file's.</param>
    public void HangAgain(Post post, Attachment picture, Guid id, DateTimeOffset at) =>
        db.Attachments.Add(Attachment.Of(post, picture.Name, picture.Type, picture.Size, picture.BlobHash, null, FileState.Ready, at, id));
}
