using SupportDesk.Data;
using SupportDesk.Mail.Parsing;
using SupportDesk.Threads;

namespace SupportDesk.Files;

/// <summary>Files that people attach to what they write on the desk.</summary>
public sealed class Uploads(DeskDb db, FileStore store)
{
    /// <summary>The largest file taken, in bytes.</summary>
    public const long Largest = 25 * 1024 * 1024;

    /// <summary>Hangs one file on a post that is about to be saved; its type is what its bytes say.</summary>
    /// <exception cref="DeskException">It is too large, or opening it would start a program.</exception>
    public async Task HangAsync(Post post, string written, byte[] content, DateTimeOffset at, CancellationToken cancel)
    {
        var name = FileNames.Clean(written, "file");
        if (content.Length > Largest)
            throw new DeskException($"“{name}” is larger than {Largest / 1024 / 1024} MB; put it where it can be fetched and send the address.");
        if (FileKinds.IsDangerous(name, content))
            throw new DeskException($"“{name}” is a program; the desk sends none.");

        var hash = await store.KeepAsync(db, content, at, cancel);
        db.Attachments.Add(Attachment.Of(post, name, FileKinds.TypeOf(content), content.Length, hash, null, FileState.Ready, at));
    }
}
