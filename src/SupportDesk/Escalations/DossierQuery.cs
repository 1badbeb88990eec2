using Microsoft.EntityFrameworkCore;
using SupportDesk.Chains;
using SupportDesk.Data;
using SupportDesk.People;
using SupportDesk.Policies;

namespace SupportDesk.Escalations;

/// <summary>Reads what a dossier shows, in a number of commands that does not grow with its people.</summary>
public sealed partial class DossierQuery(
    DeskDb db, DeskClock clock, ReceiptAudit audit, RequirementsQuery requirements, QuotableWords quotable, CaseMailsQuery mails)
{
    /// <summary>The most passages that the case's page shows; its print and its export hold all of them.</summary>
    public const int QuotesShown = 200;

    /// <param name="whole">All passages, for a file or for paper; else the first <see cref="QuotesShown"/>.</param>
    public async Task<Dossier> ReadAsync(SeenCase seen, StaffUser reader, bool whole, CancellationToken cancel)
    {
        var escalation = seen.Escalation;
        var receipts = await db.Receipts.AsNoTracking().Where(r => r.EscalationId == escalation.Id).OrderBy(r => r.No).ToListAsync(cancel);
        var details = await db.ReceiptDetails.Where(d => d.EscalationId == escalation.Id).ToDictionaryAsync(d => d.No, d => d.Json, cancel);
        var quotes = await QuotesAsync(escalation.Id, reader, whole ? int.MaxValue : QuotesShown + 1, cancel);
        var most = whole ? quotes.Count : QuotesShown;
        return new(
            await HeadAsync(seen, reader, cancel),
            await LadderAsync(seen, receipts, cancel),
            [.. quotes.Take(most)],
            await CrowdAsync(seen, cancel),
            await PolicyAsync(escalation, cancel),
            await requirements.OfPolicyAsync(escalation.PolicyId, cancel),
            await QuestionsAsync(escalation, reader, cancel),
            await NotesAsync(escalation, cancel),
            [.. receipts.OrderByDescending(r => r.No).Select(r => new ReceiptShown(r.No, r.Kind, r.Level, r.LevelName, r.By, r.At, r.Hash, ReceiptDetails.NumbersOf(details.GetValueOrDefault(r.No, ""))))],
            await mails.ReadAsync(seen, cancel),
            (await audit.CheckAsync(escalation.Id, cancel)).Broken,
            await DecisionsAsync(db.Escalations.Where(e => e.Id == escalation.Id), cancel),
            await DecisionsAsync(db.Escalations.Where(e => e.PolicyId == escalation.PolicyId && e.Id != escalation.Id && !db.CasesHiddenFrom(reader).Contains(e.Id)), cancel))
        {
            HasMoreQuotes = quotes.Count > most,
            Holders = await HoldersAsync(escalation, seen.Standing, cancel),
        };
    }

    private async Task<CaseHead> HeadAsync(SeenCase seen, StaffUser reader, CancellationToken cancel)
    {
        var (e, climb) = (seen.Escalation, seen.Escalation.Climb);
        var raisedBy = await db.People.Where(p => p.Id == e.RaisedById).Select(p => p.DisplayName).SingleAsync(cancel);
        var acting = Enumerable.Range(1, climb.Chain.Top).Where(no => no >= climb.Level && climb.Level > 0 && seen.Standing.At(no).Contains(reader.PersonId)).ToList();
        return new(
            e.Id, e.Number, seen.Title, e.State, raisedBy, e.RaisedAt, climb.LevelName, climb.Level, climb.IsAtTop, climb.WaitsFor, climb.AcknowledgedAt, climb.DeliveredAt, climb.OpenedAt, climb.PromisedAt, climb.OverdueSince,
            e.DecidedAt, seen.MyLevel, acting.Count > 0, acting.Aggregate(Powers.None, (powers, no) => powers | climb.Chain.At(no).Powers),
            climb.IsClockStopped, climb.ClockStops, climb.Chain.MaxQuestions);
    }

    private async Task<IReadOnlyList<Rung>> LadderAsync(SeenCase seen, List<Receipt> receipts, CancellationToken cancel)
    {
        var climb = seen.Escalation.Climb;
        var names = await NamesAsync(Enumerable.Range(1, climb.Chain.Top).SelectMany(seen.Standing.At).Distinct(), cancel);
        return [.. climb.Chain.Levels.Select((level, i) => Rung(i + 1, level.Name))];

        Rung Rung(int no, string name)
        {
            var people = seen.Standing.At(no).Select(id => names.GetValueOrDefault(id, "")).Order(StringComparer.Ordinal).ToList();
            var left = receipts.LastOrDefault(r => r.Level == no && r.Kind is ReceiptKind.Forwarded or ReceiptKind.Skipped or ReceiptKind.Undeliverable or ReceiptKind.TakenUp or ReceiptKind.TimedOut or ReceiptKind.Decided);
            return no == climb.Level && seen.Escalation.State != EscalationState.Gathering
                ? new(no, name, RungState.Now, null, climb.OpenedAt ?? climb.EnteredAt, people)
                : new(no, name, no < climb.Level ? RungState.Done : RungState.Next, no < climb.Level ? left?.Kind : null, no < climb.Level ? left?.At : null, people);
        }
    }

    private async Task<Dictionary<Guid, string>> NamesAsync(IEnumerable<Guid> people, CancellationToken cancel)
    {
        var ids = people.ToArray();
        return await db.People.Where(p => ids.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.DisplayName, cancel);
    }

    /// <summary>The policy it is about, with the words people complain of.</summary>
    public Task<PolicyShown> PolicyAsync(Escalation escalation, CancellationToken cancel) =>
        db.Policies.Where(p => p.Id == escalation.PolicyId)
            .Select(p => new PolicyShown(
                p.Name, p.Slug, escalation.StatementNo, db.Statements.Where(s => s.PolicyId == p.Id && s.No == escalation.StatementNo).Select(s => s.Text).First(), p.StatementNo,
                db.People.Where(o => o.Id == p.OwnerId).Select(o => o.DisplayName).First()))
            .SingleAsync(cancel);

    /// <summary>The notes of levels and agents, oldest first.</summary>
    public async Task<IReadOnlyList<NoteShown>> NotesAsync(Escalation escalation, CancellationToken cancel)
    {
        var notes = await db.LevelNotes.Where(n => n.EscalationId == escalation.Id).OrderBy(n => n.Id)
            .Select(n => new { n.Text, n.Level, n.At, By = db.People.Where(p => p.Id == n.ById).Select(p => p.DisplayName).First() }).ToListAsync(cancel);
        return [.. notes.Select(n => new NoteShown(n.Text, n.By, LevelName(escalation, n.Level), n.At))];
    }

    private async Task<IReadOnlyList<DecisionShown>> DecisionsAsync(IQueryable<Escalation> of, CancellationToken cancel)
    {
        var found = await db.Decisions.Join(of, d => d.EscalationId, e => e.Id, (d, e) => new { Decision = d, e.Number, e.Title, e.Climb.Chain, By = db.People.Where(p => p.Id == d.ById).Select(p => p.DisplayName).First() })
            .OrderByDescending(f => f.Decision.At).Take(20).AsNoTracking().ToListAsync(cancel);
        return
        [
            .. found.Select(f => new DecisionShown(
                f.Number, f.Title, f.Decision.No, f.Decision.Outcome, f.Decision.Statement, f.By, f.Chain.At(f.Decision.Level).Name, f.Decision.At, f.Decision.EffectiveOn,
                f.Decision.EffectAt(f.Chain, clock.Now), f.Decision.ReopenedAt, f.Decision.ReopenReason)),
        ];
    }

    private static string LevelName(Escalation escalation, int level) => level == 0 ? "" : escalation.Climb.Chain.At(level).Name;
}
