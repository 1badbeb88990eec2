using System.Globalization;
using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;
using SupportDesk.Events;
using SupportDesk.Mail;
using SupportDesk.Notifications.Rendering;

namespace SupportDesk.Escalations;

/// <summary>Decides, and reopens what was decided.</summary>
public sealed class Deciding(DeskDb db, Templates templates, SendingMailboxes senders, MailLinks links, DeskClock clock)
{
    /// <summary>The mail that those behind the case will read, in English; each gets a link of their own in their own language.</summary>
    /// <exception cref="DeskException">This person can't decide it, or the day is over.</exception>
    public async Task<Written> PreviewAsync(SeenCase seen, Ruling ruling, Guid person, DateTimeOffset now, CancellationToken cancel)
    {
        var escalation = seen.Escalation;
        var (no, isInEffect) = escalation.PreviewDecision(ruling, seen.Standing, person, now);
        var level = escalation.Climb.Chain.At(no).Name;
        var policy = await db.Policies.Where(p => p.Id == escalation.PolicyId).Select(p => p.Name).SingleAsync(cancel);
        var sender = await senders.OfAsync(db, null, cancel);
        var effective = ruling.EffectiveOn is { } day ? Moments.SayDay(day, clock.Now, sender.Zone, CultureInfo.GetCultureInfo("en-GB")) : "";
        var model = new DecisionModel(
            escalation.Number, escalation.Title, policy, ruling.Outcome.ToString(), ruling.Statement.Trim(), level, effective, escalation.DecisionCount + 1, seen.Standing.Voices.All, $"{links.Site}track/…", escalation.HeadHash,
            CameAfter: false, DecidedOn: "", IsInEffect: isInEffect, ReopenedOn: "", ReopenReason: "");
        return await templates.WriteAsync(MailKind.Decision, "en", model, sender.Name, links.Site);
    }

    /// <summary>Decides; where it changes the rule's words, they are the policy's next version in the same save.</summary>
    /// <param name="newStatement">The policy's new words; null or empty leaves them.</param>
    public async Task<Decision> DecideAsync(SeenCase seen, Ruling ruling, string? newStatement, Actor by, DateTimeOffset now, CancellationToken cancel)
    {
        if (string.IsNullOrWhiteSpace(newStatement))
            return seen.Escalation.Decide(ruling, seen.Standing, by, now);

        var policy = await db.Policies.SingleAsync(p => p.Id == seen.Escalation.PolicyId, cancel);
        var decision = seen.Escalation.Decide(ruling with { StatementNo = policy.StatementNo + 1 }, seen.Standing, by, now);
        policy.Say(newStatement, by with { Capacity = Capacity.Level }, now);
        return decision;
    }

    public async Task ReopenAsync(SeenCase seen, string reason, Actor by, DateTimeOffset now, CancellationToken cancel)
    {
        var newest = await db.Decisions.SingleOrDefaultAsync(d => d.EscalationId == seen.Escalation.Id && d.No == seen.Escalation.DecisionCount, cancel)
            ?? throw new DeskException($"E-{seen.Escalation.Number} has no decision that could be reopened.");
        if (await db.Escalations.Where(e => e.PolicyId == seen.Escalation.PolicyId && e.Id != seen.Escalation.Id && e.Climb.IsOpen).Select(e => (long?)e.Number).FirstOrDefaultAsync(cancel) is { } open)
            throw new DeskException($"E-{open} is open on this policy. Add what you have to say there: a policy has one open case.");
        seen.Escalation.Reopen(newest, reason, seen.Standing, by, now);
    }
}
