using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;
using SupportDesk.Events;
using SupportDesk.Mail.Parsing;
using SupportDesk.People;
using SupportDesk.Threads;

namespace SupportDesk.Tickets;

/// <summary>What somebody said to staff, as it is written down.</summary>
/// <param name="Name">Used only where the address is new.</param>
public sealed record Spoken(string Address, string? Name, string Subject, string Said, Guid? TeamId);

/// <summary>Opens tickets for people who did not write themselves.</summary>
public sealed class NewTickets(DeskDb db)
{
    /// <summary>Opens a ticket in the requester's name: their words, recorded by whoever wrote them down.</summary>
    /// <exception cref="DeskException">The address is not one.</exception>
    public async Task<Ticket> WriteDownAsync(Spoken spoken, Actor by, DateTimeOffset at, CancellationToken cancel)
    {
        var (requester, address) = await db.MeetAsync(spoken.Address, spoken.Name, by, at, cancel);
        var mailbox = await db.Mailboxes.Where(m => m.TeamId == spoken.TeamId || spoken.TeamId == null).OrderBy(m => m.Name).Select(m => (Guid?)m.Id).FirstOrDefaultAsync(cancel);
        var ticket = Ticket.Open(
            new NewTicket(spoken.Subject, requester.Id, address.Id, spoken.TeamId, mailbox, requester.Language),
            new NewPost(PostKind.Reply, requester.Id, requester.DisplayName, address.Address, PostHtml.FromText(spoken.Said), spoken.Said.Trim(), Origin.Phone),
            by, at);
        db.Tickets.Add(ticket);
        return ticket;
    }
}
