using Microsoft.EntityFrameworkCore;
using SupportDesk.Calendars;
using SupportDesk.Chains;
using SupportDesk.Data;
using SupportDesk.Escalations;
using SupportDesk.Tests.Escalations;
using SupportDesk.Tests.Races;

namespace SupportDesk.Tests.Holders;

/// <summary>Nothing new is passed up to an archived policy; what is on its way goes on, by the chain that it began with.</summary>
public sealed class ArchivedPolicyTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Nothing_is_passed_up_to_a_policy_that_was_archived_at_that_moment(DatabaseProvider engine)
    {
        await using var desk = await CaseDesk.OpenAsync(engine);
        var ticket = await desk.TicketAsync("muhammed");

        (await desk.InTurnAsync(Archive(desk), desk.PassUp(ticket))).ShouldBe("“Mandatory profile picture” is archived, so nothing new is passed up to it.");

        (await desk.ReadAsync(db => db.Escalations.CountAsync(Stop))).ShouldBe(0);
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task A_case_that_is_on_its_way_is_joined_and_decided_all_the_same(DatabaseProvider engine)
    {
        await using var desk = await CaseDesk.OpenAsync(engine);
        var id = (await desk.RaiseAsync()).Id;
        await desk.DoAsync(Archive(desk));

        (await desk.TryAsync(desk.PassUp(await desk.TicketAsync("muhammed")))).ShouldBeNull();
        (await desk.TryAsync(desk.Decide(id))).ShouldBeNull();

        (await desk.ReadAsync(db => db.Behind.CountAsync(s => s.EscalationId == id, Stop))).ShouldBe(2);
        (await desk.LoadAsync(id)).State.ShouldBe(EscalationState.Decided);
    }

    [Fact]
    public async Task A_case_keeps_the_chain_it_began_with_and_the_next_one_follows_the_policys_new_chain()
    {
        await using var desk = await CaseDesk.OpenAsync(DatabaseProvider.Sqlite);
        var id = (await desk.RaiseAsync()).Id;
        var other = Chain.Named("Short", true, desk.Now);
        other.Change([Complaint.Rung("Only level") with { Who = [Seat.PolicyOwner] }], Complaint.Chain.Times, [WorkingCalendar.Always], Complaint.System, desk.Now);

        await desk.DoAsync(async db =>
        {
            db.Add(other);
            (await db.Policies.SingleAsync(p => p.Id == desk.PolicyId, Stop)).Follow(other.Id, Complaint.System, desk.Now);
        });

        (await desk.LoadAsync(id)).Climb.Chain.Name.ShouldBe("Policies");
        await desk.DoAsync(desk.Decide(id));
        desk.Time.Advance(TimeSpan.FromDays(100));
        await desk.DoAsync(desk.PassUp(await desk.TicketAsync("muhammed")));
        (await desk.ReadAsync(db => db.Escalations.OrderByDescending(e => e.Number).FirstAsync(Stop))).Climb.Chain.Name.ShouldBe("Short");
    }

    static Func<DeskDb, Task> Archive(CaseDesk desk) => async db => (await db.Policies.SingleAsync(p => p.Id == desk.PolicyId, Stop)).Archive(Complaint.System, desk.Now);
}
