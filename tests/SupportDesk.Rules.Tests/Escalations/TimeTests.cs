using SupportDesk.Calendars;
using SupportDesk.Chains;
using SupportDesk.Escalations;
using static SupportDesk.Tests.Escalations.Complaint;

namespace SupportDesk.Tests.Escalations;

public sealed class TimeTests
{
    [Fact]
    public void Consent_is_reminded_of_halfway_and_then_silence_counts()
    {
        var raised = new Complaint();

        raised.Pass(TimeSpan.FromHours(61)).ShouldBe(1);
        raised.Row.State.ShouldBe(EscalationState.Gathering);
        raised.Pass(TimeSpan.FromHours(60)).ShouldBe(1);

        raised.Row.State.ShouldBe(EscalationState.Climbing);
        raised.Last.Kind.ShouldBe(ReceiptKind.Delivered);
    }

    [Fact]
    public void A_gathering_that_everybody_answered_begins_instead_of_reminding_nobody()
    {
        var raised = new Complaint();
        raised.Standing = raised.Standing with { Voices = new Voices(1, 1, 0, 0) };

        raised.Pass(TimeSpan.FromHours(61));

        raised.Row.State.ShouldBe(EscalationState.Climbing);
    }

    [Theory, InlineData(true), InlineData(false)]
    public void A_case_that_all_have_left_is_withdrawn_when_it_falls_due(bool climbing)
    {
        var raised = climbing ? new Complaint().Climbing() : new Complaint();
        raised.Standing = raised.Standing with { Voices = Voices.None };

        raised.Pass(TimeSpan.FromDays(6));

        raised.Row.State.ShouldBe(EscalationState.Withdrawn);
    }

    [Fact]
    public void A_level_is_reminded_and_then_passed_by()
    {
        var climbing = new Complaint().Climbing();

        climbing.Pass(TimeSpan.FromHours(20)).ShouldBe(1);
        climbing.Last.Kind.ShouldBe(ReceiptKind.Reminded);
        climbing.Pass(TimeSpan.FromHours(4)).ShouldBe(1);

        climbing.Kinds.TakeLast(2).ShouldBe([ReceiptKind.TimedOut, ReceiptKind.Delivered]);
        climbing.Receipts[^2].Level.ShouldBe(1);
        climbing.Row.Climb.Level.ShouldBe(2);
        climbing.Row.Climb.PromisedAt.ShouldBe(climbing.Now.AddDays(1));
    }

    [Fact]
    public void A_long_pause_skips_no_level()
    {
        var climbing = new Complaint().Climbing();

        climbing.Pass(TimeSpan.FromDays(30));

        climbing.Row.Climb.Level.ShouldBe(2);
    }

    [Fact]
    public void The_top_is_reminded_for_ever_and_counts_as_overdue()
    {
        var top = new Complaint().At(3);
        top.Pass(TimeSpan.FromDays(1));
        top.Row.Climb.OverdueSince.ShouldBe(Begin.AddDays(1));

        for (var day = 0; day < 20; day++)
            top.Pass(TimeSpan.FromDays(1));

        top.Row.Climb.Level.ShouldBe(3);
        top.Row.Climb.OverdueSince.ShouldBe(Begin.AddDays(1));
        top.Row.Climb.DueAt.ShouldBe(top.Now.AddDays(1));
        top.Kinds.Count(k => k == ReceiptKind.TimedOut).ShouldBe(1);
        top.Kinds.Count(k => k == ReceiptKind.Reminded).ShouldBe(20);
    }

    [Fact]
    public void A_level_that_keeps_what_is_late_is_reminded()
    {
        var first = new Complaint(Frozen(Rung("Team lead", then: OnTimeOut.Remind), Rung("Head"))).Climbing();

        first.Pass(TimeSpan.FromDays(5));

        first.Row.Climb.Level.ShouldBe(1);
        first.Row.Climb.OverdueSince.ShouldNotBeNull();
    }

    [Fact]
    public void A_question_nobody_answers_gives_the_level_its_time_back()
    {
        var climbing = new Complaint().Climbing();
        climbing.Row.Ask(new Asking("Would a badge do?"), climbing.Standing, By(Tess), climbing.Now);

        climbing.Pass(TimeSpan.FromDays(5)).ShouldBe(1);

        climbing.Row.Climb.Level.ShouldBe(1);
        climbing.Row.Climb.WaitsFor.ShouldBe(WaitsFor.Decision);
        climbing.Row.Climb.PromisedAt.ShouldBe(climbing.Now.AddDays(2));
    }

    [Fact]
    public void A_reminder_counts_back_over_the_holidays_of_the_levels_calendar()
    {
        var first = InBerlin("2026-12-24T10:00+01:00", reminder: "5h");

        first.Row.Climb.PromisedAt.ShouldBe(At("2026-12-28T10:00+01:00"));
        first.Row.Climb.DueAt.ShouldBe(At("2026-12-24T14:00+01:00"), "one hour on Monday and four before Christmas");
        first.Row.Climb.DueFor.ShouldBe(DueFor.Reminder);
    }

    [Fact]
    public void A_decision_takes_effect_when_its_day_begins_where_the_level_works()
    {
        var decided = InBerlin("2026-11-02T10:00+01:00", reminder: "1h");
        decided.Row.Decide(new Ruling(DecisionOutcome.Accepted, "A badge will do.", new DateOnly(2026, 12, 1)), decided.Standing, By(Ines), decided.Now);

        decided.Row.Climb.DueAt.ShouldBe(At("2026-12-01T00:00+01:00"));
        decided.Row.TimePassed(decided.Standing, Complaint.System, At("2026-11-30T23:59+01:00")).ShouldBeFalse();
        decided.Row.TimePassed(decided.Standing, Complaint.System, At("2026-12-01T00:00+01:00")).ShouldBeTrue();

        decided.Last.Kind.ShouldBe(ReceiptKind.Effective);
    }

    static DateTimeOffset At(string local) => DateTimeOffset.Parse(local, System.Globalization.CultureInfo.InvariantCulture);

    // At its only level, which works in Berlin from nine to six, and not on the first day of Christmas.
    static Complaint InBerlin(string delivered, string reminder)
    {
        var weekdays = Enum.GetValues<DayOfWeek>().Where(d => d is not DayOfWeek.Saturday and not DayOfWeek.Sunday);
        var office = new WorkingCalendar("office", 1, "Europe/Berlin", weekdays.ToDictionary(d => d, _ => (IReadOnlyList<OpeningHours>)[new(9 * 60, 18 * 60)]), [new(2026, 12, 25)]);
        var chain = FrozenChain.Of(Who(92), 1, "Policies", [Rung("Head", reminder: reminder) with { Calendar = office.Name }], Complaint.Chain.Times, [WorkingCalendar.Always, office]);
        var complaint = new Complaint(chain) { Now = At(delivered), Standing = new([Set(Ines)], Set(Ada), new Voices(1, 0, 0, 0)) };
        return complaint.Climbing();
    }

    [Fact]
    public void Empty_levels_are_skipped_with_a_receipt_each()
    {
        var climbing = new Complaint();
        climbing.Standing = climbing.Standing with { Levels = [Set(), Set(), Set(Victor)] };
        climbing.Climbing();

        climbing.Pass(TimeSpan.FromMinutes(1)).ShouldBe(2);

        climbing.Row.Climb.Level.ShouldBe(3);
        climbing.Receipts.Where(r => r.Kind == ReceiptKind.Skipped).Select(r => r.Level).ShouldBe([1, 2]);
    }

    [Fact]
    public void The_top_falls_back_to_the_administrators()
    {
        var top = new Complaint().At(3);
        top.Standing = top.Standing with { Levels = [Set(), Set(), Set()] };

        top.Pass(TimeSpan.FromMinutes(1)).ShouldBe(0);
        top.Row.Decide(new Ruling(DecisionOutcome.Clarified, "It was never meant so."), top.Standing, By(Ada), top.Now);

        top.Row.State.ShouldBe(EscalationState.Decided);
    }

    [Fact]
    public void Editing_the_chain_changes_nothing_that_climbs()
    {
        var chain = SupportDesk.Chains.Chain.Named("Policies", true, Begin);
        var times = Complaint.Chain.Times;
        chain.Change([Rung("Team lead"), Rung("Head")], times, [WorkingCalendar.Always], Complaint.System, Begin).ShouldBeTrue();
        var climbing = new Complaint(chain.Newest).Climbing();

        chain.Change([Rung("Somebody new")], times, [WorkingCalendar.Always], Complaint.System, Begin).ShouldBeTrue();
        chain.Change([Rung("Somebody new")], times, [WorkingCalendar.Always], Complaint.System, Begin).ShouldBeFalse();

        chain.No.ShouldBe(2);
        climbing.Row.Climb.Chain.Levels.Select(l => l.Name).ShouldBe(["Team lead", "Head"]);
        FrozenChain.Parse(climbing.Row.Climb.Chain.Json).Levels.Count.ShouldBe(2);
    }
}
