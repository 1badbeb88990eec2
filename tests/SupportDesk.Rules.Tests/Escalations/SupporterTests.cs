using SupportDesk.Escalations;
using SupportDesk.Events;
using static SupportDesk.Tests.Escalations.Complaint;

namespace SupportDesk.Tests.Escalations;

public sealed class SupporterTests
{
    static readonly Actor Self = By(Damion, Capacity.Supporter);

    static Supporter Joined() => Supporter.Join(Who(1), Damion, null, null, null, By(Aldo, Capacity.Agent), Begin);

    static void Answer(Supporter supporter, Consent form, bool fresh) => supporter.Answer(form, "link", 1, fresh, Self, Begin);

    [Fact]
    public void Widening_needs_a_fresh_link()
    {
        var supporter = Joined();

        Should.Throw<DeskException>(() => Answer(supporter, Consent.Anonymous, fresh: false)).Message.ShouldContain("fresh link");
        Answer(supporter, Consent.Named, fresh: true);

        supporter.Consent.ShouldBe(Consent.Named);
    }

    [Theory, InlineData(Consent.Anonymous), InlineData(Consent.Private)]
    public void Narrowing_needs_none(Consent form)
    {
        var supporter = Joined();
        Answer(supporter, Consent.Named, fresh: true);

        Answer(supporter, form, fresh: false);

        supporter.Consent.ShouldBe(form);
    }

    [Fact]
    public void Private_is_no_wider_than_silence()
    {
        var supporter = Joined();

        Answer(supporter, Consent.Private, fresh: false);

        supporter.Consent.ShouldBe(Consent.Private);
    }

    [Fact]
    public void Each_answer_is_kept_as_proof()
    {
        var supporter = Joined();

        Answer(supporter, Consent.Named, fresh: true);
        Answer(supporter, Consent.Private, fresh: false);

        ((IAddsRows)supporter).TakeAdded().OfType<ConsentAnswer>().Select(a => (a.Form, a.How, a.QuestionVersion)).ShouldBe([(Consent.Named, "link", 1), (Consent.Private, "link", 1)]);
    }

    [Fact]
    public void Who_has_left_is_asked_nothing()
    {
        var supporter = Joined();

        supporter.Withdraw(Self, Begin);

        Should.Throw<DeskException>(() => Answer(supporter, Consent.Private, fresh: true));
        Should.Throw<DeskException>(() => supporter.AskAgain(Self, Begin));
    }

    [Fact]
    public void No_answer_is_no_choice() => Should.Throw<DeskException>(() => Answer(Joined(), Consent.None, fresh: true));

    [Fact]
    public void A_passage_needs_words() => Should.Throw<DeskException>(() => Joined().Pick(Who(5), 1, " \0", Self, Begin)).Message.ShouldBe("A passage needs words.");

    [Fact]
    public void Each_act_leaves_what_the_journal_says()
    {
        var lines = new List<string>();
        var text = new EventText(Begin).Name(Who(90), "case").Name(Damion, "damion").Name(Aldo, "aldo").Name(Who(50), "ticket").Name(Who(51), "address").Name(Who(60), "post");
        var (agent, events) = (By(Aldo, Capacity.Agent), 0);
        var supporter = Supporter.Join(Who(90), Damion, Who(50), Who(51), Who(60), agent, Begin);
        text.Name(supporter.Id, "supporter");
        Left("joins in writing");
        supporter.WriteFreely(Who(60), true, Self, Begin);
        Left("writes freely");
        supporter.LeaveAsItIs(agent, Begin);
        Left("it is read");
        supporter.LeaveAsItIs(agent, Begin);
        Left("it is read again");
        supporter.WriteFreely(Who(60), false, Self, Begin);
        supporter.Answer(Consent.Named, "link", 2, true, Self, Begin);
        Left("writes freely, then allows the name");
        supporter.Choose(Follow.Decision, Self, Begin);
        Left("wants to hear of the decision only");
        supporter.Choose(Follow.Decision, Self, Begin);
        Left("the same again");
        supporter.AskAgain(Self, Begin);
        Left("asks for a fresh link");
        var passage = supporter.Pick(Who(60), 2, " My words. ", agent, Begin, "kept", Begin.AddHours(8));
        text.Name(passage.Id, "passage");
        Left("words are picked that somebody has to look at");
        passage.WaitsForLook.ShouldBeTrue();
        Should.Throw<DeskException>(() => Joined().LookOver(passage, "", null, agent, Begin)).Message.ShouldBe("Those words are somebody else’s.");
        supporter.LookOver(passage, "all", Who(70), agent, Begin);
        Left("somebody looked");
        (passage.WaitsForLook, passage.Kept, passage.LookedById, passage.LookedAt).ShouldBe((false, "all", Aldo, Begin));
        Should.Throw<DeskException>(() => supporter.LookOver(passage, "", null, agent, Begin)).Message.ShouldBe("Somebody has looked at these words already.");
        supporter.Pick(Who(60), 3, "More.", agent, Begin).WaitsForLook.ShouldBeFalse("nobody needs to");
        supporter.WriteFreely(Who(60), true, Self, Begin);
        Left("more words, and writes freely");
        supporter.Withdraw(Self, Begin, "mail");
        Left("leaves by mail");
        supporter.Withdraw(Self, Begin);
        supporter.WriteFreely(Who(60), true, Self, Begin);
        Left("leaves again, and writes freely");
        Should.Throw<DeskException>(() => supporter.AskAgain(Self, Begin)).Message.ShouldBe("You have withdrawn from this; nothing of yours is shown.");
        Should.Throw<DeskException>(() => Answer(supporter, Consent.Private, true)).Message.ShouldBe("You have withdrawn from this; nothing of yours is shown.");
        Should.Throw<DeskException>(() => Answer(Joined(), Consent.None, true)).Message.ShouldBe("Choose how you want to be quoted.");
        Should.Throw<DeskException>(() => Answer(Joined(), Consent.Anonymous, false)).Message.ShouldBe("To allow more than before, ask for a fresh link: it comes to your address, so that nobody else can widen it for you.");
        supporter = Supporter.ComeAfter(Who(90), 2, Damion, Who(50), Who(51), agent, Begin);
        events = 0;
        Left("comes after decision 2");
        supporter.StandBehind(Who(60), agent, Begin.AddDays(1));
        Left("is counted once it was reopened");
        Should.Throw<DeskException>(() => supporter.StandBehind(null, agent, Begin)).Message.ShouldBe("They stand behind it already.");

        Approved.ShouldMatch("Escalations/supporters.approved.txt", lines);

        void Left(string what)
        {
            lines.Add($"- {what}");
            lines.AddRange(supporter.Happened.Skip(events).Select(e => $"    event {text.Of(e)}"));
            lines.AddRange(((IAddsRows)supporter).TakeAdded().Select(r => r is ConsentAnswer a ? $"    row answer {a.Form} by {a.How} to question {a.QuestionVersion} by {text.Of(a.ById)}" : r is Passage p ? $"    row passage {p.Ordinal} “{p.Text}” kept “{p.Kept}” look by {text.Of(p.LookBy)} by {text.Of(p.PickedById)}" : $"    row {r.GetType().Name}"));
            ((IAddsRows)supporter).TakeAdded().ShouldBeEmpty("rows are handed over once");
            lines.Add($"    now {supporter.Consent} at {text.Of(supporter.ConsentAt)} counted {text.Of(supporter.CountedAt)} joined {text.Of(supporter.JoinedAt)} left {text.Of(supporter.WithdrawnAt)} follows {supporter.Follow} ticket {text.Of(supporter.TicketId)} address {text.Of(supporter.AddressId)} asked in {text.Of(supporter.AskedInPostId)} unread {text.Of(supporter.UnreadPostId)}");
            events = supporter.Happened.Count;
        }
    }

    [Theory]
    [InlineData(EscalationState.Gathering, true, null)]
    [InlineData(EscalationState.Climbing, true, null)]
    [InlineData(EscalationState.Decided, true, "The new case has ended already, so nobody can join it any more.")]
    [InlineData(EscalationState.Withdrawn, true, "The new case has ended already, so nobody can join it any more.")]
    [InlineData(EscalationState.Decided, false, null)]
    [InlineData(EscalationState.Climbing, false, "The new case is open again; pass it up, and they join it.")]
    [InlineData(EscalationState.Gathering, false, "The new case is open again; pass it up, and they join it.")]
    public void A_case_takes_in_whom_its_state_allows(EscalationState state, bool joins, string? refusal)
    {
        var at = state switch { EscalationState.Gathering => new Complaint(), EscalationState.Decided => new Complaint().Decided(), _ => new Complaint().Climbing() };
        if (state == EscalationState.Withdrawn)
            at.Row.Withdraw(Self, at.Now);
        var supporter = joins ? Joined() : Supporter.ComeAfter(Who(1), 1, Damion, null, null, By(Aldo), Begin);
        var version = at.Row.Version;

        var refused = Record.Exception(() => at.Row.TakeIn(supporter));

        refused?.Message.ShouldBe(refusal);
        (refused is null).ShouldBe(refusal is null);
        at.Row.Version.ShouldBe(refusal is null ? version + 1 : version, "whoever counted its people looks again");
        supporter.JoinedAfterDecision.ShouldBe(at.Row.DecisionCount);
    }

    [Fact]
    public void Whoever_leaves_keeps_the_decisions_that_were_made_and_others_look_again()
    {
        var (at, supporter) = (new Complaint().Decided(), Joined());
        var version = at.Row.Version;

        at.Row.LetGo(supporter);

        (supporter.LeftAfterDecision, at.Row.Version).ShouldBe((1, version + 1));
    }
}
