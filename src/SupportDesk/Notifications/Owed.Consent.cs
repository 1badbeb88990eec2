using Microsoft.EntityFrameworkCore;
using SupportDesk.Escalations;
using SupportDesk.Events;
using SupportDesk.Mail;

namespace SupportDesk.Notifications;

/// <summary>What follows when a supporter is asked, answers, or writes in words of their own.</summary>
public sealed partial class Owed
{
    // The first question comes from an agent; a fresh link is what the supporter asked for themselves.
    private async Task AskConsentAsync(Owing owing)
    {
        var supporter = await SupporterAsync(owing);
        var kind = owing.Event.ActorId == supporter.PersonId ? MailKind.FreshLink
            : supporter.AskedInPostId is not null ? MailKind.PassedOn : MailKind.ConsentQuestion;
        // The tracker's button comes here too: whoever holds its link must not be able to fill the person's inbox.
        if (kind == MailKind.FreshLink && await recipients.OfAsync(owing.Db, supporter, owing.Cancel) is { } to
            && await FreshLinkLimit.IsReachedAsync(owing.Db, to.AddressKey, owing.At, owing.Cancel))
            return;

        await OweSupporterAsync(owing, kind, supporter, supporter.Id);
    }

    // It stands here, and not with each page, mail and agent that can take an answer: none of them can forget it.
    private async Task ConsentChangedAsync(Owing owing)
    {
        var supporter = await SupporterAsync(owing);
        var older = await owing.Db.Links.Where(l => l.Purpose == LinkPurpose.Consent && l.ObjectId == supporter.EscalationId && l.PersonId == supporter.PersonId && l.UsedAt == null)
            .ToListAsync(owing.Cancel);
        foreach (var link in older)
            link.End(owing.At);

        // What they do on a page they see there; by mail, and where somebody entered it for them, they are told.
        if (owing.Event.Via == Via.Mail || owing.Event.ActorId != supporter.PersonId)
            await OweSupporterAsync(owing, MailKind.ConsentNoted, supporter, supporter.Id);
        if (owing.Event.WordOf("form") == nameof(Consent.Named))
            await PassWaitingAsync(owing, supporter);
    }

    // Answers that waited for an agent's look only because their writer was not to be named go up now, and the level hears of them.
    private async Task PassWaitingAsync(Owing owing, Supporter supporter)
    {
        var questions = await QuotableWords.QuestionsInDoubtAsync(owing.Db, supporter.Id, owing.Cancel);
        if (questions.Count == 0 || await owing.Db.Escalations.FindAsync([supporter.EscalationId], owing.Cancel) is not { State: EscalationState.Climbing } escalation)
            return;

        foreach (var question in questions)
            await OweLevelAsync(owing, MailKind.Answer, escalation, escalation.Climb.Level, question);
    }

    // One a day: whoever writes often need not hear it each time.
    private async Task PromiseReadingAsync(Owing owing)
    {
        var (supporter, since) = (await SupporterAsync(owing), owing.At.AddDays(-1));
        var told = await owing.Db.Outbox.AnyAsync(m => m.PartId == supporter.Id && m.Kind == MailKind.ConsentNoted && m.PartNo == Unclear && m.At > since, owing.Cancel);
        if (owing.Event.Says("proved") && !told)
            await OweSupporterAsync(owing, MailKind.ConsentNoted, supporter, supporter.Id, Unclear);
    }

    private const int Unclear = 1;
}
