using Microsoft.EntityFrameworkCore;
using SupportDesk.Chains;
using SupportDesk.Data;
using SupportDesk.Events;

namespace SupportDesk.Escalations;

/// <summary>Ends a gathering as soon as everybody has answered: whoever takes an answer calls it in the same commit.</summary>
public static class Gathering
{
    /// <summary>Begins the climb if the case still gathers and nobody is left to ask, this save's answers included.</summary>
    public static async Task TryBeginAsync(DeskDb db, Guid escalationId, DateTimeOffset now, CancellationToken cancel)
    {
        var escalation = await db.Escalations.SingleAsync(e => e.Id == escalationId, cancel);
        if (escalation.State != EscalationState.Gathering)
            return;

        var supporters = await db.Supporters.Where(s => s.EscalationId == escalationId).ToListAsync(cancel);
        var voices = supporters.Where(s => s.WithdrawnAt is null).ToList();
        if (voices.Count == 0 || voices.Any(s => s.Consent == Consent.None))
            return;

        var standing = await new WhoStands(db, now).ForAsync(escalation, Voices.Of(voices.Select(s => s.Consent)), cancel);
        escalation.BeginClimb(standing, Actor.System(Via.Web), now);
    }

    /// <summary>An agent ends the gathering once everybody has answered, where it did not begin by itself: two answers at the same moment each see the other one missing.</summary>
    public static void End(Escalation escalation, Standing standing, Actor by, DateTimeOffset now)
    {
        if (standing.Voices.Silent > 0)
            throw new DeskException($"{(standing.Voices.Silent == 1 ? "One person has" : $"{standing.Voices.Silent} people have")} not answered yet; it climbs by itself when the time to answer is over.");

        escalation.BeginClimb(standing, by, now);
    }
}
