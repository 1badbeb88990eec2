using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;

namespace SupportDesk.Policies;

/// <summary>The part of the desk's requirements around one policy, by the names of the steps.</summary>
public sealed record RequirementsDrawn(IReadOnlyList<string> Steps, IReadOnlyList<RequirementDrawn> Requirements)
{
    public bool HasCircle => Requirements.Any(r => r.InCircle);

    /// <summary>The one to drop with the least change, where there is a catch-22.</summary>
    public RequirementDrawn? Cheapest => Requirements.FirstOrDefault(r => r.Cheapest);
}

/// <param name="Policy">The policy that says so.</param>
public sealed record RequirementDrawn(Guid Id, string Step, string Needs, string Policy, string PolicySlug, bool InCircle, bool Cheapest, bool IsOwn);

/// <summary>Reads the requirements around a policy from the graph of all.</summary>
public sealed class RequirementsQuery(DeskDb db)
{
    public async Task<RequirementsDrawn> OfPolicyAsync(Guid policyId, CancellationToken cancel)
    {
        var all = await db.Requirements.Where(r => r.PolicyId == policyId || db.RequirementsInUse.Contains(r)).OrderBy(r => r.Id).Select(r => new GraphRequirement(r.Id, r.PolicyId, r.StepId, r.NeedsStepId)).ToListAsync(cancel);
        var own = all.Where(r => r.Policy == policyId).ToList();
        if (own.Count == 0)
            return new([], []);

        var graph = new RequirementGraph(all);
        var shown = graph.Around(own.SelectMany(r => new[] { r.Step, r.Needs }));
        var cheapest = graph.CatchTwentyTwos().Select(c => c.Cheapest.Id).ToHashSet();
        var steps = await db.Steps.ToDictionaryAsync(s => s.Id, s => s.Name, cancel);
        var policies = await db.Policies.Select(p => new { p.Id, p.Name, p.Slug }).ToDictionaryAsync(p => p.Id, cancel);
        return new(
            [.. shown.SelectMany(r => new[] { r.Step, r.Needs }).Distinct().Select(id => steps[id])],
            [.. shown.Select(r => new RequirementDrawn(r.Id, steps[r.Step], steps[r.Needs], policies[r.Policy].Name, policies[r.Policy].Slug, graph.IsInCircle(r), cheapest.Contains(r.Id), r.Policy == policyId))]);
    }
}
