using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;
using SupportDesk.People;
using SupportDesk.Tests.Escalations;

namespace SupportDesk.Tests.Races;

/// <summary>A case whose top level is empty falls to the administrators, so one always remains.</summary>
public sealed class AdministratorTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task The_last_administrator_is_not_deactivated(DatabaseProvider engine)
    {
        await using var desk = await CaseDesk.OpenAsync(engine);

        var refusal = await Should.ThrowAsync<DeskException>(() => desk.DoAsync(desk.Deactivate("ada", "ada")));

        refusal.Message.ShouldBe("This is the last administrator. Make somebody else an administrator first.");
        (await ActiveAsync(desk)).ShouldBe(1);
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Two_administrators_who_deactivate_each_other_leave_one(DatabaseProvider engine)
    {
        await using var desk = await CaseDesk.OpenAsync(engine);
        await GrantAsync(desk, "bojan");

        var refusal = await desk.InTurnAsync(desk.Deactivate("bojan", "ada"), desk.Deactivate("ada", "bojan"));

        refusal.ShouldNotBeNull();
        (await ActiveAsync(desk)).ShouldBe(1);
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Of_three_administrators_who_deactivate_in_a_circle_one_remains(DatabaseProvider engine)
    {
        await using var desk = await CaseDesk.OpenAsync(engine);
        await GrantAsync(desk, "bojan");
        await GrantAsync(desk, "victor");

        var acts = new[] { ("ada", "bojan"), ("bojan", "victor"), ("victor", "ada") };
        await Task.WhenAll(acts.Select(pair => Task.Run(() => desk.TryAsync(desk.Deactivate(pair.Item2, pair.Item1)), Stop)));

        (await ActiveAsync(desk)).ShouldBeGreaterThan(0);
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Others_are_deactivated_without_asking_for_an_administrator(DatabaseProvider engine)
    {
        await using var desk = await CaseDesk.OpenAsync(engine);

        (await desk.InTurnAsync(desk.Deactivate("aldo", "ada"), desk.Deactivate("tess", "ada"))).ShouldBeNull();

        (await desk.ReadAsync(db => db.Users.CountAsync(u => u.DeactivatedAt != null, Stop))).ShouldBe(2);
    }

    static Task GrantAsync(CaseDesk desk, string name) => desk.DoAsync(async db =>
    {
        var id = desk[name];
        (await db.People.SingleAsync(p => p.Id == id, Stop)).Grant(Role.Administrator, Complaint.System, desk.Now);
    });

    static Task<int> ActiveAsync(CaseDesk desk) =>
        desk.ReadAsync(db => db.Users.CountAsync(u => u.DeactivatedAt == null && db.AccountRoles.Any(r => r.AccountId == u.Id && r.Role == Role.Administrator), Stop));
}
