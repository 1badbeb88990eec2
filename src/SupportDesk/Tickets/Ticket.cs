using SupportDesk.Events;
using SupportDesk.Threads;

namespace SupportDesk.Tickets;

/// <summary>One piece of support work: its thread, who asked, who has it, where it stands.</summary>
public sealed partial class Ticket : Root, IAddsRows
{
    private readonly List<object> added = [];
    private readonly List<object> removed = [];

    private Ticket() { }

    /// <summary>The number people say; given by the database with the first save.</summary>
    public long Number { get; private set; }

    public TicketNumber NumberRow { get; private set; } = null!;
    public Guid ThreadId { get; private set; }
    public DeskThread Thread { get; private set; } = null!;
    public string Subject { get; private set; } = "";
    public TicketStatus Status { get; private set; }

    /// <summary>New, Open, Pending or OnHold, and not merged: stored, because a list's filter must be an equality.</summary>
    public bool IsLive { get; private set; }

    public Outcome? Outcome { get; private set; }
    public Priority Priority { get; private set; } = Priority.Normal;
    public Guid? TeamId { get; private set; }
    public Guid? AssigneeId { get; private set; }
    public Guid RequesterId { get; private set; }
    public Guid? MailboxId { get; private set; }
    public bool Sensitive { get; private set; }
    public string? Language { get; private set; }
    public DateTimeOffset? SnoozedUntil { get; private set; }
    public DateTimeOffset? DueAt { get; private set; }
    public TicketDue DueFor { get; private set; }
    public DateTimeOffset OpenedAt { get; private set; }
    public DateTimeOffset? FirstReplyAt { get; private set; }
    public DateTimeOffset? SolvedAt { get; private set; }
    public DateTimeOffset? ClosedAt { get; private set; }
    public DateTimeOffset LastActivityAt { get; private set; }

    /// <summary>The beginning of the newest public words, for the list.</summary>
    public string LastWords { get; private set; } = "";

    public Guid? MergedIntoId { get; private set; }
    public Guid RootId { get; private set; }

    /// <summary>The closed ticket that a late reply continues.</summary>
    public Guid? OpenedFromId { get; private set; }

    protected override ObjectKind ObjectKind => ObjectKind.Ticket;

    /// <summary>Opens a ticket with its requester's first post.</summary>
    /// <param name="first">The requester's words; they also become participant with the address they wrote from.</param>
    public static Ticket Open(NewTicket ticket, NewPost first, Actor by, DateTimeOffset at) => Open(ticket, first, by, at, out _);

    /// <inheritdoc cref="Open(NewTicket, NewPost, Actor, DateTimeOffset)"/>
    /// <param name="post">The first post, for what hangs on it.</param>
    public static Ticket Open(NewTicket ticket, NewPost first, Actor by, DateTimeOffset at, out Post post)
    {
        var subject = Words.Cut(Words.OneLine(ticket.Subject), 255);
        var opened = new Ticket
        {
            Id = Guid.CreateVersion7(at),
            NumberRow = new TicketNumber(),
            Thread = DeskThread.Begin(ThreadKind.Private, at),
            Subject = subject.Length == 0 ? "(no subject)" : subject,
            Priority = ticket.Priority,
            TeamId = ticket.TeamId,
            RequesterId = ticket.RequesterId,
            MailboxId = ticket.MailboxId,
            Language = ticket.Language,
            OpenedAt = at,
            OpenedFromId = ticket.OpenedFromId,
        };
        opened.ThreadId = opened.Thread.Id;
        opened.RootId = opened.Id;
        opened.added.Add(new Participant(opened.Id, ticket.RequesterId, ticket.RequesterAddressId, ParticipantKind.Requester));
        opened.Become(TicketState.New, at);
        post = opened.Thread.Append(first, by, at);
        if (post.State == PostState.Shown)
            opened.FollowThread(post);
        opened.Record(EventKind.TicketOpened, by, at, ("post", post.Id), ("origin", first.Origin), ("verdict", first.Verdict), ("automatic", first.Automatic), ("quiet", first.Quiet));
        return opened;
    }

    /// <summary>Takes in the requester's (or another participant's) public words: reopens what waited or was solved.</summary>
    /// <exception cref="DeskException">The ticket is closed: a reply to it opens a new, linked one.</exception>
    public Post Receive(NewPost post, Actor by, DateTimeOffset at)
    {
        MustAllow();

        var row = Thread.Append(post, by, at);
        if (row.State != PostState.Shown)
        {
            Record(EventKind.MailHeld, by, at, ("post", row.Id));
            return row;
        }

        FollowThread(row);
        if (!post.Automatic)
            ReopenIfItWaits(by, at);
        Record(EventKind.ReplyPosted, by, at, ("post", row.Id), ("automatic", post.Automatic), ("origin", post.Origin), ("quiet", post.Quiet));
        return row;
    }

    /// <summary>Answers everybody who takes part, ends a snooze, and says what becomes of the ticket.</summary>
    /// <param name="times">How long Pending and Solved last, and whether an unassigned ticket goes to who answers it.</param>
    /// <param name="leftOut">Who takes part and does not get this reply by mail.</param>
    public Post Reply(NewPost post, AfterReply then, TicketOptions times, Actor by, DateTimeOffset at, IReadOnlyCollection<Guid>? leftOut = null)
    {
        MustAllow();

        var before = BeforeReply();
        var row = Thread.Append(post, by, at);
        FollowThread(row, byStaff: true);
        var takes = AssigneeId is null && times.AssignOnReply && by is { IsStaff: true, Via: not Via.Import };
        if (takes)
            AssignTo(by.PersonId, by, at);
        Become(
            then switch { AfterReply.Pend => TicketState.Pending(times, at), AfterReply.Solve => TicketState.Solved(Tickets.Outcome.Answered, times, at), _ => TicketState.Open },
            at);
        Record(
            EventKind.ReplyPosted, by, at,
            [
                .. before, ("post", row.Id), ("status", Status), ("assigned", takes), ("staff", true), ("undoable", by.Via == Via.Web),
                .. DeskEvent.Numbered("leftOut", leftOut ?? []), .. DeskEvent.Numbered("broughtIn", CopiedNow()),
            ]);
        return row;
    }

    /// <summary>Adds an internal note, which only staff see.</summary>
    public Post Note(NewPost post, Actor by, DateTimeOffset at)
    {
        MustAllow();

        var row = Thread.Append(post with { Kind = PostKind.Note }, by, at);
        FollowThread(row);
        if (!by.IsSystem)
            Become(State.OpenedByStaff(), at);
        Record(EventKind.NotePosted, by, at, ("post", row.Id));
        return row;
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
