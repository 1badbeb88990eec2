using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;
using SupportDesk.Drafts;
using SupportDesk.Events;
using SupportDesk.Threads;

namespace SupportDesk.Tickets;

/// <summary>Taking a reply back before its mail has left: the commit calls the mail off (or refuses), and the words wait as a draft.</summary>
public sealed class ReplyUndo(DeskDb db, DraftStore drafts)
{
    /// <summary>How long a reply that owes nobody a mail can be taken back.</summary>
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    /// <summary>So many of a ticket's newest events are looked through for the reply.</summary>
    private const int History = 100;

    /// <summary>Takes a reply away, with all that it did to the ticket and whom its Cc brought in, where nothing else happened in between.</summary>
    /// <exception cref="DeskException">It was not sent from the desk by this person, or it owes nobody a mail and was sent a while ago.</exception>
    public async Task TakeBackAsync(Ticket ticket, Post post, Actor by, DateTimeOffset at, CancellationToken cancel)
    {
        var history = await db.Events.AsNoTracking().Where(e => e.ObjectId == ticket.Id)
            .OrderByDescending(e => e.Id).Take(History).ToListAsync(cancel);
        history.Sort((one, other) => one.ObjectVersion.CompareTo(other.ObjectVersion));
        if (history.Find(e => e.Kind == EventKind.ReplyPosted && e.IdOf("post") == post.Id) is not { } sent || !sent.Says("undoable"))
            throw new DeskException("Only a reply that was just sent from the desk can be undone.");

        if (at - post.At > Window && !await db.Outbox.AnyAsync(m => m.ObjectId == ticket.Id && m.PartId == post.Id, cancel))
            throw new DeskException("It is too late to undo this reply. Write another one instead.");

        var leaving = ReplyUndoing.FindLeaving(sent, history);
        var parts = leaving.Count == 0 ? []
            : await db.Participants
                .Where(p => p.TicketId == ticket.Id && p.Kind == ParticipantKind.Copied && leaving.Contains(p.PersonId)).ToListAsync(cancel);
        var rest = await db.ReadThreadAsync(ticket, without: post, with: null, cancel);
        ticket.TakeBack(post, rest, ReplyUndoing.Create(sent, history), by, at, parts);
        var copied = await AddressesAsync(parts.Where(p => sent.IdsOf("broughtIn").Contains(p.PersonId)), cancel);
        await KeepAsync(ticket.Number, post, copied, sent.IdsOf("leftOut"), by.PersonId, at, cancel);
    }

    private Task<List<string>> AddressesAsync(IEnumerable<Participant> people, CancellationToken cancel)
    {
        var ids = people.Select(p => p.AddressId).OfType<Guid>().ToArray();
        return db.MailAddresses.Where(a => ids.Contains(a.Id)).OrderBy(a => a.AddressKey).Select(a => a.Address).ToListAsync(cancel);
    }

    // All that was typed waits in the draft, with whom it was for. A reply that its writer has begun since stays beside it.
    private async Task KeepAsync(
        long number, Post post, List<string> copied, IReadOnlyList<Guid> leftOut, Guid personId, DateTimeOffset at, CancellationToken cancel)
    {
        var draft = await drafts.StartAsync(personId, Guid.CreateVersion7(at), DraftPlace.OfReply(number), at, cancel);
        var files = await db.Attachments.Where(a => a.PostId == post.Id).ToListAsync(cancel);
        foreach (var file in files)
            file.ReturnTo(draft.FileKey);
        var beside = files.Where(f => !post.Html.Contains(Attachment.AddressOf(f.Id), StringComparison.Ordinal)).Select(f => $"{f.Id}");
        var fields = new Dictionary<string, string[]> { ["words"] = [post.Html], ["format"] = ["html"], ["keep"] = [.. beside] };
        if (copied.Count > 0)
            fields["cc"] = [string.Join(", ", copied)];
        if (leftOut.Count > 0)
            fields["leaveOut"] = [.. leftOut.Select(id => $"{id}")];
        draft.Save(fields, null, 0, at);
    }
}
