using Microsoft.EntityFrameworkCore;
using SupportDesk.Escalations;
using SupportDesk.Mail.Matching;

namespace SupportDesk.Mail.Incoming;

/// <summary>A supporter's answer to a question about a case on its way up.</summary>
internal static class CaseMail
{
    /// <summary>A supporter's mail is a post of their private ticket like any other; if it may be posted and a person wrote it, it is their answer too.</summary>
    public static async Task<Taken> AnswerAsync(Taking mail, ReplyAddress route)
    {
        var ticketId = await TicketOfAsync(mail, route);
        var asking = await mail.Db.Questions.Where(q => q.Id == route.ObjectId).Select(q => (Guid?)q.EscalationId).SingleOrDefaultAsync(mail.Cancel);
        if (asking is { } escalation && await ConsentMail.TryWithdrawAsync(mail, route.PersonId, null, escalation) is { } left)
            return left;

        var taken = await TicketMail.TakeAsync(mail, ticketId);
        if (DecisionTable.Decide(mail.Match.Tie, mail.Reading.Verdict) != Fate.Post || mail.Reading.Automatic || mail.Reading.Mail.Unreadable is not null)
            return taken;
        if (await mail.Db.OpenQuestionAsync(route.ObjectId, route.PersonId, mail.Cancel) is not { } open)
            return taken;

        await mail.Db.AnswerAsync(open.Question, open.Supporter, taken.Post!, mail.Sender.Acts, mail.At, mail.Cancel);
        return taken with { Outcome = MailOutcome.Answer };
    }

    public static async Task<Guid?> TicketOfAsync(Taking mail, ReplyAddress route) => await mail.Db.Questions
        .Where(q => q.Id == route.ObjectId)
        .Join(mail.Db.Supporters.Where(s => s.PersonId == route.PersonId), q => q.EscalationId, s => s.EscalationId, (_, s) => s.TicketId)
        .FirstOrDefaultAsync(mail.Cancel);
}
