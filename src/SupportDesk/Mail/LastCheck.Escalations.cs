using Microsoft.EntityFrameworkCore;
using SupportDesk.Chains;
using SupportDesk.Data;
using SupportDesk.Escalations;
using SupportDesk.Events;
using SupportDesk.People;

namespace SupportDesk.Mail;

/// <summary>What an escalation's mails are asked: does the supporter still want it, does the reader still stand there.</summary>
public static partial class LastCheck
{
    private const string Left = "They stand behind it no longer.";

    private static Task<string?> AgainstEscalationAsync(DeskDb db, OutboxMail mail, DateTimeOffset now, CancellationToken cancel) => mail.Kind switch
    {
        MailKind.ConsentQuestion or MailKind.ConsentReminder or MailKind.PassedOn => AgainstAskingAsync(db, mail, cancel),
        MailKind.FreshLink when mail.PartNo is not null => AgainstLevelLinkAsync(db, mail, now, cancel),
        MailKind.FreshLink when mail.PartId is not null => AgainstFreshLinkAsync(db, mail, cancel),
        MailKind.Step => AgainstSupporterAsync(db, mail, s => s.Follow == Follow.Steps ? null : "They want to hear of the decision only.", cancel),
        MailKind.Question => AgainstQuestionAsync(db, mail, cancel),
        MailKind.Delivery or MailKind.LevelReminder or MailKind.Answer or MailKind.Overdue => AgainstLevelAsync(db, mail, now, cancel),
        MailKind.Returned or MailKind.Understood => AgainstAccountAsync(db, mail, cancel),
        MailKind.Confirmation => AgainstConfirmationAsync(db, mail, cancel),
        MailKind.CaseDecided => AgainstTicketsAsync(db, mail, cancel),
        MailKind.CaseWithdrawn => AgainstEndAsync(db, mail, cancel),
        _ => Task.FromResult<string?>(null), // Every supporter is owed each decision, whatever came between.
    };

    private static async Task<string?> AgainstSupporterAsync(DeskDb db, OutboxMail mail, Func<Supporter, string?> check, CancellationToken cancel) =>
        await db.Supporters.AsNoTracking().SingleOrDefaultAsync(s => s.Id == mail.PartId, cancel) is { WithdrawnAt: null } supporter ? check(supporter) : Left;

    private static Task<string?> AgainstAskingAsync(DeskDb db, OutboxMail mail, CancellationToken cancel) =>
        AgainstSupporterAsync(db, mail, s => s.Consent == Consent.None ? null : "They have answered already.", cancel);

    // Every answer ends the links that were asked for before it; one that is not written yet must not be made after it. Events of one supporter are in order.
    private static async Task<string?> AgainstFreshLinkAsync(DeskDb db, OutboxMail mail, CancellationToken cancel) =>
        await AgainstSupporterAsync(db, mail, _ => null, cancel)
        ?? (await db.Events.AnyAsync(e => e.ObjectId == mail.PartId && e.Id > mail.EventId && e.Kind == EventKind.ConsentGiven, cancel) ? "They have answered since they asked for it." : null);

    private static async Task<string?> AgainstQuestionAsync(DeskDb db, OutboxMail mail, CancellationToken cancel)
    {
        var supporter = await db.Supporters.AsNoTracking().SingleOrDefaultAsync(s => s.EscalationId == mail.ObjectId && s.PersonId == mail.PersonId, cancel);
        return supporter is not { WithdrawnAt: null } ? Left
            : await db.Answers.AnyAsync(a => a.QuestionId == mail.PartId && a.SupporterId == supporter.Id, cancel) ? "They have answered already."
            : await db.Escalations.AnyAsync(e => e.Id == mail.ObjectId && e.State == EscalationState.Climbing, cancel)
                && !await db.Decisions.AnyAsync(d => d.EscalationId == mail.ObjectId && db.Questions.Any(q => q.Id == mail.PartId && d.At >= q.AskedAt), cancel) ? null : "It was decided meanwhile.";
    }

    private static async Task<string?> AgainstLevelAsync(DeskDb db, OutboxMail mail, DateTimeOffset now, CancellationToken cancel)
    {
        if (await db.Escalations.AsNoTracking().SingleOrDefaultAsync(e => e.Id == mail.ObjectId && e.State == EscalationState.Climbing, cancel) is not { } escalation)
            return "It climbs no longer.";

        var standing = await new WhoStands(db, now).ForAsync(escalation, Voices.None, cancel);
        var stands = mail.Kind == MailKind.Overdue ? standing.LevelOf(mail.PersonId, escalation.Climb.Level) is not null : standing.At(escalation.Climb.Level).Contains(mail.PersonId);
        return stands ? await AgainstAccountAsync(db, mail, cancel) : "The person does not stand where it is now.";
    }

    private static async Task<string?> AgainstTicketsAsync(DeskDb db, OutboxMail mail, CancellationToken cancel) =>
        await AgainstAccountAsync(db, mail, cancel) ?? (await db.LiveTicketsIn(mail.ObjectId).AnyAsync(t => t.AssigneeId == mail.PersonId, cancel) ? null : "No live ticket of theirs is in the case any more.");

    // Whoever heard of the case, by a mail that may have left or by acting on it.
    private static async Task<string?> AgainstEndAsync(DeskDb db, OutboxMail mail, CancellationToken cancel) =>
        await AgainstAccountAsync(db, mail, cancel)
        ?? (await db.Outbox.AnyAsync(m => m.ObjectId == mail.ObjectId && m.PersonId == mail.PersonId && m.Kind == MailKind.Delivery && (m.SentAt != null || m.MayHaveLeftAt != null), cancel)
            || await db.Events.AnyAsync(e => e.ObjectKind == ObjectKind.Escalation && e.ObjectId == mail.ObjectId && e.ActorId == mail.PersonId, cancel) ? null : "They had not heard of the case.");

    private static async Task<string?> AgainstConfirmationAsync(DeskDb db, OutboxMail mail, CancellationToken cancel) =>
        await AgainstAccountAsync(db, mail, cancel) ?? (await db.UnconfirmedActs.AnyAsync(a => a.Id == mail.PartId && a.EndedAt == null, cancel) ? null : "It waits for confirmation no longer.");

    private static async Task<string?> AgainstLevelLinkAsync(DeskDb db, OutboxMail mail, DateTimeOffset now, CancellationToken cancel)
    {
        if (mail.PartId is not null)
            return await AgainstConfirmationAsync(db, mail, cancel);
        if (await AgainstAccountAsync(db, mail, cancel) is { } reason)
            return reason;

        var escalation = await db.Escalations.AsNoTracking().SingleAsync(e => e.Id == mail.ObjectId, cancel);
        var standing = await new WhoStands(db, now).ForAsync(escalation, Voices.None, cancel);
        return escalation.RefusalOf(LevelVerb.Acknowledge, standing, mail.PersonId) is null ? null : "There is nothing for them to acknowledge any more.";
    }

    private static async Task<string?> AgainstAccountAsync(DeskDb db, OutboxMail mail, CancellationToken cancel) =>
        await db.FindStaffAsync(mail.PersonId, cancel) is not { } staff ? "The account is deactivated."
        : staff.May(Permission.Escalations) ? null : "The person may no longer see cases.";
}
