using Microsoft.EntityFrameworkCore;
using SupportDesk.Events;
using SupportDesk.Tickets;

namespace SupportDesk.Escalations;

/// <summary>The first choice where a policy was decided upon not long ago: the new person is told that decision, once.</summary>
public sealed partial class PassUp
{
    /// <summary>Owes the requester the newest decision on a policy by mail and notes that they came after it.</summary>
    /// <returns>The number of the case that was decided.</returns>
    /// <exception cref="DeskException">A case is open on it, nothing was decided within the rest days, or they know it already.</exception>
    public async Task<long> TellAsync(Ticket ticket, Guid policyId, Actor by, DateTimeOffset now, CancellationToken cancel)
    {
        var open = await db.Escalations.Where(e => e.PolicyId == policyId && e.Climb.IsOpen).Select(e => (long?)e.Number).FirstOrDefaultAsync(cancel);
        if (open is { } climbs)
            throw new DeskException($"E-{climbs} is open on this policy again; pass it up, and they join it.");
        if (await NewestDecidedAsync(policyId, now, cancel) is not { } decided)
            throw new DeskException($"Nothing was decided on this policy in the last {options.Value.RestDays} days; pass it up instead.");
        if (await db.Supporters.Where(s => s.EscalationId == decided.Id && s.PersonId == ticket.RequesterId).Select(s => (bool?)(s.CountedAt == null)).SingleOrDefaultAsync(cancel) is { } after)
            throw new DeskException(after ? $"They were told the decision of E-{decided.Number} already." : $"They stood behind E-{decided.Number} and get its decision anyway.");

        db.Supporters.Add(Supporter.ComeAfter(decided.Id, decided.DecisionCount, ticket.RequesterId, ticket.Id, await AddressAsync(ticket, cancel), by, now));
        return decided.Number;
    }

    private Task<Escalation?> NewestDecidedAsync(Guid policyId, DateTimeOffset now, CancellationToken cancel)
    {
        var since = now.AddDays(-options.Value.RestDays);
        return db.Escalations.AsNoTracking().Where(e => e.PolicyId == policyId && e.State == EscalationState.Decided && e.DecidedAt >= since).OrderByDescending(e => e.DecidedAt).FirstOrDefaultAsync(cancel);
    }
}
