using Microsoft.EntityFrameworkCore;
using SupportDesk.Chains;
using SupportDesk.Data;
using SupportDesk.People;

namespace SupportDesk.Escalations;

/// <summary>What climbs, by the levels where it stands, and what was decided lately.</summary>
public sealed record BoardShown(IReadOnlyList<BoardColumn> Columns, IReadOnlyList<BoardCard> Decided);

/// <param name="Mine">Whether the reader stands at a level of this name now.</param>
public sealed record BoardColumn(string Name, bool Mine, IReadOnlyList<BoardCard> Cards);

/// <param name="MayOpen">Whether the dossier exists for the reader.</param>
/// <param name="PromisedAt">When the present wait is promised to end.</param>
/// <param name="RaisedAt">When the whole case began.</param>
public sealed record BoardCard(
    long Number, string Policy, string Title, EscalationState State, string Level, WaitsFor WaitsFor, DateTimeOffset? OpenedAt, DateTimeOffset? PromisedAt, bool IsOverdue, int People, DateTimeOffset RaisedAt, bool MayOpen, bool AtMine,
    DecisionOutcome? Outcome, DateTimeOffset? DecidedAt)
{
    /// <summary>Who holds the level now, by name; empty before the first level, after the end, and where nobody does.</summary>
    public IReadOnlyList<string> Holders { get; init; } = [];

    /// <summary>Nobody whom the chain names holds the top, or no mail reached them: the administrators do.</summary>
    public bool IsWithAdministrators { get; init; }

    /// <summary>Why its last decision was opened again; null where that stands, or none was made.</summary>
    public string? ReopenReason { get; init; }
}

/// <summary>Reads the board: all staff see what stands where; words are in the dossiers only.</summary>
public sealed class Board(DeskDb db, Dossiers dossiers, DeskClock clock)
{
    private const int OpenShown = 300;
    private const int DecidedShown = 20;
    private const string Gathering = "Gathering consent";

    public async Task<BoardShown> ReadAsync(StaffUser user, CancellationToken cancel)
    {
        var open = await CardsAsync(user, db.Escalations.Where(e => e.Climb.IsOpen).OrderBy(e => e.Climb.PromisedAt).Take(OpenShown), cancel);
        var decided = await CardsAsync(user, db.Escalations.Where(e => e.State == EscalationState.Decided).OrderByDescending(e => e.DecidedAt).Take(DecidedShown), cancel);
        var names = await db.Chains.AsNoTracking().OrderBy(c => c.Name).Select(c => c.Newest).ToListAsync(cancel);
        var columns = new[] { Gathering }.Concat(names.SelectMany(c => c.Levels).Select(l => l.Name)).Concat(open.Select(c => c.Level)).Distinct();
        var byLevel = open.ToLookup(c => c.Level);
        return new([.. columns.Select(name => new BoardColumn(name, byLevel[name].Any(c => c.AtMine), [.. byLevel[name].OrderByDescending(c => c.IsOverdue).ThenBy(c => c.PromisedAt)]))], decided);
    }

    /// <summary>What is open on one policy.</summary>
    public async Task<IReadOnlyList<BoardCard>> OfPolicyAsync(StaffUser user, Guid policyId, CancellationToken cancel) =>
        await CardsAsync(user, db.Escalations.Where(e => e.PolicyId == policyId && e.Climb.IsOpen).OrderBy(e => e.Number), cancel);

    /// <summary>One case as everybody on the desk sees it; null where there is no such case for them.</summary>
    public async Task<BoardCard?> FindAsync(StaffUser user, long number, CancellationToken cancel) =>
        user.May(Permission.Escalations) ? (await CardsAsync(user, db.Escalations.Where(e => e.Number == number), cancel)).SingleOrDefault() : null;

    private async Task<List<BoardCard>> CardsAsync(StaffUser user, IQueryable<Escalation> of, CancellationToken cancel)
    {
        var found = await of.AsNoTracking().Select(e => new
        {
            Case = e,
            Policy = db.Policies.Where(p => p.Id == e.PolicyId).Select(p => p.Name).First(),
            Outcome = db.Decisions.Where(d => d.EscalationId == e.Id && d.No == e.DecisionCount).Select(d => (DecisionOutcome?)d.Outcome).FirstOrDefault(),
            Reopened = db.Decisions.Where(d => d.EscalationId == e.Id && d.No == e.DecisionCount).Select(d => d.ReopenReason).FirstOrDefault(),
            ByTicket = dossiers.ByTicket(user).Any(id => id == e.Id),
            IsPrivate = db.CasesHiddenFrom(user).Any(id => id == e.Id),
        }).ToListAsync(cancel);
        var who = new WhoStands(db, clock.Now);
        var voices = await who.VoicesAsync([.. found.Select(f => f.Case.Id)], cancel);
        var standings = new Dictionary<Guid, Standing>();
        foreach (var f in found)
            standings[f.Case.Id] = await who.ForAsync(f.Case, voices.GetValueOrDefault(f.Case.Id, Voices.None), cancel);
        var names = await NamesAsync(found.SelectMany(f => HoldersOf(f.Case, standings[f.Case.Id])), cancel);
        var isAdministrator = user.Roles.Contains(Role.Administrator);
        var cards = found.Select(f => (f.Case.Id, f.IsPrivate, Card: Card(f.Case, f.Policy, f.Outcome, f.ByTicket || f.Case.RaisedById == user.PersonId || isAdministrator, standings[f.Case.Id], user.PersonId, names) with { ReopenReason = f.Reopened }))
            .Where(c => c.Card.MayOpen || !c.IsPrivate).ToList();
        var titles = await new CaseTitles(db).ReadUntitledAsync([.. cards.Where(c => c.Card.MayOpen && c.Card.Title == c.Card.Policy).Select(c => c.Id)], cancel);
        return [.. cards.Select(c => titles.TryGetValue(c.Id, out var title) ? c.Card with { Title = title } : c.Card)];
    }

    private static IEnumerable<Guid> HoldersOf(Escalation e, Standing standing) => e.State == EscalationState.Climbing ? standing.At(e.Climb.Level) : [];

    private Task<Dictionary<Guid, string>> NamesAsync(IEnumerable<Guid> people, CancellationToken cancel)
    {
        var ids = people.Distinct().ToArray();
        return db.People.Where(p => ids.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.DisplayName, cancel);
    }

    private BoardCard Card(Escalation e, string policy, DecisionOutcome? outcome, bool mayOpen, Standing standing, Guid person, Dictionary<Guid, string> names) => new(
        e.Number, policy, e.Title, e.State, e.State == EscalationState.Gathering ? Gathering : e.Climb.LevelName, e.Climb.WaitsFor, e.Climb.OpenedAt, e.Climb.PromisedAt,
        e.Climb.OverdueSince is not null || (e.State == EscalationState.Climbing && !e.Climb.IsClockStopped && e.Climb.PromisedAt < clock.Now), standing.Voices.All, e.RaisedAt, mayOpen || standing.LevelOf(person, 1) is not null,
        e.State == EscalationState.Climbing && standing.At(e.Climb.Level).Contains(person), outcome, e.DecidedAt)
    {
        Holders = [.. HoldersOf(e, standing).Select(id => names.GetValueOrDefault(id, "")).Order(StringComparer.Ordinal)],
        IsWithAdministrators = e.State == EscalationState.Climbing && e.Climb.IsAtTop && (e.Climb.FellToAdministrators || standing.Levels[^1].Count == 0),
    };
}
