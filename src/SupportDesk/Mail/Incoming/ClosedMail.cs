using Microsoft.EntityFrameworkCore;
using SupportDesk.Mail.Matching;
using SupportDesk.Threads;
using SupportDesk.Tickets;

namespace SupportDesk.Mail.Incoming;

/// <summary>
/// What comes to a closed ticket. A person's words open a ticket that continues it, and their next ones join that. What a machine wrote stays on
/// the closed ticket and opens nothing.
/// </summary>
internal static class ClosedMail
{
    private const int MostSteps = 20;

    public static async Task<Taken> TakeAsync(Taking mail, Ticket closed, Fate fate)
    {
        var last = await FollowAsync(mail, closed);
        if (last.Status != TicketStatus.Closed)
            return fate == Fate.Post ? await TicketMail.ReceiveAsync(mail, last) : TicketMail.Hold(mail, last);
        if (mail.Reading.Automatic)
            return fate == Fate.Post ? Keep(mail, last) : Note(mail, last);
        if (fate != Fate.Post && (mail.Match.Tie != Tie.Copied || mail.Reading.Verdict == Verdict.Failed))
            return await TicketMail.OpenAsync(mail, null);

        // Said on the closed ticket, so that of two answers at one moment the second one finds the ticket of the first.
        mail.Tell(last, "An answer came after this ticket was closed. It opened a new ticket, which names this one.");
        return await TicketMail.OpenAsync(mail, last);
    }

    // From a closed ticket to the newest one that the sender opened by answering it, and on from there.
    private static async Task<Ticket> FollowAsync(Taking mail, Ticket closed)
    {
        var (last, sender) = (closed, mail.Sender.Person.Id);
        for (var step = 0; step < MostSteps && last.Status == TicketStatus.Closed; step++)
        {
            var id = last.Id;
            var here = mail.Db.Tickets.Local.LastOrDefault(t => t.OpenedFromId == id && t.RequesterId == sender)?.Id;
            var next = here ?? await mail.Db.Tickets.Where(t => t.RequesterId == sender && t.OpenedFromId == id)
                .OrderByDescending(t => t.Number).Select(t => (Guid?)t.Id).FirstOrDefaultAsync(mail.Cancel);
            if (next is not { } found || await TicketMail.LoadAsync(mail.Db, found, mail.Cancel) is not { } ticket)
                return last;
            last = ticket;
        }

        return last;
    }

    private static Taken Keep(Taking mail, Ticket closed)
    {
        var post = closed.Recall(mail.Post(PostState.Shown), mail.Sender.Acts, mail.At);
        TicketMail.Finish(mail, closed, post);
        return new(MailOutcome.Posted, closed, post);
    }

    // From an address that may not post here: staff alone see it.
    private static Taken Note(Taking mail, Ticket closed)
    {
        var from = mail.Reading.Mail.From?.Address ?? "no address";
        var note = mail.Tell(closed, $"A program answered a mail of this closed ticket, from {from}. It said:\n\n{mail.Words().Text}");
        PostFiles.Hang(mail.Db, note, mail.Files, mail.At);
        return new(MailOutcome.Note, closed, note);
    }
}
