using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;
using SupportDesk.Events;
using SupportDesk.Threads;

namespace SupportDesk.Tickets;

/// <summary>Taking a reply back before its mail has left: the commit calls the mail off (or refuses), and the words wait as a draft.</summary>
public sealed class ReplyUndo(DeskDb db)
{
    /// <summary>How long a reply that owes nobody a mail can be taken back.</summary>
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    /// <summary>Hides a reply and gives the ticket the status it had.</summary>
    /// <exception cref="DeskException">It was not sent from the desk by this person, or it owes nobody a mail and was sent a while ago.</exception>
    public async Task TakeBackAsync(Ticket ticket, Post post, TicketOptions times, Actor by, DateTimeOffset at, CancellationToken cancel)
    {
        var replies = await db.Events.Where(e => e.ObjectId == ticket.Id && e.Kind == EventKind.ReplyPosted).OrderByDescending(e => e.Id).Take(50).ToListAsync(cancel);
        if (replies.FirstOrDefault(e => e.IdOf("post") == post.Id) is not { } sent || !sent.Says("undoable"))
            throw new DeskException("Only a reply that was just sent from the desk can be undone.");

        if (at - post.At > Window && !await db.Outbox.AnyAsync(m => m.ObjectId == ticket.Id && m.PartId == post.Id, cancel))
            throw new DeskException("It is too late to undo this reply. Write another one instead.");

        ticket.TakeBack(post, sent.ValueOf<TicketStatus>("before") ?? TicketStatus.Open, times, by, at);
        await new ReplyDrafts(db).KeepAsync(ticket.Number, by.PersonId, post.Html, at, cancel);
    }
}

/// <summary>What somebody wrote on a ticket and has not sent.</summary>
public sealed class ReplyDrafts(DeskDb db)
{
    public async Task KeepAsync(long number, Guid personId, string html, DateTimeOffset at, CancellationToken cancel)
    {
        if (await FindAsync(number, personId, cancel) is { } draft)
            (draft.Html, draft.At) = (html, at);
        else
            db.Drafts.Add(new Draft { PersonId = personId, Key = KeyOf(number), Html = html, At = at });
    }

    /// <summary>What is kept, or null.</summary>
    public Task<Draft?> FindAsync(long number, Guid personId, CancellationToken cancel)
    {
        var key = KeyOf(number);
        return db.Drafts.SingleOrDefaultAsync(d => d.PersonId == personId && d.Key == key, cancel);
    }

    /// <summary>Drops what is kept: it was sent.</summary>
    public async Task ForgetAsync(long number, Guid personId, CancellationToken cancel)
    {
        if (await FindAsync(number, personId, cancel) is { } draft)
            db.Drafts.Remove(draft);
    }

    private static string KeyOf(long number) => $"ticket:{number}:reply";
}
