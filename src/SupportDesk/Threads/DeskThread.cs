using SupportDesk.Events;

namespace SupportDesk.Threads;

/// <summary>Whether a thread is one ticket's own or a topic of the community; never changed.</summary>
public enum ThreadKind { Private, Community }

/// <summary>An ordered conversation of posts. Positions are given here, never taken from a mail's date or an id.</summary>
public sealed class DeskThread : Root, IAddsRows
{
    private readonly List<object> added = [];
    private readonly List<object> removed = [];

    private DeskThread() { }

    public ThreadKind Kind { get; private init; }
    public int NextPosition { get; private set; } = 1;
    public int PostCount { get; private set; }
    public DateTimeOffset LastPostAt { get; private set; }
    public DateTimeOffset? LockedAt { get; private set; }

    protected override ObjectKind ObjectKind => ObjectKind.Thread;

    public static DeskThread Begin(ThreadKind kind, DateTimeOffset at) => new() { Id = Guid.CreateVersion7(at), Kind = kind, LastPostAt = at };

    /// <summary>Adds a post at the end.</summary>
    /// <exception cref="DeskException">The thread is locked and the post is not a note, or there are no words and no files.</exception>
    public Post Append(NewPost post, Actor by, DateTimeOffset at)
    {
        if (LockedAt is not null && post.Kind != PostKind.Note)
            throw new DeskException("This thread is locked; only notes can be added.");
        if (post.Text.Length == 0 && !post.HasFiles)
            throw new DeskException("There is nothing to send yet: write something or attach a file.");

        var row = Post.Of(Id, NextPosition++, post, by, at);
        PostCount++;
        LastPostAt = at;
        added.Add(row);
        Record(post.Kind == PostKind.Note ? EventKind.NotePosted : EventKind.ReplyPosted, by, at, ("post", row.Id), ("state", row.State), ("origin", row.Origin));
        return row;
    }

    /// <summary>Takes a post away that nobody was sent. Its position is not given again.</summary>
    /// <param name="lastPostAt">When the newest of the others was written.</param>
    public void Remove(Post post, DateTimeOffset lastPostAt, Actor by, DateTimeOffset at)
    {
        if (post.ThreadId != Id)
            throw new DeskException("This post is not in the thread.");

        removed.Add(post);
        PostCount--;
        LastPostAt = lastPostAt;
        Record(EventKind.ReplyUndone, by, at, ("post", post.Id));
    }

    IReadOnlyList<object> IAddsRows.TakeAdded()
    {
        var rows = added.ToArray();
        added.Clear();
        return rows;
    }

    IReadOnlyList<object> IAddsRows.TakeRemoved()
    {
        var rows = removed.ToArray();
        removed.Clear();
        return rows;
    }
}
