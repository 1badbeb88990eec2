using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;
using SupportDesk.Events;

namespace SupportDesk.Escalations;

/// <summary>Takes a supporter out; with the last one the case ends.</summary>
public static class Leaving
{
    public static async Task WithdrawAsync(DeskDb db, Supporter supporter, Actor by, DateTimeOffset now, CancellationToken cancel)
    {
        supporter.Withdraw(by, now);
        if (await db.Behind.AnyAsync(s => s.EscalationId == supporter.EscalationId && s.Id != supporter.Id, cancel))
        {
            await Gathering.TryBeginAsync(db, supporter.EscalationId, now, cancel);
            return;
        }

        var escalation = await db.Escalations.SingleAsync(e => e.Id == supporter.EscalationId, cancel);
        if (escalation.State is EscalationState.Gathering or EscalationState.Climbing)
            escalation.Withdraw(by, now);
    }
}
