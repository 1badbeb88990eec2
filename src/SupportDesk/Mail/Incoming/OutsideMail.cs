using Microsoft.EntityFrameworkCore;
using SupportDesk.Mail.Matching;
using SupportDesk.Threads;

namespace SupportDesk.Mail.Incoming;

/// <summary>
/// What a third party answers: a note on the ticket they were asked about, whoever wrote it by that address. It reaches staff alone, and says
/// how far its sender is proved; so nothing needs to be held.
/// </summary>
internal static class OutsideMail
{
    public static async Task<Taken> TakeAsync(Taking mail, ReplyAddress route)
    {
        if (await TicketMail.LoadAsync(mail.Db, route.ObjectId, mail.Cancel) is not { } ticket)
            return await TicketMail.TakeAsync(mail, null);

        var quiet = !mail.Reading.Automatic && mail.Breaker.HoldsNotice(mail.Reading.FromKey, ticket);
        var post = ticket.HearOutside(mail.Post(PostState.Shown) with { Quiet = quiet }, mail.Sender.Acts, mail.At);
        TicketMail.Finish(mail, ticket, post);
        if (quiet)
            await mail.Breaker.SayAsync(ticket, mail.Cancel);
        if (mail.Match.Tie == Tie.ForeignToken)
        {
            var asked = await mail.Db.People.Where(p => p.Id == route.PersonId).Select(p => p.DisplayName).SingleOrDefaultAsync(mail.Cancel);
            mail.Tell(ticket, $"The mail above answers what was sent to {asked ?? "somebody else"}, and comes from another address.");
        }

        return new(MailOutcome.Note, ticket, post);
    }
}
