using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
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

        await using (var db = desk.Database.Open())
        {
            var migrator = db.GetService<IMigrator>();
            await migrator.MigrateAsync("SourcesAndGaps", Stop);
            await migrator.MigrateAsync(cancellationToken: Stop);
        }

        var (askedAfter, plainAfter) = ((await desk.LoadAsync(asked)).Climb, (await desk.LoadAsync(plain)).Climb);
        askedAfter.PromisedAt.ShouldBe(askedBefore.PromisedAt);
        (askedAfter.IsClockStopped, askedAfter.ClockStops).ShouldBe((true, 1));
        plainAfter.PromisedAt.ShouldBe(plainBefore.PromisedAt);
        plainAfter.DeliveredAt.ShouldNotBeNull();
        plainAfter.WaitingSince.ShouldBe(plainBefore.DeliveredAt!.Value);

        desk.Time.Advance(TimeSpan.FromDays(5));
        await desk.Sweep().RunAsync(Stop);
        (await desk.LoadAsync(asked)).Climb.PromisedAt.ShouldBe(desk.Now.AddDays(2), "all of its time to decide, as it was told");
    }
}
