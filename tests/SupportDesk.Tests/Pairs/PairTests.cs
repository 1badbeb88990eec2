using SupportDesk.Data;
using SupportDesk.Policies;
using SupportDesk.Tests.Escalations;
using SupportDesk.Tests.Races;
using SupportDesk.Tickets;

namespace SupportDesk.Tests.Pairs;

/// <summary>
/// Every pair of acts on one case, one ticket, one person and one policy: both load, the first is saved, then the second is saved or refused with a sentence.
/// Afterwards the guarantees of a case hold, and no root was saved over what another act had changed.
/// </summary>
public sealed class PairTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Any_two_acts_on_a_case_leave_its_guarantees_whole(DatabaseProvider engine)
    {
        await using var desk = await OpenAsync(engine);
        var shared = new CaseScene.Shared(await StepsAsync(desk), await desk.TicketAsync("damion"), await desk.TicketAsync("muhammed"), await desk.TicketAsync("aldo"), await desk.TicketAsync("bojan"), await desk.TicketAsync("ines"));

        var tried = await new Pairing<CaseStage, CaseScene>(desk, CaseActs.All).RunAsync(stages => CaseScene.MakeAsync(desk, shared, stages));

        await desk.Sweep().RunAsync(Stop);
        await desk.FanOutAsync();
        await PairInvariants.CasesHoldAsync(desk, tried);
        await PairInvariants.NothingWasSavedOverAsync(desk);
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Any_two_acts_on_a_ticket_leave_it_whole(DatabaseProvider engine)
    {
        await using var desk = await OpenAsync(engine);
        var tag = Tag.Named("pictures", desk.Now);
        await desk.DoAsync(db =>
        {
            db.Add(tag);
            return Task.CompletedTask;
        });

        var tried = await new Pairing<TicketStage, TicketScene>(desk, TicketActs.All).RunAsync(stages => TicketScene.MakeAsync(desk, tag, stages));

        await PairInvariants.TicketsHoldAsync(desk, tried);
        await PairInvariants.NothingWasSavedOverAsync(desk);
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Any_two_acts_on_a_person_leave_them_whole(DatabaseProvider engine)
    {
        await using var desk = await OpenAsync(engine);

        await new Pairing<PersonStage, PersonScene>(desk, PeopleActs.All).RunAsync(stages => PersonScene.MakeAsync(desk, stages));

        await PairInvariants.PeopleHoldAsync(desk);
        await PairInvariants.NothingWasSavedOverAsync(desk);
    }

    [Fact]
    public void Every_verb_is_in_a_table_of_pairs() => Verbs.All.Except(Verbs.Covered).Order().ShouldBeEmpty(
        "These acts are tried in no pair. Add a row to CaseActs, TicketActs or PeopleActs (tests/SupportDesk.Tests/Pairs): a sentence, the stages in which it can be done, "
        + "its name as here, and how a page or a job does it. Every pair with it is then tried on both engines");

    [Fact]
    public void The_tables_of_pairs_name_only_verbs_that_there_are() => Verbs.Covered.Except(Verbs.All).Order().ShouldBeEmpty(
        "These acts were renamed or removed: mend or remove their rows in CaseActs, TicketActs or PeopleActs (tests/SupportDesk.Tests/Pairs)");

    static async Task<CaseDesk> OpenAsync(DatabaseProvider engine)
    {
        var desk = await CaseDesk.OpenAsync(engine);
        await desk.AddMailboxAsync();
        return desk;
    }

    static async Task<(Step Face, Step Camera)> StepsAsync(CaseDesk desk)
    {
        var steps = (Face: Step.Named("Show a face", desk.Now), Camera: Step.Named("Own a camera", desk.Now));
        await desk.DoAsync(db =>
        {
            db.AddRange(steps.Face, steps.Camera);
            return Task.CompletedTask;
        });
        return steps;
    }
}
