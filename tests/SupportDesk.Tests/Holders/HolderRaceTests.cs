using Microsoft.EntityFrameworkCore;
using SupportDesk.Chains;
using SupportDesk.Data;
using SupportDesk.Events;
using SupportDesk.Mail;
using SupportDesk.Tests.Escalations;
using SupportDesk.Tests.Races;

namespace SupportDesk.Tests.Holders;

/// <summary>Who holds a level changes while something else of the case, or of its holders, is saved.</summary>
public sealed class HolderRaceTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    static readonly Actor Ada = Complaint.System;

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Two_changes_of_holders_at_once_tell_each_new_holder_once(DatabaseProvider engine)
    {
        var (desk, id) = await HolderDesk.OpenAsync(engine);
        await using var _ = desk;

        (await Overlap.RunAsync(desk, Leads(desk, "tess", false), Leads(desk, "aldo", true), GoesAway(desk, "aldo", "bojan"), GoesAway(desk, "ines", "victor"))).ShouldAllBe(refusal => refusal == null);
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(desk.SweepAsync, Stop)));

        await VerifyHoldersAsync(desk, id, "bojan");
        (await desk.MailedAsync(MailKind.Delivery)).ShouldBe(["bojan", "tess"]);
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Whoever_becomes_holder_while_a_case_is_forwarded_is_told_once(DatabaseProvider engine)
    {
        var (desk, id) = await HolderDesk.OpenAsync(engine);
        await using var _ = desk;

        (await desk.InTurnAsync(Owns("victor"), db => desk.ForwardInAsync(db, id, "tess"))).ShouldBeNull();
        await desk.SweepAsync();

        await VerifyHoldersAsync(desk, id, "victor");
        (await desk.NoticesAsync("victor")).ShouldBe(1);
        (await WhyNotAsync(desk, "ines")).ShouldBe("The person does not stand where it is now.", "who held it when the forwarding was read is not written to");

        Func<DeskDb, Task> Owns(string name) => async db => (await db.Policies.SingleAsync(p => p.Id == desk.PolicyId, Stop)).HandTo(desk[name], Ada, desk.Now);
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task A_case_that_was_forwarded_as_its_holders_were_looked_at_keeps_those_of_its_new_level(DatabaseProvider engine)
    {
        var (desk, id) = await HolderDesk.OpenAsync(engine);
        await using var _ = desk;
        await desk.LeadAsync("aldo", leads: true);

        await desk.InTurnAsync(db => desk.ForwardInAsync(db, id, "tess"), async db =>
        {
            var row = await db.Escalations.SingleAsync(e => e.Id == id, Stop);
            row.NoteHolders(await new WhoStands(db, desk.Now).ForAsync(row, Stop), Ada, desk.Now);
        });

        await VerifyHoldersAsync(desk, id, "ines");
        (await desk.MailedAsync(MailKind.Delivery)).ShouldBe(["ines", "tess"], "aldo came to a level that the case had left");
    }

    static Func<DeskDb, Task> Leads(CaseDesk desk, string name, bool leads) => async db =>
    {
        var (id, team) = (desk[name], await db.Teams.SingleAsync(t => t.Id == desk.TeamId, Stop));
        team.LetLead(await db.Memberships.SingleAsync(m => m.TeamId == team.Id && m.PersonId == id, Stop), leads, Ada, desk.Now);
    };

    static Func<DeskDb, Task> GoesAway(CaseDesk desk, string name, string deputy) => async db =>
    {
        var id = desk[name];
        (await db.People.SingleAsync(p => p.Id == id, Stop)).GoAway(desk.Now, desk.Now.AddDays(3), desk[deputy], Ada, desk.Now);
    };

    static async Task VerifyHoldersAsync(CaseDesk desk, Guid id, params string[] names)
    {
        var row = await desk.LoadAsync(id);
        row.Climb.Holders.Order().ShouldBe(names.Select(n => desk[n]).Order());
        (await desk.StandingAsync(row)).At(row.Climb.Level).Order().ShouldBe(row.Climb.Holders.Order());
    }

    static Task<string?> WhyNotAsync(CaseDesk desk, string name) => desk.ReadAsync(async db =>
    {
        var person = desk[name];
        return await LastCheck.AgainstAsync(db, await db.Outbox.SingleAsync(m => m.PersonId == person && m.Kind == MailKind.Delivery, Stop), desk.Now, Stop);
    });
}
