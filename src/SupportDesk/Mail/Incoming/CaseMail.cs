using Microsoft.EntityFrameworkCore;
using SupportDesk.Chains;
using SupportDesk.Escalations;
using SupportDesk.Events;
using SupportDesk.Mail.Matching;
using SupportDesk.Threads;

namespace SupportDesk.Mail.Incoming;

/// <summary>Mail about a case on its way up: a supporter's answer to a question, or a level's answer to its dossier.</summary>
internal static class CaseMail
{
    /// <summary>A supporter's mail is a post of their private ticket like any other; if it may be posted and a person wrote it, it is their answer too.</summary>
    public static async Task<Taken> AnswerAsync(Taking mail, ReplyAddress route)
    {
        var ticketId = await TicketOfAsync(mail, route);
        var taken = await TicketMail.TakeAsync(mail, ticketId);
        if (DecisionTable.Decide(mail.Match.Tie, mail.Reading.Verdict) != Fate.Post || mail.Reading.Automatic || mail.Reading.Mail.Unreadable is not null)
            return taken;
        if (await mail.Db.OpenQuestionAsync(route.ObjectId, route.PersonId, mail.Cancel) is not { } open)
            return taken;

        await mail.Db.AnswerAsync(open.Question, open.Supporter, taken.Post!, mail.Sender.Acts, mail.At, mail.Cancel);
        return taken with { Outcome = MailOutcome.Answer };
    }

    /// <summary>
    /// A level's mail becomes its note on the case, if it is proved, carries their own token, and they stand on the chain at this moment.
    /// Else it opens a ticket, so that somebody sees it.
    /// </summary>
    public static async Task<Taken> NoteAsync(Taking mail, ReplyAddress route)
    {
        if (mail.Reading.Automatic)
            return new(MailOutcome.Ignored, Problem: "A program answered a dossier.");
        if (mail.Match.Tie != Tie.OwnToken || mail.Reading.Verdict != Verdict.Proved)
            return await AsideAsync(mail, "Nothing proves who sent it, so it is no note of the level.");

        var escalation = await mail.Db.Escalations.SingleAsync(e => e.Id == route.ObjectId, mail.Cancel);
        var standing = await new WhoStands(mail.Db, mail.At).ForAsync(escalation, mail.Cancel);
        if (standing.LevelOf(route.PersonId, 1) is null)
            return await AsideAsync(mail, "The sender does not stand on this chain at the moment, so it is no note of the level.");

        var post = mail.Post(PostState.Shown);
        escalation.Note(post.Text, standing, new Actor(route.PersonId, Capacity.Level, Via.Mail), mail.At);
        return new(MailOutcome.Note);
    }

    public static async Task<Guid?> TicketOfAsync(Taking mail, ReplyAddress route) => await mail.Db.Questions
        .Where(q => q.Id == route.ObjectId)
        .Join(mail.Db.Supporters.Where(s => s.PersonId == route.PersonId), q => q.EscalationId, s => s.EscalationId, (_, s) => s.TicketId)
        .FirstOrDefaultAsync(mail.Cancel);

    private static async Task<Taken> AsideAsync(Taking mail, string why)
    {
        var taken = await TicketMail.TakeAsync(mail with { Match = Match.None }, null);
        mail.Tell(taken.Ticket!, $"This mail answers a dossier. {why}");
        return taken with { Problem = why };
    }
}
