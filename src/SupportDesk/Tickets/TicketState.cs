using SupportDesk.Events;

namespace SupportDesk.Tickets;

/// <summary>
/// The status of a ticket with everything that depends on it: outcome, times, snooze and what is due. Only the members here make a state, so that none
/// is half set: a solved or closed ticket has an outcome, and a snoozed one has the moment that wakes it.
/// </summary>
public sealed record TicketState
{
    private TicketState(TicketStatus status) => Status = status;

    public static TicketState New { get; } = new(TicketStatus.New);
    public static TicketState Open { get; } = new(TicketStatus.Open);
    public static TicketState OnHold { get; } = new(TicketStatus.OnHold);
    public static TicketState Spam { get; } = new(TicketStatus.Spam);

    public TicketStatus Status { get; private init; }
    public Outcome? Outcome { get; private init; }
    public DateTimeOffset? SolvedAt { get; private init; }
    public DateTimeOffset? ClosedAt { get; private init; }
    public DateTimeOffset? SnoozedUntil { get; private init; }
    public DateTimeOffset? DueAt { get; private init; }
    public TicketDue DueFor { get; private init; }

    /// <summary>Somebody still works on it or waits for an answer.</summary>
    public bool IsLive => Status is TicketStatus.New or TicketStatus.Open or TicketStatus.Pending or TicketStatus.OnHold;

    /// <summary>Waits for the requester until <see cref="TicketOptions.PendingDays"/> are over.</summary>
    public static TicketState Pending(TicketOptions times, DateTimeOffset at) =>
        new(TicketStatus.Pending) { DueAt = at.AddDays(times.PendingDays), DueFor = TicketDue.PendingEnds };

    /// <summary>Closes by itself after <see cref="TicketOptions.SolvedDays"/>.</summary>
    public static TicketState Solved(Outcome outcome, TicketOptions times, DateTimeOffset at) =>
        new(TicketStatus.Solved) { Outcome = outcome, SolvedAt = at, DueAt = at.AddDays(times.SolvedDays), DueFor = TicketDue.Closes };

    /// <summary>Closed before the desk knew of it. How it ended is unknown, which is the outcome Other; it was never solved here, so it has no such time.</summary>
    public static TicketState Imported(DateTimeOffset at) => new(TicketStatus.Closed) { Outcome = Tickets.Outcome.Other, ClosedAt = at };

    /// <summary>A solved ticket whose days are over keeps how and when it was solved.</summary>
    public TicketState Closed(DateTimeOffset at) => new(TicketStatus.Closed) { Outcome = Outcome ?? Tickets.Outcome.Other, SolvedAt = SolvedAt, ClosedAt = at };

    /// <summary>The first act of staff opens a new ticket; a snooze goes on.</summary>
    public TicketState OpenedByStaff() => Status == TicketStatus.New ? this with { Status = TicketStatus.Open } : this;

    /// <summary>Out of the queues until a moment, which is then due.</summary>
    public TicketState Snoozed(DateTimeOffset until) => this with { SnoozedUntil = until, DueAt = until, DueFor = TicketDue.Wakes };

    /// <summary>Back in the queues with the status it had. A pending ticket gets its days anew, so that whoever snoozed it sees it before it solves itself.</summary>
    public TicketState Woken(TicketOptions times, DateTimeOffset at) => Status == TicketStatus.Pending ? Pending(times, at) : new(Status);

    internal static TicketState Read(Ticket ticket) => new(ticket.Status)
    {
        Outcome = ticket.Outcome,
        SolvedAt = ticket.SolvedAt,
        ClosedAt = ticket.ClosedAt,
        SnoozedUntil = ticket.SnoozedUntil,
        DueAt = ticket.DueAt,
        DueFor = ticket.DueFor,
    };

    /// <summary>The state as an event keeps it; <see cref="ReadBefore"/> reads it back.</summary>
    internal (string Name, object? Value)[] AsBefore() =>
    [
        ("before", Status), ("outcomeBefore", Outcome), ("solvedBefore", SolvedAt), ("closedBefore", ClosedAt),
        ("snoozedBefore", SnoozedUntil), ("dueBefore", DueAt), ("dueForBefore", DueFor),
    ];

    /// <summary>The state that an act found and recorded; null where its event keeps none.</summary>
    internal static TicketState? ReadBefore(DeskEvent act) =>
        act.ValueOf<TicketStatus>("before") is not { } status || act.ValueOf<TicketDue>("dueForBefore") is not { } due ? null : new(status)
        {
            Outcome = act.ValueOf<Outcome>("outcomeBefore"),
            SolvedAt = act.TimeOf("solvedBefore"),
            ClosedAt = act.TimeOf("closedBefore"),
            SnoozedUntil = act.TimeOf("snoozedBefore"),
            DueAt = act.TimeOf("dueBefore"),
            DueFor = due,
        };
}
