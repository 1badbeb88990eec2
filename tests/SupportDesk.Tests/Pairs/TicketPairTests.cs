using SupportDesk.Data;
using SupportDesk.Tests.Guarantees;
using SupportDesk.Tickets;

namespace SupportDesk.Tests.Pairs;

/// <summary>
/// Every pair of acts on one ticket, and on one person and their team: the second is saved or refused with a sentence, and nothing is saved
/// over.
/// </summary>
public sealed class TicketPairTests
{
    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public Task Any_two_acts_on_a_ticket_leave_it_whole(DatabaseProvider engine) => TryAsync(engine, sweeps: false);

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public Task A_whole_sweep_beside_any_act_on_a_ticket_leaves_it_whole(DatabaseProvider engine) => TryAsync(engine, sweeps: true);

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Any_two_acts_on_a_person_leave_them_whole(DatabaseProvider engine)
    {
        var before = new BeforeSave();
        await using var desk = await PairDesk.OpenAsync(engine, before);

        await new Pairing<PersonStage, PersonScene>(desk, before, PeopleActs.All)
            .RunAsync(sweeps: false, stages => PersonScene.MakeAsync(desk, stages));

        await PairInvariants.PeopleHoldAsync(desk);
        await CaseChecks.NothingWasSavedOverAsync(desk);
    }

    static async Task TryAsync(DatabaseProvider engine, bool sweeps)
    {
        var before = new BeforeSave();
        await using var desk = await PairDesk.OpenAsync(engine, before);
        var tag = Tag.Named("pictures", desk.Now);
        await desk.DoAsync(db =>
        {
            db.Add(tag);
            return Task.CompletedTask;
        });

        var tried = await new Pairing<TicketStage, TicketScene>(desk, before, TicketActs.All)
            .RunAsync(sweeps, stages => TicketScene.MakeAsync(desk, tag, stages));

        await PairInvariants.TicketsHoldAsync(desk, tried);
        await CaseChecks.NothingWasSavedOverAsync(desk);
    }
}
