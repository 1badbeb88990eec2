using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;
using SupportDesk.Chains;
using SupportDesk.Data;
using SupportDesk.Events;
using SupportDesk.Mail;
using SupportDesk.Notifications.Rendering;
using SupportDesk.People;
using SupportDesk.Tests.Escalations;
using SupportDesk.Tests.Races;

namespace SupportDesk.Tests.Holders;

/// <summary>A case with Tess, who leads the team; above her Ines, who owns the policy (deputy: Bojan), then Victor. What changes who holds its level.</summary>
static class HolderDesk
{
    static readonly Actor Ada = Complaint.System;

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static async Task<(CaseDesk Desk, Guid Case)> OpenAsync(DatabaseProvider engine = DatabaseProvider.Sqlite, bool delivered = true)
    {
        var desk = await CaseDesk.OpenAsync(engine);
        await desk.AddMailboxAsync();
        desk.Accepts = delivered;
        return (desk, (await desk.RaiseAsync()).Id);
    }

    public static Task SweepAsync(this CaseDesk desk) => desk.Sweep().RunAsync(Stop);

    /// <summary>How many notices of the case somebody was sent, or is to be sent.</summary>
    public static async Task<int> NoticesAsync(this CaseDesk desk, string name) => (await desk.MailedAsync(MailKind.Delivery)).Count(n => n == name);

    public static Task ChangeAsync(this CaseDesk desk, string name, Func<DeskDb, Person, Task> change) => desk.DoAsync(async db =>
    {
        var id = desk[name];
        await change(db, await db.People.SingleAsync(p => p.Id == id, Stop));
    });

    public static Task ForwardAsync(this CaseDesk desk, Guid id, string by) => desk.DoAsync(db => desk.ForwardInAsync(db, id, by));

    public static async Task ForwardInAsync(this CaseDesk desk, DeskDb db, Guid id, string by)
    {
        var row = await db.Escalations.SingleAsync(e => e.Id == id, Stop);
        row.Forward(null, await new WhoStands(db, desk.Now).ForAsync(row, Stop), Complaint.By(desk[by]), desk.Now);
    }

    public static Task LeadAsync(this CaseDesk desk, string name, bool leads) => desk.DoAsync(async db =>
    {
        var id = desk[name];
        var team = await db.Teams.SingleAsync(t => t.Id == desk.TeamId, Stop);
        if (await db.Memberships.SingleOrDefaultAsync(m => m.TeamId == team.Id && m.PersonId == id, Stop) is { } member)
            team.LetLead(member, leads, Ada, desk.Now);
        else
            team.Welcome(id, leads, Ada, desk.Now);
    });

    public static Task OwnAsync(this CaseDesk desk, string name) => desk.DoAsync(async db => (await db.Policies.SingleAsync(p => p.Id == desk.PolicyId, Stop)).HandTo(desk[name], Ada, desk.Now));

    public static Task AwayAsync(this CaseDesk desk, string name, string? deputy, TimeSpan from, TimeSpan to) => desk.ChangeAsync(name, (_, person) =>
    {
        person.GoAway(desk.Now + from, desk.Now + to, deputy is null ? null : desk[deputy], Ada, desk.Now);
        return Task.CompletedTask;
    });

    public static Task BackAsync(this CaseDesk desk, string name) => desk.ChangeAsync(name, async (db, person) =>
    {
        foreach (var absence in await db.Absences.Where(a => a.PersonId == person.Id && a.ToAt > desk.Now).ToListAsync(Stop))
            person.EndAbsence(absence, Ada, desk.Now);
    });

    public static Task ReactivateAsync(this CaseDesk desk, string name) =>
        desk.ChangeAsync(name, async (db, person) => person.Reactivate(await db.Users.SingleAsync(u => u.Id == person.Id, Stop), Ada, desk.Now));

    /// <summary>Makes them an agent, unless they have a role.</summary>
    public static Task GrantAsync(this CaseDesk desk, string name) => desk.ChangeAsync(name, async (db, person) =>
    {
        if (!await db.AccountRoles.AnyAsync(r => r.AccountId == person.Id, Stop))
            person.Grant(Role.Agent, Ada, desk.Now);
    });

    /// <summary>Takes away every role that they have.</summary>
    public static Task RevokeAllAsync(this CaseDesk desk, string name) => desk.ChangeAsync(name, async (db, person) =>
    {
        foreach (var role in await db.AccountRoles.Where(r => r.AccountId == person.Id).ToListAsync(Stop))
            person.Revoke(role, Ada, desk.Now);
    });

    /// <summary>The newest notice to somebody, as it would leave now.</summary>
    public static async Task<MimeMessage> NoticeToAsync(this CaseDesk desk, string name) => (await desk.NoticesToAsync(name, MailKind.Delivery))[^1];

    /// <summary>The mails of a kind to somebody, as they would leave now, the newest last.</summary>
    public static Task<List<MimeMessage>> NoticesToAsync(this CaseDesk desk, string name, MailKind kind) => desk.ReadAsync(async db =>
    {
        var id = desk[name];
        var messages = new List<MimeMessage>();
        foreach (var mail in await db.Outbox.Where(m => m.PersonId == id && m.Kind == kind).OrderBy(m => m.Id).ToListAsync(Stop))
        {
            var written = await desk.Database.Services.GetRequiredService<MailWriter>().WriteAsync(db, mail, Stop);
            messages.Add(await MimeMessage.LoadAsync(new MemoryStream(written.Mime), Stop));
        }

        return messages;
    });
}
