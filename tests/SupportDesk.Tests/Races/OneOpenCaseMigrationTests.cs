using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using SupportDesk.Data;
using SupportDesk.Escalations;
using SupportDesk.Tests.Escalations;

namespace SupportDesk.Tests.Races;

/// <summary>A desk that ran before a policy was kept to one open case goes on with what it has.</summary>
public sealed class OneOpenCaseMigrationTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Two_open_cases_on_one_policy_both_go_on(DatabaseProvider engine)
    {
        await using var desk = await CaseDesk.OpenAsync(engine);
        var (first, second) = (await desk.RaiseAsync(true, "damion"), await SecondAsync(desk));

        await AsOldDatabaseAsync(desk);

        await desk.DoAsync(desk.Decide(second.Id));
        (await desk.LoadAsync(first.Id)).Climb.IsOpen.ShouldBeTrue();
        var ticket = await desk.TicketAsync("aldo");
        (await desk.TryAsync(desk.PassUp(ticket))).ShouldBeNull();
        (await desk.ReadAsync(db => db.Behind.CountAsync(s => s.EscalationId == first.Id, Stop))).ShouldBe(2);
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Whoever_left_after_a_decision_still_counts_as_having_heard_it(DatabaseProvider engine)
    {
        await using var desk = await CaseDesk.OpenAsync(engine);
        var id = (await desk.RaiseAsync(true, "damion", "muhammed", "aldo")).Id;
        await desk.DoAsync(desk.Leave(id, "aldo"));
        desk.Time.Advance(TimeSpan.FromHours(1));
        await desk.DoAsync(desk.Decide(id));
        desk.Time.Advance(TimeSpan.FromHours(1));
        await desk.DoAsync(desk.Leave(id, "damion"));

        await AsOldDatabaseAsync(desk);

        var left = await desk.ReadAsync(db => db.Supporters.ToDictionaryAsync(s => s.PersonId, s => s.LeftAfterDecision, Stop));
        (left[desk["aldo"]], left[desk["damion"]], left[desk["muhammed"]]).ShouldBe((0, 1, null));
    }

    // As an older program left it, then migrated by this one.
    static async Task AsOldDatabaseAsync(CaseDesk desk)
    {
        await using var db = desk.Database.Open();
        await db.Database.ExecuteSqlRawAsync(
            """
            DROP INDEX "IX_Escalations_OnePerPolicy";
            ALTER TABLE "Escalations" DROP COLUMN "IsSecondOnPolicy";
            ALTER TABLE "Supporters" DROP COLUMN "JoinedAfterDecision";
            ALTER TABLE "Supporters" DROP COLUMN "LeftAfterDecision";
            DELETE FROM "__EFMigrationsHistory" WHERE "MigrationId" LIKE '%OneOpenCase';
            """, Stop);
        await db.GetService<IMigrator>().MigrateAsync(cancellationToken: Stop);
    }

    static async Task<Escalation> SecondAsync(CaseDesk desk)
    {
        var escalation = Escalation.Raise(new NewCase(desk.PolicyId, 1, "The same picture", desk.TeamId), desk.Chain, Complaint.System, desk.Now);
        await desk.DoAsync(async db =>
        {
            db.Add(escalation);
            db.Entry(escalation).Property("IsSecondOnPolicy").CurrentValue = true;
            db.Add(Supporter.Join(escalation.Id, desk["muhammed"], null, null, null, Complaint.System, desk.Now));
            escalation.BeginClimb(await new SupportDesk.Chains.WhoStands(db, desk.Now).ForAsync(escalation, new(0, 0, 0, 1), Stop), Complaint.System, desk.Now);
        });
        return escalation;
    }
}
