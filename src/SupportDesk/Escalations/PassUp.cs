using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using SupportDesk.Chains;
using SupportDesk.Data;
using SupportDesk.Events;
using SupportDesk.Policies;
using SupportDesk.Threads;
using SupportDesk.Tickets;

namespace SupportDesk.Escalations;

/// <summary>What an agent passes up from a ticket.</summary>
/// <param name="Title">What it is about, in the agent's few words, since levels read it whatever the requester consents to; empty for the policy's name.</param>
/// <param name="AskedInPost">The post in which the requester asked for it: it climbs at once. Null asks for consent first.</param>
/// <param name="WhatIsNew">In a sentence, where the policy was decided upon not long ago.</param>
public sealed record UpOrder(Guid PolicyId, string Title, IReadOnlyList<PickedWords> Passages, Guid? AskedInPost, string? WhatIsNew);

/// <summary>Words of a post as they may go up.</summary>
/// <param name="Kept">What the agent left in though it was proposed to be left out (<see cref="Redaction.KeptWords"/>).</param>
public sealed record PickedWords(Guid PostId, string Text, string Kept = "");

/// <summary>What came of it.</summary>
/// <param name="Joined">The number of the open case that was joined; null where a new one was raised.</param>
public sealed record PassedUp(string Policy, long? Joined, bool Climbs);

/// <summary>Passes a requester's complaint up to a policy: joins the case that is open on it, or raises one.</summary>
public sealed partial class PassUp(DeskDb db, IOptions<EscalationOptions> options)
{
    /// <exception cref="DeskException">The ticket is spam, nothing was picked, the requester stands behind it already, or it was decided not long ago and nothing new is said.</exception>
    public async Task<PassedUp> DoAsync(Ticket ticket, UpOrder order, Actor by, DateTimeOffset now, CancellationToken cancel)
    {
        if (ticket.Status == TicketStatus.Spam)
            throw new DeskException($"#{ticket.Number} is marked as spam. Say first that it is not spam.");
        if (order.Passages.Count == 0)
            throw new DeskException("Pick at least one passage: what goes up are the requester’s own words.");
        var policy = await db.Policies.SingleOrDefaultAsync(p => p.Id == order.PolicyId, cancel) ?? throw new DeskException("Choose the policy that it is about.");
        await MustBeTheirsAsync(ticket, order, cancel);

        var open = await db.Escalations.Where(e => e.PolicyId == policy.Id && e.Climb.IsOpen).OrderBy(e => e.Number).FirstOrDefaultAsync(cancel);
        var escalation = open ?? await RaiseAsync(ticket, policy, order, by, now, cancel);
        var supporter = await db.Supporters.SingleOrDefaultAsync(s => s.EscalationId == escalation.Id && s.PersonId == ticket.RequesterId, cancel);
        if (supporter is { CountedAt: not null })
            throw new DeskException(supporter.WithdrawnAt is null
                ? $"They stand behind E-{escalation.Number} already; further words go there by a question or an answer."
                : $"They have withdrawn from E-{escalation.Number}, so it can't be passed up there again.");

        Join(escalation, supporter, ticket, order, await AddressAsync(ticket, cancel), by, now);
        if (order.AskedInPost is not null && escalation.State == EscalationState.Gathering)
            await BeginAsync(escalation, by, now, cancel);
        return new(policy.Name, open?.Number, escalation.State == EscalationState.Climbing);
    }

    private async Task MustBeTheirsAsync(Ticket ticket, UpOrder order, CancellationToken cancel)
    {
        var posts = order.Passages.Select(p => p.PostId).Append(order.AskedInPost ?? order.Passages[0].PostId).Distinct().ToArray();
        if (await db.PublicRows().CountAsync(p => posts.Contains(p.Id) && p.ThreadId == ticket.ThreadId && p.AuthorId == ticket.RequesterId, cancel) != posts.Length)
            throw new DeskException("You can pass up only what this ticket’s requester wrote publicly: no note, and no mail that is held.");
    }

    private async Task<Escalation> RaiseAsync(Ticket ticket, Policy policy, UpOrder order, Actor by, DateTimeOffset now, CancellationToken cancel)
    {
        if (policy.IsArchived)
            throw new DeskException($"“{policy.Name}” is archived, so nothing new is passed up to it.");
        if (string.IsNullOrWhiteSpace(order.WhatIsNew) && await NewestDecidedAsync(policy.Id, now, cancel) is { Number: var number })
            throw new DeskException($"E-{number} was decided on this policy not long ago. Tell them the decision, or say in a sentence what is new.");

        var chain = await db.Chains.Where(c => c.Id == policy.ChainId).Select(c => c.Newest).SingleAsync(cancel);
        var escalation = Escalation.Raise(new NewCase(policy.Id, policy.StatementNo, string.IsNullOrWhiteSpace(order.Title) ? policy.Name : order.Title, ticket.TeamId ?? await TeamOfAsync(by, cancel), order.WhatIsNew), chain, by, now);
        db.Escalations.Add(escalation);
        db.RestOn(policy);
        return escalation;
    }

    // A ticket that came to no team is raised by the agent's own, or no team lead would ever stand at its first level.
    private Task<Guid?> TeamOfAsync(Actor by, CancellationToken cancel) =>
        db.Teams.Where(t => db.Memberships.Any(m => m.TeamId == t.Id && m.PersonId == by.PersonId)).OrderBy(t => t.NameKey).Select(t => (Guid?)t.Id).FirstOrDefaultAsync(cancel);

    private Task<Guid?> AddressAsync(Ticket ticket, CancellationToken cancel) =>
        db.Participants.Where(p => p.TicketId == ticket.Id && p.PersonId == ticket.RequesterId).Select(p => p.AddressId).SingleOrDefaultAsync(cancel);

    /// <param name="known">Who came after a decision that was reopened: they count from now on.</param>
    private void Join(Escalation escalation, Supporter? known, Ticket ticket, UpOrder order, Guid? address, Actor by, DateTimeOffset now)
    {
        known?.StandBehind(order.AskedInPost, by, now);
        var supporter = known ?? db.Supporters.Add(Supporter.Join(escalation.Id, ticket.RequesterId, ticket.Id, address, order.AskedInPost, by, now)).Entity;
        foreach (var (words, i) in order.Passages.Select((p, i) => (p, i)))
            supporter.Pick(words.PostId, i + 1, words.Text, by, now, words.Kept);
    }

    // The one who joins in this save is counted; those who have not answered count as silent.
    private async Task BeginAsync(Escalation escalation, Actor by, DateTimeOffset now, CancellationToken cancel)
    {
        var who = new WhoStands(db, now);
        var before = (await who.VoicesAsync([escalation.Id], cancel)).GetValueOrDefault(escalation.Id, Voices.None);
        escalation.BeginClimb(await who.ForAsync(escalation, before with { Silent = before.Silent + 1 }, cancel), by, now);
    }
}
