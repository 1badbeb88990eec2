using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;
using SupportDesk.Escalations;

namespace SupportDesk.Policies;

/// <summary>A policy's line in the register.</summary>
/// <param name="Heard">People who joined in the last thirteen weeks.</param>
/// <param name="Weeks">How many joined in each of these weeks, oldest first.</param>
public sealed record PolicyLine(Guid Id, string Slug, string Name, string Owner, int Open, int Heard, IReadOnlyList<int> Weeks, DecisionOutcome? LastOutcome, DateTimeOffset? LastDecidedAt, bool HasCircle, bool IsArchived = false);

/// <summary>The register of policies: what each costs in complaints.</summary>
public sealed class PolicyRegister(DeskDb db, DeskClock clock)
{
    internal const int Weeks = 13;

    public async Task<IReadOnlyList<PolicyLine>> ReadAsync(CancellationToken cancel)
    {
        var from = clock.Now.AddDays(-7 * Weeks);
        var joined = (await db.Supporters.Where(s => s.WithdrawnAt == null && s.JoinedAt > from)
            .Join(db.Escalations, s => s.EscalationId, e => e.Id, (s, e) => new { e.PolicyId, s.JoinedAt }).ToListAsync(cancel)).ToLookup(j => j.PolicyId, j => j.JoinedAt);
        var decided = (await db.Decisions.Join(db.Escalations, d => d.EscalationId, e => e.Id, (d, e) => new { e.PolicyId, d.Outcome, d.At }).ToListAsync(cancel)).ToLookup(d => d.PolicyId);
        var circles = await CirclesAsync(cancel);
        var policies = await db.Policies.OrderBy(p => p.Name).Select(p => new
        {
            p.Id,
            p.Slug,
            p.Name,
            p.ArchivedAt,
            Owner = db.People.Where(o => o.Id == p.OwnerId).Select(o => o.DisplayName).First(),
            Open = db.Escalations.Count(e => e.PolicyId == p.Id && e.Climb.IsOpen),
        }).ToListAsync(cancel);
        return
        [
            .. policies.Select(p => new PolicyLine(
                p.Id, p.Slug, p.Name, p.Owner, p.Open, joined[p.Id].Count(), ByWeek(joined[p.Id], from), decided[p.Id].MaxBy(d => d.At)?.Outcome, decided[p.Id].MaxBy(d => d.At)?.At, circles.Contains(p.Id), p.ArchivedAt is not null))
                .OrderBy(p => p.IsArchived).ThenByDescending(p => p.Open),
        ];
    }

    internal static IReadOnlyList<int> ByWeek(IEnumerable<DateTimeOffset> moments, DateTimeOffset from)
    {
        var weeks = new int[Weeks];
        foreach (var at in moments)
            weeks[Math.Clamp((int)((at - from).TotalDays / 7), 0, Weeks - 1)]++;
        return weeks;
    }

    private async Task<HashSet<Guid>> CirclesAsync(CancellationToken cancel)
    {
        var all = await db.RequirementsInUse.Select(r => new GraphRequirement(r.Id, r.PolicyId, r.StepId, r.NeedsStepId)).ToListAsync(cancel);
        var graph = new RequirementGraph(all);
        return [.. all.Where(graph.IsInCircle).Select(r => r.Policy)];
    }
}
