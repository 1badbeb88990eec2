using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;
using SupportDesk.Events;
using SupportDesk.Mail;
using SupportDesk.People;
using SupportDesk.Threads;

namespace SupportDesk.Tickets;

/// <summary>Whom an agent asks about a ticket, and with how much of it.</summary>
/// <param name="Name">Used only where the address is new.</param>
public sealed record OutsideRequest(string Address, string? Name, Quoting History);

/// <summary>Brings in people who take no part in a ticket: a supplier, another department.</summary>
public sealed class OutsideHelp(DeskDb db)
{
    /// <summary>Writes to somebody outside; their answers come back as notes.</summary>
    /// <exception cref="DeskException">The address is none, is the desk's own, or belongs to somebody who takes part.</exception>
    public async Task<Post> AskAsync(Ticket ticket, NewPost words, OutsideRequest request, Actor by, DateTimeOffset at, CancellationToken cancel)
    {
        var key = MailAddress.Fold(request.Address);
        foreach (var mailbox in await db.Mailboxes.AsNoTracking().Select(m => m.Address).ToListAsync(cancel))
        {
            if (key is not null && MailAddress.Fold(mailbox) == key)
                throw new DeskException($"{request.Address} is an address of this desk: move the ticket to its team instead.");
        }

        var (person, address) = await db.MeetAsync(request.Address, request.Name, by, at, cancel);
        if (await db.Participants.AnyAsync(p => p.TicketId == ticket.Id && p.PersonId == person.Id, cancel))
            throw new DeskException($"{person.DisplayName} takes part in this ticket: write a reply.");

        return ticket.AskOutside(words, (person.Id, address.Id), request.History, by, at);
    }
}
