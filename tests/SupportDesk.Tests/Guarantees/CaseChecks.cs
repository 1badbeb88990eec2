using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SupportDesk.Chains;
using SupportDesk.Data;
using SupportDesk.Escalations;
using SupportDesk.Mail;
using SupportDesk.Tests.Escalations;
using SupportDesk.Tests.Races;

namespace SupportDesk.Tests.Guarantees;

/// <summary>
/// The guarantees 1 to 5 and 7 of a case, asked of the rows of a whole database at once, once its sweep has run and its decisions were
/// told. Each message names the guarantee that is broken; <see cref="CaseMutationTests"/> shows that each check notices its fault.
/// </summary>
sealed class CaseChecks(CaseDesk desk)
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>What a case is called in a failure, by its policy.</summary>
    public Func<Guid, string> NameOf { get; init; } = _ => "the case";

    /// <summary>The version of the chain with which a case was raised; null where that is not known.</summary>
    public Func<Guid, int?> ChainOf { get; init; } = _ => 1;

    /// <summary>The highest level that a person may hold, as a deputy too, in cases on a policy.</summary>
    public required Func<Guid, Guid, int> HighestLevelOf { get; init; }

    public async Task HoldAsync()
    {
        await using var db = desk.Database.Open();
        var supporters = (await db.Supporters.AsNoTracking().ToListAsync(Stop)).ToLookup(s => s.EscalationId);
        var decisions = (await db.Decisions.AsNoTracking().ToListAsync(Stop)).ToLookup(d => d.EscalationId);
        var receipts = (await db.Receipts.AsNoTracking().OrderBy(r => r.No).ToListAsync(Stop)).ToLookup(r => r.EscalationId);
        var actors = await db.ReceiptDetails
            .Where(d => d.ActorId != null).ToDictionaryAsync(d => (d.EscalationId, d.No), d => d.ActorId!.Value, Stop);
        var mails = (await db.Outbox.AsNoTracking().Where(m => m.Kind == MailKind.Decision)
            .Select(m => new { m.ObjectId, m.PartNo, m.PersonId }).ToListAsync(Stop))
            .ToLookup(m => m.ObjectId, m => (m.PartNo, m.PersonId));
        var who = new WhoStands(db, desk.Now);
        foreach (var policy in (await db.Escalations.AsNoTracking().ToListAsync(Stop)).GroupBy(e => e.PolicyId))
        {
            var name = NameOf(policy.Key);
            policy.Count(e => e.Climb.IsOpen).ShouldBeLessThanOrEqualTo(1, $"{name}: two open cases");
            foreach (var row in policy)
            {
                await PositionHoldsAsync(name, row, who);
                SupportersHold(name, row, [.. supporters[row.Id]], [.. mails[row.Id]]);
                var left = receipts[row.Id].ToList();
                ReceiptsHold(name, row, left, [.. decisions[row.Id]]);
                ActsHold(name, row, left, no => actors.TryGetValue((row.Id, no), out var actor) ? actor : null);
                LatenessHolds(name, row, left);
            }
        }

        await ChainsHoldAsync(db);
    }

    async Task PositionHoldsAsync(string name, Escalation row, WhoStands who)
    {
        if (row.State == EscalationState.Climbing)
            (await who.ForAsync(row, Voices.None, Stop)).AnyoneAt(row.Climb.Level).ShouldBeTrue($"{name}: guarantee 1, nobody can act");
        (row.Climb.DueAt is null && row.Climb.IsOpen).ShouldBeFalse($"{name}: guarantee 2, nothing is due");
        if (ChainOf(row.Id) is { } raisedWith)
            row.Climb.ChainNo.ShouldBe(raisedWith, $"{name}: guarantee 7, the chain changed under a case on its way");
    }

    // Guarantee 3: one receipt for each hop, numbered without a gap.
    static void ReceiptsHold(string name, Escalation row, List<Receipt> receipts, List<Decision> decisions)
    {
        receipts.Select(r => r.No).ShouldBe(Enumerable.Range(1, row.ReceiptCount), $"{name}: guarantee 3, receipts");
        decisions.Select(d => d.No).Order().ShouldBe(Enumerable.Range(1, row.DecisionCount), $"{name}: guarantee 3, decisions");
        int Count(ReceiptKind kind) => receipts.Count(r => r.Kind == kind);
        Count(ReceiptKind.Raised).ShouldBe(1, $"{name}: guarantee 3, raised");
        Count(ReceiptKind.Decided).ShouldBe(row.DecisionCount, $"{name}: guarantee 3, decided");
        Count(ReceiptKind.Told).ShouldBeLessThanOrEqualTo(row.DecisionCount, $"{name}: guarantee 3, told");
        Count(ReceiptKind.Reopened).ShouldBe(decisions.Count(d => d.ReopenedAt is not null), $"{name}: guarantee 3, reopened");
        Count(ReceiptKind.Withdrawn).ShouldBe(row.State == EscalationState.Withdrawn ? 1 : 0, $"{name}: guarantee 3, withdrawn");
        Count(ReceiptKind.Effective).ShouldBeLessThanOrEqualTo(row.DecisionCount, $"{name}: guarantee 3, effective");
    }

    void ActsHold(string name, Escalation row, List<Receipt> receipts, Func<int, Guid?> actorOf)
    {
        foreach (var receipt in receipts.Where(r => r.By.StartsWith("level", StringComparison.Ordinal)))
        {
            if (actorOf(receipt.No) is { } actor)
                HighestLevelOf(row.PolicyId, actor)
                    .ShouldBeGreaterThanOrEqualTo(receipt.Level, $"{name}: guarantee 4, receipt {receipt.No} is of somebody below");
        }
    }

    // What ran out at a level stays overdue until a hop or a decision.
    static void LatenessHolds(string name, Escalation row, List<Receipt> receipts)
    {
        var late = receipts.FindLastIndex(r => r.Kind == ReceiptKind.TimedOut);
        if (row.State != EscalationState.Climbing || late < 0 || receipts[late].Level != row.Climb.Level
            || receipts.Skip(late + 1).Any(EndsLateness))
            return;

        (row.Climb.OverdueSince is not null || row.Climb.ClockStops > 0)
            .ShouldBeTrue($"{name}: a level that ran out of time is overdue no longer");
    }

    static bool EndsLateness(Receipt receipt) =>
        receipt.Kind is ReceiptKind.Forwarded or ReceiptKind.Skipped or ReceiptKind.Undeliverable or ReceiptKind.TakenUp
        or ReceiptKind.TimedOut or ReceiptKind.Decided or ReceiptKind.Reopened or ReceiptKind.Withdrawn;

    // Nobody is lost, and guarantee 5: everybody hears each decision, once.
    static void SupportersHold(string name, Escalation row, List<Supporter> supporters, List<(int? No, Guid Person)> mails)
    {
        var behind = supporters.Where(s => s is { WithdrawnAt: null, CountedAt: not null }).ToList();
        if (row.State == EscalationState.Withdrawn)
            behind.ShouldBeEmpty($"{name}: somebody stands behind a case that ended for want of people");
        if (row.Climb.IsOpen && row.DecisionCount == 0)
            behind.ShouldNotBeEmpty($"{name}: a case goes on with nobody behind it");
        if (row.State == EscalationState.Gathering)
            behind.ShouldContain(s => s.Consent == Consent.None, $"{name}: a gathering waits for nobody");
        mails.ShouldBeUnique($"{name}: guarantee 5, a decision was told twice");
        foreach (var supporter in supporters.Where(s => s.CountedAt is not null))
        {
            for (var no = supporter.JoinedAfterDecision + 1; no <= (supporter.LeftAfterDecision ?? row.DecisionCount); no++)
                mails.ShouldContain((no, supporter.PersonId), $"{name}: guarantee 5, decision {no} was not told to somebody behind it");
        }

        foreach (var late in supporters.Where(s => s.CountedAt is null))
            mails.ShouldContain(m => m.Person == late.PersonId,
                $"{name}: guarantee 5, somebody who came after the decision was not told it");
    }

    async Task ChainsHoldAsync(DeskDb db)
    {
        await foreach (var audited in new ReceiptAudit(db, desk.Database.Services.GetRequiredService<KeyRing>()).RunAsync(Stop))
            audited.Broken.ShouldBeNull($"guarantee 3, E-{audited.Number}");
    }

    /// <summary>Each event has its own version of its root: two with the same one mean that a stale save slipped through.</summary>
    public static async Task NothingWasSavedOverAsync(CaseDesk desk) =>
        (await desk.ReadAsync(db => db.Events.Where(e => e.ObjectVersion > 0)
        .GroupBy(e => new { e.ObjectKind, e.ObjectId, e.ObjectVersion }).Where(g => g.Count() > 1)
        .Select(g => $"{g.Key.ObjectKind} {g.Key.ObjectId} {g.Key.ObjectVersion}").ToListAsync(Stop)))
            .ShouldBeEmpty("two acts changed the same version of a root");
}
