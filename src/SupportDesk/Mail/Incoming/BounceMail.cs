using Microsoft.EntityFrameworkCore;
using SupportDesk.Events;
using SupportDesk.Mail.Parsing;
using SupportDesk.Tickets;

namespace SupportDesk.Mail.Incoming;

/// <summary>
/// A delivery report. Only one that carries our token, for a mail we did send, changes anything (threat T36): a lasting failure marks the
/// address, so that automatic mail to it stops, and every failure is said on the ticket. A complaint about spam marks the address too.
/// </summary>
internal static class BounceMail
{
    public static async Task<Taken> TakeAsync(Taking mail)
    {
        if (mail.Match.Route is not { } route || await SentAsync(mail, route) is not { } sent)
            return new(MailOutcome.Ignored, Problem: "A delivery report without a token of ours changes nothing.");
        if (mail.Reading.Mail.IsDelayNotice)
            return new(MailOutcome.Ignored, Problem: "Delivery is only late.");

        if (mail.Reading.Mail.Bounced.Any(b => b.Hard == true)
            && await mail.Db.MailAddresses.SingleOrDefaultAsync(a => a.AddressKey == sent.AddressKey && a.PersonId == sent.PersonId, mail.Cancel) is { } address)
        {
            var person = await mail.Db.People.SingleAsync(p => p.Id == sent.PersonId, mail.Cancel);
            person.Bounce(address, mail.System, mail.At);
        }

        // It arrived, and its reader does not want it: it did not come back.
        if (mail.Reading.Mail.IsFeedbackReport)
            return new(MailOutcome.Ignored, Problem: "Somebody reported our mail as spam: nothing automatic is sent to that address any more.");

        await MailAftermath.OfBounceAsync(mail.Db, sent, mail.At, mail.Cancel);
        return new(MailOutcome.Bounced, await TicketAsync(mail, sent, route));
    }

    private static async Task<Ticket?> TicketAsync(Taking mail, OutboxMail sent, ReplyAddress route)
    {
        var id = sent.ObjectKind == ObjectKind.Ticket ? sent.ObjectId : route.Purpose switch
        {
            ReplyPurpose.Ticket => route.ObjectId,
            ReplyPurpose.Case => await mail.Db.Supporters.Where(s => s.EscalationId == route.ObjectId && s.PersonId == route.PersonId).Select(s => s.TicketId).SingleOrDefaultAsync(mail.Cancel),
            _ => (Guid?)null,
        };
        return id is null ? null : await mail.Db.Tickets.SingleOrDefaultAsync(t => t.Id == id, mail.Cancel);
    }

    // The report names the mail it is about where its server was kind; else the newest mail that left by this route.
    private static async Task<OutboxMail?> SentAsync(Taking mail, ReplyAddress route)
    {
        var named = mail.Reading.Mail.TokenCandidates.Select(MessageIds.Key).OfType<string>().ToList();
        return await mail.Db.Outbox.Where(m => m.ReplyAddressId == route.Id && m.StartedAt != null)
            .OrderByDescending(m => named.Contains(m.MessageId)).ThenByDescending(m => m.Id).FirstOrDefaultAsync(mail.Cancel);
    }
}
