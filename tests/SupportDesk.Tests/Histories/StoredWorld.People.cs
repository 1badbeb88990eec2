using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;
using SupportDesk.Events;
using SupportDesk.People;
using SupportDesk.Tests.Escalations;

namespace SupportDesk.Tests.Histories;

/// <summary>What changes who holds a level.</summary>
sealed partial class StoredWorld
{
    static readonly Dictionary<string, string> Deputies = new() { ["tess"] = "aldo", ["ines"] = "bojan", ["bojan"] = "ines", ["victor"] = "ines" };

    readonly HashSet<string> away = [], inactive = [];
    bool moreHolidays;

    async Task DoToStaffAsync(DeskDb db, Doing doing, Step step)
    {
        var (name, by, now) = (MayGo[step.Who / 3 % MayGo.Length], new Actor(desk["ada"], Capacity.Administrator, Via.Web), desk.Now);
        switch (doing)
        {
            case Doing.GoAway or Doing.GoAwayWithDeputy:
                (await PersonAsync(db, name)).GoAway(now, now.AddDays(1 + step.Amount % 9), doing == Doing.GoAway ? null : desk[Deputies[name]], by, now);
                away.Add(name);
                break;
            case Doing.ComeBack:
                name = away.Order().First();
                var person = await PersonAsync(db, name);
                foreach (var absence in await db.Absences.Where(a => a.PersonId == person.Id && a.ToAt > now).ToListAsync(Stop))
                    person.EndAbsence(absence, by, now);
                away.Remove(name);
                break;
            case Doing.Deactivate:
                (await PersonAsync(db, name)).Deactivate(await AccountAsync(db, name), by, now);
                inactive.Add(name);
                break;
            case Doing.Reactivate:
                name = inactive.Order().First();
                (await PersonAsync(db, name)).Reactivate(await AccountAsync(db, name), by, now);
                inactive.Remove(name);
                break;
            case Doing.ChangeLead:
                await LeadAsync(db, step.Amount % 2 == 0 ? "tess" : "aldo", by);
                break;
            case Doing.ChangeOwner:
                var policy = policies[step.Amount % 2];
                (await db.Policies.SingleAsync(p => p.Id == policy, Stop)).HandTo(desk[new[] { "ines", "bojan", "victor" }[step.Amount / 2 % 3]], by, now);
                break;
            case Doing.ChangeRole:
                await ChangeRoleAsync(db, by);
                break;
            default:
                if (doing == Doing.EditCalendar)
                    moreHolidays = !moreHolidays;
                await EditAsync(db, chain + ++edits * 7, moreHolidays);
                break;
        }
    }

    async Task LeadAsync(DeskDb db, string name, Actor by)
    {
        var id = desk[name];
        var team = await db.Teams.SingleAsync(t => t.Id == desk.TeamId, Stop);
        var member = await db.Memberships.SingleAsync(m => m.TeamId == team.Id && m.PersonId == id, Stop);
        team.LetLead(member, !member.Lead, by, desk.Now);
    }

    // Whoever is a second administrator holds the top too while nobody else does.
    async Task ChangeRoleAsync(DeskDb db, Actor by)
    {
        var victor = await PersonAsync(db, "victor");
        if (await db.AccountRoles.SingleOrDefaultAsync(r => r.AccountId == victor.Id && r.Role == Role.Administrator, Stop) is { } role)
            victor.Revoke(role, by, desk.Now);
        else
            victor.Grant(Role.Administrator, by, desk.Now);
    }

    Task EditChainAsync(int drawn, bool more) => desk.DoAsync(db => EditAsync(db, chain + drawn, more));

    async Task EditAsync(DeskDb db, int drawn, bool more)
    {
        var (levels, times, calendars) = HistoryChains.Draw(drawn, more);
        (await db.Chains.SingleAsync(c => c.Id == desk.Chain.ChainId, Stop)).Change(levels, times, calendars, Complaint.System, desk.Now);
    }

    Task<Person> PersonAsync(DeskDb db, string name)
    {
        var id = desk[name];
        return db.People.SingleAsync(p => p.Id == id, Stop);
    }

    Task<Account> AccountAsync(DeskDb db, string name)
    {
        var id = desk[name];
        return db.Users.SingleAsync(u => u.Id == id, Stop);
    }
}
