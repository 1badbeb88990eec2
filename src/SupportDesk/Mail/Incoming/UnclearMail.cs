using Microsoft.EntityFrameworkCore;
using SupportDesk.Threads;
using SupportDesk.Tickets;

namespace SupportDesk.Mail.Incoming;

/// <summary>
/// Mail that may be a machine's report or a person's words about one. It becomes a quiet ticket: nobody is answered and nobody is told by mail. More
/// of one sender within a day joins that ticket, so that a flood of returned spam makes one.
/// </summary>
internal static class UnclearMail
{
    /// <returns>Null where there is no such ticket to join.</returns>
    public static async Task<Taken?> TryJoinAsync(Taking mail)
    {
        if (await TicketIdAsync(mail) is not { } id || await TicketMail.LoadAsync(mail.Db, id, mail.Cancel) is not { } ticket)
            return null;
        if (!ticket.IsLive && ticket.Status != TicketStatus.Spam)
            return null;

        var post = ticket.Receive(mail.Post(PostState.Shown) with { Quiet = true }, mail.Sender.Acts, mail.At);
        TicketMail.Finish(mail, ticket, post);
        return new(MailOutcome.Posted, ticket, post);
    }

    private static async Task<Guid?> TicketIdAsync(Taking mail)
    {
        var (key, box, since) = (mail.Reading.FromKey, mail.Mailbox.Id, mail.At.AddDays(-1));
        var here = mail.Db.IncomingMail.Local.LastOrDefault(m => m is { Class: MailClass.Unclear, TicketId: not null } && m.FromKey == key && m.MailboxId == box);
        return here?.TicketId ?? await mail.Db.IncomingMail
            .Where(m => m.FromKey == key && m.At > since && m.MailboxId == box && m.Class == MailClass.Unclear && m.TicketId != null)
            .OrderByDescending(m => m.Id).Select(m => m.TicketId).FirstOrDefaultAsync(mail.Cancel);
    }
}
