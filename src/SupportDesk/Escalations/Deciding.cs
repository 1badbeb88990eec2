using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;
using SupportDesk.Events;

namespace SupportDesk.Escalations;

/// <summary>Decides, and reopens what was decided.</summary>
public sealed class Deciding(DeskDb db)
{
    /// <summary>Decides; where it changes the rule's words, they are the policy's next version in the same save.</summary>
    /// <param name="newStatement">The policy's new words; null or empty leaves them.</param>
    public async Task<Decision> DecideAsync(SeenCase seen, Ruling ruling, string? newStatement, Actor by, DateTimeOffset now, CancellationToken cancel)
    {
        if (string.IsNullOrWhiteSpace(newStatement))
            return seen.Escalation.Decide(ruling, seen.Standing, by, now);

        var policy = await db.Policies.SingleAsync(p => p.Id == seen.Escalation.PolicyId, cancel);
        var decision = seen.Escalation.Decide(ruling with { StatementNo = policy.StatementNo + 1 }, seen.Standing, by, now);
        policy.Say(newStatement, by with { Capacity = Capacity.Level }, now);
        return decision;
    }

    public async Task ReopenAsync(SeenCase seen, string reason, Actor by, DateTimeOffset now, CancellationToken cancel)
    {
        var newest = await db.Decisions.SingleOrDefaultAsync(d => d.EscalationId == seen.Escalation.Id && d.No == seen.Escalation.DecisionCount, cancel)
            ?? throw new DeskException($"E-{seen.Escalation.Number} has no decision that could be reopened.");
        seen.Escalation.Reopen(newest, reason, seen.Standing, by, now);
    }
}
