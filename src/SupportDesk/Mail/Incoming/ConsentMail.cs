using Microsoft.EntityFrameworkCore;
using SupportDesk.Escalations;
using SupportDesk.Events;
using SupportDesk.Mail.Matching;
using SupportDesk.Mail.Parsing;
using SupportDesk.Threads;

namespace SupportDesk.Mail.Incoming;

/// <summary>
/// What a supporter says by mail about how they are quoted. One word on a line of its own, in a mail that is proved and carries their own token (threat-cases 4), is done
/// and confirmed by return: a choice in an answer to the newest question, something narrower or WITHDRAW in any mail about the case. To allow more than before they get a
/// fresh link. Of everything else nothing is guessed: a person reads it. "No" may answer anything, so that it counts as an answer to the question alone.
/// </summary>
internal static class ConsentMail
{
    private static readonly MailKind[] Questions = [MailKind.ConsentQuestion, MailKind.ConsentReminder, MailKind.PassedOn];

    /// <summary>A mail to the reply address of a case.</summary>
    public static async Task<Taken> TakeAsync(Taking mail, ReplyAddress route)
    {
        var supporter = await mail.Db.Supporters.SingleOrDefaultAsync(s => s.EscalationId == route.ObjectId && s.PersonId == route.PersonId, mail.Cancel);
        if (supporter is { CountedAt: not null } && Read(mail) is { } said && (said.Choice != ConsentChoice.NotAtAll || await AnswersNewestAsync(mail, supporter)))
            return await DoAsync(mail, supporter, said.Choice, said.Below);

        var taken = await TicketMail.TakeAsync(mail, supporter?.TicketId);
        if (supporter is { CountedAt: not null } && mail.Match.Tie == Tie.OwnToken && mail.Reading.Verdict != Verdict.Failed && IsWritten(mail) && taken.Post is { State: PostState.Shown } post)
            supporter.WriteFreely(post.Id, mail.Reading.Verdict == Verdict.Proved, mail.Sender.Acts, mail.At);
        return taken;
    }

    /// <summary>WITHDRAW in a mail to their ticket or in answer to a level's question, where it can mean no other case.</summary>
    /// <returns>Null where it says nothing of the kind.</returns>
    public static async Task<Taken?> TryWithdrawAsync(Taking mail, Guid personId, Guid? ticketId, Guid? escalationId)
    {
        if (Read(mail) is not { Choice: ConsentChoice.Withdraw } said)
            return null;

        var standing = await mail.Db.Supporters.Where(s => s.PersonId == personId && s.WithdrawnAt == null && s.CountedAt != null
            && (escalationId == null ? ticketId != null && s.TicketId == ticketId : s.EscalationId == escalationId)).Take(2).ToListAsync(mail.Cancel);
        return standing.Count == 1 ? await DoAsync(mail, standing[0], said.Choice, said.Below) : null;
    }

    private static (ConsentChoice Choice, string Below)? Read(Taking mail) =>
        mail.Match.Tie == Tie.OwnToken && mail.Reading.Verdict == Verdict.Proved && IsWritten(mail) ? ConsentWord.Read(mail.Reading.Mail.NewText) : null;

    private static bool IsWritten(Taking mail) => !mail.Reading.Automatic && mail.Reading.Mail.Unreadable is null;

    private static async Task<Taken> DoAsync(Taking mail, Supporter supporter, ConsentChoice choice, string rest)
    {
        var by = mail.Sender.Acts with { PersonId = supporter.PersonId, Capacity = Capacity.Supporter };
        var done = supporter.WithdrawnAt is not null ? "They had withdrawn already." : choice switch
        {
            ConsentChoice.Withdraw or ConsentChoice.NotAtAll => await WithdrawAsync(mail, supporter, by),
            _ => await AnswerAsync(mail, supporter, FormOf(choice), by),
        };
        // The word alone makes no work for an agent; what stands below it is a post like any other.
        if (rest.Length > 0 || mail.Files.Count > 0 || supporter.TicketId is not { } ticketId || await TicketMail.LoadAsync(mail.Db, ticketId, mail.Cancel) is not { } ticket)
            return await TicketMail.TakeAsync(mail, supporter.TicketId) with { Outcome = MailOutcome.Consent };

        mail.Tell(ticket, $"{mail.Sender.Person.DisplayName} answered by mail: {mail.Reading.Mail.NewText.Trim()}. {done}");
        return new(MailOutcome.Consent, ticket);
    }

    private static async Task<string> WithdrawAsync(Taking mail, Supporter supporter, Actor by)
    {
        await Leaving.WithdrawAsync(mail.Db, supporter, by, mail.At, mail.Cancel, "mail");
        return "They have withdrawn.";
    }

    private static async Task<string> AnswerAsync(Taking mail, Supporter supporter, Consent form, Actor by)
    {
        var fresh = supporter.Consent == Consent.None && await AnswersNewestAsync(mail, supporter);
        if (form > Width(supporter) && !fresh)
        {
            supporter.AskAgain(by, mail.At);
            return "That allows more than before, so they were sent a fresh link.";
        }

        supporter.Answer(form, "mail", Supporter.QuestionVersion, fresh, by, mail.At);
        await Gathering.TryBeginAsync(mail.Db, supporter.EscalationId, mail.At, mail.Cancel);
        return form switch
        {
            Consent.Named => "They are quoted by name.",
            Consent.Anonymous => "They are quoted without their name.",
            _ => "They are counted, without words.",
        };
    }

    private static Consent Width(Supporter supporter) => supporter.Consent == Consent.None ? Consent.Private : supporter.Consent;

    // Which of our mails it answers is said by its In-Reply-To and References, the nearest first; a mail that names none of them can mean the only question there was.
    private static async Task<bool> AnswersNewestAsync(Taking mail, Supporter supporter)
    {
        var ids = Matcher.IdsOf(mail.Reading.Mail);
        var sent = await mail.Db.Outbox.Where(m => m.ObjectId == supporter.EscalationId && m.PersonId == supporter.PersonId && m.StartedAt != null)
            .OrderByDescending(m => m.Id).Select(m => new { m.Kind, m.MessageId }).ToListAsync(mail.Cancel);
        var asked = sent.FindAll(m => Questions.Contains(m.Kind));
        var named = ids.FirstOrDefault(id => sent.Exists(m => MessageIds.Key(m.MessageId) == id));
        return named is null ? asked.Count == 1 : asked.Count > 0 && MessageIds.Key(asked[0].MessageId) == named;
    }

    private static Consent FormOf(ConsentChoice choice) => choice switch
    {
        ConsentChoice.Named => Consent.Named,
        ConsentChoice.Anonymous => Consent.Anonymous,
        _ => Consent.Private,
    };
}
