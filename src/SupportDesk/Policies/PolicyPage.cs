using Microsoft.EntityFrameworkCore;
using SupportDesk.Chains;
using SupportDesk.Data;
using SupportDesk.Escalations;
using SupportDesk.People;

namespace SupportDesk.Policies;

/// <summary>All that a policy's page shows: its words, what it needs, what people said by numbers and what was done. No passage, no name of a requester.</summary>
/// <param name="Statements">Newest first.</param>
/// <param name="DaysToDecision">Mean of whole days from raising to the decision; null before the first.</param>
public sealed record PolicyPage(
    Guid Id, string Slug, string Name, string Owner, string Chain, IReadOnlyList<Level> Levels, IReadOnlyList<StatementShown> Statements, RequirementsDrawn Requirements,
    IReadOnlyList<BoardCard> Open, IReadOnlyList<SaidAndDone> Decisions, int Heard, int? DaysToDecision)
{
    public StatementShown Current => Statements[0];

    /// <summary>For each level who may hold it now.</summary>
    public IReadOnlyList<IReadOnlyList<NamedHolder>> Holders { get; init; } = [];

    public DateTimeOffset? ArchivedAt { get; init; }

    public Guid OwnerId { get; init; }
}

public sealed record StatementShown(int No, string Text, DateTimeOffset FromAt, string By);

/// <summary>What was said, by its title and how many said it, and what was decided.</summary>
/// <param name="After">People who came after the decision and were told it.</param>
public sealed record SaidAndDone(long Number, string Title, int People, int After, DecisionOutcome Outcome, string Statement, string Level, DateTimeOffset At, DateOnly? EffectiveOn,
    DecisionEffect Effect, DateTimeOffset? ReopenedAt, string? ReopenReason);

/// <summary>Reads a policy's page.</summary>
public sealed class PolicyPageQuery(DeskDb db, RequirementsQuery requirements, Board board, LevelNames names, DeskClock clock)
{
    /// <summary>The policy behind an address, or null.</summary>
    public async Task<PolicyPage?> FindAsync(StaffUser reader, string slug, CancellationToken cancel)
    {
        var policy = await db.Policies.Where(p => p.Slug == slug)
            .Select(p => new { p.Id, p.Slug, p.Name, p.OwnerId, p.ArchivedAt, Owner = db.People.Where(o => o.Id == p.OwnerId).Select(o => o.DisplayName).First(), Chain = db.Chains.Where(c => c.Id == p.ChainId).Select(c => c.Newest).First() })
            .SingleOrDefaultAsync(cancel);
        if (policy is null)
            return null;

        var decisions = await DecisionsAsync(reader, policy.Id, cancel);
        return new(
            policy.Id, policy.Slug, policy.Name, policy.Owner, policy.Chain.Name, policy.Chain.Levels,
            await StatementsAsync(policy.Id, cancel),
            await requirements.OfPolicyAsync(policy.Id, cancel),
            await board.OfPolicyAsync(reader, policy.Id, cancel),
            decisions,
            await db.Supporters.CountAsync(s => s.WithdrawnAt == null && db.Escalations.Any(e => e.Id == s.EscalationId && e.PolicyId == policy.Id), cancel),
            await DaysAsync(policy.Id, cancel))
        {
            Holders = await names.OfAsync(policy.Chain.Levels, [(policy.OwnerId, policy.Name)], cancel),
            ArchivedAt = policy.ArchivedAt,
            OwnerId = policy.OwnerId,
        };
    }

    private Task<List<StatementShown>> StatementsAsync(Guid policyId, CancellationToken cancel) =>
        db.Statements.Where(s => s.PolicyId == policyId).OrderByDescending(s => s.No)
            .Select(s => new StatementShown(s.No, s.Text, s.FromAt, db.People.Where(p => p.Id == s.ById).Select(p => p.DisplayName).First())).ToListAsync(cancel);

    private async Task<IReadOnlyList<SaidAndDone>> DecisionsAsync(StaffUser reader, Guid policyId, CancellationToken cancel)
    {
        var found = await db.Decisions.Join(db.Escalations.Where(e => e.PolicyId == policyId), d => d.EscalationId, e => e.Id, (d, e) => new
        {
            e.Number,
            Title = db.CasesHiddenFrom(reader).Any(id => id == e.Id) ? db.Policies.Where(p => p.Id == policyId).Select(p => p.Name).First() : e.Title,
            e.Climb.Chain,
            Decision = d,
            People = db.Behind.Count(s => s.EscalationId == e.Id),
            After = db.Supporters.Count(s => s.EscalationId == e.Id && s.CountedAt == null),
        }).OrderByDescending(f => f.Decision.At).AsNoTracking().ToListAsync(cancel);
        return
        [
            .. found.Select(f => new SaidAndDone(
                f.Number, f.Title, f.People, f.After, f.Decision.Outcome, f.Decision.Statement, f.Chain.At(f.Decision.Level).Name, f.Decision.At, f.Decision.EffectiveOn,
                f.Decision.EffectAt(f.Chain, clock.Now), f.Decision.ReopenedAt, f.Decision.ReopenReason)),
        ];
    }

    private async Task<int?> DaysAsync(Guid policyId, CancellationToken cancel)
    {
        var times = await db.Escalations.Where(e => e.PolicyId == policyId && e.DecidedAt != null).Select(e => new { e.RaisedAt, e.DecidedAt }).ToListAsync(cancel);
        return times.Count == 0 ? null : (int)Math.Round(times.Average(t => (t.DecidedAt!.Value - t.RaisedAt).TotalDays));
    }
}
