using Microsoft.EntityFrameworkCore;
using SupportDesk.Events;
using SupportDesk.Mail.Matching;
using SupportDesk.People;
using SupportDesk.Threads;
using SupportDesk.Tickets;

namespace SupportDesk.Mail.Incoming;

/// <summary>
/// An agent's answer to a notification: a public reply, or a note where they were told of a note. It needs a proved mail with their own token, and
/// that they may answer this ticket at this moment (threats T04b, T04f). Else its words go nowhere but into a note that says why.
/// </summary>
internal sealed class AgentMail(TicketOptions times)
{
    public async Task<Taken> TakeAsync(Taking mail, ReplyAddress route)
    {
        if (await TicketMail.LoadAsync(mail.Db, route.ObjectId, mail.Cancel) is not { } ticket)
            return await TicketMail.TakeAsync(mail, null);
        if (mail.Reading.Automatic)
            return new(MailOutcome.Ignored, ticket, null, "A program answered a notification.");
        if (mail.Match.Tie == Tie.ForeignToken && ticket.Status != TicketStatus.Closed)
            return TicketMail.Hold(mail, ticket);

        var staff = await mail.Db.FindStaffAsync(route.PersonId, mail.Cancel);
        var refusal = await RefusalAsync(mail, ticket, staff);
        return refusal is not null ? Refuse(mail, ticket, refusal) : route.Purpose == ReplyPurpose.AgentNote ? Note(mail, ticket, staff!) : Reply(mail, ticket, staff!);
    }

    private static async Task<string?> RefusalAsync(Taking mail, Ticket ticket, StaffUser? staff)
    {
        if (mail.Match.Tie != Tie.OwnToken || mail.Reading.Verdict != Verdict.Proved)
            return "nothing proves who sent it";
        if (staff is null || !await mail.Db.TicketsVisibleTo(staff).AnyAsync(t => t.Id == ticket.Id, mail.Cancel))
            return "they may not answer this ticket";
        if (await mail.Breaker.AnswersLikeAProgramAsync(mail.Reading.FromKey, ticket, mail.Cancel))
            return "several came within minutes, as from a program";

        return ticket.Status is TicketStatus.Closed or TicketStatus.Spam ? "this ticket is not open" : null;
    }

    private Taken Reply(Taking mail, Ticket ticket, StaffUser staff)
    {
        var post = ticket.Reply(mail.Post(PostState.Shown) with { AuthorName = staff.DisplayName, Automatic = false }, AfterReply.Pend, times, staff.As(Via.Mail), mail.At);
        PostFiles.Hang(mail.Db, post, mail.Files, mail.At);
        return new(MailOutcome.Posted, ticket, post);
    }

    private static Taken Note(Taking mail, Ticket ticket, StaffUser staff)
    {
        var post = ticket.Note(mail.Post(PostState.Shown) with { AuthorName = staff.DisplayName, Automatic = false }, staff.As(Via.Mail), mail.At);
        PostFiles.Hang(mail.Db, post, mail.Files, mail.At);
        return new(MailOutcome.Note, ticket, post);
    }

    private static Taken Refuse(Taking mail, Ticket ticket, string why)
    {
        var note = mail.Tell(ticket, $"A mail in {mail.Sender.Person.DisplayName}’s name answered this ticket and was not sent on: {why}. It said:\n\n{mail.Reading.Mail.NewText}");
        PostFiles.Hang(mail.Db, note, mail.Files, mail.At);
        return new(MailOutcome.Note, ticket, note, $"Not sent on: {why}.");
    }
}
