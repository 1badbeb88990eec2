using Microsoft.EntityFrameworkCore;
using SupportDesk.Chains;
using SupportDesk.Data;
using SupportDesk.Escalations;
using SupportDesk.Events;

namespace SupportDesk.Tickets;

/// <summary>A ticket's events as lines between its posts: events hold ids only, and the names are looked up as they are now.</summary>
internal sealed class TicketLines(DeskDb db)
{
    private const int LinesShown = 200;

    // These are shown as the posts themselves.
    private static readonly EventKind[] Posts = [EventKind.ReplyPosted, EventKind.NotePosted, EventKind.AnsweredOutside];

    // What of an escalation concerns who answers the ticket: its hops, not its reminders.
    private static readonly EventKind[] Hops =
    [
        EventKind.Raised, EventKind.Delivered, EventKind.Acknowledged, EventKind.Asked, EventKind.Answered, EventKind.Returned, EventKind.Forwarded, EventKind.Skipped, EventKind.TakenUp,
        EventKind.TimedOut, EventKind.Undeliverable, EventKind.Decided, EventKind.Effective, EventKind.EscalationMerged, EventKind.Withdrawn, EventKind.EscalationReopened,
    ];

    // How verbs name what an event is about (Ticket.Handling.cs, Escalations).
    private static readonly string[] Subjects = ["to", "tag", "person"];

    public async Task<IReadOnlyList<TicketLine>> ReadAsync(Guid ticketId, DateTimeOffset? from, DateTimeOffset? to, CancellationToken cancel)
    {
        var cases = await CasesAsync(ticketId, cancel);
        var raised = cases.Keys.ToArray();
        var events = db.Events.AsNoTracking().Where(e => e.ObjectId == ticketId && !Posts.Contains(e.Kind));
        if (raised.Length > 0)
            events = db.Events.AsNoTracking().Where(e => (e.ObjectId == ticketId && !Posts.Contains(e.Kind)) || (raised.Contains(e.ObjectId) && Hops.Contains(e.Kind)));
        if (from is { } earliest)
            events = events.Where(e => e.At >= earliest);
        if (to is { } latest)
            events = events.Where(e => e.At <= latest);

        var newest = await events.OrderByDescending(e => e.Id).Take(LinesShown).ToListAsync(cancel);
        newest.Reverse();
        var names = await NamesAsync(newest, cancel);
        return [.. newest.Select(e => Line(e, names) with { Case = cases.TryGetValue(e.ObjectId, out var found) ? found.At(e) : null })];
    }

    private async Task<Dictionary<Guid, RaisedCase>> CasesAsync(Guid ticketId, CancellationToken cancel)
    {
        var found = await db.Supporters.Where(s => s.TicketId == ticketId).Join(db.Escalations, s => s.EscalationId, e => e.Id, (_, e) => e)
            .Select(e => new { e.Id, e.Number, e.Climb.Chain, Policy = db.Policies.Where(p => p.Id == e.PolicyId).Select(p => p.Name).First() })
            .AsNoTracking().ToListAsync(cancel);
        return found.DistinctBy(e => e.Id).ToDictionary(e => e.Id, e => new RaisedCase(e.Number, e.Policy, e.Chain));
    }

    private sealed record RaisedCase(long Number, string Policy, FrozenChain Chain)
    {
        public CaseLine At(DeskEvent e) => new(Number, Policy, Level(e.NumberOf("level")), Level(e.NumberOf("now")), e.ValueOf<DecisionOutcome>("outcome"),
            e.ValueOf<WaitsFor>("waited") is WaitsFor.Answer or WaitsFor.Agent, e.IdOf("question") is null);

        private string Level(long? no) => no is > 0 && no <= Chain.Top ? Chain.At((int)no).Name : "";
    }

    private async Task<Dictionary<Guid, string>> NamesAsync(List<DeskEvent> events, CancellationToken cancel)
    {
        var ids = events.SelectMany(e => Subjects.Select(e.IdOf).Append(e.IdOf("from")).Append(e.ActorId)).OfType<Guid>().Distinct().ToArray();
        return await db.People.Where(p => ids.Contains(p.Id)).Select(p => new { p.Id, Name = p.DisplayName })
            .Concat(db.Teams.Where(t => ids.Contains(t.Id)).Select(t => new { t.Id, t.Name }))
            .Concat(db.Tags.Where(t => ids.Contains(t.Id)).Select(t => new { t.Id, t.Name }))
            .ToDictionaryAsync(n => n.Id, n => n.Name, cancel);
    }

    private static TicketLine Line(DeskEvent e, Dictionary<Guid, string> names)
    {
        return new(
            e.Id, e.At, e.Kind, e.ActorId, Name(e.ActorId) ?? "SupportDesk", e.Capacity, e.Via,
            Name(e.IdOf("from")), Subjects.Select(s => Name(e.IdOf(s))).FirstOrDefault(name => name is not null),
            e.WordOf("before"), e.WordOf("priority") ?? e.WordOf("outcome") ?? e.WordOf("status"),
            e.NumberOf("until") is { } until ? DateTimeOffset.FromUnixTimeMilliseconds(until) : null,
            e.IdOf("escalation") ?? e.IdOf("post"));

        string? Name(Guid? id) => id is { } known && names.TryGetValue(known, out var name) ? name : null;
    }
}
