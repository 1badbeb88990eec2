namespace SupportDesk.Threads;

/// <summary>Ready files may be downloaded; quarantined ones only by who decides so; left-out ones exceeded a limit and only their name is kept.</summary>
public enum FileState { Ready, Quarantined, LeftOut }

/// <summary>A file of a post, or one that waits in a draft for its post.</summary>
public sealed class Attachment
{
    private const string Page = "/files/";

    private Attachment() { }

    public Guid Id { get; private init; }
    public Guid? PostId { get; private set; }
    public Guid OwnerId { get; private init; }
    public string? DraftKey { get; private set; }

    /// <summary>SHA-256 of the content, lower-case hex; null when it was left out.</summary>
    public string? BlobHash { get; private init; }

    public string Name { get; private init; } = "";

    /// <summary>The media type by the content's own bytes where known, else application/octet-stream; never the sender's claim.</summary>
    public string Type { get; private init; } = "";

    public long Size { get; private init; }

    /// <summary>Content-ID (RFC 2392) by which the post's HTML shows it, without brackets.</summary>
    public string? ContentId { get; private init; }

    public FileState State { get; private init; }
    public DateTimeOffset At { get; private init; }

    /// <summary>Waits in a draft again: the post it hung on was taken back.</summary>
    public void ReturnTo(string draftKey) => (PostId, DraftKey) = (null, draftKey);

    /// <summary>The desk's address of a file, by which a post's HTML names a picture.</summary>
    public static string AddressOf(Guid id) => $"{Page}{id}";

    /// <summary>The file that such an address names, or null.</summary>
    public static Guid? IdAt(string address) => address.StartsWith(Page, StringComparison.Ordinal) && Guid.TryParse(address.AsSpan(Page.Length), out var id) ? id : null;

    /// <summary>A file that waits in its owner's draft.</summary>
    /// <param name="key">The draft's <see cref="Drafts.Draft.FileKey"/>.</param>
    public static Attachment InDraft(string key, Guid ownerId, string name, string type, long size, string blobHash, DateTimeOffset at, Guid id) => new()
    {
        Id = id,
        DraftKey = key,
        OwnerId = ownerId,
        BlobHash = blobHash,
        Name = name,
        Type = type,
        Size = size,
        State = FileState.Ready,
        At = at,
    };

    /// <summary>Leaves the draft for the post that was written from it.</summary>
    public void MoveTo(Post post)
    {
        if (DraftKey is null)
            throw new DeskException($"“{Name}” was sent already.");

        (PostId, DraftKey) = (post.Id, null);
    }

    /// <summary>A file that already belongs to a post.</summary>
    /// <param name="id">Where it was given before, so that the post's HTML could name it.</param>
    public static Attachment Of(Post post, string name, string type, long size, string? blobHash, string? contentId, FileState state, DateTimeOffset at, Guid? id = null) => new()
    {
        Id = id ?? Guid.CreateVersion7(at),
        PostId = post.Id,
        OwnerId = post.AuthorId,
        BlobHash = blobHash,
        Name = name,
        Type = type,
        Size = size,
        ContentId = contentId,
        State = state,
        At = at,
    };
}
