using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;
using SupportDesk.Events;

namespace SupportDesk.Escalations;

/// <summary>Why details are erased: a choice, since events hold no words.</summary>
public enum ErasureReason
{
    /// <summary>Somebody asked to be erased.</summary>
    PersonAsked,

    /// <summary>A court or an authority ordered it.</summary>
    Ordered,

    /// <summary>The time for which they are kept is over.</summary>
    RetentionEnded,

    /// <summary>They hold what never belonged there.</summary>
    Mistake,
}

/// <summary>Erases the details of receipts: who acted, and the ids and counts of that moment. The receipts stay, and their chain still verifies.</summary>
public sealed class ReceiptErasure(DeskDb db, DeskClock clock)
{
    /// <param name="receipts">Their numbers; empty for all of the case.</param>
    /// <returns>How many held details until now.</returns>
    /// <exception cref="DeskException">There is no such case or receipt.</exception>
    public async Task<int> EraseAsync(long number, IReadOnlyList<int> receipts, ErasureReason reason, Actor by, CancellationToken cancel)
    {
        var escalation = await db.Escalations.SingleOrDefaultAsync(e => e.Number == number, cancel) ?? throw new DeskException($"There is no case E-{number}.");
        var details = await db.ReceiptDetails.Where(d => d.EscalationId == escalation.Id && (receipts.Count == 0 || receipts.Contains(d.No))).OrderBy(d => d.No).ToListAsync(cancel);
        if (receipts.Except(details.Select(d => d.No)).Order().FirstOrDefault() is > 0 and var missing)
            throw new DeskException($"E-{number} has no receipt {missing}.");

        var erased = escalation.EraseDetails(details, reason, by, clock.Now);
        await db.CommitAsync(Act.Job, cancel);
        return erased;
    }
}
