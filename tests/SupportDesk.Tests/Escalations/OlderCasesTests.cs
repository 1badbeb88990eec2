using Microsoft.EntityFrameworkCore;
using SupportDesk.Chains;
using SupportDesk.Data;
using SupportDesk.Escalations;

namespace SupportDesk.Tests.Escalations;

/// <summary>Cases that were on their way when the desk was upgraded.</summary>
public sealed class OlderCasesTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task A_case_of_an_older_program_keeps_its_promised_time(DatabaseProvider engine)
    {
        await using var desk = await CaseDesk.OpenAsync(engine);
        var (asked, plain) = ((await desk.RaiseAsync()).Id, (await desk.RaiseAsync()).Id);
        await desk.DoAsync(async db =>
        {
            var row = await db.Escalations.SingleAsync(e => e.Id == asked, Stop);
            row.Ask(new Asking("Would a badge do?"), await new WhoStands(db, desk.Now).ForAsync(row, Stop), Complaint.By(desk["tess"]), desk.Now);
        });
        var (askedBefore, plainBefore) = ((await desk.LoadAsync(asked)).Climb, (await desk.LoadAsync(plain)).Climb);

        await UpgradeAsync(desk);

        var (askedAfter, plainAfter) = ((await desk.LoadAsync(asked)).Climb, (await desk.LoadAsync(plain)).Climb);
        askedAfter.PromisedAt.ShouldBe(askedBefore.PromisedAt);
        (askedAfter.IsClockStopped, askedAfter.ClockStops).ShouldBe((true, 1));
        plainAfter.PromisedAt.ShouldBe(plainBefore.PromisedAt);
        plainAfter.IsClockStopped.ShouldBeFalse();
        plainAfter.DeliveredAt.ShouldBe(plainBefore.DeliveredAt);

        desk.Time.Advance(TimeSpan.FromDays(5));
        await desk.Sweep().RunAsync(Stop);
        (await desk.LoadAsync(asked)).Climb.PromisedAt.ShouldBe(desk.Now.AddDays(2), "all of its time to decide, as it was told");
    }

    // The columns as the migration adds them, and then its own statements.
    static Task UpgradeAsync(CaseDesk desk) => desk.DoAsync(async db =>
    {
        await db.Database.ExecuteSqlRawAsync("""UPDATE "Escalations" SET "TimeLeftMs" = NULL, "ClockStops" = 0, "EnteredNo" = 0, "DeliveredAt" = NULL""", Stop);
        foreach (var statement in CaseUpgrade.Statements)
            await db.Database.ExecuteSqlRawAsync(statement, Stop);
    });
}
