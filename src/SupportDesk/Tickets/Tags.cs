using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;
using SupportDesk.Events;
using SupportDesk.People;

namespace SupportDesk.Tickets;

/// <summary>The desk's vocabulary of tags: a name is one tag, however it is written.</summary>
public sealed class Tags(DeskDb db)
{
    /// <summary>Puts a tag on a ticket, known or new.</summary>
    /// <exception cref="DeskException">The ticket has it already, or the name is empty.</exception>
    public async Task<Tag> PutOnAsync(Ticket ticket, string name, Actor by, DateTimeOffset at, CancellationToken cancel)
    {
        var key = Person.KeyOf(name);
        var tag = await db.Tags.SingleOrDefaultAsync(t => t.NameKey == key, cancel);
        if (tag is null)
            db.Tags.Add(tag = Tag.Named(name, at));
        else if (await db.TicketTags.AnyAsync(t => t.TagId == tag.Id && t.TicketId == ticket.Id, cancel))
            throw new DeskException($"#{ticket.Number} is tagged “{tag.Name}” already.");

        ticket.Tag(tag, by, at);
        return tag;
    }

    /// <summary>Takes a tag off a ticket; the desk keeps the name.</summary>
    /// <exception cref="DeskException">The ticket does not have it.</exception>
    public async Task<Tag> TakeOffAsync(Ticket ticket, string name, Actor by, DateTimeOffset at, CancellationToken cancel)
    {
        var key = Person.KeyOf(name);
        var tag = await db.Tags.SingleOrDefaultAsync(t => t.NameKey == key, cancel);
        if (tag is null || await db.TicketTags.SingleOrDefaultAsync(t => t.TagId == tag.Id && t.TicketId == ticket.Id, cancel) is not { } row)
            throw new DeskException($"#{ticket.Number} is not tagged “{Words.OneLine(name)}”.");

        ticket.Untag(row, by, at);
        return tag;
    }
}
