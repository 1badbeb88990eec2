using SupportDesk.Calendars;
using SupportDesk.Chains;
using SupportDesk.Escalations;
using SupportDesk.Events;
using SupportDesk.Mail;
using static SupportDesk.Tests.Escalations.Complaint;

namespace SupportDesk.Tests.Escalations;

/// <summary>What each act leaves on a case: events, receipts with their details, and rows, against a journal that people read (cases.approved.txt).</summary>
public sealed class CaseJournalTests
{
    static readonly Asking Since = new(" Since when? ");

    readonly List<string> lines = [];
    Complaint at = null!;
    EventText text = null!;
    int events;

    [Fact]
    public void Each_act_leaves_what_the_journal_says()
    {
        Begins("From a complaint to a decision that takes effect", whatIsNew: " The dialog changed. ");
        Does("it begins to climb", () => at.Row.BeginClimb(at.Standing, Complaint.System, at.Now));
        Does("a server accepts the notice", () => at.Row.NoteDelivery(at.Standing with { Notices = AllAccepted }, Complaint.System, at.Now));
        Does("tess opens it", () => at.Row.Open(at.Standing, By(Tess, Capacity.Agent), at.Now));
        Does("tess acknowledges", () => at.Row.Acknowledge(at.Standing, By(Tess), at.Now));
        var question = Does("tess asks one", () => at.Row.Ask(Since with { SupporterId = Who(50), AnswerIsPassage = false }, at.Standing, By(Tess), at.Now));
        Refused("another supporter answers", () => at.Row.TakeAnswer(question, Who(51), Who(60), null, By(Damion), at.Now));
        Refused("it is answered on another case", () => new Complaint().Climbing().Row.TakeAnswer(question, Who(50), Who(60), null, By(Damion), at.Now));
        Does("damion answers", () => at.Row.TakeAnswer(question, Who(50), Who(60), Who(61), By(Damion, Capacity.Requester), at.Now));
        Does("tess returns it", () => at.Row.Return(" Which picture? ", at.Standing, By(Tess), at.Now));
        Does("aldo brings it", () => { at.Row.Bring(" The passport one. ", By(Aldo, Capacity.Agent), at.Now); return 0; });
        Does("tess notes", () => at.Row.Note(" Hm. ", at.Standing, By(Tess), at.Now));
        Does("tess notes beside a command", () => at.Row.Note("Hm.", at.Standing, By(Tess), at.Now, besideCommand: true));
        Refused("an empty note", () => at.Row.Note(" ", at.Standing, By(Tess), at.Now));
        Does("tess forwards with a note", () => at.Row.Forward(" He has a point. ", at.Standing, By(Tess), at.Now));
        Does("a server accepts the notice", () => at.Row.NoteDelivery(at.Standing with { Notices = AllAccepted }, Complaint.System, at.Now));
        Does("victor takes it up and acknowledges", () => at.Row.Acknowledge(at.Standing, By(Victor), at.Now));
        Refused("victor forwards from the top", () => at.Row.Forward(null, at.Standing, By(Victor), at.Now));
        Refused("victor decides for a day that is over", () => at.Row.Decide(new(DecisionOutcome.Accepted, "A badge will do.", new DateOnly(2026, 11, 1)), at.Standing, By(Victor), at.Now));
        var decision = Does("victor decides for a later day", () => at.Row.Decide(new(DecisionOutcome.PartlyAccepted, " A badge will do. ", new DateOnly(2026, 12, 1), 3), at.Standing, By(Victor), at.Now));
        Does("the desk counts who was told", () => at.Row.Tell(1, 7, 2, Complaint.System, at.Now));
        Does("victor reopens", () => at.Row.Reopen(decision, " The badge leaks. ", at.Standing, By(Victor), at.Now));
        Refused("a second beginning", () => at.Row.BeginClimb(at.Standing, Complaint.System, at.Now));
        Does("the last supporter leaves", () => at.Row.Withdraw(By(Damion, Capacity.Supporter), at.Now));
        Refused("it is withdrawn again", () => at.Row.Withdraw(By(Damion, Capacity.Supporter), at.Now));

        Begins("Time passes");
        Does("halfway through the gathering", () => Passes(TimeSpan.FromHours(60)));
        Does("silence counts", () => Passes(TimeSpan.FromHours(60)));
        Does("a server accepts the notice", () => at.Row.NoteDelivery(at.Standing with { Notices = AllAccepted }, Complaint.System, at.Now));
        Does("a reminder is due", () => Passes(TimeSpan.FromHours(20)));
        Does("a server accepts the reminder", () => at.Row.NoteDelivery(at.Standing with { Notices = AllAccepted }, Complaint.System, at.Now));
        Does("time runs out", () => Passes(TimeSpan.FromHours(4)));
        at.Delivered().Row.Forward(null, at.Standing, By(Ines), at.Now);
        at.Delivered();
        Skip();
        Does("time runs out at the top", () => Passes(TimeSpan.FromDays(1)));
        Does("a server accepts the reminder of what is late", () => at.Row.NoteDelivery(at.Standing with { Notices = AllAccepted }, Complaint.System, at.Now));
        Does("a day later", () => Passes(TimeSpan.FromDays(1)));
        Does("a server accepts the reminder of what is late", () => at.Row.NoteDelivery(at.Standing with { Notices = AllAccepted }, Complaint.System, at.Now));
        Does("victor asks all while it is late", () => at.Row.Ask(Since, at.Standing, By(Victor), at.Now));

        Begins("A question that nobody answers");
        at.Climbing();
        at.Row.Acknowledge(at.Standing, By(Tess), at.Now);
        Skip();
        Does("tess asks", () => at.Row.Ask(Since, at.Standing, By(Tess), at.Now));
        Does("its time is over", () => Passes(TimeSpan.FromDays(5)));
        Does("the level runs out of time", () => Passes(TimeSpan.FromDays(2)));

        Begins("Nobody is there, and nobody is reached");
        at.Standing = at.Standing with { Levels = [Set(), Set(Ines), Set(Victor)] };
        at.Begun();
        Skip();
        Does("the empty level is skipped", () => Passes(TimeSpan.FromMinutes(1)));
        Does("the next one is refused for good", () => at.Row.NoteDelivery(at.Standing with { Notices = AllRefused }, Complaint.System, at.Now));
        Does("so is the top, and the administrators get it", () => at.Row.NoteDelivery(at.Standing with { Notices = AllRefused }, Complaint.System, at.Now));
        Does("and the administrators too, so its time begins", () => at.Row.NoteDelivery(at.Standing with { Notices = AllRefused, FellToAdministrators = true }, Complaint.System, at.Now));

        Begins("Notices that are still tried");
        at.Begun();
        Skip();
        Does("the desk would give up, but the next try is known", () => Passes(TimeSpan.FromDays(4), new LevelNotices(false, false, at.Now.AddDays(4.5), false)));
        Does("the next try is past", () => Passes(TimeSpan.FromDays(1), new LevelNotices(false, false, at.Now, false)));
        Does("there is no next try", () => Passes(TimeSpan.FromHours(2), LevelNotices.Unknown));

        Begins("Our own server was down, and the desk was off");
        at.Climbing();
        Skip();
        Does("an hour of the outage is given back", () => at.Row.TimePassed(Out(1, 2, 3), Complaint.System, at.Now.AddHours(4)));
        Does("what fell due while the desk was off is reminded of first", () => at.Row.TimePassed(at.Standing with { Outages = [], Gap = new(at.Now.AddHours(5), at.Now.AddHours(30)) }, Complaint.System, at.Now.AddHours(30)));

        Begins("The desk was off while consent was asked for");
        Does("half of the time went by", () => at.Row.TimePassed(at.Standing with { Gap = new(at.Now.AddHours(5), at.Now.AddHours(70)) }, Complaint.System, at.Now.AddHours(70)));

        Begins("The desk was off and nobody is silent");
        at.Standing = at.Standing with { Voices = new Voices(1, 0, 0, 0) };
        Does("half of the time went by", () => at.Row.TimePassed(at.Standing with { Gap = new(at.Now.AddHours(5), at.Now.AddHours(70)) }, Complaint.System, at.Now.AddHours(70)));

        Begins("Who holds the level changes");
        Does("before it climbs", () => at.Row.NoteHolders(at.Standing, Complaint.System, at.Now));
        at.Climbing();
        Skip();
        Does("nobody changed", () => at.Row.NoteHolders(at.Standing, Complaint.System, at.Now));
        Does("aldo and ines instead of tess", () => at.Row.NoteHolders(at.Standing with { Levels = [Set(Ines, Aldo), Set(Ines), Set(Victor)] }, Complaint.System, at.Now));
        Does("the same again", () => at.Row.NoteHolders(at.Standing with { Levels = [Set(Aldo, Ines), Set(Ines), Set(Victor)] }, Complaint.System, at.Now));

        Begins("A decision by mail waits for its sender");
        at.At(2);
        Skip();
        var waiting = Does("ines decides by mail", () => at.Row.AwaitConfirmation(Command("/decide accepted\nA badge will do."), [], at.Standing, By(Ines), at.Now));
        var others = new[] { waiting, Foreign(), OfVictor() };
        var newer = Does("ines asks by mail instead", () => at.Row.AwaitConfirmation(Command("/ask\nSince when?"), others, at.Standing, By(Ines), at.Now));
        others.Skip(1).ShouldAllBe(a => a.EndedAt == null, "what others wrote, and what waits on another case, waits on");
        Refused("victor confirms it", () => at.Row.Confirm(newer, at.Standing, By(Victor), at.Now));
        Refused("it is confirmed on another case", () => new Complaint().At(2).Row.Confirm(newer, at.Standing, By(Ines), at.Now));
        Refused("ines confirms what she replaced", () => at.Row.Confirm(waiting, at.Standing, By(Ines), at.Now));
        Refused("tess decides by mail", () => at.Row.AwaitConfirmation(Command("/decide accepted\nA badge will do."), [], at.Standing, By(Tess), at.Now));
        Refused("nothing to publish", () => at.Row.AwaitConfirmation(new(LevelVerb.Ask, null, " "), [], at.Standing, By(Ines), at.Now));
        Does("ines confirms her question", () => at.Row.Confirm(newer, at.Standing, By(Ines), at.Now));
        var last = Does("ines decides by mail for a day", () => at.Row.AwaitConfirmation(Command("/decide declined\neffective: 2026-12-01\nIt stays as it is."), [waiting, newer], at.Standing, By(Ines), at.Now));
        Does("ines confirms her decision", () => at.Row.Confirm(last, at.Standing, By(Ines), at.Now));
        Does("her words are kept where a command is refused", () => at.Row.Refuse(CommandRefusal.NotClimbing, LevelVerb.Decide, " It stays. ", By(Ines), at.Now));
        Does("a command without words keeps none", () => at.Row.Refuse(CommandRefusal.Already, LevelVerb.Acknowledge, " ", By(Ines), at.Now));
        Does("it takes effect", () => at.Row.TimePassed(at.Standing, Complaint.System, at.Now.AddDays(40)));

        Begins("Mail that may have left, and erasure");
        Does("a mail may have been sent twice", () => at.Row.NoteMaybeSentTwice(7, Complaint.System, at.Now));
        Does("an earlier copy may have left", () => at.Row.NoteEarlierCopy(8, Complaint.System, at.Now));
        at.Climbing();
        Skip();
        Does("the details of the first receipt are erased", () => at.Row.EraseDetails(at.Details.Take(1), ErasureReason.PersonAsked, By(Ada, Capacity.Administrator), at.Now));
        Does("nothing is left to erase", () => at.Row.EraseDetails(at.Details.Take(1), ErasureReason.PersonAsked, By(Ada, Capacity.Administrator), at.Now));
        Refused("the details of another case are erased", () => at.Row.EraseDetails(new Complaint().Climbing().Details, ErasureReason.PersonAsked, By(Ada, Capacity.Administrator), at.Now));
        at.Broken.ShouldBeNull();

        Begins("What is refused before a case climbs");
        Refused("a case without a title", () => Escalation.Raise(new(Who(90), 1, " ", null), Complaint.Chain, By(Aldo, Capacity.Agent), at.Now));
        Refused("tess acknowledges", () => at.Row.Acknowledge(at.Standing, By(Tess), at.Now));
        Refused("nobody is behind it", () => at.Row.BeginClimb(at.Standing with { Voices = Voices.None }, Complaint.System, at.Now));
        at.Climbing();
        Refused("ines asks with more than ten days", () => at.Row.Ask(Since with { Within = PromisedTime.Parse("11d") }, at.Standing, By(Tess), at.Now));
        Refused("tess decides", () => at.Row.Decide(new(DecisionOutcome.Accepted, "A badge will do."), at.Standing, By(Tess), at.Now));
        Refused("a decision of two words", () => at.Row.Decide(new(DecisionOutcome.Accepted, "Yes please"), at.Standing, By(Ines), at.Now));
        Refused("a question without words", () => at.Row.Ask(new(" "), at.Standing, By(Tess), at.Now));
        Refused("a return without words", () => at.Row.Return(" ", at.Standing, By(Tess), at.Now));
        Refused("nothing is brought", () => at.Row.Bring(" ", By(Aldo, Capacity.Agent), at.Now));
        Refused("nobody asked for it", () => at.Row.Bring("Here.", By(Aldo, Capacity.Agent), at.Now));
        Refused("tess acknowledges twice", () => { at.Row.Acknowledge(at.Standing, By(Tess), at.Now); at.Row.Acknowledge(at.Standing, By(Tess), at.Now); });
        at = new Complaint(Frozen(Rung("Team lead", Powers.None), Rung("Head", Powers.Decide))).Climbing();
        Refused("a level without that power asks", () => at.Row.Ask(Since, at.Standing, By(Tess), at.Now));
        Refused("the top asks without the power", () => at.Row.Ask(Since, at.Standing, By(Ines), at.Now));
        Refused("the top forwards without the power", () => at.Row.Forward(null, at.Standing, By(Ines), at.Now));
        at.Standing = at.Standing with { Levels = [Set(Tess), Set(Tess)] };
        Refused("one at both levels forwards", () => at.Row.Forward(null, at.Standing, By(Tess), at.Now));

        Approved.ShouldMatch("Escalations/cases.approved.txt", lines);
    }

    void Begins(string story, string? whatIsNew = null)
    {
        lines.Add("");
        lines.Add($"# {story}");
        at = new Complaint();
        text = new EventText(Begin).Name(Aldo, "aldo").Name(Tess, "tess").Name(Ines, "ines").Name(Victor, "victor").Name(Ada, "ada").Name(Damion, "damion").Name(Actor.SystemId, "system");
        (events, rows) = (0, (0, 0, 0));
        if (whatIsNew is not null)
        {
            var row = Escalation.Raise(new NewCase(Who(90), 1, " A \n picture ", Who(91), whatIsNew), Complaint.Chain, By(Aldo, Capacity.Agent), Begin);
            lines.Add($"- raised anew: “{row.Title}”, {string.Join("; ", ((IAddsRows)row).TakeAdded().OfType<LevelNote>().Select(n => $"note “{n.Text}” at level {n.Level}"))}");
        }

        Left("raised");
    }

    T Does<T>(string what, Func<T> act)
    {
        var made = act();
        Left(what);
        return made;
    }

    void Does(string what, Action act) => Does(what, () => { act(); return 0; });

    void Refused(string what, Action act) => lines.Add($"- {what}: refused: {Should.Throw<DeskException>(act).Message}");

    bool Passes(TimeSpan time, LevelNotices? notices = null)
    {
        at.Now += time;
        return at.Row.TimePassed(notices is null ? at.Standing : at.Standing with { Notices = notices }, Complaint.System, at.Now);
    }

    Standing Out(int no, double from, double to)
    {
        var outage = new SendingOutage(no, at.Now.AddHours(from), "connection refused");
        outage.End(at.Now.AddHours(to));
        return at.Standing with { Outages = [outage] };
    }

    (int Receipts, int Details, int Others) rows;

    void Left(string what)
    {
        at.Take();
        var (row, climb) = (at.Row, at.Row.Climb);
        lines.Add($"- {what} ({(at.Now - Begin).ToString("c", System.Globalization.CultureInfo.InvariantCulture)})");
        lines.AddRange(row.Happened.Skip(events).Select(e => $"    event {text.Of(e)}"));
        lines.AddRange(at.Receipts.Skip(rows.Receipts).Zip(at.Details.Skip(rows.Details)).Select(r => $"    receipt {r.First.No} {r.First.Word} at level {r.First.Level} “{r.First.LevelName}” by {r.First.By} {text.Of(r.Second.Json)}"));
        lines.AddRange(at.Others.Skip(rows.Others).Select(o => $"    row {Row(o)}"));
        lines.Add($"    now {row.State} level {climb.Level} “{climb.LevelName}” waits for {climb.WaitsFor} promised {text.Of(climb.PromisedAt)} due {climb.DueFor} {text.Of(climb.DueAt)}{(climb.OverdueSince is null ? "" : $" overdue {text.Of(climb.OverdueSince)}")}{(climb.IsClockStopped ? $" clock stopped {climb.ClockStops}" : "")} held by {string.Join(", ", climb.Holders.Select(h => text.Of(h)))}");
        Skip();
    }

    // What was left until now stands in the journal already, or in another one.
    void Skip()
    {
        at.Take();
        (events, rows) = (at.Row.Happened.Count, (at.Receipts.Count, at.Details.Count, at.Others.Count));
    }

    string Row(object row) => row switch
    {
        LevelNote note => $"note “{note.Text}” at level {note.Level} by {text.Of(note.ById)}",
        Question q => $"question “{q.Text}” at level {q.Level} by {text.Of(q.ById)} to {text.Of(q.SupporterId)} due {text.Of(q.DueAt)} {(q.AnswerIsPassage ? "passage" : "no passage")}",
        Answer a => $"answer of {text.Of(a.SupporterId)} in {text.Of(a.PostId)} as {text.Of(a.PassageId)}",
        Decision d => $"decision {d.No} {d.Outcome} “{d.Statement}” at level {d.Level} by {text.Of(d.ById)} on {d.EffectiveOn:yyyy-MM-dd} statement {d.StatementNo}",
        UnconfirmedAct a => $"waits {a.Verb} {a.Outcome} “{a.Text}” of {text.Of(a.PersonId)} at level {a.Level} since receipt {a.EnteredNo} on {a.EffectiveOn:yyyy-MM-dd}",
        _ => row.GetType().Name,
    };

    static LevelCommand Command(string words) => LevelCommand.Read(words)!;

    static UnconfirmedAct Foreign() => new Complaint().At(2) is var other ? other.Row.AwaitConfirmation(Command("/ask\nWhere?"), [], other.Standing, By(Ines), other.Now) : null!;

    UnconfirmedAct OfVictor() => at.Row.AwaitConfirmation(Command("/ask\nWhere?"), [], at.Standing, By(Victor), at.Now);
}
