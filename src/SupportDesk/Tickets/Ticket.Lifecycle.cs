using SupportDesk.Events;
using SupportDesk.Threads;

namespace SupportDesk.Tickets;

/// <summary>How a ticket's status moves (product.md, How things live).</summary>
public sealed partial class Ticket
{
    /// <summary>Sets the status by hand. Solving needs an outcome.</summary>
    public void SetStatus(TicketStatus status, Outcome? outcome, TicketOptions times, Actor by, DateTimeOffset at)
    {
        if (status is TicketStatus.Spam or TicketStatus.New or TicketStatus.Closed)
            throw new DeskException("Choose Open, Pending, On hold or Solved.");
        if (status == TicketStatus.Solved && outcome is null)
            throw new DeskException("Say how it ended: answered, policy, no answer, duplicate or other.");
        MustBeWorkable();
        if (Status == status && Outcome == outcome)
            return;

        var before = Status;
        Become(status, at);
        Outcome = status == TicketStatus.Solved ? outcome : null;
        SolvedAt = status == TicketStatus.Solved ? at : null;
        Due(times, at);
        Record(status == TicketStatus.Solved ? EventKind.Solved : EventKind.StatusChanged, by, at, ("before", before), ("status", status), ("outcome", outcome));
    }

    public void MarkSpam(Actor by, DateTimeOffset at)
    {
        if (Status == TicketStatus.Spam)
            return;

        var before = Status;
        Become(TicketStatus.Spam, at);
        (DueAt, DueFor) = (null, TicketDue.Nothing);
        Record(EventKind.MarkedSpam, by, at, ("before", before));
    }

    public void MarkNotSpam(Actor by, DateTimeOffset at)
    {
        if (Status != TicketStatus.Spam)
            throw new DeskException($"#{Number} is not marked as spam.");

        Become(TicketStatus.Open, at);
        Record(EventKind.MarkedNotSpam, by, at);
    }

    /// <summary>Hides the ticket from the queues until a moment; any reply wakes it earlier.</summary>
    public void Snooze(DateTimeOffset until, Actor by, DateTimeOffset at)
    {
        MustBeWorkable();
        if (until <= at)
            throw new DeskException("Snooze until a moment that is still to come.");

        SnoozedUntil = until;
        (DueAt, DueFor) = (until, TicketDue.Wakes);
        Record(EventKind.Snoozed, by, at, ("until", until));
    }

    /// <summary>What the sweep calls when <see cref="DueAt"/> has come: wakes, solves without an answer, or closes.</summary>
    public void TimePassed(TicketOptions times, Actor by, DateTimeOffset at)
    {
        if (DueAt is null || DueAt > at)
            return;

        if (DueFor == TicketDue.Wakes)
        {
            SnoozedUntil = null;
            Due(times, at);
            Record(EventKind.Woken, by, at);
        }
        else if (DueFor == TicketDue.PendingEnds)
        {
            Become(TicketStatus.Solved, at);
            (Outcome, SolvedAt) = (Tickets.Outcome.NoAnswer, at);
            Due(times, at);
            Record(EventKind.Solved, by, at, ("outcome", Tickets.Outcome.NoAnswer));
        }
        else
        {
            Become(TicketStatus.Closed, at);
            ClosedAt = at;
            (DueAt, DueFor) = (null, TicketDue.Nothing);
            Record(EventKind.Closed, by, at);
        }
    }

    /// <summary>Takes a reply back while its mail has not left: the post is hidden and the status is as before.</summary>
    /// <param name="before">The status the reply's event kept.</param>
    public void TakeBack(Post post, TicketStatus before, TicketOptions times, Actor by, DateTimeOffset at)
    {
        if (post.ThreadId != ThreadId || post.Kind != PostKind.Reply || post.RecordedById != by.PersonId)
            throw new DeskException("Only your own reply can be undone.");
        if (post.State != PostState.Shown)
            throw new DeskException("This reply was undone already.");

        post.Become(PostState.Hidden);
        Become(before, at);
        (Outcome, SolvedAt) = (null, null);
        Due(times, at);
        Record(EventKind.ReplyUndone, by, at, ("post", post.Id));
    }

    /// <summary>Lets a held post be seen; from now on it counts like any other of its author.</summary>
    public void Release(Post post, Actor by, DateTimeOffset at)
    {
        MustBeHeld(post);

        post.Become(PostState.Shown);
        Show(post);
        ReopenIfItWaits(by, at);
        Record(EventKind.MailReleased, by, at, ("post", post.Id));
    }

    /// <summary>Keeps a held post hidden for good.</summary>
    public void Reject(Post post, Actor by, DateTimeOffset at)
    {
        MustBeHeld(post);

        post.Become(PostState.Hidden);
        Record(EventKind.MailRejected, by, at, ("post", post.Id));
    }

    /// <summary>Notes that nothing is answered by itself for a while: too much came from one address, as from a program.</summary>
    public void StopAnswers(Actor by, DateTimeOffset at) => Record(EventKind.AnswersStopped, by, at);

    private void MustBeHeld(Post post)
    {
        if (post.ThreadId != ThreadId || post.State != PostState.Held)
            throw new DeskException("This post is not held.");
    }

    private void ReopenIfItWaits(Actor by, DateTimeOffset at)
    {
        if (Status is not (TicketStatus.Pending or TicketStatus.OnHold or TicketStatus.Solved) && SnoozedUntil is null)
            return;

        var before = Status;
        Become(TicketStatus.Open, at);
        (SnoozedUntil, Outcome, SolvedAt, DueAt, DueFor) = (null, null, null, null, TicketDue.Nothing);
        if (before != TicketStatus.Open)
            Record(EventKind.Reopened, by, at, ("before", before));
    }

    private void OpenIfNew(DateTimeOffset at)
    {
        if (Status == TicketStatus.New)
            Become(TicketStatus.Open, at);
    }

    private void Become(TicketStatus status, DateTimeOffset at)
    {
        Status = status;
        IsLive = MergedIntoId is null && status is (TicketStatus.New or TicketStatus.Open or TicketStatus.Pending or TicketStatus.OnHold);
        LastActivityAt = at;
    }

    private void Due(TicketOptions times, DateTimeOffset at) => (DueAt, DueFor) = Status switch
    {
        _ when SnoozedUntil is { } until => (until, TicketDue.Wakes),
        TicketStatus.Pending => (at.AddDays(times.PendingDays), TicketDue.PendingEnds),
        TicketStatus.Solved => (at.AddDays(times.SolvedDays), TicketDue.Closes),
        _ => ((DateTimeOffset?)null, TicketDue.Nothing),
    };
}
