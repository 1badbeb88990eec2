using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;
using SupportDesk.Events;
using SupportDesk.Files;
using SupportDesk.Mail.Matching;
using SupportDesk.Threads;
using SupportDesk.Tickets;

namespace SupportDesk.Mail.Incoming;

/// <summary>Makes a ticket of a mail that had made none: the desk was wrong about it, or somebody wants to work on it all the same.</summary>
public sealed class MailToTicket(Intake intake, FileStore store)
{
    /// <summary>Opens the ticket in the save under way. Nobody is answered, and the mail leaves the list.</summary>
    /// <param name="id">The incoming mail's, which the page has looked up among those that the person may see.</param>
    /// <exception cref="DeskException">It has made a post meanwhile, or it can't be read.</exception>
    public async Task<Ticket> MakeAsync(DeskDb db, long id, Actor by, DateTimeOffset at, CancellationToken cancel)
    {
        var row = await db.IncomingMail.SingleAsync(m => m.Id == id, cancel);
        if (row.PostId is not null)
            throw new DeskException("This mail has become a ticket already.");

        var reading = await ReadAsync(db, row, cancel);
        var files = new PostFiles(store);
        var senders = new Senders(db, at);
        var mailbox = await db.Mailboxes.SingleAsync(m => m.Id == row.MailboxId, cancel);
        // Who sent it is not more proved than when it came.
        var sender = reading.Writer is { } writer && reading.FromKey is not null ? await senders.MeetAsync(writer, cancel) : await senders.NobodyAsync(cancel);
        var kept = await files.KeepAsync(db, reading, new HashSet<string>(), at, cancel);
        var mail = new Taking(db, reading, mailbox, sender, Match.None, kept, null!, senders, at, cancel);
        var about = new NewTicket(reading.Mail.Subject, sender.Person.Id, sender.Address?.Id, mailbox.TeamId, mailbox.Id, null);
        var ticket = Ticket.Open(about, mail.Post(PostState.Shown) with { Quiet = true }, sender.Acts, at, out var post);
        ticket.NoteMadeOfMail(row.Id, by, at);
        db.Tickets.Add(ticket);
        TicketMail.Finish(mail, ticket, post);
        row.BecomeTicket(ticket.Id, post.Id);
        return ticket;
    }

    private async Task<Reading> ReadAsync(DeskDb db, IncomingMail row, CancellationToken cancel)
    {
        var raw = new RawMail(row.MailboxId, await store.ReadAsync(db, row.RawHash, cancel), Known: row.Verdict);
        var reading = await intake.ReadAsync(raw, cancel);
        return reading.Trouble is null ? reading : throw new DeskException($"{reading.Trouble} It stays in this list.");
    }
}
