using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;
using SupportDesk.Events;
using SupportDesk.Tests.Escalations;

namespace SupportDesk.Tests.Data;

public sealed class CommitTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task The_same_act_twice_is_once(DatabaseProvider engine)
    {
        await using var desk = await CaseDesk.OpenAsync(engine);
        var act = new Act(Guid.CreateVersion7(desk.Now), desk["aldo"], "/policies/picture");

        var first = await SayAsync(desk, act);
        var second = await SayAsync(desk, act);

        first.ShouldBe(new Committed(false, "/policies/picture"));
        second.ShouldBe(new Committed(true, "/policies/picture"));
        await using var db = desk.Database.Open();
        (await db.Policies.SingleAsync(Stop)).StatementNo.ShouldBe(2);
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Somebody_elses_act_is_no_answer(DatabaseProvider engine)
    {
        await using var desk = await CaseDesk.OpenAsync(engine);
        var act = new Act(Guid.CreateVersion7(desk.Now), desk["aldo"], "/policies/picture");
        await SayAsync(desk, act);

        await Should.ThrowAsync<ClashException>(() => SayAsync(desk, act with { PersonId = desk["tess"] }));
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Two_who_change_the_same_thing_clash(DatabaseProvider engine)
    {
        await using var desk = await CaseDesk.OpenAsync(engine);
        await using var one = desk.Database.Open();
        await using var other = desk.Database.Open();
        (await one.Policies.SingleAsync(Stop)).Say("A badge will do.", Complaint.System, desk.Now);
        (await other.Policies.SingleAsync(Stop)).Say("No badge.", Complaint.System, desk.Now);

        await one.CommitAsync(Act.Job, Stop);

        await Should.ThrowAsync<ClashException>(() => other.CommitAsync(Act.Job, Stop));
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Events_are_saved_with_the_change(DatabaseProvider engine)
    {
        await using var desk = await CaseDesk.OpenAsync(engine);
        var escalation = await desk.RaiseAsync();

        await using var db = desk.Database.Open();
        var events = await db.Events.Where(e => e.ObjectId == escalation.Id).OrderBy(e => e.Id).ToListAsync(Stop);

        events.Select(e => (e.Kind, e.ObjectVersion)).ShouldBe([(EventKind.Raised, 1), (EventKind.ClimbBegan, 2), (EventKind.Delivered, 3)]);
        events[2].NumberOf("receipt").ShouldBe(2);
        (await db.Escalations.SingleAsync(Stop)).Version.ShouldBe(3);
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task A_change_that_fails_saves_no_event(DatabaseProvider engine)
    {
        await using var desk = await CaseDesk.OpenAsync(engine);
        await using var db = desk.Database.Open();
        var before = await db.Events.CountAsync(Stop);
        await Should.ThrowAsync<ClashException>(() => desk.DoAsync(async other =>
        {
            var policy = await other.Policies.SingleAsync(Stop);
            await SayAsync(desk, Act.Job);
            policy.Say("Too late.", Complaint.System, desk.Now);
        }));

        (await db.Events.CountAsync(Stop)).ShouldBe(before + 1);
    }

    static async Task<Committed> SayAsync(CaseDesk desk, Act act)
    {
        await using var db = desk.Database.Open();
        (await db.Policies.SingleAsync(Stop)).Say("A badge will do.", Complaint.System, desk.Now);
        return await db.CommitAsync(act, Stop);
    }
}
