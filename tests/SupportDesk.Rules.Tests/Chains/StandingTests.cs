using SupportDesk.Calendars;
using SupportDesk.Chains;
using SupportDesk.Escalations;
using static SupportDesk.Tests.Escalations.Complaint;

namespace SupportDesk.Tests.Chains;

/// <summary>Who holds a level, and what a chain is made of.</summary>
public sealed class StandingTests
{
    static readonly CaseTimes Times = SupportDesk.Tests.Escalations.Complaint.Chain.Times;
    static readonly Standing Three = new([Set(Tess), Set(), Set(Victor)], Set(Ada), Voices.None);

    [Theory, InlineData(1, 1), InlineData(2, 3), InlineData(3, 3)]
    public void A_case_goes_to_the_next_level_that_somebody_holds(int from, int held) => Three.HeldFrom(from).ShouldBe(held);

    [Fact]
    public void An_empty_top_is_held_by_the_administrators()
    {
        var empty = Three with { Levels = [Set(Tess), Set(), Set()] };

        (empty.HeldFrom(2), empty.At(3).Single(), empty.WhoEnters(3).Single(), empty.AnyoneAt(2)).ShouldBe((3, Ada, Ada, false));
        empty.HeldFrom(3).ShouldBe(3);
        (empty with { Levels = [Set(), Set(), Set()], Administrators = Set() }).HeldFrom(1).ShouldBe(3, "where nobody is at all, it waits at the top");
    }

    [Fact]
    public void A_top_that_nobody_could_reach_is_held_by_the_administrators_too()
    {
        var fell = Three with { FellToAdministrators = true };

        fell.At(3).ShouldBe([Victor, Ada], ignoreOrder: true);
        (fell.At(1).Single(), fell.WhoEnters(3).Single()).ShouldBe((Tess, Victor), "only there, and only since then");
    }

    [Fact]
    public void Consents_are_counted_by_their_form()
    {
        var voices = Voices.Of([Consent.Named, Consent.Named, Consent.Anonymous, Consent.Private, Consent.None, Consent.None, Consent.None]);

        (voices, voices.All).ShouldBe((new Voices(2, 1, 1, 3), 7));
    }

    [Fact]
    public void A_person_is_found_at_the_lowest_level_from_a_given_one()
    {
        var twice = Three with { Levels = [Set(Tess), Set(Tess, Ines), Set(Victor)] };

        (twice.LevelOf(Tess, 0), twice.LevelOf(Tess, 2), twice.LevelOf(Tess, 3), twice.LevelOf(Victor, 1), twice.LevelOf(Aldo, 1)).ShouldBe((1, 2, null, 3, null));
    }

    [Fact]
    public void A_chain_needs_a_level_and_calendars_that_exist()
    {
        var times = Times;

        Should.Throw<DeskException>(() => FrozenChain.Of(Who(1), 1, "Policies", [], times, [])).Message.ShouldBe("The chain 'Policies' has no level.");
        Should.Throw<DeskException>(() => FrozenChain.Of(Who(1), 1, "Policies", [Rung("Head") with { Calendar = "office" }], times, [WorkingCalendar.Always])).Message
            .ShouldBe("The chain 'Policies' counts in a calendar 'office' that does not exist.");
    }

    [Fact]
    public void A_change_of_a_chain_is_a_version_that_is_kept_with_its_event()
    {
        var chain = SupportDesk.Chains.Chain.Named("Policies", true, Begin);

        chain.Change([Rung("Head")], Times, [WorkingCalendar.Always], By(Ada, SupportDesk.Events.Capacity.Administrator), Begin);

        var version = ((SupportDesk.Events.IAddsRows)chain).TakeAdded().OfType<ChainVersion>().ShouldHaveSingleItem();
        (version.ChainId, version.No, version.Json, version.ById).ShouldBe((chain.Id, 1, chain.Newest.Json, Ada));
        ((SupportDesk.Events.IAddsRows)chain).TakeAdded().ShouldBeEmpty("rows are handed over once");
        new EventText(Begin).Of(chain.Happened.ShouldHaveSingleItem()).ShouldBe("ChainChanged by Administrator/Web {\"no\":1}");
    }
}
