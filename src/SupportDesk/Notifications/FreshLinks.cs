using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;
using SupportDesk.Events;
using SupportDesk.Files;
using SupportDesk.Mail;
using SupportDesk.People;

namespace SupportDesk.Notifications;

/// <summary>
/// Mails a fresh link in place of one that ended or was used: of the same purpose and object, to the address on file. Nothing here says
/// whether anything was mailed, so that whoever asks learns nothing about a person.
/// </summary>
public sealed class FreshLinks(
    DeskDb db, DeskClock clock, FreshLinkLimit limit, ReplyRoutes routes, SendingMailboxes senders, SupporterMail recipients, HandedFiles files)
{
    /// <summary>The language of the person whose link this was; null where no such link is known, or the person was erased.</summary>
    public async Task<string?> LanguageOfAsync(string token, CancellationToken cancel)
    {
        var hash = Link.Hash(token);
        return await db.Links.Where(l => l.TokenHash == hash)
            .Join(db.People.Where(p => p.ErasedAt == null), l => l.PersonId, p => p.Id, (_, p) => p.Language ?? "en").SingleOrDefaultAsync(cancel);
    }

    /// <summary>Owes the mail that was wished for, if there is anybody to mail it to and they did not get too many.</summary>
    public async Task GrantAsync(FreshLinkWish wish, CancellationToken cancel)
    {
        if (wish.TokenHash is { } hash)
            await GrantByLinkAsync(hash, cancel);
        else if (wish.Address is { } address)
            await GrantByAddressAsync(address, cancel);

        try
        {
            await db.CommitAsync(Act.Job, cancel);
        }
        catch (ClashException)
        {
            db.ChangeTracker.Clear(); // Two that asked at once, of two nodes, get one mail between them; neither sees a difference.
        }
    }

    private async Task GrantByLinkAsync(string hash, CancellationToken cancel)
    {
        if (await db.Links.AsNoTracking().SingleOrDefaultAsync(l => l.TokenHash == hash, cancel) is not { } link
            || !await db.People.AnyAsync(p => p.Id == link.PersonId && p.ErasedAt == null && db.People.Any(r => r.Id == p.RootId && r.ErasedAt == null), cancel))
            return;

        await (link.Purpose switch
        {
            LinkPurpose.Consent => OweConsentAsync(link, cancel),
            LinkPurpose.File => OweFileAsync(link, cancel),
            LinkPurpose.Acknowledge or LinkPurpose.Confirm => OweLevelAsync(link, cancel),
            _ => OweTrackerAsync(link.PersonId, link.ObjectId, cancel),
        });
    }

    private async Task GrantByAddressAsync(string address, CancellationToken cancel)
    {
        if (MailAddress.Fold(address) is not { } key || await db.MailAddresses.AsNoTracking().SingleOrDefaultAsync(a => a.AddressKey == key, cancel) is not { } known
            || await OwnRequests.FindAsync(db, known, cancel) is not [var first, ..])
            return;

        var person = await RootAsync(known.PersonId, cancel);
        var sender = await senders.OfAsync(db, null, cancel);
        var purpose = first.Kind switch { OwnKind.Ticket => ReplyPurpose.Ticket, OwnKind.Case => ReplyPurpose.Case, _ => ReplyPurpose.Level };
        var route = await routes.ToAsync(db, purpose, first.Id, first.PersonId, sender.Domain, cancel);
        await OweAsync(new(person.Id, known.Address, known.AddressKey, person.Language ?? sender.Language), ObjectKind.Person, person.Id, null, null, route, cancel);
    }

    private async Task OweConsentAsync(Link link, CancellationToken cancel)
    {
        if (await db.Supporters.SingleOrDefaultAsync(s => s.EscalationId == link.ObjectId && s.PersonId == link.PersonId, cancel) is not { } supporter)
            return;

        // Who withdrew is asked nothing more, but may see where it is.
        if (supporter.WithdrawnAt is not null)
            await OweTrackerAsync(link.PersonId, link.ObjectId, cancel);
        else if (await recipients.OfAsync(db, supporter, cancel) is { } to && await limit.TryEnterAsync(db, to.AddressKey, clock.Now, cancel))
            supporter.AskAgain(new Actor(supporter.PersonId, Capacity.Supporter, Via.Web), clock.Now);
    }

    // A file that may no longer be fetched leads to the tracker of the ticket that it belonged to.
    private async Task OweFileAsync(Link link, CancellationToken cancel)
    {
        if (await files.FindTicketAsync(link.PersonId, link.ObjectId, cancel) is { } ticket)
            await OweOfTicketAsync(link.PersonId, ticket.Id, ticket.MayFetch ? link.ObjectId : null, cancel);
    }

    private async Task OweTrackerAsync(Guid personId, Guid objectId, CancellationToken cancel)
    {
        if (await db.Supporters.AsNoTracking().SingleOrDefaultAsync(s => s.EscalationId == objectId && s.PersonId == personId, cancel) is not { } supporter)
        {
            await OweOfTicketAsync(personId, objectId, null, cancel);
            return;
        }

        var to = await recipients.OfAsync(db, supporter, cancel);
        var route = await recipients.RouteAsync(db, MailKind.FreshLink, supporter, null, cancel);
        await OweAsync(to, ObjectKind.Escalation, objectId, null, null, route, cancel);
    }

    private async Task OweOfTicketAsync(Guid personId, Guid ticketId, Guid? file, CancellationToken cancel)
    {
        if (await db.Participants.FindAsync([ticketId, personId], cancel) is not { } participant)
            return;

        var sender = await senders.OfAsync(db, await db.Tickets.Where(t => t.Id == ticketId).Select(t => t.MailboxId).SingleAsync(cancel), cancel);
        var to = await OnFileAsync(personId, participant.AddressId, sender, cancel);
        var route = await routes.ToAsync(db, ReplyPurpose.Ticket, ticketId, personId, sender.Domain, cancel);
        await OweAsync(to, ObjectKind.Ticket, ticketId, file, null, route, cancel);
    }

    // Whether they may still act is looked at when the mail leaves (LastCheck).
    private async Task OweLevelAsync(Link link, CancellationToken cancel)
    {
        Guid? act = link.Purpose == LinkPurpose.Confirm ? link.ObjectId : null;
        var escalation = act is null ? link.ObjectId : await db.UnconfirmedActs.Where(a => a.Id == act).Select(a => a.EscalationId).SingleAsync(cancel);
        var sender = await senders.OfAsync(db, null, cancel);
        var to = await OnFileAsync(link.PersonId, null, sender, cancel);
        var route = act is { } waiting
            ? await routes.ToAsync(db, ReplyPurpose.Confirmation, waiting, link.PersonId, sender.Domain, cancel)
            : await routes.ToAsync(db, ReplyPurpose.Level, escalation, link.PersonId, sender.Domain, cancel);
        await OweAsync(to, ObjectKind.Escalation, escalation, act, link.Purpose, route, cancel);
    }

    private async Task<Recipient?> OnFileAsync(Guid personId, Guid? addressId, Sender sender, CancellationToken cancel)
    {
        var person = await RootAsync(personId, cancel);
        return (addressId ?? person.PrimaryAddressId) is { } id && await db.MailAddresses.FindAsync([id], cancel) is { } address
            ? new(personId, address.Address, address.AddressKey, person.Language ?? sender.Language)
            : null;
    }

    private Task<Person> RootAsync(Guid personId, CancellationToken cancel) =>
        db.People.AsNoTracking().SingleAsync(p => db.People.Any(x => x.Id == personId && x.RootId == p.Id), cancel);

    /// <param name="purpose">Of a level's link; null: a tracker, a file or a question, as kind and part say.</param>
    private async Task OweAsync(Recipient? to, ObjectKind kind, Guid objectId, Guid? part, LinkPurpose? purpose, ReplyRoute route, CancellationToken cancel)
    {
        if (to is not null && await limit.TryEnterAsync(db, to.AddressKey, clock.Now, cancel))
            db.Outbox.Add(OutboxMail.Owe(MailKind.FreshLink, null, null, to, kind, objectId, part, (int?)purpose, route, clock.Now, clock.Now));
    }
}
