using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;
using SupportDesk.Events;

namespace SupportDesk.Escalations;

/// <summary>Takes a supporter out; with the last one the case ends.</summary>
public static class Leaving
{
    /// <param name="how">By which door they said it.</param>
    public static async Task WithdrawAsync(DeskDb db, Supporter supporter, Actor by, DateTimeOffset now, CancellationToken cancel, string how = "page")
    {
        // Read before the others are counted: whoever joins or leaves after this raises its version, and the save fails.
        var escalation = await db.Escalations.SingleAsync(e => e.Id == supporter.EscalationId, cancel);
        supporter.Withdraw(by, now, how);
        if (await db.Behind.AnyAsync(s => s.EscalationId == supporter.EscalationId && s.Id != supporter.Id, cancel))
        {
            await Gathering.TryBeginAsync(db, supporter.EscalationId, now, cancel);
            return;
        }

        if (escalation.State is EscalationState.Gathering or EscalationState.Climbing)
            escalation.Withdraw(by, now);
    }
}
