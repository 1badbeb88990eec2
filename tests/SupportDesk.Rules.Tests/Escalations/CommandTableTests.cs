using SupportDesk.Chains;
using SupportDesk.Escalations;
using static SupportDesk.Tests.Escalations.Complaint;

namespace SupportDesk.Tests.Escalations;

/// <summary>Who may do what by mail, for each place of a case and each of its people.</summary>
public sealed class CommandTableTests
{
    static readonly LevelVerb[] Verbs = [LevelVerb.Acknowledge, LevelVerb.Forward, LevelVerb.Ask, LevelVerb.Decide];

    [Theory]
    [InlineData("gathering", "tess", "NotClimbing NotClimbing NotClimbing NotClimbing")]
    [InlineData("team lead", "tess", "may may may MayNotDecide")]
    [InlineData("team lead", "ines", "may may may may")]
    [InlineData("team lead", "victor", "may AtTop may may")]
    [InlineData("team lead", "aldo", "NotTheirs NotTheirs NotTheirs NotTheirs")]
    [InlineData("acknowledged", "tess", "Already may may MayNotDecide")]
    [InlineData("acknowledged", "ines", "may may may may")]
    [InlineData("head", "tess", "NotTheirs NotTheirs NotTheirs NotTheirs")]
    [InlineData("head", "ines", "may may may may")]
    [InlineData("top", "victor", "may AtTop may may")]
    [InlineData("top", "ines", "NotTheirs NotTheirs NotTheirs NotTheirs")]
    [InlineData("powerless", "tess", "may MayNotForward MayNotAsk MayNotDecide")]
    [InlineData("powerless", "ines", "may AtTop MayNotAsk may")]
    [InlineData("tess holds both", "tess", "may AtTop may may")]
    [InlineData("decided", "ines", "NotClimbing NotClimbing NotClimbing NotClimbing")]
    public void Each_refusal_names_its_reason(string place, string person, string refusals)
    {
        var at = At(place);

        string.Join(' ', Verbs.Select(verb => at.Row.RefusalOf(verb, at.Standing, Named(person)) is { } refusal ? $"{refusal}" : "may")).ShouldBe(refusals);
    }

    // What the table says of asking and deciding, the acts themselves do.
    [Fact]
    public void Whoever_may_can_and_whoever_may_not_cannot()
    {
        foreach (var (place, person) in new[] { "gathering", "team lead", "head", "top", "powerless", "tess holds both", "decided" }.SelectMany(p => new[] { "tess", "ines", "victor", "aldo" }.Select(n => (p, n))))
        {
            foreach (var (verb, act) in new (LevelVerb, Action<Complaint>)[]
            {
                (LevelVerb.Acknowledge, c => c.Row.Acknowledge(c.Standing, By(Named(person)), c.Now)), (LevelVerb.Forward, c => c.Row.Forward(null, c.Standing, By(Named(person)), c.Now)),
                (LevelVerb.Ask, c => c.Row.Ask(new("Since when?"), c.Standing, By(Named(person)), c.Now)), (LevelVerb.Decide, c => c.Row.Decide(new(DecisionOutcome.Accepted, "A badge will do."), c.Standing, By(Named(person)), c.Now)),
            })
            {
                var (asked, done) = (At(place), At(place));
                (Record.Exception(() => act(done)) is null).ShouldBe(asked.Row.RefusalOf(verb, asked.Standing, Named(person)) is null, $"{person} {verb} at {place}");
            }
        }
    }

    [Theory]
    [InlineData(UnconfirmedEnd.Confirmed, CommandRefusal.Confirmed)]
    [InlineData(UnconfirmedEnd.Replaced, CommandRefusal.Replaced)]
    [InlineData(UnconfirmedEnd.Discarded, CommandRefusal.Discarded)]
    [InlineData(UnconfirmedEnd.CaseEnded, CommandRefusal.NotClimbing)]
    [InlineData(UnconfirmedEnd.MovedOn, CommandRefusal.MovedOn)]
    [InlineData(UnconfirmedEnd.NotTheirs, CommandRefusal.NotTheirs)]
    public void What_waits_no_longer_is_refused_for_the_reason_that_ended_it(UnconfirmedEnd why, CommandRefusal refusal)
    {
        var at = At("head");
        var act = Waiting(at);

        at.Row.EndUnconfirmed(act, why, Complaint.System, at.Now);

        (act.Ending, act.EndedAt).ShouldBe((why, at.Now));
        at.Row.RefusalOf(act, at.Standing, at.Now).ShouldBe(refusal);
    }

    [Fact]
    public void What_waits_can_be_confirmed_until_the_case_or_its_holders_change()
    {
        var at = At("head");
        var act = Waiting(at);

        (at.Row.RefusalOf(act, at.Standing, at.Now), at.Row.EndOf(act, at.Standing)).ShouldBe((null, null));
        var without = at.Standing with { Levels = [Set(Tess), Set(Aldo), Set(Victor)] };
        (at.Row.RefusalOf(act, without, at.Now), at.Row.EndOf(act, without)).ShouldBe((CommandRefusal.NotTheirs, UnconfirmedEnd.NotTheirs));
        at.Row.Forward(null, at.Standing, By(Ines), at.Now);
        (at.Row.RefusalOf(act, at.Standing, at.Now), at.Row.EndOf(act, at.Standing)).ShouldBe((CommandRefusal.MovedOn, UnconfirmedEnd.MovedOn));
        at.Row.Decide(new(DecisionOutcome.Accepted, "A badge will do."), at.Standing, By(Victor), at.Now);
        (at.Row.RefusalOf(act, at.Standing, at.Now), at.Row.EndOf(act, at.Standing)).ShouldBe((CommandRefusal.NotClimbing, UnconfirmedEnd.CaseEnded));
    }

    [Theory]
    [InlineData(Powers.Ask, "/decide accepted\nA badge will do.")]
    [InlineData(Powers.Decide, "/ask\nSince when?")]
    public void Nothing_waits_for_whoever_may_not_do_it(Powers powers, string command)
    {
        var at = new Complaint(Frozen(Rung("Head", powers), Rung("Senior VP", powers))) { Standing = new([Set(Ines), Set(Ines)], Set(Ada), new Voices(1, 0, 0, 0)) }.Climbing();

        Should.Throw<DeskException>(() => at.Row.AwaitConfirmation(LevelCommand.Read(command)!, [], at.Standing, By(Ines), at.Now)).Message.ShouldStartWith("Head can't do this");
    }

    [Fact]
    public void Whoever_holds_the_level_no_longer_is_told_that_before_anything_else()
    {
        var at = At("head");
        var act = at.Row.AwaitConfirmation(LevelCommand.Read("/decide accepted\neffective: 2026-11-03\nA badge will do.")!, [], at.Standing, By(Ines), at.Now);

        at.Row.RefusalOf(act, at.Standing with { Levels = [Set(Tess), Set(Aldo), Set(Victor)] }, at.Now.AddDays(2)).ShouldBe(CommandRefusal.NotTheirs);
    }

    [Fact]
    public void A_case_that_came_back_to_its_level_is_another_stay()
    {
        var at = At("head");
        var act = Waiting(at);
        at.Row.Decide(new(DecisionOutcome.Accepted, "A badge will do."), at.Standing, By(Ines), at.Now);

        at.Row.Reopen(at.Made<Decision>(), "The badge leaks.", at.Standing, By(Ines), at.Now);

        at.Row.Climb.Level.ShouldBe(act.Level);
        (at.Row.RefusalOf(act, at.Standing, at.Now), at.Row.EndOf(act, at.Standing)).ShouldBe((CommandRefusal.MovedOn, UnconfirmedEnd.MovedOn));
    }

    [Fact]
    public void A_day_that_went_by_while_it_waited_is_refused()
    {
        var at = At("head");
        var act = at.Row.AwaitConfirmation(LevelCommand.Read("/decide accepted\neffective: 2026-11-03\nA badge will do.")!, [], at.Standing, By(Ines), at.Now);

        at.Row.RefusalOf(act, at.Standing, at.Now.AddDays(1)).ShouldBeNull();
        at.Row.RefusalOf(act, at.Standing, at.Now.AddDays(2)).ShouldBe(CommandRefusal.PastDay);
        Should.Throw<DeskException>(() => at.Row.Confirm(act, at.Standing, By(Ines), at.Now.AddDays(2)));
    }

    // The day begins where the level works that would decide, which is not the level where the case is.
    [Fact]
    public void The_day_is_that_of_the_level_that_would_decide()
    {
        var tokyo = new SupportDesk.Calendars.WorkingCalendar("tokyo", 1, "Asia/Tokyo", SupportDesk.Calendars.WorkingCalendar.Always.Hours, []);
        var chain = FrozenChain.Of(Who(92), 1, "Policies", [Rung("Team lead", Powers.Forward), Rung("Head") with { Calendar = "tokyo" }], Complaint.Chain.Times, [SupportDesk.Calendars.WorkingCalendar.Always, tokyo]);
        var at = new Complaint(chain) { Standing = new([Set(Tess), Set(Ines)], Set(Ada), new Voices(1, 0, 0, 0)) }.Climbing();
        var evening = new DateTimeOffset(2026, 11, 2, 20, 0, 0, TimeSpan.Zero);

        at.Row.RefusalOf(new DateOnly(2026, 11, 2), at.Standing, Ines, evening).ShouldBe(CommandRefusal.PastDay, "it is the third there");
        at.Row.RefusalOf(new DateOnly(2026, 11, 2), at.Standing, Aldo, evening).ShouldBeNull();
        at.Row.PreviewDecision(new(DecisionOutcome.Accepted, "A badge will do.", new DateOnly(2026, 11, 3)), at.Standing, Ines, evening).ShouldBe((2, true));
        at.Row.PreviewDecision(new(DecisionOutcome.Accepted, "A badge will do.", new DateOnly(2026, 11, 3)), at.Standing, Ines, new(2026, 11, 2, 15, 0, 0, TimeSpan.Zero)).ShouldBe((2, true));
        at.Row.PreviewDecision(new(DecisionOutcome.Accepted, "A badge will do.", new DateOnly(2026, 11, 4)), at.Standing, Ines, evening).ShouldBe((2, false));
        Should.Throw<DeskException>(() => at.Row.PreviewDecision(new(DecisionOutcome.Accepted, "A badge will do.", new DateOnly(2026, 11, 2)), at.Standing, Ines, evening)).Message.ShouldStartWith("2 November 2026 is over");
    }

    static UnconfirmedAct Waiting(Complaint at) => at.Row.AwaitConfirmation(LevelCommand.Read("/decide accepted\nA badge will do.")!, [], at.Standing, By(Ines), at.Now);

    static Guid Named(string person) => person switch { "tess" => Tess, "ines" => Ines, "victor" => Victor, _ => Aldo };

    static Complaint At(string place)
    {
        switch (place)
        {
            case "gathering": return new Complaint();
            case "team lead": return new Complaint().Climbing();
            case "head": return new Complaint().At(2);
            case "top": return new Complaint().At(3);
            case "decided": return new Complaint().Decided();
            case "acknowledged":
                var acknowledged = new Complaint().Climbing();
                acknowledged.Row.Acknowledge(acknowledged.Standing, By(Tess), acknowledged.Now);
                return acknowledged;
            case "powerless":
                return new Complaint(Frozen(Rung("Team lead", Powers.None), Rung("Head", Powers.Decide))) { Standing = new([Set(Tess), Set(Ines)], Set(Ada), new Voices(1, 0, 0, 0)) }.Climbing();
            default:
                return new Complaint(Frozen(Rung("Team lead", Powers.None), Rung("Head"))) { Standing = new([Set(Tess), Set(Tess)], Set(Ada), new Voices(1, 0, 0, 0)) }.Climbing();
        }
    }
}
