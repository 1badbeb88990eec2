using SupportDesk.Data;
using SupportDesk.Files;
using SupportDesk.Threads;

namespace SupportDesk.Mail.Incoming;

/// <summary>A mail's file as it will hang on its post.</summary>
/// <param name="Type">By <see cref="FileKinds"/>.</param>
/// <param name="Hash">Null when it was left out.</param>
internal sealed record KeptFile(Guid Id, string Name, string Type, long Size, string? Hash, string? ContentId, FileState State)
{
    /// <summary>Where the post's HTML may show it, or null.</summary>
    public string? PictureAddress => State == FileState.Ready && FileKinds.IsPicture(Type) ? Attachment.AddressOf(Id) : null;
}

/// <summary>Keeps a mail's files and hangs them on its post.</summary>
internal sealed class PostFiles(FileStore store)
{
    /// <summary>A larger file is left out and named; the raw message still holds it.</summary>
    public const long Largest = 25 * 1024 * 1024;

    /// <summary>Keeps what the mail carries; of a mail that could not be read, the whole raw message.</summary>
    public async Task<IReadOnlyList<KeptFile>> KeepAsync(DeskDb db, Reading reading, IReadOnlySet<string> asked, DateTimeOffset at, CancellationToken cancel)
    {
        if (reading.Mail.Unreadable is not null)
            return [new(Guid.CreateVersion7(at), "message.eml", "message/rfc822", reading.Raw.Bytes.Length, reading.Hash, null, FileState.Ready)];

        var kept = new List<KeptFile>();
        foreach (var file in reading.Mail.Files)
        {
            var leftOut = file.Size > Largest;
            var hash = leftOut ? null : await store.KeepAsync(db, file.Content, at, cancel, asked);
            var state = leftOut ? FileState.LeftOut : FileKinds.IsDangerous(file.Name, file.Content.Span) ? FileState.Quarantined : FileState.Ready;
            kept.Add(new(Guid.CreateVersion7(at), file.Name, FileKinds.TypeOf(file.Name, file.Content.Span), file.Size, hash, file.ContentId, state));
        }

        return kept;
    }

    public static void Hang(DeskDb db, Post post, IReadOnlyList<KeptFile> files, DateTimeOffset at) =>
        db.Attachments.AddRange(files.Select(f => Attachment.Of(post, f.Name, f.Type, f.Size, f.Hash, f.ContentId, f.State, at, f.Id)));
}
