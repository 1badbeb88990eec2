using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;

namespace SupportDesk.Escalations;

/// <summary>One escalation in which a ticket stands.</summary>
/// <param name="Level">The name of the level where it stands; empty before the first.</param>
/// <param name="PromisedAt">When the present wait is promised to end; null once it has ended.</param>
/// <param name="People">How many stand behind it.</param>
/// <param name="Looks">The requester's answers that wait until an agent has looked at them.</param>
/// <param name="UnreadPost">What the requester wrote about it in words of their own, until somebody has noted what it says.</param>
/// <param name="CameAfter">The requester came after the decision and was told it.</param>
/// <param name="Decision">The newest one; it may have been opened again.</param>
public sealed record TicketClimb(long Number, string Policy, string PolicySlug, EscalationState State, string Level, DateTimeOffset? PromisedAt, int People, Consent Consent, Guid? UnreadPost, bool CameAfter, DecisionShown? Decision, IReadOnlyList<WaitingLook> Looks);

/// <summary>The escalations of a ticket, for the box beside it.</summary>
public sealed class TicketClimbs(DeskDb db, QuotableWords quotable, DeskClock clock)
{
    /// <summary>Open ones first, then the newest.</summary>
    public async Task<IReadOnlyList<TicketClimb>> OfAsync(Guid ticketId, CancellationToken cancel)
    {
        var found = await db.Supporters.Where(s => s.TicketId == ticketId && s.WithdrawnAt == null)
            .Join(db.Escalations, s => s.EscalationId, e => e.Id, (s, e) => new { s.Consent, s.UnreadPostId, CameAfter = s.CountedAt == null, Case = e })
            .Select(row => new
            {
                row.Case,
                row.Consent,
                row.CameAfter,
                row.UnreadPostId,
                Policy = db.Policies.Where(p => p.Id == row.Case.PolicyId).Select(p => new { p.Name, p.Slug }).First(),
                People = db.Behind.Count(s => s.EscalationId == row.Case.Id),
                Decision = db.Decisions.FirstOrDefault(d => d.EscalationId == row.Case.Id && d.No == row.Case.DecisionCount),
            })
            .AsNoTracking().ToListAsync(cancel);
        var looks = await quotable.LooksAsync(ticketId, cancel);
        return
        [
            .. found.OrderByDescending(f => f.Case.Climb.IsOpen).ThenByDescending(f => f.Case.Number).Select(f => new TicketClimb(
                f.Case.Number, f.Policy.Name, f.Policy.Slug, f.Case.State, f.Case.State == EscalationState.Climbing ? f.Case.Climb.LevelName : "", f.Case.Climb.PromisedAt, f.People, f.Consent, f.UnreadPostId, f.CameAfter,
                f.Decision is null ? null : DecisionShown.Create(f.Case, f.Decision, clock.Now), [.. looks.Where(l => l.EscalationId == f.Case.Id)])),
        ];
    }
}
