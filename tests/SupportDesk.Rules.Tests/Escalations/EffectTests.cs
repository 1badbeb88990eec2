using SupportDesk.Escalations;
using static SupportDesk.Tests.Escalations.Complaint;

namespace SupportDesk.Tests.Escalations;

/// <summary>What the day of a decision means at a moment, and when a wait is expected to end.</summary>
public sealed class EffectTests
{
    static readonly DateTimeOffset Day = new(2026, 12, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_day_is_coming_until_it_begins()
    {
        var decision = DecidedFor(new(2026, 12, 1)).Made<Decision>();

        decision.EffectAt(Complaint.Chain, Day.AddTicks(-1)).ShouldBe(DecisionEffect.Coming);
        decision.EffectAt(Complaint.Chain, Day).ShouldBe(DecisionEffect.InEffect);
        DecidedFor(null).Made<Decision>().EffectAt(Complaint.Chain, Day).ShouldBe(DecisionEffect.NoDay);
    }

    [Theory]
    [InlineData(-1, DecisionEffect.NeverInEffect)]
    [InlineData(0, DecisionEffect.WasInEffect)]
    [InlineData(1, DecisionEffect.WasInEffect)]
    public void What_was_reopened_was_in_effect_only_after_its_day_had_begun(int ticks, DecisionEffect effect)
    {
        var decided = DecidedFor(new(2026, 12, 1));
        var decision = decided.Made<Decision>();

        decided.Row.Reopen(decision, "The badge leaks.", decided.Standing, By(Ines), Day.AddTicks(ticks));

        decision.EffectAt(Complaint.Chain, Day.AddDays(9)).ShouldBe(effect);
    }

    [Fact]
    public void A_level_that_is_not_delivered_yet_would_have_its_time_from_now()
    {
        var begun = new Complaint().Begun();

        begun.Row.Climb.PromisedOrExpectedAt(Begin.AddHours(5)).ShouldBe(Begin.AddHours(29));
        begun.Delivered().Row.Climb.PromisedOrExpectedAt(Begin.AddHours(5)).ShouldBe(Begin.AddHours(24));
    }

    [Fact]
    public void Plain_time_is_given_back_as_plain_time()
    {
        var chain = Frozen(Rung("Team lead") with { Acknowledge = SupportDesk.Calendars.PromisedTime.Parse("1d!"), Reminders = [] }, Rung("Head"));
        var climbing = new Complaint(chain).Climbing();
        var outage = new SupportDesk.Mail.SendingOutage(1, Begin.AddHours(2), "connection refused");
        outage.End(Begin.AddHours(5));

        climbing.Row.TimePassed(climbing.Standing with { Outages = [outage] }, Complaint.System, Begin.AddHours(6)).ShouldBeTrue();

        climbing.Row.Climb.PromisedAt.ShouldBe(Begin.AddHours(27));
    }

    [Fact]
    public void An_outage_that_lasts_is_counted_until_now_and_again_from_now()
    {
        var climbing = new Complaint().Climbing();
        var (over, lasts) = (new SupportDesk.Mail.SendingOutage(1, Begin.AddHours(2), ""), new SupportDesk.Mail.SendingOutage(2, Begin.AddHours(10), ""));
        over.End(Begin.AddHours(5));
        var standing = climbing.Standing with { Outages = [lasts, over] };

        climbing.Row.TimePassed(standing, Complaint.System, Begin.AddHours(12)).ShouldBeTrue();
        climbing.Row.Climb.PromisedAt.ShouldBe(Begin.AddHours(29), "three hours of the first and two of the second");
        climbing.Row.TimePassed(standing, Complaint.System, Begin.AddHours(15)).ShouldBeFalse("nothing is noted until it ends");
        climbing.Row.Climb.PromisedAt.ShouldBe(Begin.AddHours(32));
    }

    static Complaint DecidedFor(DateOnly? day)
    {
        var second = new Complaint().At(2);
        second.Row.Decide(new(DecisionOutcome.Accepted, "A badge will do.", day), second.Standing, By(Ines), second.Now);
        return second;
    }
}
