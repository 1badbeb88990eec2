using SupportDesk.Events;
using SupportDesk.Threads;

namespace SupportDesk.Tickets;

/// <summary>What becomes of posts that are there already: a reply taken back, a held mail released or rejected.</summary>
public sealed partial class Ticket
{
    /// <summary>Takes a reply back while its mail has not left. The post goes, as if it had never been written.</summary>
    /// <param name="rest">What the thread says without it.</param>
    /// <param name="undoing">How far the ticket becomes what it was before the reply.</param>
    /// <param name="leaving">Who leaves with it (<see cref="ReplyUndoing.FindLeaving"/>).</param>
    public void TakeBack(Post post, ThreadWords rest, ReplyUndoing undoing, Actor by, DateTimeOffset at, IReadOnlyCollection<Participant>? leaving = null)
    {
        MustAllow();
        if (post.ThreadId != ThreadId || post.Kind != PostKind.Reply || post.RecordedById != by.PersonId)
            throw new DeskException("Only your own reply can be undone.");
        if (post.State != PostState.Shown)
            throw new DeskException("This reply was undone already.");

        Thread.Remove(post, rest.LastPostAt, by, at);
        FollowThread(rest.LastWords, rest.FirstReplyAt, LastActivityAt);
        if (undoing.Assigned is { } assigned && AssigneeId == assigned)
        {
            AssigneeId = null;
            Record(EventKind.Unassigned, by, at, ("from", assigned));
        }

        foreach (var participant in leaving ?? [])
            LeaveWith(post, participant, by, at);
        Become(undoing.State ?? State, undoing.LastActivityAt ?? LastActivityAt);
        Record(EventKind.ReplyUndone, by, at, ("post", post.Id), ("status", Status));
    }

    /// <summary>Lets a held post be seen; from now on it counts like any other of its author.</summary>
    /// <param name="words">What the thread says with it.</param>
    public void Release(Post post, ThreadWords words, Actor by, DateTimeOffset at)
    {
        MustAllow();
        MustBeHeld(post);

        post.Become(PostState.Shown);
        FollowThread(words.LastWords, words.FirstReplyAt, at);
        ReopenIfItWaits(by, at);
        Record(EventKind.MailReleased, by, at, ("post", post.Id));
    }

    /// <summary>Keeps a held post hidden for good.</summary>
    public void Reject(Post post, Actor by, DateTimeOffset at)
    {
        MustAllow();
        MustBeHeld(post);

        post.Become(PostState.Hidden);
        Record(EventKind.MailRejected, by, at, ("post", post.Id));
    }

    /// <summary>Replaces a mail's words by those of its stored original, read in the charset that somebody chose.</summary>
    /// <exception cref="DeskException">It is no mail that this ticket shows.</exception>
    public void ReadAgain(Post post, Rereading words, Actor by, DateTimeOffset at)
    {
        MustAllow();
        if (post.ThreadId != ThreadId || post is not { Origin: Origin.Mail, Kind: PostKind.Reply, State: PostState.Shown or PostState.Held })
            throw new DeskException("Only a mail that this ticket shows can be read again.");

        var isLast = LastWordsOf(post.Text) == LastWords;
        post.ReadAgain(words);
        if (isLast)
            FollowThread(post.Text, FirstReplyAt, LastActivityAt);
        Record(EventKind.MailReadAgain, by, at, ("post", post.Id));
    }

    private void MustBeHeld(Post post)
    {
        if (post.ThreadId != ThreadId || post.State != PostState.Held)
            throw new DeskException("This post is not held.");
    }

    // What a reply found: whoever takes it back gives all of it back.
    private (string Name, object? Value)[] BeforeReply() => [.. State.AsBefore(), ("activeBefore", LastActivityAt)];
}
