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
}
