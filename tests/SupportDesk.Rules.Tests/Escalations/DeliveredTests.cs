using SupportDesk.Calendars;
using SupportDesk.Chains;
using SupportDesk.Escalations;
using SupportDesk.Jobs;
using SupportDesk.Mail;
using static SupportDesk.Tests.Escalations.Complaint;

namespace SupportDesk.Tests.Escalations;

/// <summary>A receipt says only what happened: delivered, reminded, could not be delivered.</summary>
public sealed class DeliveredTests
{
    [Fact]
    public void A_case_is_delivered_when_a_server_has_accepted_its_notice()
    {
        var begun = new Complaint().Begun();
        begun.Kinds.ShouldBe([ReceiptKind.Raised]);
        begun.Row.Climb.WaitsFor.ShouldBe(WaitsFor.Delivery);
        begun.Row.Climb.PromisedAt.ShouldBeNull();

        begun.Now += TimeSpan.FromHours(7);
        begun.Delivered();

        begun.Last.Kind.ShouldBe(ReceiptKind.Delivered);
        begun.Row.Climb.PromisedAt.ShouldBe(Begin.AddHours(7).AddDays(1));
    }

    [Fact]
    public void Each_level_gets_a_receipt_and_its_time_from_its_own_delivery()
    {
        var first = new Complaint().Climbing();
        first.Row.Forward(null, first.Standing, By(Tess), first.Now);
        first.Row.Climb.PromisedAt.ShouldBeNull();

        first.Now += TimeSpan.FromHours(3);
        first.Delivered();

        first.Last.Kind.ShouldBe(ReceiptKind.Delivered);
        first.Last.Level.ShouldBe(2);
        first.Row.Climb.PromisedAt.ShouldBe(Begin.AddHours(3).AddDays(1));
    }

    [Fact]
    public void Who_opens_a_case_that_no_mail_announced_has_it_delivered()
    {
        var begun = new Complaint().Begun();

        begun.Row.Open(begun.Standing, By(Tess), begun.Now);

        begun.Kinds.ShouldBe([ReceiptKind.Raised, ReceiptKind.Delivered, ReceiptKind.Opened]);
        begun.Row.Climb.WaitsFor.ShouldBe(WaitsFor.Acknowledgement);
    }

    [Fact]
    public void A_level_without_delivery_loses_no_time_and_is_left_when_the_desk_gives_up()
    {
        var begun = new Complaint().Begun();
        begun.Row.Climb.DueAt.ShouldBe(Begin.AddDays(4));

        begun.Now += TimeSpan.FromDays(3.9);
        begun.Row.TimePassed(begun.Standing, Complaint.System, begun.Now).ShouldBeFalse();
        begun.Now = Begin.AddDays(4);
        begun.Row.TimePassed(begun.Standing with { Notices = LevelNotices.Unknown with { NextTryAt = begun.Now.AddHours(2) } }, Complaint.System, begun.Now).ShouldBeTrue();
        begun.Row.Climb.DueAt.ShouldBe(begun.Now.AddHours(2));
        begun.Now += TimeSpan.FromHours(2);
        begun.Row.TimePassed(begun.Standing, Complaint.System, begun.Now).ShouldBeTrue();

        begun.Last.Kind.ShouldBe(ReceiptKind.Undeliverable);
        begun.Last.Word.ShouldBe("could not be delivered");
        begun.Row.Climb.Level.ShouldBe(2);
    }

    [Fact]
    public void A_level_whose_addresses_all_refuse_is_left_as_an_empty_one()
    {
        var begun = new Complaint().Begun();

        begun.Row.NoteDelivery(begun.Standing with { Notices = AllRefused }, Complaint.System, begun.Now).ShouldBeTrue();

        begun.Last.Kind.ShouldBe(ReceiptKind.Undeliverable);
        begun.Row.Climb.Level.ShouldBe(2);
    }

    [Theory, InlineData(true), InlineData(false)]
    public void A_notice_that_comes_back_moves_the_case_unless_somebody_has_opened_it(bool opened)
    {
        var climbing = new Complaint().Climbing();
        if (opened)
            climbing.Row.Open(climbing.Standing, By(Tess), climbing.Now);

        climbing.Row.NoteDelivery(climbing.Standing with { Notices = AllRefused }, Complaint.System, climbing.Now).ShouldBe(!opened);

        climbing.Row.Climb.Level.ShouldBe(opened ? 1 : 2);
    }

    [Fact]
    public void The_top_that_nobody_can_reach_falls_to_the_administrators_and_its_time_runs()
    {
        var top = new Complaint().At(2);
        top.Row.Forward(null, top.Standing, By(Ines), top.Now);
        var unreached = top.Standing with { Notices = AllRefused };

        top.Row.NoteDelivery(unreached, Complaint.System, top.Now).ShouldBeTrue();
        top.Row.Climb.FellToAdministrators.ShouldBeTrue();
        top.Row.Climb.WaitsFor.ShouldBe(WaitsFor.Delivery);
        top.Row.NoteDelivery(unreached, Complaint.System, top.Now).ShouldBeTrue();
        top.Row.NoteDelivery(unreached, Complaint.System, top.Now).ShouldBeFalse();

        top.Row.Climb.Level.ShouldBe(3);
        top.Kinds.TakeLast(2).ShouldBe([ReceiptKind.Undeliverable, ReceiptKind.Undeliverable]);
        top.Row.Climb.PromisedAt.ShouldBe(top.Now.AddDays(1));
        top.Pass(TimeSpan.FromDays(2)).ShouldBe(1);
        top.Row.Climb.OverdueSince.ShouldNotBeNull();
    }

    [Fact]
    public void A_reminder_leaves_its_receipt_when_a_server_has_accepted_it()
    {
        var climbing = new Complaint().Climbing();
        climbing.Now += TimeSpan.FromHours(20);

        climbing.Row.TimePassed(climbing.Standing, Complaint.System, climbing.Now).ShouldBeTrue();
        climbing.Kinds.ShouldNotContain(ReceiptKind.Reminded);
        climbing.Row.Acknowledge(climbing.Standing, By(Tess), climbing.Now);
        climbing.Delivered();
        climbing.Kinds.ShouldNotContain(ReceiptKind.Reminded, "its mail was called off by the acknowledgement");

        climbing.Now += TimeSpan.FromHours(44);
        climbing.Row.TimePassed(climbing.Standing, Complaint.System, climbing.Now).ShouldBeTrue();
        climbing.Delivered();
        climbing.Last.Kind.ShouldBe(ReceiptKind.Reminded);
    }

    [Fact]
    public void A_reminder_and_a_time_out_that_are_due_together_are_one_step()
    {
        var climbing = new Complaint().Climbing();

        climbing.Pass(TimeSpan.FromHours(24)).ShouldBe(1);

        climbing.Kinds.ShouldBe([ReceiptKind.Raised, ReceiptKind.Delivered, ReceiptKind.TimedOut, ReceiptKind.Delivered]);
    }

    [Fact]
    public void What_ran_out_while_the_desk_was_off_is_reminded_of_first()
    {
        var climbing = new Complaint().Climbing();
        var back = Begin.AddDays(5);
        climbing.Standing = climbing.Standing with { Gap = new DeskGap(Begin.AddHours(2), back) };

        climbing.Pass(TimeSpan.FromDays(5)).ShouldBe(1);
        climbing.Last.Kind.ShouldBe(ReceiptKind.Reminded);
        climbing.Row.Climb.Level.ShouldBe(1);
        climbing.Row.Climb.DueAt.ShouldBe(back.AddHours(4));

        climbing.Pass(TimeSpan.FromHours(3.9)).ShouldBe(0);
        climbing.Pass(TimeSpan.FromHours(0.1)).ShouldBe(1);
        climbing.Row.Climb.Level.ShouldBe(2);
    }

    [Fact]
    public void A_level_without_reminders_gets_a_working_hour_after_the_desk_was_off()
    {
        var level = Rung("Team lead") with { Reminders = [] };
        var climbing = new Complaint(Frozen(level, Rung("Head"))).Climbing();
        climbing.Standing = climbing.Standing with { Gap = new DeskGap(Begin.AddHours(2), Begin.AddDays(2)) };

        climbing.Pass(TimeSpan.FromDays(2)).ShouldBe(1);

        climbing.Row.Climb.DueAt.ShouldBe(Begin.AddDays(2).AddHours(1));
    }

    [Fact]
    public void Silence_that_the_desk_could_not_remind_of_counts_no_sooner()
    {
        var raised = new Complaint();
        raised.Standing = raised.Standing with { Gap = new DeskGap(Begin.AddHours(1), Begin.AddDays(8)) };

        raised.Pass(TimeSpan.FromDays(8)).ShouldBe(1);

        raised.Row.State.ShouldBe(EscalationState.Gathering);
        raised.Row.Climb.DueAt.ShouldBe(Begin.AddDays(8).AddHours(60));
    }

    [Fact]
    public void Time_in_which_our_own_server_was_down_is_given_back_once()
    {
        var climbing = new Complaint().Climbing();
        climbing.Now += TimeSpan.FromHours(30);
        climbing.Standing = climbing.Standing with { Outages = [Outage(1, Begin.AddHours(5), Begin.AddHours(29))] };

        climbing.Row.TimePassed(climbing.Standing, Complaint.System, climbing.Now).ShouldBeTrue();
        climbing.Row.TimePassed(climbing.Standing, Complaint.System, climbing.Now).ShouldBeFalse();

        climbing.Row.Climb.PromisedAt.ShouldBe(Begin.AddHours(48));
        climbing.Row.Climb.DueAt.ShouldBe(Begin.AddHours(44), "the reminder");
    }

    [Fact]
    public void Time_is_given_back_in_the_levels_own_working_hours()
    {
        var office = new WorkingCalendar("office", 1, "UTC", Enum.GetValues<DayOfWeek>().Where(d => d is not (DayOfWeek.Saturday or DayOfWeek.Sunday))
            .ToDictionary(d => d, _ => (IReadOnlyList<OpeningHours>)[OpeningHours.Parse("09:00-17:00")]), []);
        var chain = FrozenChain.Of(Who(92), 1, "Policies", [Rung("Team lead") with { Calendar = "office", Acknowledge = PromisedTime.Parse("4h"), Reminders = [] }], Complaint.Chain.Times, [office, WorkingCalendar.Always]);
        var climbing = new Complaint(chain).Climbing();
        climbing.Row.Climb.PromisedAt.ShouldBe(Begin.AddHours(4));
        climbing.Now = Begin.AddDays(1);
        climbing.Standing = climbing.Standing with { Levels = [Set(Tess)], Outages = [Outage(1, Begin.AddHours(1), Begin.AddHours(20))] };

        climbing.Row.TimePassed(climbing.Standing, Complaint.System, climbing.Now);

        climbing.Row.Climb.PromisedAt.ShouldBe(Begin.AddDays(1).AddHours(3), "three hours were left, from the next morning");
    }

    static SendingOutage Outage(int no, DateTimeOffset from, DateTimeOffset? to)
    {
        var outage = new SendingOutage(no, from, "connection refused");
        if (to is { } end)
            outage.End(end);
        return outage;
    }
}
