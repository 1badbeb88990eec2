using SupportDesk.Calendars;
using SupportDesk.Chains;
using SupportDesk.Escalations;
using static SupportDesk.Tests.Escalations.Complaint;

namespace SupportDesk.Tests.Escalations;

/// <summary>A level cannot make a case disappear: what is late stays late, and questions stop the clock a few times only.</summary>
public sealed class LevelClockTests
{
    static readonly string[] Acts = ["acknowledge", "ask", "return", "answer"];

    [Fact]
    public void Only_a_hop_or_a_decision_ends_overdue()
    {
        foreach (var act in Acts)
        {
            var late = Late();
            var since = late.Row.Climb.OverdueSince;

            Do(late, act);

            late.Row.Climb.OverdueSince.ShouldBe(since, act);
            late.Row.Climb.PromisedAt.ShouldBe(since, act);
            late.Row.Climb.DueFor.ShouldBe(DueFor.OverdueReminder, act);
        }

        var forwarded = Late();
        forwarded.Row.Forward(null, forwarded.Standing, By(Tess), forwarded.Now);
        forwarded.Row.Climb.OverdueSince.ShouldBeNull();
        var decided = Late();
        decided.Row.Decide(new Ruling(DecisionOutcome.Accepted, "A badge will do."), decided.Standing, By(Tess), decided.Now);
        decided.Row.Climb.OverdueSince.ShouldBeNull();
    }

    [Fact]
    public void A_late_level_is_reminded_for_ever_whatever_it_asks()
    {
        var late = Late();
        late.Row.Ask(new Asking("Would a badge do?"), late.Standing, By(Tess), late.Now);

        for (var day = 0; day < 10; day++)
            late.Pass(TimeSpan.FromDays(1)).ShouldBe(1);

        late.Row.Climb.OverdueSince.ShouldNotBeNull();
    }

    [Fact]
    public void A_question_stops_the_clock_and_the_answer_lets_it_go_on()
    {
        var climbing = new Complaint().Climbing();
        climbing.Row.Acknowledge(climbing.Standing, By(Tess), climbing.Now);
        climbing.Now += TimeSpan.FromDays(1.5);

        var question = climbing.Row.Ask(new Asking("Would a badge do?"), climbing.Standing, By(Tess), climbing.Now);
        climbing.Row.Climb.PromisedAt.ShouldBe(climbing.Now.AddDays(5));
        climbing.Now += TimeSpan.FromDays(3);
        climbing.Row.TakeAnswer(question, Who(50), Who(60), null, By(Damion), climbing.Now);

        climbing.Row.Climb.PromisedAt.ShouldBe(climbing.Now.AddDays(0.5), "half a day was left");
    }

    [Theory, InlineData(null), InlineData(1), InlineData(0)]
    public void Questions_stop_the_clock_as_often_as_the_chain_says(int? most)
    {
        var times = Complaint.Chain.Times with { MaxQuestions = most };
        var chain = FrozenChain.Of(Who(92), 1, "Policies", [Rung("Team lead"), Rung("Head")], times, [WorkingCalendar.Always]);
        var climbing = new Complaint(chain).Climbing();
        climbing.Row.Acknowledge(climbing.Standing, By(Tess), climbing.Now);
        for (var asked = 0; asked < (most ?? 3); asked++)
        {
            var question = climbing.Row.Ask(new Asking("And now?"), climbing.Standing, By(Tess), climbing.Now);
            climbing.Row.Climb.IsClockStopped.ShouldBeTrue();
            climbing.Row.TakeAnswer(question, Who(50), Who(60 + asked), null, By(Damion), climbing.Now);
        }

        var promised = climbing.Row.Climb.PromisedAt;
        climbing.Row.Ask(new Asking("Once more?"), climbing.Standing, By(Tess), climbing.Now);
        climbing.Row.Return("A picture.", climbing.Standing, By(Tess), climbing.Now);

        climbing.Row.Climb.IsClockStopped.ShouldBeFalse();
        climbing.Row.Climb.PromisedAt.ShouldBe(promised);
        climbing.Pass(TimeSpan.FromDays(2));
        climbing.Row.Climb.Level.ShouldBe(2);
    }

    [Fact]
    public void Question_after_question_keeps_a_case_no_longer_than_the_chain_allows()
    {
        var climbing = new Complaint().Climbing();
        for (var hours = 0; climbing.Row.Climb.Level == 1 && hours < 24 * 60; hours += 6)
        {
            climbing.Row.Ask(new Asking("And what about this?"), climbing.Standing, By(Tess), climbing.Now);
            climbing.Pass(TimeSpan.FromHours(6));
        }

        climbing.Row.Climb.Level.ShouldBe(2);
        (climbing.Now - Begin).ShouldBeLessThanOrEqualTo(TimeSpan.FromDays(2 + (3 * 5) + 1));
    }

    [Fact]
    public void An_answer_cannot_be_waited_for_longer_than_ten_working_days()
    {
        var climbing = new Complaint().Climbing();

        Should.Throw<DeskException>(() => climbing.Row.Ask(new Asking("When?", Within: PromisedTime.Parse("9w")), climbing.Standing, By(Tess), climbing.Now)).Message.ShouldContain("at most ten working days");
        climbing.Row.Ask(new Asking("When?", Within: PromisedTime.Parse("10d")), climbing.Standing, By(Tess), climbing.Now);
    }

    [Fact]
    public void A_hop_gives_the_next_level_its_own_questions()
    {
        var climbing = new Complaint().Climbing();
        for (var asked = 0; asked < 4; asked++)
            climbing.Row.Ask(new Asking("And now?"), climbing.Standing, By(Tess), climbing.Now);
        climbing.Row.Forward(null, climbing.Standing, By(Tess), climbing.Now);
        climbing.Delivered();

        climbing.Row.Ask(new Asking("May I too?"), climbing.Standing, By(Ines), climbing.Now);

        climbing.Row.Climb.ClockStops.ShouldBe(1);
    }

    [Fact]
    public void A_chain_with_the_usual_number_of_questions_is_written_as_before()
    {
        Complaint.Chain.Json.ShouldNotContain("maxQuestions");
        FrozenChain.Parse(Complaint.Chain.Json).MaxQuestions.ShouldBe(3);
    }

    static Complaint Late()
    {
        var late = new Complaint(Frozen(Rung("Team lead", then: OnTimeOut.Remind), Rung("Head"))).Climbing();
        late.Pass(TimeSpan.FromDays(1));
        late.Row.Climb.OverdueSince.ShouldBe(Begin.AddDays(1));
        late.Now += TimeSpan.FromHours(1);
        return late;
    }

    static void Do(Complaint late, string act)
    {
        switch (act)
        {
            case "acknowledge": late.Row.Acknowledge(late.Standing, By(Tess), late.Now); break;
            case "ask": late.Row.Ask(new Asking("Would a badge do?"), late.Standing, By(Tess), late.Now); break;
            case "return": late.Row.Return("Which picture?", late.Standing, By(Tess), late.Now); break;
            default:
                var question = late.Row.Ask(new Asking("Would a badge do?"), late.Standing, By(Tess), late.Now);
                late.Row.TakeAnswer(question, Who(50), Who(60), null, By(Damion), late.Now);
                break;
        }
    }
}
