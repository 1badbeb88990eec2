using SupportDesk.Events;
using SupportDesk.Mail;
using SupportDesk.Threads;
using SupportDesk.Tickets;

namespace SupportDesk.Tests.Tickets;

/// <summary>What each verb does to a ticket in each state, against a table that people read (tickets.approved.txt).</summary>
public sealed class TicketTableTests
{
    static readonly (string Verb, int[] Ways)[] Acts =
    [
        (nameof(Ticket.Receive), [1, 4, 5]), (nameof(Ticket.Reply), [0, 1, 2]), (nameof(Ticket.Note), [2, 3]), (nameof(Ticket.AskOutside), [2]), (nameof(Ticket.HearOutside), [1, 3]),
        (nameof(Ticket.Recall), [1]), (nameof(Ticket.Shelve), [1]), (nameof(Ticket.AssignTo), [0, 1]), (nameof(Ticket.Unassign), [1]), (nameof(Ticket.MoveTo), [0, 1]),
        (nameof(Ticket.Prioritise), [0, 1, 3]), (nameof(Ticket.Rename), [1]), (nameof(Ticket.Tag), [4]), (nameof(Ticket.Untag), [0]), (nameof(Ticket.Join), [1]),
        (nameof(Ticket.KeepSensitive), [1]), (nameof(Ticket.NoteMailFailed), [7]), (nameof(Ticket.NoteMailCalledOff), [7]), (nameof(Ticket.NoteMailBounced), [7]),
        (nameof(Ticket.NoteMaybeSentTwice), [7]), (nameof(Ticket.NoteEarlierCopy), [7]), (nameof(Ticket.SetStatus), [0, 1, 2, 3, 4, 11, 18]), (nameof(Ticket.MarkSpam), [1]),
        (nameof(Ticket.MarkNotSpam), [1]), (nameof(Ticket.Snooze), [5, 7]), (nameof(Ticket.TimePassed), [0, 100]), (nameof(Ticket.TakeBack), [0]), (nameof(Ticket.Undo), [1, 2]),
        (nameof(Ticket.Release), [0]), (nameof(Ticket.Reject), [0]), (nameof(Ticket.ReadAgain), [0]), (nameof(Ticket.LetGo), [0, 1]), (nameof(Ticket.MakeRequester), [1]),
        (nameof(Ticket.StopAnswers), [0]),
    ];

    static readonly Dictionary<string, (string Verb, int Way)[]> States = new()
    {
        ["New"] = [],
        ["New, snoozed"] = [(nameof(Ticket.Snooze), 200)],
        ["Open"] = [(nameof(Ticket.Reply), 2)],
        ["Open, snoozed"] = [(nameof(Ticket.Reply), 2), (nameof(Ticket.Snooze), 200)],
        ["Pending"] = [(nameof(Ticket.Reply), 6)],
        ["Pending, snoozed"] = [(nameof(Ticket.Reply), 6), (nameof(Ticket.Snooze), 200)],
        ["On hold"] = [(nameof(Ticket.Reply), 2), (nameof(Ticket.SetStatus), 3)],
        ["Solved"] = [(nameof(Ticket.Reply), 4)],
        ["Closed"] = [(nameof(Ticket.Reply), 4), (nameof(Ticket.TimePassed), 100)],
        ["Spam"] = [(nameof(Ticket.Reply), 2), (nameof(Ticket.MarkSpam), 1)],
    };

    readonly HashSet<string> seen = [];

    [Fact]
    public void Every_verb_does_in_every_state_what_the_table_says() =>
        Approved.ShouldMatch("Tickets/tickets.approved.txt", States.Keys.SelectMany(state => Acts.SelectMany(act => act.Ways.Select(way => Line(state, act.Verb, way)))));

    [Fact]
    public void The_table_holds_every_verb() => new PlayedTicket().Verbs.Keys.Except(Acts.Select(a => a.Verb)).ShouldBeEmpty();

    [Fact]
    public void A_ticket_opens_with_its_requesters_words()
    {
        var (damion, address, at) = (Guid.CreateVersion7(DateTimeOffset.UnixEpoch), Guid.CreateVersion7(DateTimeOffset.UnixEpoch), new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));
        var opened = Ticket.Open(new NewTicket(" \n ", damion, address, null, null, "en"), new NewPost(PostKind.Reply, damion, "Damion", null, "", "My words", Origin.Mail, Verdict: Verdict.Proved, Automatic: true, Quiet: true), new(damion, Capacity.Requester, Via.Mail), at, out var post);

        var text = new EventText(at).Name(damion, "damion").Name(address, "address").Name(post.Id, "post");
        (opened.Subject, opened.LastWords, opened.Status, opened.IsLive).ShouldBe(("(no subject)", "My words", TicketStatus.New, true));
        var requester = ((IAddsRows)opened).TakeAdded().OfType<Participant>().ShouldHaveSingleItem();
        (requester.PersonId, requester.AddressId, requester.Kind).ShouldBe((damion, address, ParticipantKind.Requester));
        opened.Happened.Select(text.Of).ShouldBe(["TicketOpened by Requester/Mail {\"post\":\"post\",\"origin\":\"Mail\",\"verdict\":\"Proved\",\"automatic\":true,\"quiet\":true}"]);
        Ticket.Open(new NewTicket(" A\n picture ", damion, null, null, null, "en"), new NewPost(PostKind.Reply, damion, "Damion", null, "", "My words", Origin.Mail), new(damion, Capacity.Requester, Via.Mail), at).Subject.ShouldBe("A picture");
    }

    [Fact]
    public void What_makes_no_sense_is_refused_with_what_would()
    {
        var (one, other) = (In("Open"), In("Open"));
        var reply = one.Posts.Last(p => p.Kind == PostKind.Reply && p.RecordedById == PlayedTicket.Aldo.PersonId);

        Refused("A ticket needs a subject.", () => one.Row.Rename(" \n", PlayedTicket.Aldo, one.Now));
        Refused("Say what you want of them.", () => one.Row.AskOutside(new NewPost(PostKind.Note, PlayedTicket.Aldo.PersonId, "Aldo", null, "", "", Origin.Web), default, Quoting.Last, PlayedTicket.Aldo, one.Now));
        Refused("This tag is not on the ticket.", () => one.Row.Untag(other.Tags[0], PlayedTicket.Aldo, one.Now));
        Refused("This post is not held.", () => one.Row.Release(reply, one.Thread(), PlayedTicket.Aldo, one.Now));
        Refused("This post is not held.", () => one.Row.Reject(reply, PlayedTicket.Aldo, one.Now));
        Refused("This post is not held.", () => one.Row.Reject(other.Posts.First(p => p.State == PostState.Held), PlayedTicket.Aldo, one.Now));
        Refused("This post is not held.", () => one.Row.Release(other.Posts.First(p => p.State == PostState.Held), one.Thread(), PlayedTicket.Aldo, one.Now));
        var nothing = new ReplyUndoing(null, null, null);
        Refused("Only your own reply can be undone.", () => one.Row.TakeBack(reply, one.Thread(), nothing, PlayedTicket.Bojan, one.Now));
        Refused("Only your own reply can be undone.", () => other.Row.TakeBack(reply, other.Thread(), nothing, PlayedTicket.Aldo, other.Now));
        Refused("Only your own reply can be undone.", () => one.Row.TakeBack(one.Row.Note(new NewPost(PostKind.Note, PlayedTicket.Aldo.PersonId, "Aldo", null, "", "Hm.", Origin.Web), PlayedTicket.Aldo, one.Now), one.Thread(), nothing, PlayedTicket.Aldo, one.Now));
        reply.Become(PostState.Hidden);
        Refused("This reply was undone already.", () => one.Row.TakeBack(reply, one.Thread(), nothing, PlayedTicket.Aldo, one.Now));
    }

    [Fact]
    public void Only_the_last_act_is_undone_and_only_by_whoever_did_it()
    {
        var open = In("Open");
        open.Row.SetStatus(TicketStatus.OnHold, null, PlayedTicket.Times, PlayedTicket.Aldo, open.Now);
        var act = open.Row.Happened[^1];

        Refused("Only your own last change of the status can be undone.", () => open.Row.Undo(act, PlayedTicket.Bojan, open.Now));
        Refused("Only your own last change of the status can be undone.", () => In("Open").Row.Undo(act, PlayedTicket.Aldo, open.Now));
        Refused("Only your own last change of the status can be undone.", () => open.Row.Undo(open.Row.Happened.Last(e => e.Kind == EventKind.ReplyPosted), PlayedTicket.Aldo, open.Now));
        open.Row.Prioritise(Priority.High, PlayedTicket.Bojan, open.Now);
        Refused("Something else happened to #0 since, so this cannot be undone. Set the status by hand.", () => open.Row.Undo(act, PlayedTicket.Aldo, open.Now));
        open.Row.Status.ShouldBe(TicketStatus.OnHold);
    }

    [Fact]
    public void What_falls_due_is_done_at_its_moment_and_not_before()
    {
        foreach (var state in new[] { "New, snoozed", "Pending", "Solved" })
        {
            var ticket = In(state);
            var (due, before) = (ticket.Row.DueAt!.Value, ticket.Row.State);

            ticket.Row.TimePassed(PlayedTicket.Times, PlayedTicket.Aldo, due.AddTicks(-1));
            ticket.Row.State.ShouldBe(before, state);
            ticket.Row.TimePassed(PlayedTicket.Times, PlayedTicket.Aldo, due);
            ticket.Row.State.ShouldNotBe(before, state);
        }
    }

    [Fact]
    public void A_move_to_another_team_says_from_where()
    {
        var (open, one, other) = (In("Open"), Guid.CreateVersion7(DateTimeOffset.UnixEpoch), Guid.CreateVersion7(DateTimeOffset.UnixEpoch));

        open.Row.MoveTo(one, PlayedTicket.Aldo, open.Now);
        open.Row.MoveTo(other, PlayedTicket.Aldo, open.Now);

        (open.Row.Happened[^1].IdOf("from"), open.Row.Happened[^1].IdOf("to")).ShouldBe((one, other));
    }

    [Fact]
    public void Words_that_come_late_make_no_ticket_older()
    {
        var open = In("Open");
        var active = open.Row.LastActivityAt;

        open.Row.Note(new NewPost(PostKind.Note, PlayedTicket.Aldo.PersonId, "Aldo", null, "", "Hm.", Origin.Web), Actor.System(Via.Job), active.AddHours(-1));
        open.Row.LastActivityAt.ShouldBe(active);
        open.Row.Note(new NewPost(PostKind.Note, PlayedTicket.Aldo.PersonId, "Aldo", null, "", "Hm.", Origin.Web), Actor.System(Via.Job), active.AddHours(1));
        open.Row.LastActivityAt.ShouldBe(active.AddHours(1));
    }

    [Theory]
    [InlineData(true, Via.Web, true)]
    [InlineData(true, Via.Mail, true)]
    [InlineData(true, Via.Import, false)]
    [InlineData(false, Via.Web, false)]
    public void An_unassigned_ticket_goes_to_whoever_answers_it_where_the_desk_says_so(bool setting, Via via, bool takes)
    {
        var fresh = new PlayedTicket();

        fresh.Row.Reply(new NewPost(PostKind.Reply, PlayedTicket.Aldo.PersonId, "Aldo", null, "", "Yes.", Origin.Web), AfterReply.Keep, new() { AssignOnReply = setting }, PlayedTicket.Aldo with { Via = via }, fresh.Now);

        fresh.Row.AssigneeId.ShouldBe(takes ? PlayedTicket.Aldo.PersonId : null);
    }

    static void Refused(string words, Action act) => Should.Throw<DeskException>(act).Message.ShouldBe(words);

    static PlayedTicket In(string state)
    {
        var played = new PlayedTicket();
        played.Step(nameof(Ticket.Receive), 5).ShouldBeTrue();
        played.Step(nameof(Ticket.Tag), 2).ShouldBeTrue();
        foreach (var (verb, way) in States[state])
            played.Step(verb, way).ShouldBeTrue(state);
        return played;
    }

    // Details of events stand where a verb is seen for the first time.
    string Line(string state, string verb, int way)
    {
        var played = In(state);
        var text = Named(played);
        var (row, events) = (played.Row, played.Row.Happened.Count);
        try
        {
            played.Verbs[verb](way);
        }
        catch (DeskException refusal)
        {
            return $"{state} | {verb} {way} | refused: {refusal.Message}";
        }

        var rows = ((IAddsRows)row).TakeAdded().Select(r => $"+{Row(r, text)}").Concat(((IAddsRows)row).TakeRemoved().Select(r => $"-{Row(r, text)}")).ToList();
        ((IAddsRows)row).TakeAdded().Concat(((IAddsRows)row).TakeRemoved()).ShouldBeEmpty("rows are handed over once");
        foreach (var post in ((IAddsRows)row.Thread).TakeAdded().OfType<Post>())
            rows.Add($"+{post.Kind} {post.State}");
        var happened = row.Happened.Skip(events).ToList();
        var said = happened.Count > 0 && seen.Add($"{verb} {way} {string.Join(' ', happened.Select(e => $"{e.Kind} {Members(e)}"))}") ? string.Join("; ", happened.Select(text.Of)) : string.Join("; ", happened.Select(e => e.Kind));
        var all = $"{row.Status} {row.Outcome} {row.Priority} {(row.IsLive ? "live" : "")} {(row.Sensitive ? "sensitive" : "")} due {row.DueFor} {text.Of(row.DueAt)} asleep {text.Of(row.SnoozedUntil)} solved {text.Of(row.SolvedAt)} closed {text.Of(row.ClosedAt)} active {text.Of(row.LastActivityAt)} replied {text.Of(row.FirstReplyAt)} with {text.Of(row.AssigneeId)} of {text.Of(row.TeamId)} “{row.Subject}” “{row.LastWords}” held {played.Posts.FirstOrDefault(p => p.Text == "Words 1")?.State}";
        return $"{state} | {verb} {way} | {all} | {said} | {string.Join(", ", rows)}";
    }

    static string Members(DeskEvent e) => string.Join(' ', System.Text.Json.JsonDocument.Parse(e.Data).RootElement.EnumerateObject().Select(m => m.Name));

    static string Row(object row, EventText text) => row switch
    {
        TicketTag tag => $"tag {text.Of(tag.TagId)} {(tag.IsLive ? "live" : "over")}",
        Participant taking => $"participant {taking.Kind}",
        TicketReader reader => $"reader {text.Of(reader.PersonId)}",
        _ => row.GetType().Name,
    };

    static EventText Named(PlayedTicket played)
    {
        var text = new EventText(played.Row.OpenedAt).Name(PlayedTicket.Aldo.PersonId, "aldo").Name(PlayedTicket.Bojan.PersonId, "bojan").Name(played.Row.Id, "ticket").Name(played.Row.RequesterId, "damion");
        foreach (var (no, post) in played.Posts.Index())
            text.Name(post.Id, $"post {no + 1}");
        return text;
    }
}
