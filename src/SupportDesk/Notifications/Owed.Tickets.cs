using Microsoft.EntityFrameworkCore;
using SupportDesk.Events;
using SupportDesk.Mail;
using SupportDesk.People;
using SupportDesk.Threads;
using SupportDesk.Tickets;

namespace SupportDesk.Notifications;

/// <summary>What a ticket's happenings make us owe.</summary>
public sealed partial class Owed
{
    private static readonly TimeSpan UndoFor = TimeSpan.FromSeconds(10);

    private async Task AcknowledgeAsync(Owing owing)
    {
        var opened = owing.Event;
        if (opened.ValueOf<Origin>("origin") != Origin.Mail || opened.Says("automatic") || opened.Says("quiet") || opened.ValueOf<Verdict>("verdict") == Verdict.Failed)
            return;

        var ticket = await TicketAsync(owing);
        var sender = await senders.OfAsync(owing.Db, ticket.MailboxId, owing.Cancel);
        if (!sender.Acknowledges || await AddressAsync(owing, ticket.RequesterId, await WroteFromAsync(owing, ticket.RequesterId)) is not { } address)
            return;
        if (address.Standing != AddressStanding.Good || (address.VerifiedAt is null && await AcknowledgedTodayAsync(owing, address.AddressKey)))
            return;

        await OweAsync(owing, MailKind.Acknowledgement, ReplyPurpose.Ticket, await RecipientAsync(owing, address, sender), opened.IdOf("post"), sender, owing.At);
    }

    // Anybody may put any address into From: a victim hears of us once a day at most (threat T20a).
    private static async Task<bool> AcknowledgedTodayAsync(Owing owing, string addressKey)
    {
        var since = owing.At.AddDays(-1);
        return owing.Db.Outbox.Local.Any(m => m.AddressKey == addressKey && m.Kind == MailKind.Acknowledgement)
            || await owing.Db.Outbox.AnyAsync(m => m.AddressKey == addressKey && m.Kind == MailKind.Acknowledgement && m.At > since && m.CancelledAt == null, owing.Cancel);
    }

    private async Task PassOnAsync(Owing owing)
    {
        var ticket = await TicketAsync(owing);
        var sender = await senders.OfAsync(owing.Db, ticket.MailboxId, owing.Cancel);
        var dueAt = owing.Event.Says("undoable") ? owing.At + UndoFor : owing.At;
        var left = owing.Event.IdsOf("leftOut");
        foreach (var participant in await ParticipantsAsync(owing))
        {
            if (participant.PersonId == owing.Event.ActorId || left.Contains(participant.PersonId))
                continue;
            if (await AddressAsync(owing, participant.PersonId, participant.AddressId) is { } address && !RobotAddresses.IsUnread(address.AddressKey))
                await OweAsync(owing, MailKind.Reply, ReplyPurpose.Ticket, await RecipientAsync(owing, address, sender), owing.Event.IdOf("post"), sender, dueAt);
        }
    }

    private async Task AskOutsideAsync(Owing owing)
    {
        var ticket = await TicketAsync(owing);
        var sender = await senders.OfAsync(owing.Db, ticket.MailboxId, owing.Cancel);
        var address = await AddressAsync(owing, owing.Event.IdOf("person")!.Value, owing.Event.IdOf("address")) ?? throw new InvalidOperationException("Somebody outside was asked who has no address.");
        await OweAsync(owing, MailKind.Outside, ReplyPurpose.Outside, await RecipientAsync(owing, address, sender), owing.Event.IdOf("post"), sender, owing.At);
    }

    private async Task TellAssigneeAsync(Owing owing)
    {
        var ticket = await TicketAsync(owing);
        if (!owing.Event.Says("automatic") && !owing.Event.Says("quiet") && ticket.AssigneeId is { } assignee && assignee != owing.Event.ActorId)
            await TellStaffAsync(owing, MailKind.NewReply, assignee, ticket);
    }

    private async Task HandOverAsync(Owing owing)
    {
        if (owing.Event.IdOf("to") is { } assignee && assignee != owing.Event.ActorId)
            await TellStaffAsync(owing, MailKind.Assigned, assignee, await TicketAsync(owing));
    }

    private async Task TellStaffAsync(Owing owing, MailKind kind, Guid person, Ticket ticket)
    {
        if (await owing.Db.Users.AnyAsync(a => a.Id == person && a.DeactivatedAt != null, owing.Cancel))
            return;

        var sender = await senders.OfAsync(owing.Db, ticket.MailboxId, owing.Cancel);
        if (await AddressAsync(owing, person, null) is { Standing: AddressStanding.Good } address)
            await OweAsync(owing, kind, owing.Event.Kind == EventKind.AnsweredOutside ? ReplyPurpose.AgentNote : ReplyPurpose.Agent, await RecipientAsync(owing, address, sender), owing.Event.IdOf("post"), sender, owing.At);
    }

    // All of a reply's mails or none: what one of them has read can't be taken back.
    private static async Task TakeBackAsync(Owing owing)
    {
        var post = owing.Event.IdOf("post");
        var mails = await owing.Db.Outbox.Where(m => m.PartId == post && m.Kind == MailKind.Reply).ToListAsync(owing.Cancel);
        foreach (var mail in mails)
        {
            if (mail.LeaseUntil is not null || !mail.Cancel("The reply was taken back.", owing.At))
                throw new DeskException("The reply has left already and can't be taken back; write another one.");
        }
    }

    private async Task OweAsync(Owing owing, MailKind kind, ReplyPurpose purpose, Recipient to, Guid? postId, Sender sender, DateTimeOffset dueAt)
    {
        var route = await routes.ToAsync(owing.Db, purpose, owing.Event.ObjectId, to.PersonId, sender.Domain, owing.Cancel, isNew: owing.Event.Kind == EventKind.TicketOpened);
        owing.Db.Outbox.Add(OutboxMail.Owe(kind, owing.Event, null, to, ObjectKind.Ticket, owing.Event.ObjectId, postId, null, route, dueAt, owing.At));
    }

    private static async Task<Ticket> TicketAsync(Owing owing) =>
        await owing.Db.Tickets.FindAsync([owing.Event.ObjectId], owing.Cancel) ?? throw new InvalidOperationException("An event tells of a ticket that is not there.");

    // Rows of the save under way are not in the database yet: both are asked.
    private static async Task<List<Participant>> ParticipantsAsync(Owing owing)
    {
        var ticket = owing.Event.ObjectId;
        var kept = await owing.Db.Participants.Where(p => p.TicketId == ticket).ToListAsync(owing.Cancel);
        var gone = owing.Db.ChangeTracker.Entries<Participant>().Where(e => e.State == EntityState.Deleted).Select(e => e.Entity).ToHashSet();
        return [.. kept.Union(owing.Db.Participants.Local.Where(p => p.TicketId == ticket)).Where(p => !gone.Contains(p))];
    }

    private static async Task<Guid?> WroteFromAsync(Owing owing, Guid person) =>
        (await owing.Db.Participants.FindAsync([owing.Event.ObjectId, person], owing.Cancel))?.AddressId;

    /// <summary>The address the person last wrote from on this ticket, else their primary one.</summary>
    private static async Task<MailAddress?> AddressAsync(Owing owing, Guid person, Guid? wroteFrom)
    {
        var id = wroteFrom ?? (await owing.Db.People.FindAsync([person], owing.Cancel))?.PrimaryAddressId;
        return id is null ? null : await owing.Db.MailAddresses.FindAsync([id.Value], owing.Cancel);
    }

    private static async Task<Recipient> RecipientAsync(Owing owing, MailAddress address, Sender sender)
    {
        var person = await owing.Db.People.FindAsync([address.PersonId], owing.Cancel);
        return new(address.PersonId, address.Address, address.AddressKey, person?.Language ?? sender.Language);
    }
}
