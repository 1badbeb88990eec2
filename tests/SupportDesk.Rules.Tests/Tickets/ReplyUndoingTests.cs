using SupportDesk.Threads;
using SupportDesk.Tickets;

namespace SupportDesk.Tests.Tickets;

/// <summary>What a ticket is after a reply was taken back, whatever happened around the reply, against a table that people read (undoings.approved.txt).</summary>
public sealed class ReplyUndoingTests
{
    // What may happen between a reply and its taking back, or between two replies. Ways with an odd number are Bojan's, the others Aldo's; the requester's where it is mail.
    static readonly (string Verb, int Way)[] Between =
    [
        (nameof(Ticket.Note), 2), (nameof(Ticket.Note), 3), (nameof(Ticket.Receive), 1), (nameof(Ticket.Receive), 4), (nameof(Ticket.Release), 0), (nameof(Ticket.AskOutside), 2), (nameof(Ticket.HearOutside), 1),
        (nameof(Ticket.HearOutside), 3), (nameof(Ticket.AssignTo), 0), (nameof(Ticket.AssignTo), 1), (nameof(Ticket.Unassign), 1), (nameof(Ticket.SetStatus), 3), (nameof(Ticket.SetStatus), 11), (nameof(Ticket.MarkSpam), 1),
        (nameof(Ticket.Snooze), 7), (nameof(Ticket.TimePassed), 100), (nameof(Ticket.Prioritise), 3), (nameof(Ticket.StopAnswers), 0),
    ];

    static readonly Dictionary<string, (string Verb, int Way)[]> States = new()
    {
        ["New"] = [],
        ["New, snoozed"] = [(nameof(Ticket.Snooze), 200)],
        ["New, Bojan's"] = [(nameof(Ticket.AssignTo), 1)],
        ["Solved"] = [(nameof(Ticket.AssignTo), 1), (nameof(Ticket.Reply), 4)],
    };

    [Fact]
    public void A_reply_that_is_taken_back_leaves_the_ticket_as_the_table_says() =>
        Approved.ShouldMatch("Tickets/undoings.approved.txt", One().Concat(Two()).Concat(More()));

    [Fact]
    public void In_whatever_order_replies_are_taken_back_the_ticket_is_the_same_in_the_end()
    {
        int[][] orders = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]];
        var found = from state in States.Keys
            from first in Between.Prepend(default)
            from second in Between.Where(b => b.Way is 1 or 2 or 4).Prepend(default)
            let ends = orders.Select(order => End(state, [(nameof(Ticket.Reply), 2), first, (nameof(Ticket.Reply), 3), second, (nameof(Ticket.Reply), 0)], order)).Distinct().ToList()
            where ends.Count > 1
            select $"{state}, {first}, {second}: {string.Join(" or ", ends)}";

        found.ShouldBeEmpty();
    }

    [Fact]
    public void Nothing_is_restored_from_a_reply_that_recorded_nothing() =>
        ReplyUndoing.Create(Played("New", (nameof(Ticket.Note), 2)).Row.Happened[^1], []).ShouldBe(new(null, null, null));

    static IEnumerable<string> One() =>
        from state in States.Keys
        from way in (int[])[0, 1, 2]
        from then in Between.Prepend(default)
        select Line(state, [(nameof(Ticket.Reply), way * 2), then], [0]);

    static IEnumerable<string> Two() =>
        from state in (string[])["New", "New, Bojan's"]
        from then in Between.Prepend(default)
        from order in (int[][])[[1], [0, 1], [1, 0]]
        select Line(state, [(nameof(Ticket.Reply), 2), then, (nameof(Ticket.Reply), 3)], order);

    // The second reply is taken back after the first, and something happened after each.
    static IEnumerable<string> More() =>
        from first in ((string, int)[])[(nameof(Ticket.Note), 2), (nameof(Ticket.AssignTo), 1), (nameof(Ticket.Receive), 1), (nameof(Ticket.Receive), 4)]
        from last in ((string, int)[])[default, (nameof(Ticket.Note), 3), (nameof(Ticket.AssignTo), 0), (nameof(Ticket.Receive), 1)]
        from order in (int[][])[[0, 1, 2], [2, 1, 0], [1, 2, 0]]
        select Line("New", [(nameof(Ticket.Reply), 2), first, (nameof(Ticket.Reply), 3), (nameof(Ticket.Reply), 0), last], order);

    static string Line(string state, (string Verb, int Way)[] acts, int[] order)
    {
        var done = acts.Where(a => a.Verb is not null).ToArray();
        var before = Played(state).Posts.Count;
        var played = Played(state, done);
        var replies = played.Posts.Skip(before).Where(p => p is { Kind: PostKind.Reply, Origin: Origin.Web, State: PostState.Shown } && (p.RecordedById == PlayedTicket.Aldo.PersonId || p.RecordedById == PlayedTicket.Bojan.PersonId)).ToList();
        var text = new EventText(played.Row.OpenedAt).Name(PlayedTicket.Aldo.PersonId, "aldo").Name(PlayedTicket.Bojan.PersonId, "bojan");
        var line = $"{state}: {string.Join(", ", done.Select(a => $"{a.Verb} {a.Way}"))}";
        foreach (var no in order)
            line += no < replies.Count ? TakenBack(played, replies[no], no, text) : $" | reply {no + 1} was refused";
        return line;
    }

    static (TicketState, DateTimeOffset, Guid?) End(string state, (string Verb, int Way)[] acts, int[] order)
    {
        var played = Played(state, [.. acts.Where(a => a.Verb is not null)]);
        var replies = played.Posts.Where(p => p is { Kind: PostKind.Reply, Origin: Origin.Web, State: PostState.Shown } && p.Text != "").TakeLast(3).ToList();
        foreach (var no in order.Where(no => no < replies.Count))
            TakenBack(played, replies[no], no, new(played.Row.OpenedAt));
        return (played.Row.State, played.Row.LastActivityAt, played.Row.AssigneeId == PlayedTicket.Aldo.PersonId || played.Row.AssigneeId == PlayedTicket.Bojan.PersonId ? played.Row.AssigneeId : null);
    }

    static string TakenBack(PlayedTicket played, Post reply, int no, EventText text)
    {
        try
        {
            played.TakeBack(reply);
            played.Take();
        }
        catch (DeskException refusal)
        {
            return $" | reply {no + 1}: refused: {refusal.Message}";
        }

        var row = played.Row;
        return $" | without reply {no + 1}: {row.Status} {row.Outcome} due {row.DueFor} {text.Of(row.DueAt)} asleep {text.Of(row.SnoozedUntil)} active {text.Of(row.LastActivityAt)} with {text.Of(row.AssigneeId)}";
    }

    static PlayedTicket Played(string state, params (string Verb, int Way)[] acts)
    {
        var played = new PlayedTicket();
        played.Step(nameof(Ticket.Receive), 5).ShouldBeTrue();
        foreach (var (verb, way) in States[state])
            played.Step(verb, way).ShouldBeTrue(state);
        foreach (var (verb, way) in acts)
            played.Step(verb, way);
        return played;
    }
}
