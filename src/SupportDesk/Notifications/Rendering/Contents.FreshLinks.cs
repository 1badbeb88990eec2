using Microsoft.EntityFrameworkCore;
using SupportDesk.Escalations;
using SupportDesk.Events;
using SupportDesk.Mail;

namespace SupportDesk.Notifications.Rendering;

/// <summary>What a mail with a fresh link says: of what, and how long it works. Each may do what the link that it replaces could.</summary>
public sealed partial class Contents
{
    private Task<Content> FreshLinkAsync(Writing writing) => (writing.Mail.ObjectKind, writing.Mail.PartId, writing.Mail.PartNo) switch
    {
        (ObjectKind.Person, _, _) => FreshLinksAsync(writing),
        (ObjectKind.Ticket, null, _) => FreshTicketLinkAsync(writing),
        (ObjectKind.Ticket, { } file, _) => FreshFileLinkAsync(writing, file),
        (_, _, { } purpose) => FreshLevelLinkAsync(writing, (LinkPurpose)purpose),
        (_, null, _) => FreshCaseLinkAsync(writing),
        _ => FreshConsentLinkAsync(writing),
    };

    // All that they have with us, as it is while the mail is written.
    private async Task<Content> FreshLinksAsync(Writing writing)
    {
        var address = await writing.Db.MailAddresses.AsNoTracking().SingleOrDefaultAsync(a => a.AddressKey == writing.Mail.AddressKey, writing.Cancel);
        var requests = address is null ? [] : await OwnRequests.FindAsync(writing.Db, address, writing.Cancel);
        if (requests.Count == 0)
            throw new DeskException("The person of this mail has no request with us any more.");

        var lines = requests.Select(r => new NoticeModel(r.Kind == OwnKind.Ticket ? Bare(r.Title) : Words.OneLine(r.Title), UrlOf(writing, r))).ToList();
        return new(new FreshLinkModel(lines[0].Line, lines[0].Url, writing.Say(clock.Now + MailLinks.TrackFor), WorksOnce: false, lines[1..]))
        { Continues = requests[0].Kind == OwnKind.Ticket ? requests[0].Id : null };
    }

    private string UrlOf(Writing writing, OwnRequest request) => request.Kind switch
    {
        OwnKind.Arrived => links.Acknowledge(writing.Db, request.PersonId, request.Id, clock.RealNow + ActFor),
        OwnKind.InHand => links.ToDesk($"/escalations/{request.Number}"),
        _ => links.Track(writing.Db, request.PersonId, request.Id),
    };

    private async Task<Content> FreshConsentLinkAsync(Writing writing)
    {
        var about = await CaseOf.ReadAsync(writing, clock.Now);
        var supporter = await SupporterAsync(writing);
        var url = links.Consent(writing.Db, supporter.PersonId, about.Escalation.Id, clock.RealNow + Tracker.FreshLinkFor);
        return new(new FreshLinkModel(about.PolicyName, url, writing.Say(clock.Now + Tracker.FreshLinkFor))) { Continues = supporter.TicketId };
    }

    // A person who was merged takes part under the row that they had.
    private async Task<Content> FreshCaseLinkAsync(Writing writing)
    {
        var about = await CaseOf.ReadAsync(writing, clock.Now);
        var person = await writing.Db.Supporters.Where(s => s.EscalationId == about.Escalation.Id)
            .Join(writing.Db.People, s => s.PersonId, p => p.Id, (s, p) => new { s.PersonId, p.RootId })
            .Where(p => p.PersonId == writing.Mail.PersonId || p.RootId == writing.Mail.PersonId).Select(p => (Guid?)p.PersonId).FirstOrDefaultAsync(writing.Cancel);
        var url = links.Track(writing.Db, person ?? writing.Mail.PersonId, about.Escalation.Id);
        return new(new FreshLinkModel(about.PolicyName, url, writing.Say(clock.Now + MailLinks.TrackFor), worksOnce: false));
    }

    private async Task<Content> FreshLevelLinkAsync(Writing writing, LinkPurpose purpose)
    {
        var about = await CaseOf.ReadAsync(writing, clock.Now);
        var (person, until) = (writing.Mail.PersonId, clock.RealNow + ActFor);
        var url = purpose == LinkPurpose.Confirm
            ? links.Confirm(writing.Db, person, writing.Mail.PartId!.Value, until)
            : links.Acknowledge(writing.Db, person, about.Escalation.Id, until);
        return new(new FreshLinkModel(about.Escalation.Title, url, writing.Say(clock.Now + ActFor)));
    }

    private async Task<Content> FreshTicketLinkAsync(Writing writing)
    {
        var ticket = await TicketAsync(writing);
        var proved = await writing.Db.MailAddresses.AnyAsync(a => a.AddressKey == writing.Mail.AddressKey && a.VerifiedAt != null, writing.Cancel);
        var title = proved ? Bare(ticket.Subject) : $"#{ticket.Number}";
        var url = links.Track(writing.Db, writing.Mail.PersonId, ticket.Id);
        return new(new FreshLinkModel(title, url, writing.Say(clock.Now + MailLinks.TrackFor), worksOnce: false)) { Continues = ticket.Id };
    }

    private async Task<Content> FreshFileLinkAsync(Writing writing, Guid file)
    {
        var name = await writing.Db.Attachments.Where(a => a.Id == file).Select(a => a.Name).SingleOrDefaultAsync(writing.Cancel)
            ?? throw new DeskException("The file of this mail is gone.");
        var days = TimeSpan.FromDays(mail.Value.Outgoing.FileLinkDays);
        var url = links.File(writing.Db, writing.Mail.PersonId, file, clock.RealNow + days);
        return new(new FreshLinkModel(Words.OneLine(name), url, writing.Say(clock.Now + days), worksOnce: false)) { Continues = writing.Mail.ObjectId };
    }
}
