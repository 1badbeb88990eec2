using Microsoft.EntityFrameworkCore;
using SupportDesk.Escalations;
using SupportDesk.Events;

namespace SupportDesk.Notifications.Rendering;

/// <summary>What a mail with a fresh link says: of what, and how long it works. Each may do what the link that it replaces could.</summary>
public sealed partial class Contents
{
    private Task<Content> FreshLinkAsync(Writing writing) => (writing.Mail.ObjectKind, writing.Mail.PartId) switch
    {
        (ObjectKind.Ticket, null) => FreshTicketLinkAsync(writing),
        (ObjectKind.Ticket, { } file) => FreshFileLinkAsync(writing, file),
        (_, null) => FreshCaseLinkAsync(writing),
        _ => FreshConsentLinkAsync(writing),
    };

    private async Task<Content> FreshConsentLinkAsync(Writing writing)
    {
        var about = await CaseOf.ReadAsync(writing, clock.Now);
        var supporter = await SupporterAsync(writing);
        var url = links.Consent(writing.Db, supporter.PersonId, about.Escalation.Id, clock.RealNow + Tracker.FreshLinkFor);
        return new(new FreshLinkModel(about.PolicyName, url, writing.Say(clock.Now + Tracker.FreshLinkFor))) { Continues = supporter.TicketId };
    }

    private async Task<Content> FreshCaseLinkAsync(Writing writing)
    {
        var about = await CaseOf.ReadAsync(writing, clock.Now);
        var url = links.Track(writing.Db, writing.Mail.PersonId, about.Escalation.Id);
        return new(new FreshLinkModel(about.PolicyName, url, writing.Say(clock.Now + MailLinks.TrackFor), WorksOnce: false));
    }

    private async Task<Content> FreshTicketLinkAsync(Writing writing)
    {
        var ticket = await TicketAsync(writing);
        var proved = await writing.Db.MailAddresses.AnyAsync(a => a.AddressKey == writing.Mail.AddressKey && a.VerifiedAt != null, writing.Cancel);
        var title = proved ? Bare(ticket.Subject) : $"#{ticket.Number}";
        var url = links.Track(writing.Db, writing.Mail.PersonId, ticket.Id);
        return new(new FreshLinkModel(title, url, writing.Say(clock.Now + MailLinks.TrackFor), WorksOnce: false)) { Continues = ticket.Id };
    }

    private async Task<Content> FreshFileLinkAsync(Writing writing, Guid file)
    {
        var name = await writing.Db.Attachments.Where(a => a.Id == file).Select(a => a.Name).SingleOrDefaultAsync(writing.Cancel)
            ?? throw new DeskException("The file of this mail is gone.");
        var days = TimeSpan.FromDays(mail.Value.Outgoing.FileLinkDays);
        var url = links.File(writing.Db, writing.Mail.PersonId, file, clock.RealNow + days);
        return new(new FreshLinkModel(Words.OneLine(name), url, writing.Say(clock.Now + days), WorksOnce: false)) { Continues = writing.Mail.ObjectId };
    }
}
