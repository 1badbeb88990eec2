using SupportDesk.Calendars;
using SupportDesk.Chains;
using SupportDesk.Escalations;
using SupportDesk.Events;
using SupportDesk.Mail;
using static SupportDesk.Tests.Escalations.Complaint;

namespace SupportDesk.Tests.Escalations;

/// <summary>How a level's time is counted where questions, outages and gaps come between, at the very moments where one rule ends and the next begins.</summary>
public sealed class ClockTests
{
    // Monday to Friday from nine to five; the cases begin on a Monday at nine.
    static readonly WorkingCalendar Office = new("office", 1, "UTC", Enum.GetValues<DayOfWeek>().Where(d => d is not (DayOfWeek.Saturday or DayOfWeek.Sunday))
        .ToDictionary(d => d, _ => (IReadOnlyList<OpeningHours>)[new(540, 1020)]), []);

    [Theory]
    [InlineData(1, 2, 21, 24, "reminded, as ever")]
    [InlineData(20, 30, 30, 0, "it fell due before the desk was off")]
    [InlineData(19, 30, 30, 34, "it fell due while the desk was off")]
    public void What_fell_due_while_the_desk_was_off_runs_out_no_sooner_than_after_a_reminder(double from, double to, double now, double promised, string why)
    {
        var climbing = new Complaint().Climbing();

        climbing.Row.TimePassed(climbing.Standing with { Gap = new(Begin.AddHours(from), Begin.AddHours(to)) }, Complaint.System, Begin.AddHours(now));

        climbing.Row.Climb.PromisedAt.ShouldBe(promised > 0 ? Begin.AddHours(promised) : null, why);
    }

    [Fact]
    public void What_fell_due_as_the_desk_came_back_fell_due_while_it_was_off()
    {
        var climbing = new Complaint().Climbing();
        climbing.Pass(TimeSpan.FromHours(20));

        climbing.Row.TimePassed(climbing.Standing with { Gap = new(Begin.AddHours(21), Begin.AddHours(24)) }, Complaint.System, Begin.AddHours(24));

        (climbing.Row.Climb.PromisedAt, climbing.Row.Climb.ReminderOwedAt).ShouldBe((Begin.AddHours(28), Begin.AddHours(24)));
    }

    [Fact]
    public void A_question_whose_time_was_over_while_the_desk_was_off_has_an_hour_more_and_nobody_is_reminded()
    {
        var climbing = new Complaint().Climbing();
        climbing.Row.Ask(new("Since when?"), climbing.Standing, By(Tess), climbing.Now);

        climbing.Row.TimePassed(climbing.Standing with { Gap = new(Begin.AddDays(4), Begin.AddDays(6)) }, Complaint.System, Begin.AddDays(6));

        (climbing.Row.Climb.PromisedAt, climbing.Row.Climb.ReminderOwedAt).ShouldBe((Begin.AddDays(6).AddHours(1), null));
        climbing.Row.Happened[^1].Kind.ShouldBe(EventKind.TimeGivenBack);
    }

    [Fact]
    public void A_level_that_asked_too_often_is_reminded_too_when_its_running_clock_ended_while_the_desk_was_off()
    {
        var times = Complaint.Chain.Times with { MaxQuestions = 0 };
        var climbing = new Complaint(FrozenChain.Of(Who(92), 1, "Policies", [Rung("Team lead"), Rung("Head")], times, [WorkingCalendar.Always])).Climbing();
        climbing.Row.Ask(new("Since when?"), climbing.Standing, By(Tess), climbing.Now);
        climbing.Pass(TimeSpan.FromHours(45)).ShouldBe(1, "the reminder");

        climbing.Row.TimePassed(climbing.Standing with { Gap = new(Begin.AddHours(46), Begin.AddHours(60)) }, Complaint.System, Begin.AddHours(60));

        (climbing.Row.Climb.PromisedAt, climbing.Row.Climb.ReminderOwedAt).ShouldBe((Begin.AddHours(64), Begin.AddHours(60)));
    }

    [Fact]
    public void A_running_clock_moves_its_reminder_with_the_end_of_its_wait_while_an_answer_is_awaited()
    {
        var times = Complaint.Chain.Times with { MaxQuestions = 0 };
        var climbing = new Complaint(FrozenChain.Of(Who(92), 1, "Policies", [Rung("Team lead"), Rung("Head")], times, [WorkingCalendar.Always])).Climbing();
        climbing.Row.Ask(new("Since when?"), climbing.Standing, By(Tess), climbing.Now);

        climbing.Row.TimePassed(Down(climbing, 43, 47), Complaint.System, Begin.AddHours(47));

        (climbing.Row.Climb.PromisedAt, climbing.Row.Climb.DueAt, climbing.Row.Climb.DueFor).ShouldBe((Begin.AddHours(52), Begin.AddHours(48), DueFor.Reminder));
    }

    [Fact]
    public void A_reminder_that_fell_due_before_an_outage_is_owed_after_it()
    {
        var climbing = new Complaint().Climbing();
        climbing.Row.Climb.DueAt.ShouldBe(Begin.AddHours(20));

        climbing.Row.TimePassed(Down(climbing, 20.5, 22), Complaint.System, Begin.AddHours(23));
        climbing.Row.TimePassed(climbing.Standing, Complaint.System, Begin.AddHours(23));

        climbing.Row.Happened[^1].Kind.ShouldBe(EventKind.ReminderOwed);
        (climbing.Row.Climb.DueAt, climbing.Row.Climb.DueFor).ShouldBe((Begin.AddHours(25.5), DueFor.TimeOut));
    }

    [Fact]
    public void A_reminder_that_was_sent_before_an_outage_does_not_come_again()
    {
        var days = Office.Hours.Append(new(DayOfWeek.Saturday, [new(600, 660)])).ToDictionary(d => d.Key, d => d.Value);
        var calendar = new WorkingCalendar("six days", 1, "UTC", days, []);
        var chain = FrozenChain.Of(Who(92), 1, "Policies",
            [Rung("Team lead") with { Calendar = calendar.Name, Acknowledge = PromisedTime.Parse("2d"), Reminders = [PromisedTime.Parse("1d")] }, Rung("Head")], Complaint.Chain.Times, [calendar, WorkingCalendar.Always]);
        var climbing = new Complaint(chain).Climbing();
        climbing.Pass(TimeSpan.FromHours(24)).ShouldBe(1, "the reminder");
        var saturday = Begin.AddDays(5).AddHours(1);

        climbing.Row.TimePassed(Down(climbing, 24.5, 121), Complaint.System, saturday.AddMinutes(1));

        (climbing.Row.Climb.PromisedAt, climbing.Row.Climb.DueFor).ShouldBe((Begin.AddDays(7).AddHours(6.5), DueFor.TimeOut), "one open hour on Saturday, the rest on Monday");
    }

    [Fact]
    public void While_consent_is_asked_for_its_reminder_moves_by_the_opening_time_of_the_outage()
    {
        var chain = FrozenChain.Of(Who(92), 1, "Policies", [Rung("Team lead") with { Calendar = Office.Name }, Rung("Head")], Complaint.Chain.Times with { Consent = PromisedTime.Parse("4d") }, [Office, WorkingCalendar.Always]);
        var raised = new Complaint(chain);
        var (due, promised) = (raised.Row.Climb.DueAt!.Value, raised.Row.Climb.PromisedAt!.Value);

        raised.Row.TimePassed(Down(raised, 12, 26), Complaint.System, Begin.AddHours(27));

        (raised.Row.Climb.DueAt, raised.Row.Climb.PromisedAt).ShouldBe((due.AddHours(2), promised.AddHours(2)), $"two hours were open of {due} and {promised}");
    }

    [Fact]
    public void A_level_that_no_notice_reached_has_no_grace_after_a_gap()
    {
        var begun = new Complaint().Begun();

        begun.Row.TimePassed(begun.Standing with { Gap = new(Begin.AddDays(1), Begin.AddDays(6)) }, Complaint.System, Begin.AddDays(6));

        (begun.Row.Climb.Level, begun.Row.Climb.DueFor).ShouldBe((2, DueFor.Delivery));
    }

    [Fact]
    public void A_level_that_is_late_has_no_grace_after_a_gap()
    {
        var top = new Complaint().At(3);
        top.Pass(TimeSpan.FromDays(3));
        var (late, due) = (top.Row.Climb.OverdueSince, top.Row.Climb.DueAt!.Value);

        top.Row.TimePassed(top.Standing with { Gap = new(due.AddHours(-1), due.AddHours(1)) }, Complaint.System, due.AddHours(1));

        (top.Row.Climb.OverdueSince, top.Row.Climb.DueAt, top.Row.Climb.DueFor).ShouldBe((late, due.AddHours(25), DueFor.OverdueReminder));
    }

    [Fact]
    public void Nobody_forwards_from_the_top()
    {
        var top = new Complaint(Frozen(Rung("Team lead"), Rung("Head"))).At(2);

        Should.Throw<DeskException>(() => top.Row.Forward(null, top.Standing, By(Ines), top.Now)).Message.ShouldBe("The new case can't go further: nobody is above Head.");
    }

    [Fact]
    public void Silence_after_the_reminder_has_an_hour_more_and_no_level_owes_a_reminder()
    {
        var raised = new Complaint();
        raised.Pass(TimeSpan.FromHours(60)).ShouldBe(1);
        raised.Row.Climb.ReminderOwedAt.ShouldBeNull();

        raised.Row.TimePassed(raised.Standing with { Gap = new(Begin.AddHours(61), Begin.AddHours(130)) }, Complaint.System, Begin.AddHours(130));

        (raised.Row.Climb.PromisedAt, raised.Row.Climb.ReminderOwedAt, raised.Row.State).ShouldBe((Begin.AddHours(131), null, EscalationState.Gathering));
    }

    [Fact]
    public void Of_two_reminders_the_longer_one_comes_first_and_the_shorter_one_is_the_grace()
    {
        var climbing = new Complaint(Frozen(Rung("Team lead") with { Reminders = [PromisedTime.Parse("1h"), PromisedTime.Parse("6h")] }, Rung("Head"))).Climbing();
        climbing.Row.Climb.DueAt.ShouldBe(Begin.AddHours(18));

        climbing.Row.TimePassed(climbing.Standing with { Gap = new(Begin.AddHours(10), Begin.AddHours(30)) }, Complaint.System, Begin.AddHours(30));

        climbing.Row.Climb.PromisedAt.ShouldBe(Begin.AddHours(31));
    }

    [Fact]
    public void While_consent_is_asked_for_the_reminder_keeps_its_distance()
    {
        var raised = new Complaint();

        raised.Row.TimePassed(raised.Standing with { Gap = new(Begin.AddHours(59), Begin.AddHours(130)) }, Complaint.System, Begin.AddHours(130));

        (raised.Row.Climb.PromisedAt, raised.Row.Climb.ReminderOwedAt).ShouldBe((Begin.AddHours(190), null));
    }

    [Theory]
    [InlineData(24, 30, 24, "what was late when the outage began stays late")]
    [InlineData(23, 30, 31, "an hour was left")]
    public void Only_time_that_was_left_is_given_back(double from, double to, double promised, string why)
    {
        var climbing = new Complaint().Climbing();

        climbing.Row.TimePassed(Down(climbing, from, to), Complaint.System, Begin.AddHours(to));

        climbing.Row.Climb.PromisedAt.ShouldBe(Begin.AddHours(promised), why);
    }

    [Fact]
    public void While_notices_are_tried_the_desk_gives_up_as_much_later()
    {
        var begun = new Complaint(At(Office, "1d")).Begun();

        begun.Row.TimePassed(Down(begun, 20, 22), Complaint.System, Begin.AddHours(23));

        (begun.Row.Climb.DueAt, begun.Row.Climb.DueFor).ShouldBe((Begin.AddDays(4).AddHours(2), DueFor.Delivery), "in plain time, day and night");
    }

    [Theory]
    [InlineData(10, 12, 62, 122)]
    [InlineData(61, 63, 60, 122)]
    public void While_consent_is_asked_for_reminder_and_end_move(double from, double to, double due, double promised)
    {
        var raised = new Complaint();

        raised.Row.TimePassed(Down(raised, from, to), Complaint.System, Begin.AddHours(64));

        (raised.Row.Climb.DueAt, raised.Row.Climb.PromisedAt).ShouldBe((Begin.AddHours(due), Begin.AddHours(promised)), "a reminder that was due before the outage stays due");
    }

    [Fact]
    public void While_an_answer_is_awaited_its_end_moves_by_the_opening_time_of_the_outage()
    {
        var climbing = new Complaint(At(Office, "1d")).Climbing();
        climbing.Row.Ask(new("Since when?"), climbing.Standing, By(Tess), climbing.Now);
        var promised = climbing.Row.Climb.PromisedAt!.Value;

        climbing.Row.TimePassed(Down(climbing, 9, 23), Complaint.System, Begin.AddHours(24));
        climbing.Row.Climb.PromisedAt.ShouldBe(promised, "from six in the evening to eight in the morning nothing was open");
        climbing.Row.TimePassed(Down(climbing, 25, 27, no: 2), Complaint.System, Begin.AddHours(28));

        climbing.Row.Climb.PromisedAt.ShouldBe(promised.AddHours(2));
        climbing.Row.Climb.DueAt.ShouldBe(promised.AddHours(2));
    }

    [Fact]
    public void Plain_time_is_given_back_day_and_night()
    {
        var climbing = new Complaint(At(Office, "1d!")).Climbing();

        climbing.Row.TimePassed(Down(climbing, 12, 15), Complaint.System, Begin.AddHours(16));

        climbing.Row.Climb.PromisedAt.ShouldBe(Begin.AddHours(27));
    }

    [Fact]
    public void An_act_gives_back_what_no_sweep_has_given_back_yet()
    {
        var climbing = new Complaint().Climbing();

        climbing.Row.Acknowledge(Down(climbing, 1, 3), By(Tess), Begin.AddHours(4));

        climbing.Row.Climb.OutageNo.ShouldBe(1);
    }

    [Theory]
    [InlineData(23.9, true)]
    [InlineData(24, false)]
    [InlineData(25, false)]
    public void A_question_stops_no_clock_that_has_run_out(double hours, bool stops)
    {
        var climbing = new Complaint(Frozen(Rung("Team lead") with { Acknowledge = PromisedTime.Parse("1d"), Decide = PromisedTime.Parse("1d") }, Rung("Head"))).Climbing();
        climbing.Row.Acknowledge(climbing.Standing, By(Tess), climbing.Now);

        climbing.Row.Ask(new("Since when?"), climbing.Standing, By(Tess), Begin.AddHours(hours));

        climbing.Row.Climb.IsClockStopped.ShouldBe(stops);
    }

    [Fact]
    public void A_second_question_keeps_what_the_first_had_left()
    {
        var climbing = new Complaint().Climbing();
        climbing.Row.Acknowledge(climbing.Standing, By(Tess), climbing.Now);
        var question = climbing.Row.Ask(new("Since when?"), climbing.Standing, By(Tess), Begin.AddHours(36));
        climbing.Row.Ask(new("And where?"), climbing.Standing, By(Tess), Begin.AddHours(40));

        climbing.Row.TakeAnswer(question, Who(50), Who(60), null, By(Damion), Begin.AddHours(50));

        climbing.Row.Climb.PromisedAt.ShouldBe(Begin.AddHours(62));
    }

    [Theory]
    [InlineData("16h", 4, 48, 76)]
    [InlineData("2d!", 7, 24, 65)]
    public void What_was_left_is_opening_time_or_plain_time_as_it_was_promised(string decide, double asked, double answered, double promised)
    {
        var climbing = new Complaint(At(Office, "1d", decide)).Climbing();
        climbing.Row.Acknowledge(climbing.Standing, By(Tess), climbing.Now);
        var question = climbing.Row.Ask(new("Since when?"), climbing.Standing, By(Tess), Begin.AddHours(asked));

        climbing.Row.TakeAnswer(question, Who(50), Who(60), null, By(Damion), Begin.AddHours(answered));

        climbing.Row.Climb.PromisedAt.ShouldBe(Begin.AddHours(promised));
    }

    [Fact]
    public void A_question_of_the_level_below_starts_no_clock_above()
    {
        var climbing = new Complaint().Climbing();
        var below = climbing.Row.Ask(new("Since when?"), climbing.Standing, By(Tess), climbing.Now);
        climbing.Row.Forward(null, climbing.Standing, By(Tess), climbing.Now);
        climbing.Delivered();
        climbing.Row.Ask(new("And where?"), climbing.Standing, By(Ines), climbing.Now);

        climbing.Row.TakeAnswer(below, Who(50), Who(60), null, By(Damion), climbing.Now);

        (climbing.Row.Climb.WaitsFor, climbing.Row.Climb.IsClockStopped).ShouldBe((WaitsFor.Answer, true));
    }

    [Fact]
    public void An_answer_comes_too_late_once_it_is_decided()
    {
        var second = new Complaint().At(2);
        var question = second.Row.Ask(new("Since when?"), second.Standing, By(Ines), second.Now);
        second.Row.Decide(new(DecisionOutcome.Accepted, "Yes it is"), second.Standing, By(Ines), second.Now);

        Should.Throw<DeskException>(() => second.Row.TakeAnswer(question, Who(50), Who(60), null, By(Damion), second.Now)).Message.ShouldBe("The new case has ended already.");
    }

    [Fact]
    public void A_level_that_asks_once_more_than_the_chain_allows_is_late_for_its_decision()
    {
        var times = Complaint.Chain.Times with { MaxQuestions = 0 };
        var climbing = new Complaint(FrozenChain.Of(Who(92), 1, "Policies", [Rung("Team lead"), Rung("Head")], times, [WorkingCalendar.Always])).Climbing();
        climbing.Row.Acknowledge(climbing.Standing, By(Tess), climbing.Now);
        climbing.Row.Ask(new("Since when?"), climbing.Standing, By(Tess), climbing.Now);

        climbing.Row.TimePassed(climbing.Standing, Complaint.System, Begin.AddDays(2));

        climbing.Take().Details[^1].Json.ShouldContain("\"waited\":\"Decision\"");
    }

    [Theory]
    [InlineData(2, 9, null)]
    [InlineData(3, 0, null)]
    [InlineData(3, 9, null)]
    [InlineData(4, 0, 39)]
    public void A_day_that_has_begun_is_not_waited_for(int day, int hour, int? waits)
    {
        var second = new Complaint().At(2);
        var now = new DateTimeOffset(2026, 11, Math.Min(day, 3), hour == 0 && day == 4 ? 9 : hour, 0, 0, TimeSpan.Zero);

        second.Row.Decide(new(DecisionOutcome.Accepted, "Yes it is", new DateOnly(2026, 11, day)), second.Standing, By(Ines), now);

        second.Row.Climb.DueAt.ShouldBe(waits is { } hours ? Begin.AddHours(hours) : null);
    }

    [Fact]
    public void Only_the_newest_decision_of_the_case_itself_is_reopened()
    {
        var (decided, other) = (new Complaint().Decided(), new Complaint().Decided());
        var (decision, foreign) = (decided.Made<Decision>(), other.Made<Decision>());

        Should.Throw<DeskException>(() => decided.Row.Reopen(foreign, "The badge leaks.", decided.Standing, By(Ines), decided.Now)).Message.ShouldBe("The new case has no decision that could be reopened.");
        decided.Row.Reopen(decision, "The badge leaks.", decided.Standing, By(Ines), decided.Now);
        Should.Throw<DeskException>(() => decided.Row.Reopen(decision, "The badge leaks.", decided.Standing, By(Ines), decided.Now)).Message.ShouldBe("The new case has no decision that could be reopened.");
    }

    [Fact]
    public void A_chain_that_gives_more_than_ten_days_for_an_answer_may()
    {
        var times = Complaint.Chain.Times with { Answer = PromisedTime.Parse("15d") };
        var climbing = new Complaint(FrozenChain.Of(Who(92), 1, "Policies", [Rung("Team lead"), Rung("Head")], times, [WorkingCalendar.Always])).Climbing();

        climbing.Row.Ask(new("Since when?"), climbing.Standing, By(Tess), climbing.Now).DueAt.ShouldBe(Begin.AddDays(15));
        Should.Throw<DeskException>(() => climbing.Row.Ask(new("Since when?", Within: PromisedTime.Parse("16d")), climbing.Standing, By(Tess), climbing.Now));
    }

    [Fact]
    public void A_top_that_is_not_reached_is_tried_for_as_long_again_with_the_administrators()
    {
        var top = new Complaint().Begun();
        top.Row.Forward(null, top.Standing, By(Tess), top.Now);
        top.Row.Forward(null, top.Standing, By(Ines), top.Now);

        top.Row.NoteDelivery(top.Standing with { Notices = AllRefused }, Complaint.System, Begin.AddDays(1));

        (top.Row.Climb.DueAt, top.Row.Climb.DueFor).ShouldBe((Begin.AddDays(5), DueFor.Delivery));
    }

    [Fact]
    public void Who_holds_the_level_is_noted_once()
    {
        var (raised, climbing) = (new Complaint(), new Complaint().Climbing());
        var other = climbing.Standing with { Levels = [Set(Aldo), Set(Ines), Set(Victor)] };

        raised.Row.NoteHolders(raised.Standing, Complaint.System, raised.Now).ShouldBeFalse();
        climbing.Row.NoteHolders(climbing.Standing, Complaint.System, climbing.Now).ShouldBeFalse();
        climbing.Row.NoteHolders(other, Complaint.System, climbing.Now).ShouldBeTrue();
        climbing.Row.NoteHolders(other, Complaint.System, climbing.Now).ShouldBeFalse();
    }

    static FrozenChain At(WorkingCalendar calendar, string acknowledge, string decide = "2d") => FrozenChain.Of(
        Who(92), 1, "Policies",
        [Rung("Team lead") with { Calendar = calendar.Name, Acknowledge = PromisedTime.Parse(acknowledge), Decide = PromisedTime.Parse(decide), Reminders = [] }, Rung("Head"), Rung("Senior VP")], Complaint.Chain.Times, [calendar, WorkingCalendar.Always]);

    static Standing Down(Complaint at, double from, double to, int no = 1)
    {
        var outage = new SendingOutage(no, Begin.AddHours(from), "connection refused");
        outage.End(Begin.AddHours(to));
        return at.Standing with { Outages = [outage] };
    }
}
