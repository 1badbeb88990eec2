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

    /// <summary>So many of a ticket's newest events are looked through for the reply.</summary>
    private const int History = 100;

    /// <summary>Takes a reply away, with all that it did to the ticket where nothing else happened in between.</summary>
    /// <exception cref="DeskException">It was not sent from the desk by this person, or it owes nobody a mail and was sent a while ago.</exception>
    public async Task TakeBackAsync(Ticket ticket, Post post, Actor by, DateTimeOffset at, CancellationToken cancel)
    {
        var history = await db.Events.AsNoTracking().Where(e => e.ObjectId == ticket.Id).OrderByDescending(e => e.Id).Take(History).ToListAsync(cancel);
        history.Sort((one, other) => one.ObjectVersion.CompareTo(other.ObjectVersion));
        if (history.Find(e => e.Kind == EventKind.ReplyPosted && e.IdOf("post") == post.Id) is not { } sent || !sent.Says("undoable"))
            throw new DeskException("Only a reply that was just sent from the desk can be undone.");

        if (at - post.At > Window && !await db.Outbox.AnyAsync(m => m.ObjectId == ticket.Id && m.PartId == post.Id, cancel))
            throw new DeskException("It is too late to undo this reply. Write another one instead.");

        ticket.TakeBack(post, await db.ReadThreadAsync(ticket, without: post, with: null, cancel), ReplyUndoing.Create(sent, history), by, at);
        foreach (var file in await db.Attachments.Where(a => a.PostId == post.Id).ToListAsync(cancel))
            file.ReturnTo(ReplyDrafts.KeyOf(ticket.Number));
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

    internal static string KeyOf(long number) => $"ticket:{number}:reply";
}
