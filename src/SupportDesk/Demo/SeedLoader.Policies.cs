using Microsoft.EntityFrameworkCore;
using SupportDesk.Chains;
using SupportDesk.Data;
using SupportDesk.Events;
using SupportDesk.Policies;

namespace SupportDesk.Demo;

/// <summary>The story's policies, with every version of their words and their requirements.</summary>
public sealed partial class SeedLoader
{
    private readonly Dictionary<string, Step> steps = [];
    private readonly Dictionary<string, (Policy Policy, Chain Chain)> policies = [];

    private async Task AddPoliciesAsync(DeskDb db, IReadOnlyList<SeedStory.SeedPolicy> seeds, CancellationToken cancel)
    {
        foreach (var seed in seeds)
        {
            var chain = await db.Chains.SingleOrDefaultAsync(c => c.Name == seed.Chain, cancel)
                ?? throw new DeskException($"The seed's policy “{seed.Name}” climbs the chain “{seed.Chain}”, which the settings do not have (Escalations:Chains).");
            var by = Imported(cast[seed.Owner].Id, Capacity.Level);
            var policy = Policy.Write(seed.Slug, seed.Name, cast[seed.Owner].Id, chain.Id, seed.Statements[0].Text, by, SeedStory.Before(now, seed.Statements[0].Ago));
            foreach (var statement in seed.Statements.Skip(1))
                policy.Say(statement.Text, by, SeedStory.Before(now, statement.Ago));
            foreach (var requirement in seed.Requirements)
                policy.Require(StepNamed(db, requirement.Step), StepNamed(db, requirement.Needs), by, SeedStory.Before(now, seed.Statements[^1].Ago));
            policies[seed.Slug] = (policy, chain);
            db.Policies.Add(policy);
        }
    }

    private Step StepNamed(DeskDb db, string name)
    {
        if (!steps.TryGetValue(name, out var step))
            db.Steps.Add(steps[name] = step = Step.Named(name, now));
        return step;
    }
}
