using SupportDesk.Events;
using SupportDesk.Mail.Matching;
using SupportDesk.Threads;
using SupportDesk.Tickets;

namespace SupportDesk.Mail.Incoming;

/// <summary>
/// Mail that lay in a mailbox before the desk watched it, where the mailbox starts with its archive: closed tickets that staff find again.
/// It is told as an import, so nobody is owed an answer or a notice, and it changes no ticket that is at work.
/// </summary>
internal static class PastMail
{
    public static async Task<Taken> TakeAsync(Taking mail, Guid? ticketId)
    {
        var by = mail.Sender.Acts with { Via = Via.Import };
        var post = mail.Post(PostState.Shown);
        if (Continues(mail) && ticketId is { } id && await TicketMail.LoadAsync(mail.Db, id, mail.Cancel) is { Status: TicketStatus.Closed } before)
        {
            var row = before.Recall(post, by, mail.At);
            PostFiles.Hang(mail.Db, row, mail.Files, mail.At);
            return new(MailOutcome.Posted, before, row);
        }

        var about = new NewTicket(mail.Reading.Mail.Subject, mail.Sender.Person.Id, mail.Sender.Address?.Id, mail.Mailbox.TeamId, mail.Mailbox.Id, null);
        var ticket = Ticket.Open(about, post, by, mail.At, out var first);
        ticket.Shelve(by, mail.At);
        mail.Db.Tickets.Add(ticket);
        PostFiles.Hang(mail.Db, first, mail.Files, mail.At);
        return new(mail.Reading.Trouble is null ? MailOutcome.NewTicket : MailOutcome.SetAside, ticket, first, mail.Reading.Mail.Unreadable);
    }

    // Nothing acts on history, so here a thread's own ids are enough; only what the receiving server disproved stays apart.
    private static bool Continues(Taking mail) => mail.Match.Tie is Tie.OwnToken or Tie.Thread or Tie.Copied && mail.Reading.Verdict != Verdict.Failed;
}
