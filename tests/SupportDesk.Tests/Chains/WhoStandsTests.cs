using Microsoft.EntityFrameworkCore;
using SupportDesk.Calendars;
using SupportDesk.Chains;
using SupportDesk.Data;
using SupportDesk.Escalations;
using SupportDesk.Mail;
using SupportDesk.People;
using SupportDesk.Policies;
using SupportDesk.Tests.Escalations;
using SupportDesk.Tests.Holders;
using SupportDesk.Tests.Races;

namespace SupportDesk.Tests.Chains;

public sealed class WhoStandsTests
{
    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Seats_are_filled_by_those_who_are_there(DatabaseProvider engine)
    {
        await using var desk = await CaseDesk.OpenAsync(engine);

        var standing = await desk.StandingAsync(await desk.RaiseAsync());

        standing.At(1).ShouldBe([desk["tess"]]);
        standing.At(2).ShouldBe([desk["ines"]]);
        standing.At(3).ShouldBe([desk["victor"]]);
        standing.Voices.Silent.ShouldBe(1);
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task A_deputy_stands_for_whoever_is_away(DatabaseProvider engine)
    {
        await using var desk = await CaseDesk.OpenAsync(engine);
        var climbing = await desk.RaiseAsync();

        await desk.AwayAsync("tess", "aldo");
        (await desk.StandingAsync(climbing)).At(1).ShouldBe([desk["aldo"]]);
        await desk.DeactivateAsync("aldo");
        (await desk.StandingAsync(climbing)).At(1).ShouldBeEmpty();
        desk.Time.Advance(TimeSpan.FromDays(8));

        (await desk.StandingAsync(climbing)).At(1).ShouldBe([desk["tess"]]);
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task The_levels_deputies_stand_in_where_nobody_is_left(DatabaseProvider engine)
    {
        await using var desk = await CaseDesk.OpenAsync(engine);
        var climbing = await desk.RaiseAsync();

        await desk.DeactivateAsync("ines");

        (await desk.StandingAsync(climbing)).At(2).ShouldBe([desk["bojan"]]);
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task An_empty_top_falls_to_the_administrators(DatabaseProvider engine)
    {
        await using var desk = await CaseDesk.OpenAsync(engine);
        var climbing = await desk.RaiseAsync();

        await desk.DeactivateAsync("victor");
        await desk.DeactivateAsync("tess");

        var standing = await desk.StandingAsync(climbing);
        standing.At(3).ShouldBe([desk["ada"]]);
        standing.AnyoneAt(1).ShouldBeFalse();
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task An_account_without_a_role_holds_no_level_and_stands_in_for_nobody(DatabaseProvider engine)
    {
        await using var desk = await CaseDesk.OpenAsync(engine);
        var climbing = await desk.RaiseAsync();
        await desk.AwayAsync("tess", "aldo");
        (await desk.StandingAsync(climbing)).At(1).ShouldBe([desk["aldo"]]);

        await desk.RevokeAllAsync("aldo");
        await desk.RevokeAllAsync("ines");

        var standing = await desk.StandingAsync(climbing);
        standing.At(1).ShouldBeEmpty();
        standing.At(2).Single().ShouldBe(desk["bojan"], "the level's deputy, since its owner has no role any more");
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task An_absence_that_is_ended_or_changed_in_the_same_save_counts_so(DatabaseProvider engine)
    {
        await using var desk = await CaseDesk.OpenAsync(engine);
        var climbing = await desk.RaiseAsync();
        await desk.AwayAsync("tess", "aldo");
        await desk.AwayAsync("ines", "victor", TimeSpan.FromDays(2), TimeSpan.FromDays(3));
        desk.Time.Advance(TimeSpan.FromHours(1));

        await desk.DoAsync(async db =>
        {
            async Task<(Person, Absence)> FindAsync(string name) =>
                (await db.People.SingleAsync(p => p.Id == desk[name], Stop), await db.Absences.SingleAsync(a => a.PersonId == desk[name], Stop));
            var ((tess, hers), (ines, later)) = (await FindAsync("tess"), await FindAsync("ines"));
            tess.EndAbsence(hers, Complaint.System, desk.Now);
            ines.ChangeAbsence(later, desk.Now, desk.Now.AddDays(1), desk["victor"], Complaint.System, desk.Now);

            var unsaved = await new WhoStands(db, desk.Now, countsUnsaved: true).ForAsync(climbing, Stop);

            unsaved.At(1).Single().ShouldBe(desk["tess"], "she is back");
            unsaved.At(2).Single().ShouldBe(desk["victor"], "her absence began earlier than was noted");
        });
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task One_sweep_writes_to_each_cases_own_team_lead_owner_and_chain(DatabaseProvider engine)
    {
        await using var desk = await CaseDesk.OpenAsync(engine);
        await desk.AddMailboxAsync();
        var moderators = await AddTeamAsync(desk, "Moderation", lead: "bojan");
        var raised = new Dictionary<string, Guid>
        {
            ["tess"] = await RaiseAsync(desk, desk.TeamId, owner: "ines"),
            ["bojan"] = await RaiseAsync(desk, moderators, owner: "ines"),
        };
        await ChangeChainAsync(desk, Seat.Person("victor@marketfield.test"));
        raised["victor"] = await RaiseAsync(desk, desk.TeamId, owner: "ines");
        await ChangeChainAsync(desk, Seat.PolicyOwner);
        raised["ines"] = await RaiseAsync(desk, desk.TeamId, owner: "ines");
        raised["ada"] = await RaiseAsync(desk, desk.TeamId, owner: "ada");

        desk.Time.Advance(TimeSpan.FromDays(6));
        await desk.Sweep().RunAsync(Stop);

        var mailed = await desk.ReadAsync(db => db.Outbox.Where(m => m.Kind == MailKind.Delivery)
            .Select(m => new { m.ObjectId, m.PersonId }).ToListAsync(Stop));
        mailed.Select(m => (m.ObjectId, m.PersonId)).ShouldBe(raised.Select(r => (r.Value, desk[r.Key])), ignoreOrder: true);
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task A_reminder_goes_to_those_who_hold_the_level_by_then_and_to_nobody_else(DatabaseProvider engine)
    {
        await using var desk = await CaseDesk.OpenAsync(engine);
        await desk.AddMailboxAsync();
        await desk.RaiseAsync();
        (await desk.MailedAsync(MailKind.Delivery)).ShouldBe(["tess"]);

        await desk.AwayAsync("tess", "aldo");
        desk.Time.Advance(TimeSpan.FromHours(20));
        await desk.Sweep().RunAsync(Stop);

        (await desk.MailedAsync(MailKind.LevelReminder)).ShouldBe(["aldo"]);
    }

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    static async Task<Guid> AddTeamAsync(CaseDesk desk, string name, string lead)
    {
        var team = Team.Found(name, false, null, Complaint.System, desk.Now);
        team.Welcome(desk[lead], true, Complaint.System, desk.Now);
        await AddAsync(desk, team);
        return team.Id;
    }

    // Its supporter is asked and stays silent, so that the sweep sends it to its first level.
    static async Task<Guid> RaiseAsync(CaseDesk desk, Guid team, string owner)
    {
        var chain = await desk.ReadAsync(db => db.Chains.SingleAsync(Stop));
        var name = $"policy-{Guid.CreateVersion7(desk.Now):N}";
        var policy = Policy.Write(name, name, desk[owner], chain.Id, "Everybody shows a picture.", Complaint.System, desk.Now);
        var escalation = Escalation.Raise(new NewCase(policy.Id, 1, name, team), chain.Newest, Complaint.System, desk.Now);
        await AddAsync(desk, policy, escalation,
            Supporter.Join(escalation.Id, desk["damion"], null, null, null, Complaint.System, desk.Now));
        return escalation.Id;
    }

    static Task ChangeChainAsync(CaseDesk desk, Seat first) => desk.DoAsync(async db => (await db.Chains.SingleAsync(Stop)).Change(
        [Complaint.Rung("First") with { Who = [first] }], Complaint.Chain.Times, [WorkingCalendar.Always], Complaint.System, desk.Now));

    static Task AddAsync(CaseDesk desk, params object[] rows) => desk.DoAsync(db =>
    {
        db.AddRange(rows);
        return Task.CompletedTask;
    });
}
