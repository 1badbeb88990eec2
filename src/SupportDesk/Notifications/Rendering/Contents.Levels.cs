using Microsoft.EntityFrameworkCore;
using SupportDesk.Chains;
using SupportDesk.Escalations;
using SupportDesk.Events;
using SupportDesk.Mail;

namespace SupportDesk.Notifications.Rendering;

/// <summary>What mails to a level say. Words of supporters stand in them under the consent that holds while the mail is written, never with an address.</summary>
public sealed partial class Contents
{
    private const int MostPassages = 20;
    private const int MostTickets = 20;

    private async Task<Content> DeliveryAsync(Writing writing)
    {
        var about = await CaseOf.ReadAsync(writing, clock.Now);
        var (escalation, level) = (about.Escalation, about.Climb.Chain.At(about.Climb.Level));
        var note = await writing.Db.LevelNotes.AsNoTracking().Where(n => n.EscalationId == escalation.Id && n.Level < about.Climb.Level).OrderByDescending(n => n.At).ThenByDescending(n => n.Id).FirstOrDefaultAsync(writing.Cancel);
        var title = await TitleAsync(writing, about);
        var reopened = await writing.Db.Decisions.Where(d => d.EscalationId == escalation.Id && d.No == escalation.DecisionCount).Select(d => d.ReopenReason).FirstOrDefaultAsync(writing.Cancel);
        var said = await new QuotableWords(writing.Db).OfCaseAsync(escalation.Id, Viewer.LevelHolder, withAnswers: true, MostPassages, writing.Cancel);
        var reason = await new WhoStands(writing.Db, clock.Now).ReasonAsync(escalation, writing.Mail.PersonId, writing.Cancel);
        var cameLater = (await CaseOf.CauseAsync(writing)).Kind == EventKind.HolderJoined;
        return new(new DeliveryModel(
            escalation.Number, title.Text, level.Name, about.PolicyName, about.PolicyStatement, about.Voices.All, about.Voices.Named + about.Voices.Anonymous,
            [.. said.Select(s => new PassageModel(s.Words, s.Name ?? ""))], about.LevelName(note?.Level), note?.Text ?? "", Promised(writing, about), level.May(Powers.Decide), level.May(Powers.Forward) && !about.Climb.IsAtTop, level.May(Powers.Ask),
            UrlOf(about), escalation.HeadHash)
        {
            Why = reason.Kind is HolderReasonKind.None or HolderReasonKind.Named ? "" : reason.Kind.ToString(),
            InPlaceOf = reason.Away is { } away ? await NameAsync(writing, away) : "",
            Since = cameLater ? writing.Say(about.Climb.EnteredAt) : "",
            WaitsFor = about.Climb.WaitsFor is WaitsFor.Answer or WaitsFor.Agent or WaitsFor.Decision ? about.Climb.WaitsFor.ToString() : nameof(WaitsFor.Acknowledgement),
            Overdue = about.Climb.OverdueSince is not null,
            ReopenReason = reopened ?? "",
        })
        { Quotes = [.. said.Select(QuotedPassage.Create), .. QuotesOf(title)], Acts = await ActsAsync(writing, about) };
    }

    private async Task<Content> LevelReminderAsync(Writing writing)
    {
        var about = await CaseOf.ReadAsync(writing, clock.Now);
        var title = await TitleAsync(writing, about);
        return new(new LevelReminderModel(
            about.Escalation.Number, title.Text, about.Climb.LevelName, about.PolicyName, about.Voices.All, Promised(writing, about), about.Climb.OverdueSince is not null,
            about.Climb.WaitsFor.ToString(), UrlOf(about)))
        { Quotes = QuotesOf(title), Acts = await ActsAsync(writing, about) };
    }

    private async Task<Content> OverdueAsync(Writing writing)
    {
        var about = await CaseOf.ReadAsync(writing, clock.Now);
        var since = about.Climb.OverdueSince ?? writing.Mail.At;
        return new(new OverdueModel(about.Escalation.Number, about.Escalation.Title, about.Climb.LevelName, about.PolicyName, writing.Say(since), UrlOf(about)))
        { Page = UrlOf(about), Acts = await ActsAsync(writing, about) };
    }

    private async Task<Content> AnswerAsync(Writing writing)
    {
        var about = await CaseOf.ReadAsync(writing, clock.Now);
        var cause = await CaseOf.CauseAsync(writing);
        var writer = cause.ObjectKind == ObjectKind.Supporter ? cause.ObjectId : cause.IdOf("supporter");
        var (question, said) = (cause.IdOf("question") ?? writing.Mail.PartId) is { } id && writer is { } supporter ? await AnsweredAsync(writing, id, supporter) : ("", null);
        var (answer, by) = said is not null ? (said.Words, said.Name ?? "")
            : question.Length > 0 ? ("", "") : (await NewestNoteAsync(writing), await NameAsync(writing, cause.ActorId));
        var title = await TitleAsync(writing, about);
        return new(new AnswerModel(about.Escalation.Number, title.Text, about.Climb.LevelName, question, answer, by, said is { Words: var words } && string.IsNullOrWhiteSpace(words), Promised(writing, about), UrlOf(about)))
        { Quotes = [.. said is null ? [] : new[] { QuotedPassage.Create(said) }, .. QuotesOf(title)], Acts = await ActsAsync(writing, about) };
    }

    private async Task<Content> ReturnedAsync(Writing writing)
    {
        var about = await CaseOf.ReadAsync(writing, clock.Now);
        return new(new ReturnedModel(about.Escalation.Number, about.Escalation.Title, about.Climb.LevelName, await NewestNoteAsync(writing), Promised(writing, about), UrlOf(about)));
    }

    private async Task<Content> CaseDecidedAsync(Writing writing)
    {
        var about = await CaseOf.ReadAsync(writing, clock.Now);
        var decision = await writing.Db.Decisions.AsNoTracking().Where(d => d.EscalationId == about.Escalation.Id).OrderByDescending(d => d.No).FirstAsync(writing.Cancel);
        var mine = writing.Db.LiveTicketsIn(about.Escalation.Id).Where(t => t.AssigneeId == writing.Mail.PersonId);
        var shown = await mine.OrderBy(t => t.Number).Select(t => new { t.Number, t.Subject }).Take(MostTickets).ToListAsync(writing.Cancel);
        return new(new CaseDecidedModel(
            about.Escalation.Number, about.Escalation.Title, about.PolicyName, decision.Outcome.ToString(), decision.Statement, about.LevelName(decision.Level),
            decision.ReopenedAt is { } reopened ? writing.SayDay(reopened) : "", decision.ReopenReason ?? "", [.. shown.Select(t => new WaitingModel(t.Number, Bare(t.Subject), links.ToDesk($"/tickets/{t.Number}")))], await mine.CountAsync(writing.Cancel) - shown.Count, UrlOf(about)));
    }

    private async Task<Content> CaseWithdrawnAsync(Writing writing)
    {
        var about = await CaseOf.ReadAsync(writing, clock.Now);
        var asked = Owed.AwaitedAgent(await CaseOf.CauseAsync(writing)) && !about.Climb.Holders.Contains(writing.Mail.PersonId);
        return new(new CaseWithdrawnModel(about.Escalation.Number, about.Escalation.Title, about.PolicyName, about.Climb.LevelName, asked, UrlOf(about)));
    }

    // Whoever holds a level may open the case.
    private static Task<CaseTitle> TitleAsync(Writing writing, CaseOf about) => new CaseTitles(writing.Db).ReadAsync(about.Escalation, writing.Cancel);

    private static IReadOnlyList<QuotedPassage> QuotesOf(CaseTitle title) => title.From is { } words ? [QuotedPassage.Create(words)] : [];

    private static async Task<(string Question, QuotedWords? Said)> AnsweredAsync(Writing writing, Guid questionId, Guid supporterId)
    {
        var question = await writing.Db.Questions.Where(q => q.Id == questionId).Select(q => q.Text).SingleAsync(writing.Cancel);
        return (question, await new QuotableWords(writing.Db).AnswerAsync(questionId, supporterId, Viewer.LevelHolder, writing.Cancel));
    }

    private static async Task<string> NewestNoteAsync(Writing writing) =>
        await writing.Db.LevelNotes.Where(n => n.EscalationId == writing.Mail.ObjectId && n.At <= writing.Mail.At).OrderByDescending(n => n.At).ThenByDescending(n => n.Id).Select(n => n.Text).FirstOrDefaultAsync(writing.Cancel) ?? "";

    private string Promised(Writing writing, CaseOf about) => writing.Say(about.Climb.PromisedOrExpectedAt(clock.Now) ?? clock.Now);

    private string UrlOf(CaseOf about) => links.ToDesk($"/escalations/{about.Escalation.Number}");
}
