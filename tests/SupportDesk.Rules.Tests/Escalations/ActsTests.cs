using SupportDesk.Chains;
using SupportDesk.Escalations;
using SupportDesk.Events;
using static SupportDesk.Tests.Escalations.Complaint;

namespace SupportDesk.Tests.Escalations;

public sealed class ActsTests
{
    static void Refused(string words, Action act) => Should.Throw<DeskException>(act).Message.ShouldContain(words);

    [Fact]
    public void A_new_case_gathers_consent_and_is_due_halfway()
    {
        var raised = new Complaint();

        raised.Row.State.ShouldBe(EscalationState.Gathering);
        raised.Row.Climb.Level.ShouldBe(0);
        raised.Row.Climb.DueAt.ShouldBe(Begin.AddHours(60));
        raised.Last.By.ShouldBe("agent");
    }

    [Fact]
    public void A_case_with_nobody_behind_it_does_not_climb()
    {
        var raised = new Complaint();
        raised.Standing = raised.Standing with { Voices = Voices.None };

        Refused("The new case has nobody behind it", () => raised.Climbing());
    }

    [Fact]
    public void It_climbs_once() => Refused("on its way", () => new Complaint().Climbing().Climbing());

    [Fact]
    public void The_first_to_have_it_in_view_opens_it()
    {
        var climbing = new Complaint().Climbing();

        climbing.Row.Open(climbing.Standing, By(Ines), climbing.Now).ShouldBeFalse();
        climbing.Row.Open(climbing.Standing, By(Tess), climbing.Now).ShouldBeTrue();
        climbing.Row.Open(climbing.Standing, By(Tess), climbing.Now).ShouldBeFalse();
        climbing.Kinds.Count(k => k == ReceiptKind.Opened).ShouldBe(1);
    }

    [Fact]
    public void Acknowledging_starts_the_time_to_decide()
    {
        var climbing = new Complaint().Climbing();

        climbing.Row.Acknowledge(climbing.Standing, By(Tess), climbing.Now.AddHours(1));

        climbing.Row.Climb.WaitsFor.ShouldBe(WaitsFor.Decision);
        climbing.Row.Climb.PromisedAt.ShouldBe(Begin.AddHours(1).AddDays(2));
        climbing.Kinds.ShouldBe([ReceiptKind.Raised, ReceiptKind.Delivered, ReceiptKind.Opened, ReceiptKind.Acknowledged]);
        Refused("acknowledged already", () => climbing.Row.Acknowledge(climbing.Standing, By(Tess), climbing.Now));
    }

    [Fact]
    public void Someone_from_elsewhere_can_do_nothing()
    {
        var second = new Complaint().At(2);

        Refused("Only Head of Trust & Safety or someone above", () => second.Row.Acknowledge(second.Standing, By(Tess), second.Now));
        Refused("Only Head of Trust & Safety or someone above", () => second.Row.Forward(null, second.Standing, By(Aldo), second.Now));
    }

    [Fact]
    public void Someone_from_above_takes_it_up()
    {
        var climbing = new Complaint().Climbing();

        climbing.Row.Acknowledge(climbing.Standing, By(Victor), climbing.Now);

        climbing.Row.Climb.Level.ShouldBe(3);
        climbing.Kinds.Skip(2).ShouldBe([ReceiptKind.TakenUp, ReceiptKind.Delivered, ReceiptKind.Opened, ReceiptKind.Acknowledged]);
        climbing.Last.By.ShouldBe("level 3");
    }

    [Fact]
    public void Who_stands_at_two_levels_acts_where_the_power_is()
    {
        var climbing = new Complaint().Climbing();
        climbing.Standing = climbing.Standing with { Levels = [Set(Ines), Set(Ines), Set(Victor)] };

        climbing.Row.Decide(new Ruling(DecisionOutcome.Declined, "The rule stays as it is."), climbing.Standing, By(Ines), climbing.Now);

        climbing.Row.State.ShouldBe(EscalationState.Decided);
        climbing.Last.Level.ShouldBe(2);
    }

    [Fact]
    public void A_level_without_the_power_does_not_decide()
    {
        var climbing = new Complaint().Climbing();

        Refused("Team lead can't do this: forward it to who decides", () => climbing.Row.Decide(new Ruling(DecisionOutcome.Accepted, "A badge will do."), climbing.Standing, By(Tess), climbing.Now));
    }

    [Fact]
    public void Forwarding_goes_one_level_up_with_a_note()
    {
        var climbing = new Complaint().Climbing();

        climbing.Row.Forward("He has a point.", climbing.Standing, By(Tess), climbing.Now);

        climbing.Row.Climb.LevelName.ShouldBe("Head of Trust & Safety");
        climbing.Made<LevelNote>().Text.ShouldBe("He has a point.");
        climbing.Last.Kind.ShouldBe(ReceiptKind.Forwarded);
        climbing.Last.LevelName.ShouldBe("Team lead");
    }

    [Fact]
    public void A_refused_hop_leaves_nothing_behind()
    {
        var climbing = new Complaint().Climbing();
        var version = climbing.Row.Version;

        Refused("nobody is above", () => climbing.Row.Forward(null, climbing.Standing, By(Victor), climbing.Now));

        climbing.Row.Version.ShouldBe(version);
        climbing.Row.Climb.Level.ShouldBe(1);
    }

    [Fact]
    public void A_question_waits_at_the_level_and_an_answer_goes_on()
    {
        var climbing = new Complaint().Climbing();

        var question = climbing.Row.Ask(new Asking("Would a badge do?", Who(50)), climbing.Standing, By(Tess), climbing.Now);
        Refused("somebody else", () => climbing.Row.TakeAnswer(question, Who(51), Who(60), null, By(Damion), climbing.Now));
        climbing.Row.Climb.WaitsFor.ShouldBe(WaitsFor.Answer);
        climbing.Row.TakeAnswer(question, Who(50), Who(60), null, By(Damion), climbing.Now.AddDays(1));

        climbing.Row.Climb.Level.ShouldBe(1);
        climbing.Row.Climb.WaitsFor.ShouldBe(WaitsFor.Decision);
        climbing.Row.Climb.PromisedAt.ShouldBe(Begin.AddDays(3));
        climbing.Last.By.ShouldBe("supporter");
    }

    [Fact]
    public void An_empty_question_is_none() => Refused("Write the question", () => { var c = new Complaint().Climbing(); c.Row.Ask(new Asking(" "), c.Standing, By(Tess), c.Now); });

    [Fact]
    public void What_was_returned_is_brought_by_an_agent()
    {
        var climbing = new Complaint().Climbing();
        Refused("does not wait for an agent", () => climbing.Row.Bring("Here.", By(Aldo, Capacity.Agent), climbing.Now));

        climbing.Row.Return("Which picture?", climbing.Standing, By(Tess), climbing.Now);
        climbing.Row.Climb.WaitsFor.ShouldBe(WaitsFor.Agent);
        climbing.Row.Bring("The passport one.", By(Aldo, Capacity.Agent), climbing.Now);

        climbing.Row.Climb.WaitsFor.ShouldBe(WaitsFor.Decision);
        climbing.Last.By.ShouldBe("agent");
    }

    [Fact]
    public void Nothing_is_brought_to_a_case_that_ended() => Refused("has ended", () => new Complaint().Decided().Row.Bring("Late.", By(Aldo, Capacity.Agent), Begin));

    [Fact]
    public void A_decision_needs_a_sentence()
    {
        var second = new Complaint().At(2);

        Refused("at least one sentence", () => second.Row.Decide(new Ruling(DecisionOutcome.Accepted, "Yes."), second.Standing, By(Ines), second.Now));
    }

    [Fact]
    public void A_decision_ends_the_climb_and_can_be_reopened_with_a_reason()
    {
        var decided = new Complaint().Decided();
        var decision = decided.Made<Decision>();
        decided.Row.Climb.IsOpen.ShouldBeFalse();
        decided.Row.Climb.DueAt.ShouldBeNull();

        Refused("Say why", () => decided.Row.Reopen(decision, "", decided.Standing, By(Ines), decided.Now));
        Refused("Only Head of Trust & Safety or someone above", () => decided.Row.Reopen(decision, "No.", decided.Standing, By(Tess), decided.Now));
        decided.Row.Reopen(decision, "The badge leaks.", decided.Standing, By(Victor), decided.Now);

        decided.Row.Climb.IsOpen.ShouldBeTrue();
        decided.Row.Climb.Level.ShouldBe(3);
        decision.ReopenReason.ShouldBe("The badge leaks.");
        decided.Row.Decide(new Ruling(DecisionOutcome.Declined, "Then the picture stays."), decided.Standing, By(Victor), decided.Now).No.ShouldBe(2);
        Refused("no decision that could be reopened", () => decided.Row.Reopen(decision, "Again.", decided.Standing, By(Victor), decided.Now));
    }

    [Fact]
    public void A_decision_takes_effect_on_its_day()
    {
        var second = new Complaint().At(2);
        second.Row.Decide(new Ruling(DecisionOutcome.Accepted, "A badge will do.", new DateOnly(2026, 12, 1)), second.Standing, By(Ines), second.Now);
        second.Row.Climb.DueAt.ShouldBe(new DateTimeOffset(2026, 12, 1, 0, 0, 0, TimeSpan.Zero));

        second.Pass(TimeSpan.FromDays(40)).ShouldBe(1);

        second.Last.Kind.ShouldBe(ReceiptKind.Effective);
        second.Row.Climb.DueAt.ShouldBeNull();
        second.Row.State.ShouldBe(EscalationState.Decided);
    }

    [Fact]
    public void Notes_come_only_from_the_chain()
    {
        var climbing = new Complaint().Climbing();

        Refused("who stand on this chain", () => climbing.Row.Note("Hm.", climbing.Standing, By(Aldo), climbing.Now));
        climbing.Row.Note("Hm.", climbing.Standing, By(Victor), climbing.Now);

        climbing.Made<LevelNote>().Level.ShouldBe(1);
    }

    [Fact]
    public void A_withdrawn_case_has_ended()
    {
        var climbing = new Complaint().Climbing();

        climbing.Row.Withdraw(By(Damion, Capacity.Supporter), climbing.Now);

        climbing.Row.Climb.DueAt.ShouldBeNull();
        Refused("has ended", () => climbing.Row.Acknowledge(climbing.Standing, By(Tess), climbing.Now));
        Refused("has ended", () => climbing.Row.Withdraw(By(Damion), climbing.Now));
    }

    [Fact]
    public void Telling_leaves_a_receipt_with_the_decisions_number()
    {
        var decided = new Complaint().Decided();

        decided.Row.Tell(1, 7, 2, Complaint.System, decided.Now);

        decided.Last.Kind.ShouldBe(ReceiptKind.Told);
        decided.Details[^1].Json.ShouldContain("\"decision\":1");
        decided.Details[^1].Json.ShouldContain("\"people\":7");
        decided.Details[^1].Json.ShouldContain("\"missed\":2");
    }
}
