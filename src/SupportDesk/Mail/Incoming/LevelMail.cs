using Microsoft.EntityFrameworkCore;
using SupportDesk.Chains;
using SupportDesk.Escalations;
using SupportDesk.Events;
using SupportDesk.Mail.Matching;
using SupportDesk.People;
using SupportDesk.Threads;

namespace SupportDesk.Mail.Incoming;

/// <summary>
/// A level's answer to its dossier: its note on the case, or its act where it begins with a command, if the mail is proved, carries their own token,
/// and they stand on the chain at this moment (threat-cases 4). Else it opens a ticket, so that somebody sees it. What was understood is confirmed
/// by return; a command that can't be done stays as a note, so that nothing is lost.
/// </summary>
internal static class LevelMail
{
    public static async Task<Taken> TakeAsync(Taking mail, ReplyAddress route)
    {
        if (mail.Reading.Automatic)
            return new(MailOutcome.Ignored, Problem: "A program answered a dossier.");
        if (mail.Match.Tie != Tie.OwnToken || mail.Reading.Verdict != Verdict.Proved)
            return await AsideAsync(mail, "Nothing proves who sent it, so it is no note of the level.");

        var escalation = await mail.Db.Escalations.SingleAsync(e => e.Id == route.ObjectId, mail.Cancel);
        var standing = await new WhoStands(mail.Db, mail.At).ForAsync(escalation, mail.Cancel);
        if (standing.LevelOf(route.PersonId, 1) is null || await mail.Db.FindStaffAsync(route.PersonId, mail.Cancel) is not { } staff || !staff.May(Permission.Escalations))
            return await AsideAsync(mail, "The sender does not stand on this chain at the moment, so it is no note of the level.");

        var (text, by) = (mail.Words().Text, new Actor(route.PersonId, Capacity.Level, Via.Mail));
        // Only words of their own command: a mail of nothing but history is kept whole.
        var command = LevelCommand.Read(mail.Reading.Mail.NewText);
        var refusal = command is null ? null : Do(escalation, command, standing, by, mail.At);
        if (command is not null && refusal is null)
            return new(MailOutcome.Act);

        escalation.Note(text, standing, by, mail.At, refusal);
        return new(MailOutcome.Note, Problem: refusal is null ? null : $"Its command did nothing: {refusal}.");
    }

    /// <summary>Does what the command says.</summary>
    /// <returns>Why it did nothing; null if it was done.</returns>
    private static CommandRefusal? Do(Escalation escalation, LevelCommand command, Standing standing, Actor by, DateTimeOffset at)
    {
        if (Missing(command) is { } missing)
            return missing;
        if (escalation.State != EscalationState.Climbing)
            return CommandRefusal.NotClimbing;
        if (standing.LevelOf(by.PersonId, escalation.Climb.Level) is null)
            return CommandRefusal.NotTheirs;

        try
        {
            switch (command.Verb)
            {
                case LevelVerb.Acknowledge: escalation.Acknowledge(standing, by, at); break;
                case LevelVerb.Forward: escalation.Forward(command.Words, standing, by, at); break;
                case LevelVerb.Ask: escalation.Ask(new(command.Words), standing, by, at); break;
                default: escalation.Decide(new(command.Outcome!.Value, command.Words), standing, by, at); break;
            }

            return null;
        }
        catch (DeskException)
        {
            return command.Verb == LevelVerb.Acknowledge ? CommandRefusal.Already : CommandRefusal.NotAllowed;
        }
    }

    private static CommandRefusal? Missing(LevelCommand command) => command switch
    {
        { Verb: LevelVerb.Unknown } => CommandRefusal.Unknown,
        { Verb: LevelVerb.Decide, Outcome: null } => CommandRefusal.NoOutcome,
        { Verb: LevelVerb.Decide } when !Ruling.SaysEnough(command.Words) => CommandRefusal.NoWords,
        { Verb: LevelVerb.Ask, Words: "" } => CommandRefusal.NoWords,
        _ => null,
    };

    private static async Task<Taken> AsideAsync(Taking mail, string why)
    {
        var taken = await TicketMail.TakeAsync(mail with { Match = Match.None }, null);
        mail.Tell(taken.Ticket!, $"This mail answers a dossier. {why}");
        return taken with { Problem = why };
    }
}
