using SupportDesk.Events;

namespace SupportDesk.Tickets;

/// <summary>How a ticket's status moves (product.md, How things live).</summary>
public sealed partial class Ticket
{
    /// <summary>Sets the status by hand, which ends a snooze. Solving needs an outcome.</summary>
    public void SetStatus(TicketStatus status, Outcome? outcome, TicketOptions times, Actor by, DateTimeOffset at)
    {
        MustAllow();
        var next = (status, outcome) switch
        {
            (TicketStatus.Open, _) => TicketState.Open,
            (TicketStatus.Pending, _) => TicketState.Pending(times, at),
            (TicketStatus.OnHold, _) => TicketState.OnHold,
            (TicketStatus.Solved, { } how) => TicketState.Solved(how, times, at),
            (TicketStatus.Solved, null) => throw new DeskException("Say how it ended: answered, policy, no answer, duplicate or other."),
            _ => throw new DeskException("Choose Open, Pending, On hold or Solved."),
        };
        if (Status == next.Status && Outcome == next.Outcome && SnoozedUntil is null)
            return;

        Move(next, status == TicketStatus.Solved ? EventKind.Solved : EventKind.StatusChanged, by, at);
    }

    public void MarkSpam(Actor by, DateTimeOffset at)
    {
        MustAllow();
        if (Status != TicketStatus.Spam)
            Move(TicketState.Spam, EventKind.MarkedSpam, by, at);
    }

    /// <summary>The ticket is open again, whatever it was when somebody marked it.</summary>
    public void MarkNotSpam(Actor by, DateTimeOffset at)
    {
        MustAllow();
        if (Status != TicketStatus.Spam)
            throw new DeskException($"#{Number} is not marked as spam.");

        Move(TicketState.Open, EventKind.MarkedNotSpam, by, at);
    }

    /// <summary>Hides the ticket from the queues until a moment; any reply and any new status ends that earlier.</summary>
    public void Snooze(DateTimeOffset until, Actor by, DateTimeOffset at)
    {
        MustAllow();
        if (until <= at)
            throw new DeskException("Snooze until a moment that is still to come.");
        if (!IsLive)
            throw new DeskException($"#{Number} is solved. Set it to open first, then snooze it.");

        Move(State.Snoozed(until), EventKind.Snoozed, by, at, LastActivityAt, ("until", until));
    }

    /// <summary>What the sweep calls when <see cref="DueAt"/> has come: wakes, solves without an answer, or closes.</summary>
    public void TimePassed(TicketOptions times, Actor by, DateTimeOffset at)
    {
        MustAllow();
        if (DueAt is null || DueAt > at)
            return;

        switch (DueFor)
        {
            case TicketDue.Wakes:
                Move(State.Woken(times, at), EventKind.Woken, by, at);
                break;
            case TicketDue.PendingEnds:
                Move(TicketState.Solved(Tickets.Outcome.NoAnswer, times, at), EventKind.Solved, by, at);
                break;
            case TicketDue.Closes:
                Move(State.Closed(at), EventKind.Closed, by, at);
                break;
            default:
                throw new InvalidOperationException($"Ticket {Id} is due for nothing.");
        }
    }

    /// <summary>Undoes an act that moved the status, while nothing else has happened to the ticket: all of what it found is restored.</summary>
    /// <param name="act">The event of the act.</param>
    public void Undo(DeskEvent act, Actor by, DateTimeOffset at)
    {
        MustAllow();
        if (act.ObjectId != Id || act.ActorId != by.PersonId || TicketState.ReadBefore(act) is not { } before || act.Kind == EventKind.ReplyPosted)
            throw new DeskException("Only your own last change of the status can be undone.");
        if (act.ObjectVersion != Version)
            throw new DeskException($"Something else happened to #{Number} since, so this cannot be undone. Set the status by hand.");

        Become(before, act.TimeOf("activeBefore") ?? LastActivityAt);
        Record(EventKind.ActUndone, by, at, ("status", Status));
    }

    /// <summary>Notes that nothing is answered by itself for a while: too much came from one address, as from a program.</summary>
    public void StopAnswers(Actor by, DateTimeOffset at) => Record(EventKind.AnswersStopped, by, at);

    private void ReopenIfItWaits(Actor by, DateTimeOffset at)
    {
        if (Status is TicketStatus.Pending or TicketStatus.OnHold or TicketStatus.Solved)
            Move(TicketState.Open, EventKind.Reopened, by, at);
        else if (SnoozedUntil is not null)
            Move(Status == TicketStatus.New ? TicketState.New : TicketState.Open, EventKind.Woken, by, at);
    }

    private void Move(TicketState next, EventKind kind, Actor by, DateTimeOffset at, DateTimeOffset? activeAt = null, (string Name, object? Value)? more = null)
    {
        var (before, active) = (State, LastActivityAt);
        Become(next, activeAt ?? at);
        Record(kind, by, at, [.. before.AsBefore(), ("activeBefore", active), ("status", Status), ("outcome", Outcome), more ?? ("until", null)]);
    }
}
