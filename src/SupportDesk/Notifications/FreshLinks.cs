using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;
using SupportDesk.Escalations;
using SupportDesk.Events;
using SupportDesk.Files;
using SupportDesk.Mail;
using SupportDesk.People;
using SupportDesk.Tickets;

namespace SupportDesk.Notifications;

/// <summary>
/// Mails a fresh link in place of one that ended or was used: of the same purpose and object, to the address on file. Nothing here says
/// whether anything was mailed, so that whoever asks learns nothing about a person.
/// </summary>
public sealed class FreshLinks(
    DeskDb db, DeskClock clock, FreshLinkLimit limit, ReplyRoutes routes, SendingMailboxes senders, SupporterMail recipients, HandedFiles files)
{
    /// <summary>The language of the person whose link this was; null where no such link is known.</summary>
    public async Task<string?> LanguageOfAsync(string token, CancellationToken cancel)
    {
        var hash = Link.Hash(token);
        return await db.Links.Where(l => l.TokenHash == hash).Join(db.People, l => l.PersonId, p => p.Id, (_, p) => p.Language ?? "en").SingleOrDefaultAsync(cancel);
    }

    /// <summary>Asks for a link in place of this one.</summary>
    public async Task AskAsync(string token, CancellationToken cancel)
    {
        var hash = Link.Hash(token);
        if (await db.Links.AsNoTracking().SingleOrDefaultAsync(l => l.TokenHash == hash, cancel) is not { } link)
            return;

        await (link.Purpose switch
        {
            LinkPurpose.Consent => OweConsentAsync(link, cancel),
            LinkPurpose.File => OweFileAsync(link, cancel),
            _ => OweTrackerAsync(link.PersonId, link.ObjectId, null, cancel),
        });
        await CommitAsync(cancel);
    }

    /// <summary>Asks for a tracker of the newest open ticket or case of whoever has this address.</summary>
    public async Task AskByAddressAsync(string address, CancellationToken cancel)
    {
        var key = MailAddress.Fold(address);
        if (key is null || await db.MailAddresses.AsNoTracking().SingleOrDefaultAsync(a => a.AddressKey == key, cancel) is not { } known)
            return;

        var person = await db.People.Where(p => p.Id == known.PersonId).Select(p => p.RootId).SingleAsync(cancel);
        if (await NewestAsync(person, cancel) is { } newest)
            await OweTrackerAsync(person, newest, known, cancel);
        await CommitAsync(cancel);
    }

    // Two that ask at once get one link between them; neither sees a difference.
    private async Task CommitAsync(CancellationToken cancel)
    {
        try
        {
            await db.CommitAsync(Act.Job, cancel);
        }
        catch (ClashException)
        {
            db.ChangeTracker.Clear();
        }
    }

    private async Task OweConsentAsync(Link link, CancellationToken cancel)
    {
        if (await db.Supporters.SingleOrDefaultAsync(s => s.EscalationId == link.ObjectId && s.PersonId == link.PersonId, cancel) is not { } supporter)
            return;

        // Who withdrew is asked nothing more, but may see where it is.
        if (supporter.WithdrawnAt is not null)
            await OweTrackerAsync(link.PersonId, link.ObjectId, null, cancel);
        else if (await recipients.OfAsync(db, supporter, cancel) is { } to && await limit.TryEnterAsync(db, to.AddressKey, clock.Now, cancel))
            supporter.AskAgain(new Actor(supporter.PersonId, Capacity.Supporter, Via.Web), clock.Now);
    }

    private async Task OweFileAsync(Link link, CancellationToken cancel)
    {
        if (await files.FindTicketAsync(link.PersonId, link.ObjectId, cancel) is { } ticket)
            await OweOfTicketAsync(link.PersonId, ticket, link.ObjectId, null, cancel);
        else if (await NewestAsync(link.PersonId, cancel) is { } newest)
            await OweTrackerAsync(link.PersonId, newest, null, cancel);
    }

    /// <param name="address">Where it goes; null: to the address on file.</param>
    private async Task OweTrackerAsync(Guid person, Guid objectId, MailAddress? address, CancellationToken cancel)
    {
        if (await db.Supporters.AsNoTracking().SingleOrDefaultAsync(s => s.EscalationId == objectId && s.PersonId == person, cancel) is { } supporter)
        {
            var to = await recipients.OfAsync(db, supporter, cancel);
            var route = await recipients.RouteAsync(db, MailKind.FreshLink, supporter, null, cancel);
            await OweAsync(Readdressed(to, address), ObjectKind.Escalation, objectId, null, route, cancel);
        }
        else
        {
            await OweOfTicketAsync(person, objectId, null, address, cancel);
        }
    }

    private async Task OweOfTicketAsync(Guid person, Guid ticketId, Guid? file, MailAddress? address, CancellationToken cancel)
    {
        if (await db.Participants.FindAsync([ticketId, person], cancel) is not { } participant)
            return;

        var row = await db.People.AsNoTracking().SingleAsync(p => p.Id == person, cancel);
        var onFile = address ?? ((participant.AddressId ?? row.PrimaryAddressId) is { } id ? await db.MailAddresses.FindAsync([id], cancel) : null);
        if (onFile is null)
            return;

        var sender = await senders.OfAsync(db, await db.Tickets.Where(t => t.Id == ticketId).Select(t => t.MailboxId).SingleAsync(cancel), cancel);
        var route = await routes.ToAsync(db, ReplyPurpose.Ticket, ticketId, person, sender.Domain, cancel);
        await OweAsync(new(person, onFile.Address, onFile.AddressKey, row.Language ?? sender.Language), ObjectKind.Ticket, ticketId, file, route, cancel);
    }

    private async Task OweAsync(Recipient? to, ObjectKind kind, Guid objectId, Guid? part, ReplyRoute route, CancellationToken cancel)
    {
        if (to is not null && await limit.TryEnterAsync(db, to.AddressKey, clock.Now, cancel))
            db.Outbox.Add(OutboxMail.Owe(MailKind.FreshLink, null, null, to, kind, objectId, part, null, route, clock.Now, clock.Now));
    }

    private static Recipient? Readdressed(Recipient? to, MailAddress? address) =>
        to is null || address is null ? to : to with { Address = address.Address, AddressKey = address.AddressKey };

    // What is open before what is over, the newest of each first.
    private async Task<Guid?> NewestAsync(Guid person, CancellationToken cancel)
    {
        var ticket = await db.Tickets.Where(t => t.Status != TicketStatus.Spam && db.Participants.Any(p => p.TicketId == t.Id && p.PersonId == person))
            .Select(t => new { t.Id, IsOpen = t.Status != TicketStatus.Solved && t.Status != TicketStatus.Closed, At = t.OpenedAt })
            .OrderByDescending(t => t.IsOpen).ThenByDescending(t => t.At).FirstOrDefaultAsync(cancel);
        var supported = await db.Supporters.Where(s => s.PersonId == person && s.WithdrawnAt == null)
            .Join(db.Escalations, s => s.EscalationId, e => e.Id, (s, e) => new { e.Id, IsOpen = e.State == EscalationState.Gathering || e.State == EscalationState.Climbing, At = s.JoinedAt })
            .OrderByDescending(e => e.IsOpen).ThenByDescending(e => e.At).FirstOrDefaultAsync(cancel);
        if (ticket is null || supported is null)
            return ticket?.Id ?? supported?.Id;
        return (supported.IsOpen, supported.At).CompareTo((ticket.IsOpen, ticket.At)) > 0 ? supported.Id : ticket.Id;
    }
}
