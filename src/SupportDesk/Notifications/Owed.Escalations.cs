using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;
using SupportDesk.Escalations;
using SupportDesk.Events;
using SupportDesk.Mail;
using SupportDesk.People;
using static SupportDesk.Events.EventKind;

namespace SupportDesk.Notifications;

/// <summary>What an escalation's happenings make us owe: rows to those who stand at a level now, notices to its supporters.</summary>
public sealed partial class Owed
{
    // The level that holds the case now gets the answer that waited for an agent.
    private async Task PassLookedOverAsync(Owing owing)
    {
        if (owing.Event.IdOf("escalation") is { } id && await owing.Db.Escalations.FindAsync([id], owing.Cancel) is { State: EscalationState.Climbing } escalation)
            await OweLevelAsync(owing, MailKind.Answer, escalation, escalation.Climb.Level);
    }

    private async Task TellLateAsync(Owing owing)
    {
        var supporter = await SupporterAsync(owing);
        await OweSupporterAsync(owing, MailKind.Decision, supporter, supporter.Id, (int?)owing.Event.NumberOf("decision"));
    }

    private static async Task<Supporter> SupporterAsync(Owing owing) =>
        await owing.Db.Supporters.FindAsync([owing.Event.ObjectId], owing.Cancel) ?? throw new InvalidOperationException("An event tells of a supporter who is not there.");

    // A level that nobody holds is announced to nobody: the next hop says where the case went.
    private async Task ArriveAsync(Owing owing)
    {
        if (await StandsAsync(owing) is not { Climb: { IsAtTop: false, Holders.Count: 0 } })
            Announce(owing, MailKind.Step, Audience.StepFollowers);
        await SendUpAsync(owing);
    }

    private async Task SendUpAsync(Owing owing)
    {
        if (await StandsAsync(owing) is not { } escalation)
            return;

        // Whom no mail reaches, not even the administrators, gets no further one.
        if (owing.Event.Kind != Undeliverable || escalation.Climb.WaitsFor == Chains.WaitsFor.Delivery || escalation.Climb.OverdueSince is not null)
            await DeliverAsync(owing, escalation);
    }

    // Those whom the case itself notes as its holders, so that nobody is told twice or not at all.
    private async Task DeliverAsync(Owing owing, Escalation escalation)
    {
        foreach (var person in escalation.Climb.Holders)
        {
            // Who sent it to the level where they are too gets its notice; who acts at the level has it in view.
            if (person != owing.Event.ActorId || escalation.Climb.OpenedAt is null)
                await OweStaffAsync(owing, MailKind.Delivery, escalation, person);
        }
    }

    private async Task TellHolderAsync(Owing owing)
    {
        if (await StandsAsync(owing) is not { } escalation || owing.Event.IdOf("person") is not { } person || !escalation.Climb.Holders.Contains(person))
            return;

        // Whoever held it before, and holds it again before that mail was tried, gets that one.
        var (entered, since) = (escalation.Climb.EnteredNo, escalation.Climb.EnteredAt);
        if (!await owing.Db.Outbox.AnyAsync(m => m.ObjectId == escalation.Id && m.PersonId == person && m.Kind == MailKind.Delivery && m.PartNo > entered && m.At >= since
                && m.SentAt == null && m.FailedAt == null && m.CancelledAt == null && m.LeaseUntil == null, owing.Cancel))
            await OweStaffAsync(owing, MailKind.Delivery, escalation, person);
    }

    private async Task RunOutAsync(Owing owing)
    {
        if (owing.Event.NumberOf("to") != owing.Event.NumberOf("level"))
        {
            await ArriveAsync(owing);
            return;
        }

        Announce(owing, MailKind.Step, Audience.StepFollowers);
        if (await StandsAsync(owing) is not { Climb.OverdueSince: not null } escalation)
            return;

        var climb = escalation.Climb;
        await OweLevelAsync(owing, MailKind.LevelReminder, escalation, climb.Level);
        if (!climb.IsAtTop && climb.Chain.At(climb.Level).NotifyAbove && await HeldAboveAsync(owing, escalation) is { } above)
            await OweLevelAsync(owing, MailKind.Overdue, escalation, above);
    }

    // The next level that somebody holds.
    private static async Task<int?> HeldAboveAsync(Owing owing, Escalation escalation)
    {
        var standing = await owing.Who.ForAsync(escalation, Chains.Voices.None, owing.Cancel);
        return Enumerable.Range(escalation.Climb.Level + 1, standing.Top - escalation.Climb.Level).Where(standing.AnyoneAt).Cast<int?>().FirstOrDefault();
    }

    private async Task RemindAsync(Owing owing)
    {
        if (await StandsAsync(owing) is { } escalation)
            await OweLevelAsync(owing, MailKind.LevelReminder, escalation, escalation.Climb.Level);
    }

    private async Task AskAsync(Owing owing)
    {
        // Who is asked gets the question itself, and not also the step that tells of it (see Unfold).
        if (owing.Event.IdOf("supporter") is not { } asked)
        {
            Announce(owing, MailKind.Question, Audience.AllSupporters);
            return;
        }

        Announce(owing, MailKind.Step, Audience.StepFollowers);
        if (await owing.Db.Supporters.FindAsync([asked], owing.Cancel) is { WithdrawnAt: null } supporter)
            await OweSupporterAsync(owing, MailKind.Question, supporter, owing.Event.IdOf("question"));
    }

    private async Task PassAnswerAsync(Owing owing)
    {
        Announce(owing, MailKind.Step, Audience.StepFollowers);
        if (owing.Event.IdOf("supporter") is { } supporter && QuotableWords.WaitForLook(owing.Db, supporter))
            return;
        if (await StandsAsync(owing) is { } escalation)
            await OweLevelAsync(owing, MailKind.Answer, escalation, escalation.Climb.Level);
    }

    private async Task ReturnAsync(Owing owing)
    {
        Announce(owing, MailKind.Step, Audience.StepFollowers);
        var escalation = await EscalationAsync(owing);
        await OweStaffAsync(owing, MailKind.Returned, escalation, escalation.RaisedById);
    }

    // One mail to each assignee, however many of their tickets are in the case: staff are few, tickets may be thousands.
    private async Task DecideAsync(Owing owing)
    {
        Announce(owing, MailKind.Decision, Audience.AllSupporters);
        var escalation = await EscalationAsync(owing);
        foreach (var assignee in await owing.Db.LiveTicketsIn(escalation.Id).Where(t => t.AssigneeId != null && t.AssigneeId != owing.Event.ActorId).Select(t => t.AssigneeId!.Value).Distinct().Order().ToListAsync(owing.Cancel))
            await OweStaffAsync(owing, MailKind.CaseDecided, escalation, assignee);
    }

    // Nobody is left to follow its steps. Those at its level had it before them: who never heard of it is left out when the mail is checked.
    private async Task TellOfEndAsync(Owing owing)
    {
        Announce(owing, MailKind.Step, Audience.StepFollowers);
        var escalation = await EscalationAsync(owing);
        foreach (var person in escalation.Climb.Holders.Where(p => p != owing.Event.ActorId))
            await OweStaffAsync(owing, MailKind.CaseWithdrawn, escalation, person);
        if (AwaitedAgent(owing.Event) && escalation.RaisedById != owing.Event.ActorId && !escalation.Climb.Holders.Contains(escalation.RaisedById))
            await OweStaffAsync(owing, MailKind.CaseWithdrawn, escalation, escalation.RaisedById);
    }

    /// <summary>Whether a case ended while the agent who raised it was to bring what a level missed.</summary>
    internal static bool AwaitedAgent(DeskEvent end) => end.WordOf("awaited") == nameof(Chains.WaitsFor.Agent);

    private static Task AnnounceAsync(Owing owing, MailKind kind, Audience audience)
    {
        Announce(owing, kind, audience);
        return Task.CompletedTask;
    }

    private static void Announce(Owing owing, MailKind kind, Audience audience)
    {
        var no = owing.Event.NumberOf(kind == MailKind.Decision ? "decision" : "receipt");
        owing.Db.Notices.Add(new Notice(Guid.CreateVersion7(owing.At), owing.Event, kind, audience, owing.Event.ObjectId, (int?)no, owing.At));
    }

    /// <summary>The case, if it still climbs and stands where the event left it: an act may take several hops at once.</summary>
    private static async Task<Escalation?> StandsAsync(Owing owing)
    {
        var escalation = await EscalationAsync(owing);
        return escalation.State == EscalationState.Climbing && escalation.Climb.Level == owing.Event.NumberOf("now") ? escalation : null;
    }

    private static async Task<Escalation> EscalationAsync(Owing owing) =>
        await owing.Db.Escalations.FindAsync([owing.Event.ObjectId], owing.Cancel) ?? throw new InvalidOperationException("An event tells of an escalation that is not there.");

    private async Task OweLevelAsync(Owing owing, MailKind kind, Escalation escalation, int level, Guid? part = null)
    {
        var standing = await owing.Who.ForAsync(escalation, Chains.Voices.None, owing.Cancel);
        foreach (var person in standing.At(level).Order())
        {
            // Who acts has it in view.
            if (person != owing.Event.ActorId)
                await OweStaffAsync(owing, kind, escalation, person, part);
        }
    }

    private async Task OweStaffAsync(Owing owing, MailKind kind, Escalation escalation, Guid person, Guid? part = null)
    {
        var sender = await senders.OfAsync(owing.Db, null, owing.Cancel);
        var address = await AddressAsync(owing, person, null);
        var route = kind == MailKind.Confirmation
            ? await routes.ToAsync(owing.Db, ReplyPurpose.Confirmation, part!.Value, person, sender.Domain, owing.Cancel, isNew: true)
            : await routes.ToAsync(await owing.Levels.OfAsync(escalation.Id, person, owing.Cancel), sender.Domain, owing.Cancel);
        var to = address is null ? new(person, "", "", sender.Language) : await RecipientAsync(owing, address, sender);
        var mail = OutboxMail.Owe(kind, owing.Event, null, to, ObjectKind.Escalation, escalation.Id, part ?? owing.Event.IdOf("question"), (int?)(owing.Event.NumberOf("receipt") ?? owing.Event.NumberOf("next")), route, owing.At, owing.At);
        if (address is not { Standing: AddressStanding.Good })
            mail.Fail(address is null ? "The person has no address." : LastCheck.CameBack, owing.At);
        owing.Db.Outbox.Add(mail);
    }

    private async Task OweSupporterAsync(Owing owing, MailKind kind, Supporter supporter, Guid? part, int? partNo = null)
    {
        if (await recipients.OfAsync(owing.Db, supporter, owing.Cancel) is not { } to)
            return;

        var route = await recipients.RouteAsync(owing.Db, kind, supporter, part, owing.Cancel);
        owing.Db.Outbox.Add(OutboxMail.Owe(kind, owing.Event, null, to, ObjectKind.Escalation, supporter.EscalationId, part, partNo, route, owing.At, owing.At));
    }

    /// <summary>The reply addresses of levels about all cases of a save, asked for once: a sweep moves hundreds.</summary>
    private sealed class LevelAddresses(DeskDb db, ReplyRoutes routes, IReadOnlyList<DeskEvent> events)
    {
        private Dictionary<(Guid Escalation, Guid Person), ReplyAddress>? known;

        public async Task<ReplyAddress> OfAsync(Guid escalation, Guid person, CancellationToken cancel)
        {
            known ??= await LoadAsync(cancel);
            if (!known.TryGetValue((escalation, person), out var row))
                known[(escalation, person)] = row = await routes.AddAsync(db, ReplyPurpose.Level, escalation, person, cancel);
            return row;
        }

        private async Task<Dictionary<(Guid, Guid), ReplyAddress>> LoadAsync(CancellationToken cancel)
        {
            var cases = events.Select(e => e.ObjectKind == ObjectKind.Escalation ? e.ObjectId : e.IdOf("escalation") ?? Guid.Empty).Distinct().ToList();
            var rows = await db.ReplyAddresses.Where(a => a.Purpose == ReplyPurpose.Level && cases.Contains(a.ObjectId)).ToListAsync(cancel);
            return rows.ToDictionary(a => (a.ObjectId, a.PersonId));
        }
    }
}
