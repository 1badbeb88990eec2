using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SupportDesk.Chains;
using SupportDesk.Data;
using SupportDesk.Mail;
using SupportDesk.Tickets;

namespace SupportDesk.Escalations;

/// <summary>What a requester sees of their request: its ticket and the cases in which they stand. Never another supporter's words, never a note.</summary>
public sealed record Tracked(Guid PersonId, string Name, string Language, ReaderZone Zone, TrackedTicket? Ticket, IReadOnlyList<TrackedCase> Cases);

public sealed record TrackedTicket(Guid Id, long Number, string Subject, string? Team, TicketStatus Status, DateTimeOffset OpenedAt, DateTimeOffset? FirstReplyAt);

/// <summary>One receipt as a step of the way.</summary>
/// <param name="To">The name of the level it moved to, where it moved.</param>
/// <param name="People">How many were told, of a decision; null where nobody counted them.</param>
/// <param name="ByStaff">No supporter did it.</param>
public sealed record TrackedStep(int No, ReceiptKind Kind, DateTimeOffset At, string Level, string? To, bool Waited, int? People, bool ByStaff);

/// <param name="Asked">Their own mail asked to pass it on.</param>
/// <param name="LinkSent">The fresh link that is on its way to them or unused; null where there is none.</param>
/// <param name="LinkGoesTo">Their address, so masked that they know it and nobody else learns it.</param>
/// <param name="CameAfter">They came after the decision and were told it: not counted among those behind it.</param>
/// <param name="People">How many stand behind it, this person included.</param>
/// <param name="LostMails">When mail of ours to this person did not arrive.</param>
/// <param name="Above">Names of the levels above the present one.</param>
public sealed record TrackedCase(
    Guid SupporterId, long Number, string Policy, EscalationState State, Consent Consent, bool Asked, DateTimeOffset? LinkSent, string LinkGoesTo, Follow Follow, bool Left, bool CameAfter, int People, IReadOnlyList<TrackedStep> Steps,
    string Level, bool IsDelivered, DateTimeOffset RaisedAt, DateTimeOffset? DecidedAt, DateTimeOffset? PromisedAt, bool MovesOn, IReadOnlyList<string> Above, string Head, IReadOnlyList<string> Passages, string? Question,
    IReadOnlyList<TrackedDecision> Decisions, IReadOnlyList<DateTimeOffset> LostMails)
{
    /// <summary>Words of theirs may be shown to those who decide.</summary>
    public bool IsQuoted => !Left && !CameAfter && Consent is Consent.Named or Consent.Anonymous;

    public bool IsOpen => State is EscalationState.Gathering or EscalationState.Climbing;
}

public sealed record TrackedDecision(
    int No, DecisionOutcome Outcome, string Statement, string Level, DateTimeOffset At, DateOnly? EffectiveOn, DecisionEffect Effect, DateTimeOffset? ReopenedAt, string? ReopenReason);

/// <summary>Finds what a tracking link shows.</summary>
public sealed class Tracker(DeskDb db, DeskClock clock, QuotableWords quotable, ReaderZones zones)
{
    /// <summary>How long a fresh link works, in real time.</summary>
    public static readonly TimeSpan FreshLinkFor = TimeSpan.FromDays(3);

    private const int MostMerges = 10;

    /// <summary>The link behind a token, of one of the given purposes; null where there is none or its time is over.</summary>
    public Task<Link?> FindLinkAsync(string token, LinkPurpose purpose, CancellationToken cancel)
    {
        var (hash, now) = (Link.Hash(token), clock.RealNow);
        return db.Links.SingleOrDefaultAsync(l => l.TokenHash == hash && l.Purpose == purpose && l.ExpiresAt > now, cancel);
    }

    /// <summary>The tracker link behind a token, also after its end: an old mail may be unsubscribed from too. Null where there is none.</summary>
    public Task<Link?> FindUnsubscribingAsync(string token, CancellationToken cancel)
    {
        var hash = Link.Hash(token);
        return db.Links.SingleOrDefaultAsync(l => l.TokenHash == hash && l.Purpose == LinkPurpose.Track, cancel);
    }

    /// <summary>What the holder of a link to a ticket or an escalation may see.</summary>
    public async Task<Tracked?> ShowAsync(Link link, CancellationToken cancel)
    {
        var person = await db.People.AsNoTracking().SingleOrDefaultAsync(p => p.Id == link.PersonId, cancel);
        if (person is not { ErasedAt: null })
            return null;

        var objectId = await FollowAsync(link.ObjectId, link.PersonId, cancel);
        var supporters = await db.Supporters.AsNoTracking().Where(s => s.PersonId == link.PersonId && (s.EscalationId == objectId || s.TicketId == objectId)).OrderBy(s => s.JoinedAt).ToListAsync(cancel);
        var ticketId = supporters.Select(s => s.TicketId).FirstOrDefault(t => t is not null) ?? objectId;
        var ticket = await db.Tickets.Where(t => t.Id == ticketId && db.Participants.Any(p => p.TicketId == t.Id && p.PersonId == link.PersonId))
            .Select(t => new TrackedTicket(t.Id, t.Number, t.Subject, db.Teams.Where(x => x.Id == t.TeamId).Select(x => x.Name).FirstOrDefault(), t.Status, t.OpenedAt, t.FirstReplyAt)).SingleOrDefaultAsync(cancel);
        if (ticket is null && supporters.Count == 0)
            return null;

        var cases = new List<TrackedCase>();
        foreach (var supporter in supporters)
            cases.Add(await ShowAsync(supporter, cancel));
        return new(person.Id, person.DisplayName, person.Language ?? "en", await zones.FindAsync(db, link.PersonId, ticket?.Id ?? objectId, cancel), ticket, cases);
    }

    // What was merged is shown where it went, to whoever takes part there.
    private async Task<Guid> FollowAsync(Guid objectId, Guid personId, CancellationToken cancel)
    {
        for (var hop = 0; hop < MostMerges; hop++)
        {
            if (await db.Tickets.Where(t => t.Id == objectId).Select(t => t.MergedIntoId).SingleOrDefaultAsync(cancel) is not { } target
                || !await db.Participants.AnyAsync(p => p.TicketId == target && p.PersonId == personId, cancel))
                break;
            objectId = target;
        }

        return objectId;
    }

    private async Task<TrackedCase> ShowAsync(Supporter supporter, CancellationToken cancel)
    {
        var escalation = await db.Escalations.AsNoTracking().SingleAsync(e => e.Id == supporter.EscalationId, cancel);
        var climb = escalation.Climb;
        return new(
            supporter.Id,
            escalation.Number,
            await db.Policies.Where(p => p.Id == escalation.PolicyId).Select(p => p.Name).SingleAsync(cancel),
            escalation.State,
            supporter.Consent,
            supporter.AskedInPostId is not null,
            await LinkSentAsync(supporter, cancel),
            await MaskedAddressAsync(supporter, cancel),
            supporter.Follow,
            supporter.WithdrawnAt is not null,
            supporter.CountedAt is null,
            await db.Behind.CountAsync(s => s.EscalationId == escalation.Id, cancel),
            await StepsAsync(escalation, cancel),
            climb.LevelName,
            climb.WaitsFor != WaitsFor.Delivery,
            escalation.RaisedAt,
            escalation.DecidedAt,
            climb.PromisedAt,
            climb.Level > 0 && !climb.IsAtTop && climb.Chain.At(climb.Level).OnTimeOut == OnTimeOut.Forward,
            [.. climb.Chain.Levels.Skip(climb.Level).Select(l => l.Name)],
            escalation.HeadHash,
            [.. (await quotable.OfSupporterAsync(supporter.Id, Viewer.Supporter(supporter.PersonId), cancel)).Select(w => w.Words)],
            climb.WaitsFor == WaitsFor.Answer ? await QuestionAsync(escalation.Id, supporter.Id, cancel) : null,
            await DecisionsAsync(escalation, cancel),
            await db.Outbox.Where(m => m.ObjectId == escalation.Id && m.PersonId == supporter.PersonId && (m.FailedAt != null || m.BouncedAt != null || (m.CancelledAt != null && m.Reason == LastCheck.CameBack)))
                .OrderBy(m => m.Id).Select(m => m.BouncedAt ?? m.FailedAt ?? m.CancelledAt!.Value).ToListAsync(cancel));
    }

    private Task<DateTimeOffset?> LinkSentAsync(Supporter supporter, CancellationToken cancel)
    {
        var (answered, since) = (supporter.ConsentAt ?? DateTimeOffset.UnixEpoch, clock.Now - FreshLinkFor);
        return db.Outbox.Where(m => m.PartId == supporter.Id && m.Kind == MailKind.FreshLink && m.CancelledAt == null && m.At > answered && m.At > since).MaxAsync(m => (DateTimeOffset?)m.At, cancel);
    }

    // Whoever has the link sees this page; the address itself is nobody's but theirs.
    private async Task<string> MaskedAddressAsync(Supporter supporter, CancellationToken cancel)
    {
        var id = supporter.AddressId ?? await db.People.Where(p => p.Id == supporter.PersonId).Select(p => p.PrimaryAddressId).SingleOrDefaultAsync(cancel);
        var address = await db.MailAddresses.Where(a => a.Id == id).Select(a => a.Address).SingleOrDefaultAsync(cancel);
        return address is null ? "" : $"{address[0]}…{address[address.LastIndexOf('@')..]}";
    }

    private async Task<IReadOnlyList<TrackedStep>> StepsAsync(Escalation escalation, CancellationToken cancel)
    {
        var rows = await db.Receipts.AsNoTracking().Where(r => r.EscalationId == escalation.Id).OrderBy(r => r.No)
            .Join(db.ReceiptDetails, r => new { r.EscalationId, r.No }, d => new { d.EscalationId, d.No }, (r, d) => new { Receipt = r, d.Json }).ToListAsync(cancel);
        return [.. rows.OrderBy(r => r.Receipt.No).Select(r => Step(r.Receipt, r.Json, escalation.Climb.Chain))];
    }

    private static TrackedStep Step(Receipt receipt, string details, FrozenChain chain)
    {
        using var json = JsonDocument.Parse(details.Length == 0 ? "{}" : details);
        var to = json.RootElement.TryGetProperty("to", out var level) && level.TryGetInt32(out var no) && no != receipt.Level && no >= 1 && no <= chain.Top ? chain.At(no).Name : null;
        var waited = json.RootElement.TryGetProperty("waited", out var what) && what.GetString() is nameof(WaitsFor.Answer) or nameof(WaitsFor.Agent);
        int? people = json.RootElement.TryGetProperty("people", out var told) && told.TryGetInt32(out var count) ? count : null;
        return new(receipt.No, receipt.Kind, receipt.At, receipt.LevelName, to, waited, people, receipt.By != "supporter");
    }

    private Task<string?> QuestionAsync(Guid escalationId, Guid supporterId, CancellationToken cancel) =>
        db.Questions.Where(q => q.EscalationId == escalationId && (q.SupporterId == null || q.SupporterId == supporterId) && !db.Decisions.Any(d => d.EscalationId == escalationId && d.At >= q.AskedAt) && !db.Answers.Any(a => a.QuestionId == q.Id && a.SupporterId == supporterId))
            .OrderByDescending(q => q.AskedAt).Select(q => q.Text).FirstOrDefaultAsync(cancel);

    private async Task<IReadOnlyList<TrackedDecision>> DecisionsAsync(Escalation escalation, CancellationToken cancel)
    {
        var decisions = await db.Decisions.AsNoTracking().Where(d => d.EscalationId == escalation.Id).OrderBy(d => d.No).ToListAsync(cancel);
        return [.. decisions.Select(d => new TrackedDecision(d.No, d.Outcome, d.Statement, escalation.Climb.Chain.At(d.Level).Name, d.At, d.EffectiveOn, d.EffectAt(escalation.Climb.Chain, clock.Now), d.ReopenedAt, d.ReopenReason))];
    }
}
