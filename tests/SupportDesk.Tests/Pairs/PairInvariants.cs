using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SupportDesk.Chains;
using SupportDesk.Data;
using SupportDesk.Escalations;
using SupportDesk.Mail;
using SupportDesk.People;
using SupportDesk.Tests.Escalations;
using SupportDesk.Tests.Races;
using SupportDesk.Tickets;

namespace SupportDesk.Tests.Pairs;

/// <summary>What holds after every pair: asked of the whole database at once, since each pair had a scene of its own.</summary>
static class PairInvariants
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Each event has its own version of its root: two with the same one mean that a stale save slipped through.</summary>
    public static async Task NothingWasSavedOverAsync(CaseDesk desk) => (await desk.ReadAsync(db =>
        db.Events.Where(e => e.ObjectVersion > 0).GroupBy(e => new { e.ObjectKind, e.ObjectId, e.ObjectVersion }).Where(g => g.Count() > 1).Select(g => $"{g.Key.ObjectKind} {g.Key.ObjectId} {g.Key.ObjectVersion}").ToListAsync(Stop)))
        .ShouldBeEmpty("two acts changed the same version of a root");

    /// <summary>Guarantees 1 to 5 and 7 of product.md.</summary>
    public static async Task CasesHoldAsync(CaseDesk desk, IReadOnlyList<(string Pair, CaseScene Scene)> tried)
    {
        await using var db = desk.Database.Open();
        var pairs = tried.ToDictionary(t => t.Scene.PolicyId, t => t.Pair);
        var first = tried.Select(t => t.Scene.CaseId).ToHashSet();
        var supporters = (await db.Supporters.AsNoTracking().ToListAsync(Stop)).ToLookup(s => s.EscalationId);
        var decisions = (await db.Decisions.AsNoTracking().ToListAsync(Stop)).ToLookup(d => d.EscalationId);
        var receipts = (await db.Receipts.AsNoTracking().ToListAsync(Stop)).ToLookup(r => r.EscalationId);
        var mails = (await db.Outbox.AsNoTracking().Where(m => m.Kind == MailKind.Decision).Select(m => new { m.ObjectId, m.PartNo, m.PersonId }).ToListAsync(Stop)).ToLookup(m => m.ObjectId, m => (m.PartNo, m.PersonId));
        var who = new WhoStands(db, desk.Now);
        foreach (var policy in (await db.Escalations.AsNoTracking().ToListAsync(Stop)).GroupBy(e => e.PolicyId))
        {
            var pair = pairs[policy.Key];
            policy.Count(e => e.Climb.IsOpen).ShouldBeLessThanOrEqualTo(1, $"{pair}: two open cases");
            foreach (var row in policy)
            {
                if (row.State == EscalationState.Climbing)
                    (await who.ForAsync(row, Voices.None, Stop)).AnyoneAt(row.Climb.Level).ShouldBeTrue($"{pair}: guarantee 1, nobody can act");
                (row.Climb.DueAt is null && row.Climb.IsOpen).ShouldBeFalse($"{pair}: guarantee 2, nothing is due");
                if (first.Contains(row.Id))
                    row.Climb.ChainNo.ShouldBe(1, $"{pair}: guarantee 7, the chain changed under a case on its way");
                ReceiptsHold(pair, row, [.. receipts[row.Id]], [.. decisions[row.Id]]);
                SupportersHold(pair, row, [.. supporters[row.Id]], [.. mails[row.Id]]);
            }
        }

        await ChainsHoldAsync(desk);
    }

    // Guarantee 3: one receipt for each hop, numbered without a gap.
    static void ReceiptsHold(string pair, Escalation row, List<Receipt> receipts, List<Decision> decisions)
    {
        receipts.Select(r => r.No).Order().ShouldBe(Enumerable.Range(1, row.ReceiptCount), $"{pair}: receipts");
        decisions.Select(d => d.No).Order().ShouldBe(Enumerable.Range(1, row.DecisionCount), $"{pair}: decisions");
        int Count(ReceiptKind kind) => receipts.Count(r => r.Kind == kind);
        Count(ReceiptKind.Raised).ShouldBe(1, pair);
        Count(ReceiptKind.Decided).ShouldBe(row.DecisionCount, $"{pair}: decided");
        Count(ReceiptKind.Told).ShouldBeLessThanOrEqualTo(row.DecisionCount, $"{pair}: told");
        Count(ReceiptKind.Reopened).ShouldBe(decisions.Count(d => d.ReopenedAt is not null), $"{pair}: reopened");
        Count(ReceiptKind.Withdrawn).ShouldBe(row.State == EscalationState.Withdrawn ? 1 : 0, $"{pair}: withdrawn");
        Count(ReceiptKind.Effective).ShouldBeLessThanOrEqualTo(row.DecisionCount, $"{pair}: effective");
    }

    // Nobody is lost, and guarantee 5: everybody hears each decision, once.
    static void SupportersHold(string pair, Escalation row, List<Supporter> supporters, List<(int? No, Guid Person)> mails)
    {
        var behind = supporters.Where(s => s is { WithdrawnAt: null, CountedAt: not null }).ToList();
        if (row.State == EscalationState.Withdrawn)
            behind.ShouldBeEmpty($"{pair}: somebody stands behind a case that ended for want of people");
        if (row.Climb.IsOpen && row.DecisionCount == 0)
            behind.ShouldNotBeEmpty($"{pair}: a case goes on with nobody behind it");
        if (row.State == EscalationState.Gathering)
            behind.ShouldContain(s => s.Consent == Consent.None, $"{pair}: a gathering waits for nobody");
        mails.ShouldBeUnique($"{pair}: a decision was told twice");
        foreach (var supporter in supporters.Where(s => s.CountedAt is not null))
        {
            for (var no = supporter.JoinedAfterDecision + 1; no <= (supporter.LeftAfterDecision ?? row.DecisionCount); no++)
                mails.ShouldContain((no, supporter.PersonId), $"{pair}: decision {no} was not told to somebody behind it");
        }

        foreach (var late in supporters.Where(s => s.CountedAt is null))
            mails.ShouldContain(m => m.Person == late.PersonId, $"{pair}: somebody who came after the decision was not told it");
    }

    static async Task ChainsHoldAsync(CaseDesk desk)
    {
        await using var db = desk.Database.Open();
        await foreach (var audited in new ReceiptAudit(db, desk.Database.Services.GetRequiredService<KeyRing>()).RunAsync(Stop))
            audited.Broken.ShouldBeNull($"E-{audited.Number}");
    }

    public static async Task TicketsHoldAsync(CaseDesk desk, IReadOnlyList<(string Pair, TicketScene Scene)> tried)
    {
        await using var db = desk.Database.Open();
        var tickets = await db.Tickets.AsNoTracking().Include(t => t.Thread).ToDictionaryAsync(t => t.Id, Stop);
        var posts = (await db.Posts.AsNoTracking().ToListAsync(Stop)).ToLookup(p => p.ThreadId);
        foreach (var (pair, scene) in tried)
        {
            var ticket = tickets[scene.Ticket.Id];
            posts[ticket.ThreadId].Count().ShouldBe(ticket.Thread.PostCount, $"{pair}: posts");
            posts[ticket.ThreadId].Max(p => p.Position).ShouldBeLessThan(ticket.Thread.NextPosition, $"{pair}: positions");
            ticket.IsLive.ShouldBe(ticket.Status is TicketStatus.New or TicketStatus.Open or TicketStatus.Pending or TicketStatus.OnHold, $"{pair}: live");
            (ticket.DueAt is null).ShouldBe(ticket.DueFor == TicketDue.Nothing, $"{pair}: due");
            if (ticket.Status == TicketStatus.Solved)
                ticket.Outcome.ShouldNotBeNull($"{pair}: solved without an outcome");
        }
    }

    public static async Task PeopleHoldAsync(CaseDesk desk)
    {
        await using var db = desk.Database.Open();
        (await db.Users.CountAsync(u => u.DeactivatedAt == null && db.AccountRoles.Any(r => r.AccountId == u.Id && r.Role == Role.Administrator), Stop)).ShouldBeGreaterThan(0);
        (await db.MailAddresses.GroupBy(a => a.AddressKey).CountAsync(g => g.Count() > 1, Stop)).ShouldBe(0);
    }
}
