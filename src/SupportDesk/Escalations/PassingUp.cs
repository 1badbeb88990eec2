using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using SupportDesk.Chains;
using SupportDesk.Data;
using SupportDesk.Threads;

namespace SupportDesk.Escalations;

/// <summary>What the page "Pass up to policy" offers for one ticket.</summary>
public sealed record PassingUpShown(IReadOnlyList<PolicyChoice> Policies, IReadOnlyList<PostChoice> Posts);

/// <summary>A policy that a complaint can be passed up to, with what stands open or was decided on it not long ago.</summary>
public sealed record PolicyChoice(Guid Id, string Name, string Statement, string Chain, IReadOnlyList<Level> Levels, string ConsentWithin, OpenCase? Open, RecentDecision? Decided);

/// <param name="Joined">The requester stands behind it already.</param>
public sealed record OpenCase(Guid Id, long Number, string Level, int People, bool Joined);

public sealed record RecentDecision(long Number, DecisionOutcome Outcome, string Statement, string By, DateTimeOffset At);

/// <summary>A post of the requester's, in paragraphs to pick from.</summary>
public sealed record PostChoice(Guid Id, int Position, string Author, DateTimeOffset At, IReadOnlyList<string> Paragraphs);

/// <summary>Reads what can be passed up from a ticket, and to where.</summary>
public sealed class PassingUp(DeskDb db, DeskClock clock, IOptions<EscalationOptions> options, QuotableWords quotable)
{
    private const int ParagraphAtLeast = 12;

    public async Task<PassingUpShown> ReadAsync(Guid ticketId, Guid requesterId, CancellationToken cancel) =>
        new(await PoliciesAsync(requesterId, cancel), await PostsAsync(ticketId, requesterId, cancel));

    /// <summary>What is proposed to be left out of each of a person's texts.</summary>
    public Task<IReadOnlyList<IReadOnlyList<Redaction.Proposal>>> ProposeAsync(Guid personId, IEnumerable<string> texts, CancellationToken cancel) => quotable.ProposeAsync(personId, texts, cancel);

    private async Task<IReadOnlyList<PolicyChoice>> PoliciesAsync(Guid requesterId, CancellationToken cancel)
    {
        var policies = await db.Policies.OrderBy(p => p.Name).Select(p => new
        {
            p.Id,
            p.Name,
            p.ArchivedAt,
            Statement = db.Statements.Where(s => s.PolicyId == p.Id && s.No == p.StatementNo).Select(s => s.Text).First(),
            Chain = db.Chains.Where(c => c.Id == p.ChainId).Select(c => c.Newest).First(),
        }).ToListAsync(cancel);
        var open = await OpenAsync(requesterId, cancel);
        var decided = await DecidedAsync(cancel);
        return
        [
            // An archived one is shown while an open case can be joined, or a new decision told.
            .. policies.Where(p => p.ArchivedAt is null || open.ContainsKey(p.Id) || decided.ContainsKey(p.Id)).Select(p => new PolicyChoice(p.Id, p.Name, p.Statement, p.Chain.Name, p.Chain.Levels, p.Chain.Times.Consent.ToString(), open.GetValueOrDefault(p.Id), decided.GetValueOrDefault(p.Id)))
                .OrderByDescending(p => p.Open is not null).ThenByDescending(p => p.Decided is not null),
        ];
    }

    /// <summary>A policy's name and the newest decision on it within the rest days; null if there is no such policy.</summary>
    public async Task<(string Policy, RecentDecision? Decided)?> DecidedAsync(Guid policyId, CancellationToken cancel)
    {
        var name = await db.Policies.Where(p => p.Id == policyId).Select(p => p.Name).SingleOrDefaultAsync(cancel);
        return name is null ? null : (name, (await DecidedAsync(cancel)).GetValueOrDefault(policyId));
    }

    private async Task<Dictionary<Guid, OpenCase>> OpenAsync(Guid requesterId, CancellationToken cancel)
    {
        var open = await db.Escalations.AsNoTracking().Where(e => e.Climb.IsOpen).OrderBy(e => e.Number).Select(e => new
        {
            Case = e,
            People = db.Behind.Count(s => s.EscalationId == e.Id),
            Joined = db.Supporters.Any(s => s.EscalationId == e.Id && s.PersonId == requesterId),
        }).ToListAsync(cancel);
        return open.GroupBy(o => o.Case.PolicyId).ToDictionary(g => g.Key, g => g.Select(o => new OpenCase(o.Case.Id, o.Case.Number, o.Case.Climb.LevelName, o.People, o.Joined)).First());
    }

    private async Task<Dictionary<Guid, RecentDecision>> DecidedAsync(CancellationToken cancel)
    {
        var since = clock.Now.AddDays(-options.Value.RestDays);
        var decided = await db.Escalations.Where(e => e.State == EscalationState.Decided && e.DecidedAt >= since)
            .Join(db.Decisions, e => new { EscalationId = e.Id, No = e.DecisionCount }, d => new { d.EscalationId, d.No }, (e, d) => new { e.PolicyId, e.Number, e.Climb.Chain, Decision = d })
            .AsNoTracking().ToListAsync(cancel);
        return decided.GroupBy(d => d.PolicyId).ToDictionary(g => g.Key, g => g.MaxBy(d => d.Decision.At)! is var d
            ? new RecentDecision(d.Number, d.Decision.Outcome, d.Decision.Statement, d.Chain.At(d.Decision.Level).Name, d.Decision.At) : null!);
    }

    private async Task<IReadOnlyList<PostChoice>> PostsAsync(Guid ticketId, Guid requesterId, CancellationToken cancel)
    {
        var thread = await db.Tickets.Where(t => t.Id == ticketId).Select(t => t.ThreadId).SingleAsync(cancel);
        var posts = await db.PublicPostsByAsync(thread, requesterId, cancel);
        return [.. posts.Select(p => new PostChoice(p.Id, p.Position, p.AuthorName, p.At, Paragraphs(p.Text)))];
    }

    /// <summary>A post's paragraphs, greetings and the like left out.</summary>
    public static IReadOnlyList<string> Paragraphs(string text)
    {
        var all = text.ReplaceLineEndings("\n").Split("\n\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var worth = all.Where(p => p.Length >= ParagraphAtLeast).ToList();
        return worth.Count > 0 ? worth : all;
    }
}
