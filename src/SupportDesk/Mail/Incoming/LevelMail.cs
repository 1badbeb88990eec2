using Microsoft.EntityFrameworkCore;
using SupportDesk.Chains;
using SupportDesk.Escalations;
using SupportDesk.Events;
using SupportDesk.Mail.Matching;
using SupportDesk.People;
using SupportDesk.Threads;

namespace SupportDesk.Mail.Incoming;

/// <summary>
/// A level's mail about its case: its note, or what its first line commands, if the mail is proved, carries their own token, and they hold a level at this
/// moment (threat-cases 4). Else it opens a ticket, so that somebody sees it. Each is answered. A command that can't be done stays as a note, so that nothing is lost.
/// </summary>
internal static class LevelMail
{
    public static async Task<Taken> TakeAsync(Taking mail, ReplyAddress route)
    {
        if (mail.Reading.Automatic)
            return new(MailOutcome.Ignored, Problem: "A program answered a mail to a level.");
        if (mail.Match.Tie != Tie.OwnToken || mail.Reading.Verdict != Verdict.Proved)
            return await AsideAsync(mail, "Nothing proves who sent it, so it is no note of the level.");
        if (await mail.Db.FindStaffAsync(route.PersonId, mail.Cancel) is not { } staff || !staff.May(Permission.Escalations))
            return await AsideAsync(mail, "The sender has no account that may see cases, so it is no note of the level.");

        var confirms = route.Purpose == ReplyPurpose.Confirmation ? await mail.Db.UnconfirmedActs.SingleAsync(a => a.Id == route.ObjectId, mail.Cancel) : null;
        var escalation = await mail.Db.Escalations.SingleAsync(e => e.Id == (confirms == null ? route.ObjectId : confirms.EscalationId), mail.Cancel);
        var standing = await new WhoStands(mail.Db, mail.At).ForAsync(escalation, mail.Cancel);
        var waiting = await mail.Db.UnconfirmedActs.Where(a => a.EscalationId == escalation.Id && a.PersonId == route.PersonId && a.EndedAt == null).ToListAsync(mail.Cancel);
        var acts = new LevelActs(escalation, standing, [.. waiting.Union(LocalOf(mail, escalation, route))], confirms, new(route.PersonId, Capacity.Level, Via.Mail), mail.At);

        // Only words of their own command: a mail of nothing but history is kept whole.
        var command = LevelCommand.Read(mail.Reading.Mail.NewText);
        if (standing.LevelOf(route.PersonId, 1) is null && (confirms is null || command is null))
            return await AsideAsync(mail, "The sender holds no level of this chain at the moment, so it is no note of the level.");

        return command is null ? Note(mail, acts) : Do(mail, acts, command, staff.DisplayName);
    }

    // Those of mails that the same commit records.
    private static IEnumerable<UnconfirmedAct> LocalOf(Taking mail, Escalation escalation, ReplyAddress route) =>
        mail.Db.UnconfirmedActs.Local.Where(a => a.EscalationId == escalation.Id && a.PersonId == route.PersonId);

    private static Taken Note(Taking mail, LevelActs acts)
    {
        acts.Note(mail.Words().Text);
        return new(MailOutcome.Note);
    }

    private static Taken Do(Taking mail, LevelActs acts, LevelCommand command, string name)
    {
        var refusal = acts.Do(command, [name, mail.Reading.Mail.From?.Name ?? ""]);
        if (refusal is null)
            return new(MailOutcome.Act);

        acts.Refuse(refusal.Value, command, mail.Words().Text);
        return new(MailOutcome.Note, Problem: $"Its command did nothing: {refusal}.");
    }

    private static async Task<Taken> AsideAsync(Taking mail, string why)
    {
        var taken = await TicketMail.TakeAsync(mail with { Match = Match.None }, null);
        mail.Tell(taken.Ticket!, $"This mail answers a mail to a level. {why}");
        return taken with { Problem = why };
    }
}
