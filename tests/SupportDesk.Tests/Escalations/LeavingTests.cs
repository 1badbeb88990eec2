using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;
using SupportDesk.Escalations;
using SupportDesk.Events;

namespace SupportDesk.Tests.Escalations;

public sealed class LeavingTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    static Task LeaveAsync(CaseDesk desk, Guid id, string name) => desk.DoAsync(async db =>
    {
        var person = desk[name];
        var supporter = await db.Supporters.SingleAsync(s => s.EscalationId == id && s.PersonId == person, Stop);
        await Leaving.WithdrawAsync(db, supporter, Complaint.By(person, Capacity.Supporter), desk.Now, Stop);
    });

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task The_last_to_leave_ends_the_case(DatabaseProvider engine)
    {
        await using var desk = await CaseDesk.OpenAsync(engine);
        var id = (await desk.RaiseAsync(true, "damion", "muhammed")).Id;

        await LeaveAsync(desk, id, "damion");
        (await desk.LoadAsync(id)).State.ShouldBe(EscalationState.Climbing);
        await LeaveAsync(desk, id, "muhammed");

        (await desk.LoadAsync(id)).State.ShouldBe(EscalationState.Withdrawn);
    }
}
