using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;
using SupportDesk.Escalations;
using SupportDesk.Events;
using SupportDesk.Mail.Sending;
using SupportDesk.Notifications;
using SupportDesk.Tickets;

namespace SupportDesk.Mail;

/// <summary>
/// What follows once it is known what became of a mail: the case learns whether its level was reached, the ticket says what its people did not get,
/// and an outage of our own server begins or ends. The rows say all of it, so that a sweep makes up for whatever is lost in between.
/// </summary>
public sealed class MailAftermath(IDbContextFactory<DeskDb> databases, EscalationSweep escalations, DecisionCount decisions, SendingOutages outages)
{
    public async Task OfAnswerAsync(Claim claim, SendAnswer answer, CancellationToken cancel)
    {
        await outages.NoteAsync(answer, cancel);
        if (answer.Result is not (SendResult.Accepted or SendResult.RefusedForGood))
            return;

        await using var db = await databases.CreateDbContextAsync(cancel);
        if (await NoticesQuery.ToLevels(db).Where(m => m.Id == claim.Id).Select(m => (Guid?)m.ObjectId).SingleOrDefaultAsync(cancel) is { } escalation)
            await escalations.NoteDeliveryAsync(escalation, cancel);
    }

    /// <summary>After some mails have left: decisions that have reached everybody they could reach are counted.</summary>
    public Task OfAllAsync(CancellationToken cancel) => decisions.RunAsync(cancel);

    /// <summary>Says on the ticket that a mail about it, or to its requester about a case, could not be delivered; the caller saves.</summary>
    public static async Task OfFailureAsync(DeskDb db, OutboxMail mail, DateTimeOffset at, CancellationToken cancel) =>
        (await TicketAsync(db, mail, cancel))?.NoteMailFailed(mail.Id, Actor.System(Via.Job), at);

    /// <summary>Says on the ticket that a mail was called off, unless that only follows from what its reader knows; the caller saves.</summary>
    public static async Task OfCallingOffAsync(DeskDb db, OutboxMail mail, DateTimeOffset at, CancellationToken cancel)
    {
        if (mail.Kind is MailKind.Assigned or MailKind.NewReply or MailKind.ConsentQuestion or MailKind.ConsentReminder or MailKind.Step)
            return;

        (await TicketAsync(db, mail, cancel))?.NoteMailCalledOff(mail.Id, Actor.System(Via.Job), at);
    }

    /// <summary>Says on the mail and on the ticket that it came back; the caller saves.</summary>
    public static async Task OfBounceAsync(DeskDb db, OutboxMail mail, DateTimeOffset at, CancellationToken cancel)
    {
        mail.Bounce(at);
        (await TicketAsync(db, mail, cancel))?.NoteMailBounced(mail.Id, Actor.System(Via.Job), at);
    }

    // A mail about a case concerns the ticket of the person it goes to; mail to staff concerns none.
    private static async Task<Ticket?> TicketAsync(DeskDb db, OutboxMail mail, CancellationToken cancel)
    {
        if (mail.ObjectKind == ObjectKind.Ticket)
            return await db.Tickets.FindAsync([mail.ObjectId], cancel);
        if (mail.ObjectKind != ObjectKind.Escalation)
            return null;

        var ticket = await db.Supporters.Where(s => s.EscalationId == mail.ObjectId && s.PersonId == mail.PersonId).Select(s => s.TicketId).FirstOrDefaultAsync(cancel);
        return ticket is { } id ? await db.Tickets.FindAsync([id], cancel) : null;
    }
}
