using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using SupportDesk.Data;
using SupportDesk.Escalations;
using SupportDesk.Mail;
using SupportDesk.People;

namespace SupportDesk.Chains;

/// <summary>
/// Finds who stands at each level now: enabled accounts with a role, who are not away today; for whoever is away their deputy, and the level's deputies
/// while nobody else is there. One instance serves one act or one sweep and asks the database once for each chain, team and owner.
/// </summary>
/// <param name="countsUnsaved">Counts what the save under way changes as changed.</param>
public sealed partial class WhoStands(DeskDb db, DateTimeOffset now, bool countsUnsaved = false)
{
    // Of older ones no case has time to get back.
    private const int MostOutages = 100;

    private readonly Dictionary<(Guid Chain, int No, Guid? Team, Guid Owner), IReadOnlyList<IReadOnlySet<Guid>>> known = [];
    private readonly Dictionary<Guid, Guid> owners = [];
    private Dictionary<Guid, Guid?>? away;
    private HashSet<Guid>? active;
    private ILookup<Role, Guid>? roles;
    private List<SendingOutage>? outages;
    private TimeSpan giveUpAfter;

    /// <summary>How one escalation stands at this moment, with the people behind it counted.</summary>
    public async Task<Standing> ForAsync(Escalation escalation, CancellationToken cancel)
    {
        var voices = await VoicesAsync([escalation.Id], cancel);
        return await ForAsync(escalation, voices.GetValueOrDefault(escalation.Id, Voices.None), cancel);
    }

    /// <summary>The same with the voices counted beforehand: a sweep counts those of a whole batch at once.</summary>
    public async Task<Standing> ForAsync(Escalation escalation, Voices voices, CancellationToken cancel)
    {
        await LoadAsync(cancel);
        var owner = await OwnerAsync(escalation.PolicyId, cancel);
        var key = (escalation.Climb.ChainId, escalation.Climb.ChainNo, escalation.RaisingTeamId, owner);
        if (!known.TryGetValue(key, out var levels))
        {
            var found = new List<IReadOnlySet<Guid>>();
            foreach (var level in escalation.Climb.Chain.Levels)
                found.Add(await AtAsync(level, escalation.RaisingTeamId, owner, cancel));
            known[key] = levels = found;
        }

        var administrators = roles![Role.Administrator].Where(active!.Contains).ToHashSet();
        return new(levels, administrators, voices)
        {
            GiveUpAfter = giveUpAfter,
            Outages = outages!,
            FellToAdministrators = escalation.Climb.FellToAdministrators,
        };
    }

    /// <summary>The people behind escalations, by consent, those who left not counted.</summary>
    public async Task<Dictionary<Guid, Voices>> VoicesAsync(IReadOnlyCollection<Guid> escalations, CancellationToken cancel)
    {
        var counts = await db.Behind.Where(s => escalations.Contains(s.EscalationId))
            .GroupBy(s => new { s.EscalationId, s.Consent }).Select(g => new { g.Key.EscalationId, g.Key.Consent, Count = g.Count() }).ToListAsync(cancel);
        return counts.GroupBy(c => c.EscalationId).ToDictionary(g => g.Key, g =>
        {
            var of = g.ToDictionary(c => c.Consent, c => c.Count);
            return new Voices(of.GetValueOrDefault(Consent.Named), of.GetValueOrDefault(Consent.Anonymous), of.GetValueOrDefault(Consent.Private), of.GetValueOrDefault(Consent.None));
        });
    }

    private async Task<Guid> OwnerAsync(Guid policy, CancellationToken cancel)
    {
        if (owners.TryGetValue(policy, out var known))
            return known;

        // Each case has a policy of its own: those of all cases at hand are asked for at once.
        var policies = db.Escalations.Local.Select(e => e.PolicyId).Append(policy).Distinct().ToArray();
        foreach (var row in await db.Policies.Where(p => policies.Contains(p.Id)).Select(p => new { p.Id, p.OwnerId }).ToListAsync(cancel))
            owners[row.Id] = UnsavedOwner(row.Id) ?? row.OwnerId;
        return owners.GetValueOrDefault(policy);
    }

    private async Task LoadAsync(CancellationToken cancel)
    {
        if (active is not null)
            return;

        var accounts = await db.Users.Where(a => a.DeactivatedAt == null).Select(a => a.Id).ToHashSetAsync(cancel);
        var absences = await db.Absences.Where(a => a.FromAt <= now && a.ToAt > now).ToListAsync(cancel);
        var granted = await db.AccountRoles.AsNoTracking().ToListAsync(cancel);
        CountUnsaved(accounts, absences, granted);
        away = absences.GroupBy(a => a.PersonId).ToDictionary(g => g.Key, g => g.OrderBy(a => a.ToAt).Last().DeputyId);
        outages = await db.SendingOutages.AsNoTracking().OrderByDescending(o => o.No).Take(MostOutages).ToListAsync(cancel);
        giveUpAfter = TimeSpan.FromDays(db.Services.GetRequiredService<IOptions<MailOptions>>().Value.Outgoing.GiveUpAfterDays);
        roles = granted.ToLookup(r => r.Role, r => r.AccountId);
        // Whoever may not see cases could not act on one, and no mail about one leaves to them.
        active = granted.Where(r => accounts.Contains(r.AccountId) && Permissions.Allow([r.Role], Permission.Escalations)).Select(r => r.AccountId).ToHashSet();
    }

    private async Task<IReadOnlySet<Guid>> AtAsync(Level level, Guid? team, Guid owner, CancellationToken cancel)
    {
        var people = await FindAsync(level.Who, team, owner, cancel);
        var there = people.Select(p => Present(p) ? p : Deputy(p)).OfType<Guid>().ToHashSet();
        if (there.Count == 0)
            there = [.. (await FindAsync(level.Deputies, team, owner, cancel)).Where(Present)];
        return there;
    }

    private bool Present(Guid person) => active!.Contains(person) && !away!.ContainsKey(person);

    private Guid? Deputy(Guid person) => active!.Contains(person) && away!.TryGetValue(person, out var deputy) && deputy is { } stands && Present(stands) ? stands : null;

    private async Task<List<Guid>> FindAsync(IReadOnlyList<Seat> seats, Guid? team, Guid owner, CancellationToken cancel)
    {
        var people = new List<Guid>();
        foreach (var seat in seats)
            people.AddRange(await FindAsync(seat, team, owner, cancel));
        return people;
    }

    private async Task<List<Guid>> FindAsync(Seat seat, Guid? team, Guid owner, CancellationToken cancel)
    {
        switch (seat.Kind)
        {
            case SeatKind.PolicyOwner:
                return [owner];
            case SeatKind.TeamLead:
                return await MembersAsync(team, leadsOnly: true, cancel);
            case SeatKind.Role:
                return [.. roles![Enum.Parse<Role>(seat.Name!, ignoreCase: true)]];
            case SeatKind.Team:
                var key = Person.KeyOf(seat.Name!);
                return await MembersAsync(await db.Teams.Where(t => t.NameKey == key).Select(t => (Guid?)t.Id).FirstOrDefaultAsync(cancel), leadsOnly: false, cancel);
            default:
                var address = MailAddress.Fold(seat.Name);
                return await db.MailAddresses.Where(a => a.AddressKey == address).Select(a => a.PersonId).ToListAsync(cancel);
        }
    }
}
