using Microsoft.EntityFrameworkCore;
using SupportDesk.Escalations;
using SupportDesk.Events;

namespace SupportDesk.Notifications.Rendering;

/// <summary>What mails to supporters say: their own words, where the case is, what was decided. Never another supporter's words, never a note.</summary>
public sealed partial class Contents
{
    // Real time: a link outlives the time in which silence counts, since an answer may come late.
    private static readonly TimeSpan ConsentFor = TimeSpan.FromDays(30);

    private async Task<Content> ConsentAsync(Writing writing)
    {
        var about = await CaseOf.ReadAsync(writing, clock.Now);
        var supporter = await SupporterAsync(writing);
        var passages = (await new QuotableWords(writing.Db).OfSupporterAsync(supporter.Id, Viewer.Supporter(supporter.PersonId), writing.Cancel)).Select(w => (Paragraphs)w.Words).ToList();
        return new(new ConsentModel(
            await NameAsync(writing, supporter.PersonId), about.PolicyName, about.PolicyStatement, passages, [.. about.Climb.Chain.Levels.Select(l => l.Name)],
            about.Escalation.State == EscalationState.Gathering ? writing.Say(about.Climb.PromisedAt ?? clock.Now) : "", "Private", links.Consent(writing.Db, supporter.PersonId, about.Escalation.Id, clock.RealNow + ConsentFor)))
        { Continues = supporter.TicketId };
    }

    // What holds while it is written, like the page: an answer that came since is told by a mail of its own.
    private async Task<Content> ConsentNotedAsync(Writing writing)
    {
        var about = await CaseOf.ReadAsync(writing, clock.Now);
        var (supporter, cause) = (await SupporterAsync(writing), await CaseOf.CauseAsync(writing));
        var form = supporter.WithdrawnAt is null ? supporter.Consent.ToString() : "Withdrawn";
        return new(new ConsentNotedModel(
            about.Escalation.Number, about.PolicyName, form, cause.ActorId != supporter.PersonId, cause.Kind == EventKind.ConsentUnclear, about.Escalation.State == EscalationState.Decided,
            Track(writing, about, supporter)))
        { Continues = supporter.TicketId };
    }

    private async Task<Content> StepAsync(Writing writing)
    {
        var about = await CaseOf.ReadAsync(writing, clock.Now);
        var (supporter, cause) = (await SupporterAsync(writing), await CaseOf.CauseAsync(writing));
        var track = Track(writing, about, supporter);
        var level = about.LevelName(cause.NumberOf("now") is > 0 and var now ? now : cause.NumberOf("level"));
        return new(new StepModel(
            about.Escalation.Number, about.Escalation.Title, about.PolicyName, Steps.Of(cause).ToString(), level, await ReopenReasonAsync(writing, cause), track, about.Escalation.HeadHash))
        {
            Continues = supporter.TicketId,
            Page = track,
            Unsubscribe = $"{track}/unsubscribe",
        };
    }

    private async Task<Content> QuestionAsync(Writing writing)
    {
        var about = await CaseOf.ReadAsync(writing, clock.Now);
        var question = await writing.Db.Questions.AsNoTracking().SingleAsync(q => q.Id == writing.Mail.PartId, writing.Cancel);
        var supporter = await writing.Db.Supporters.AsNoTracking().SingleAsync(s => s.EscalationId == about.Escalation.Id && s.PersonId == writing.Mail.PersonId, writing.Cancel);
        return new(new QuestionModel(
            about.Escalation.Number, about.Escalation.Title, about.PolicyName, about.LevelName(question.Level), question.Text, writing.Say(question.DueAt), question.AnswerIsPassage, supporter.Consent.ToString(),
            Track(writing, about, supporter)))
        { Continues = supporter.TicketId };
    }

    private async Task<Content> DecisionAsync(Writing writing)
    {
        var about = await CaseOf.ReadAsync(writing, clock.Now);
        var supporter = await SupporterAsync(writing);
        var decision = await writing.Db.Decisions.AsNoTracking().SingleAsync(d => d.EscalationId == about.Escalation.Id && d.No == writing.Mail.PartNo, writing.Cancel);
        return new(new DecisionModel(
            about.Escalation.Number, about.Escalation.Title, about.PolicyName, decision.Outcome.ToString(), decision.Statement, about.LevelName(decision.Level),
            decision.EffectiveOn is { } day ? writing.SayDay(day) : "", decision.No, about.Voices.All, Track(writing, about, supporter), about.Escalation.HeadHash,
            supporter.CountedAt is null, writing.SayDay(decision.At), decision.EffectAt(about.Climb.Chain, clock.Now) == DecisionEffect.InEffect,
            decision.ReopenedAt is { } reopened ? writing.SayDay(reopened) : "", decision.ReopenReason ?? ""))
        { Continues = supporter.TicketId };
    }

    private static async Task<string> ReopenReasonAsync(Writing writing, DeskEvent cause) =>
        cause.Kind != EventKind.EscalationReopened || cause.NumberOf("decision") is not { } no ? ""
        : await writing.Db.Decisions.Where(d => d.EscalationId == writing.Mail.ObjectId && d.No == no).Select(d => d.ReopenReason).SingleAsync(writing.Cancel) ?? "";

    private string Track(Writing writing, CaseOf about, Supporter supporter) => links.Track(writing.Db, supporter.PersonId, about.Escalation.Id);

    private static async Task<Supporter> SupporterAsync(Writing writing) =>
        await writing.Db.Supporters.AsNoTracking().SingleOrDefaultAsync(s => s.Id == writing.Mail.PartId, writing.Cancel) ?? throw new DeskException("The supporter of this mail is gone.");
}
