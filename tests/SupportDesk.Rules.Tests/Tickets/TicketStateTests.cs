using CsCheck;
using SupportDesk.Threads;
using SupportDesk.Tickets;

namespace SupportDesk.Tests.Tickets;

/// <summary>Where a ticket stands, over every sequence of every verb.</summary>
public sealed class TicketStateTests
{
    static readonly string[] Verbs = [.. new PlayedTicket().Verbs.Keys];

    // Acts that bring a ticket into its many states come more often than those that sort it.
    static readonly string[] Alphabet =
    [
        .. Verbs, nameof(Ticket.Reply), nameof(Ticket.Reply), nameof(Ticket.Receive), nameof(Ticket.TakeBack), nameof(Ticket.TakeBack), nameof(Ticket.SetStatus), nameof(Ticket.Snooze),
        nameof(Ticket.TimePassed), nameof(Ticket.Undo), nameof(Ticket.Undo), nameof(Ticket.Release),
    ];

    static readonly Gen<(bool Imported, (string Verb, int N)[] Acts)> Histories =
        Gen.Select(Gen.Int[0, 20].Select(n => n == 0), Gen.Select(Gen.Int[0, Alphabet.Length - 1].Select(n => Alphabet[n]), Gen.Int[0, 200]).Array[1, 60]);

    [Fact]
    public void Every_history_keeps_the_state_whole() => Histories.Sample(history =>
    {
        var played = new PlayedTicket(history.Imported);
        foreach (var (verb, n) in history.Acts)
        {
            var (version, before, closed) = (played.Row.Version, played.Whole(), played.Row.Status == TicketStatus.Closed);
            if (!played.Step(verb, n))
                (played.Row.Version, played.Whole()).ShouldBe((version, before), $"a refused {verb} changes nothing");
            if (closed && verb is not (nameof(Ticket.Undo) or nameof(Ticket.TakeBack)))
                played.Row.Status.ShouldBe(TicketStatus.Closed, verb);
            Hold(played);
        }
    }, iter: HistoryCount.Or(2000));

    [Fact]
    public void Undo_at_once_restores_all_that_was_before() => Histories.Sample(history =>
    {
        var played = new PlayedTicket(history.Imported);
        foreach (var (verb, n) in history.Acts)
        {
            var (before, events) = (played.Whole(), played.Row.Happened.Count);
            if (!played.Step(verb, n) || played.Row.Happened.Count == events)
                continue;

            if (verb == nameof(Ticket.Reply))
                Undone(() => played.TakeBack(played.Posts[^1]));
            else if (verb is nameof(Ticket.SetStatus) or nameof(Ticket.MarkSpam) or nameof(Ticket.MarkNotSpam) or nameof(Ticket.Snooze))
                Undone(() => played.Row.Undo(played.Row.Happened[^1], PlayedTicket.By(n), played.Now));

            void Undone(Action undo)
            {
                undo();
                played.Step(nameof(Ticket.NoteMailFailed), 1);
                played.Whole().ShouldBe(before, verb);
            }
        }
    }, iter: HistoryCount.Or(1000));

    [Fact]
    public void Undo_after_acts_that_move_nothing_restores_the_state()
    {
        string[] still = [nameof(Ticket.Note), nameof(Ticket.Prioritise), nameof(Ticket.Tag), nameof(Ticket.Rename), nameof(Ticket.TimePassed), nameof(Ticket.NoteMailFailed), nameof(Ticket.Reply)];
        Gen.Select(Histories, Gen.Select(Gen.Int[0, still.Length - 1].Select(n => still[n]), Gen.Int[0, 200]).Array[0, 6], Gen.Int[0, 5]).Sample((history, between, how) =>
        {
            var played = new PlayedTicket();
            foreach (var (verb, n) in history.Acts)
                played.Step(verb, n);
            var (before, assignee) = (played.Row.State, played.Row.AssigneeId);
            if (!played.Step(nameof(Ticket.Reply), how))
                return;

            var (replies, noted) = (new List<Post> { played.Posts[^1] }, false);
            foreach (var (verb, n) in between)
            {
                if (played.Step(verb, n) && verb == nameof(Ticket.Reply))
                    replies.Add(played.Posts[^1]);
                noted |= verb == nameof(Ticket.Note) && n % 3 != 0;
            }

            // In whatever order somebody takes all of them back.
            foreach (var reply in how % 2 == 0 ? replies : Enumerable.Reverse(replies))
                played.TakeBack(reply);
            played.Row.State.ShouldBe(noted ? before.OpenedByStaff() : before);
            played.Row.AssigneeId.ShouldBe(assignee);
        }, iter: HistoryCount.Or(1000));
    }

    [Fact]
    public void Spam_that_was_snoozed_is_open_and_awake_when_it_is_no_spam()
    {
        var played = new PlayedTicket();
        played.Step(nameof(Ticket.Snooze), 200).ShouldBeTrue();

        played.Step(nameof(Ticket.MarkSpam), 0);
        played.Step(nameof(Ticket.MarkNotSpam), 0);

        played.Row.State.ShouldBe(TicketState.Open);
    }

    [Fact]
    public void A_staff_reply_ends_a_snooze()
    {
        var played = new PlayedTicket();
        played.Step(nameof(Ticket.Snooze), 200);

        played.Step(nameof(Ticket.Reply), (int)AfterReply.Keep);

        played.Row.State.ShouldBe(TicketState.Open);
    }

    [Fact]
    public void Undoing_a_reply_on_a_solved_ticket_keeps_how_and_when_it_was_solved()
    {
        var played = new PlayedTicket();
        played.Row.SetStatus(TicketStatus.Solved, Outcome.Policy, PlayedTicket.Times, PlayedTicket.Aldo, played.Now);
        var (outcome, solved) = (played.Row.Outcome, played.Row.SolvedAt);

        played.Step(nameof(Ticket.Reply), (int)AfterReply.Pend);
        played.TakeBack(played.Posts[^1]);

        (played.Row.Status, played.Row.Outcome, played.Row.SolvedAt, played.Row.DueFor).ShouldBe((TicketStatus.Solved, outcome, solved, TicketDue.Closes));
    }

    [Fact]
    public void What_the_requester_wrote_in_between_keeps_the_ticket_open()
    {
        var played = new PlayedTicket();
        played.Step(nameof(Ticket.Reply), (int)AfterReply.Solve);
        var reply = played.Posts[^1];

        played.Step(nameof(Ticket.Receive), 1);
        played.TakeBack(reply);

        played.Row.State.ShouldBe(TicketState.Open);
        (played.Row.LastWords, played.Row.FirstReplyAt).ShouldBe((played.Posts[^1].Text, null));
    }

    static void Hold(PlayedTicket played)
    {
        var row = played.Row;
        (row.Outcome is not null).ShouldBe(row.Status is TicketStatus.Solved or TicketStatus.Closed, "solved or closed, and only then, it has an outcome");
        (row.ClosedAt is not null).ShouldBe(row.Status == TicketStatus.Closed);
        if (row.Status == TicketStatus.Solved)
            row.SolvedAt.ShouldNotBeNull();
        if (row.IsLive)
            row.SolvedAt.ShouldBeNull();
        row.IsLive.ShouldBe(row.Status is TicketStatus.New or TicketStatus.Open or TicketStatus.Pending or TicketStatus.OnHold);
        row.DueFor.ShouldBe(row switch
        {
            { SnoozedUntil: not null } => TicketDue.Wakes,
            { Status: TicketStatus.Pending } => TicketDue.PendingEnds,
            { Status: TicketStatus.Solved } => TicketDue.Closes,
            _ => TicketDue.Nothing,
        });
        (row.DueAt is not null).ShouldBe(row.DueFor != TicketDue.Nothing);
        if (row.SnoozedUntil is { } until)
            (row.IsLive, row.DueAt).ShouldBe((true, until), "a snoozed ticket wakes");
        var thread = played.Thread();
        (row.LastWords, row.FirstReplyAt, row.Thread.PostCount).ShouldBe((thread.LastWords, thread.FirstReplyAt, played.Posts.Count));
    }
}
