using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;

namespace SupportDesk.Policies;

/// <summary>A catch-22 that a ticket is about.</summary>
/// <param name="Steps">In order: each needs the next, the last needs the first.</param>
public sealed record CatchHint(IReadOnlyList<string> Steps, string PolicySlug);

/// <summary>Whether what somebody complains about can't be satisfied at all.</summary>
public sealed class CatchHints(DeskDb db)
{
    /// <summary>The circle in which one of these policies stands, or null.</summary>
    public async Task<CatchHint?> FindAsync(IReadOnlyList<string> policySlugs, CancellationToken cancel)
    {
        if (policySlugs.Count == 0)
            return null;

        var policies = await db.Policies.Where(p => policySlugs.Contains(p.Slug)).ToDictionaryAsync(p => p.Id, p => p.Slug, cancel);
        var all = await db.RequirementsInUse.OrderBy(r => r.Id).Select(r => new GraphRequirement(r.Id, r.PolicyId, r.StepId, r.NeedsStepId)).ToListAsync(cancel);
        if (new RequirementGraph(all).CatchTwentyTwos().FirstOrDefault(c => c.Circle.Any(r => policies.ContainsKey(r.Policy))) is not { } found)
            return null;

        var steps = found.Circle.Select(r => r.Step).ToArray();
        var names = await db.Steps.Where(s => steps.Contains(s.Id)).ToDictionaryAsync(s => s.Id, s => s.Name, cancel);
        return new([.. steps.Select(id => names[id])], policies[found.Circle.First(r => policies.ContainsKey(r.Policy)).Policy]);
    }
}
