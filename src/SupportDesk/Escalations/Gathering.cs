using Microsoft.EntityFrameworkCore;
using SupportDesk.Chains;
using SupportDesk.Data;
using SupportDesk.Events;

namespace SupportDesk.Escalations;

/// <summary>
/// Ends a gathering as soon as everybody has answered: whoever takes an answer calls it in the same commit. Two last answers at the same moment each see the
/// other one missing; the sweep calls it for those.
/// </summary>
public static class Gathering
{
    /// <summary>Begins the climb if the case still gathers and nobody is left to ask, this save's answers included.</summary>
    public static async Task TryBeginAsync(DeskDb db, Guid escalationId, DateTimeOffset now, CancellationToken cancel)
    {
        // This save's answers are not in the database yet.
        var mine = db.ChangeTracker.Entries<Supporter>().Where(e => e.State is EntityState.Added or EntityState.Modified && e.Entity.EscalationId == escalationId)
            .Select(e => e.Entity).ToDictionary(s => s.Id);
        var ids = mine.Keys.ToArray();
        var others = db.Behind.Where(s => s.EscalationId == escalationId && !ids.Contains(s.Id));
        var staying = mine.Values.Where(s => s is { WithdrawnAt: null, CountedAt: not null }).Select(s => s.Consent).ToList();
        // Of a thousand who answer, all but the last few end here, and none of them touches the case's row.
        if (staying.Contains(Consent.None) || await others.AnyAsync(s => s.Consent == Consent.None, cancel))
            return;

        var escalation = await db.Escalations.SingleAsync(e => e.Id == escalationId, cancel);
        if (escalation.State != EscalationState.Gathering)
            return;

        // Counted after the case was read: whoever joins after this raises its version, and the save fails.
        var counts = await others.GroupBy(s => s.Consent).Select(g => new { Form = g.Key, Count = g.Count() }).ToListAsync(cancel);
        var voices = Voices.Of(counts.SelectMany(c => Enumerable.Repeat(c.Form, c.Count)).Concat(staying));
        if (voices.All > 0 && voices.Silent == 0)
            escalation.BeginClimb(await new WhoStands(db, now).ForAsync(escalation, voices, cancel), Actor.System(Via.Web), now);
    }

    /// <summary>An agent ends the gathering once everybody has answered, where it did not begin by itself: two answers at the same moment each see the other one missing.</summary>
    public static void End(Escalation escalation, Standing standing, Actor by, DateTimeOffset now)
    {
        if (standing.Voices.Silent > 0)
            throw new DeskException($"{(standing.Voices.Silent == 1 ? "One person has" : $"{standing.Voices.Silent} people have")} not answered yet; it climbs by itself when the time to answer is over.");

        escalation.BeginClimb(standing, by, now);
    }
}
