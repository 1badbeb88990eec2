using Microsoft.EntityFrameworkCore;
using SupportDesk.Chains;
using SupportDesk.Escalations;
using SupportDesk.Events;

namespace SupportDesk.Notifications.Rendering;

/// <summary>What mails say about acting by mail: what the reader can do now, the exact words that wait, and what a command did.</summary>
public sealed partial class Contents
{
    // Real time. What ends them before is their use, and the case going on.
    private static readonly TimeSpan ActFor = TimeSpan.FromDays(60);

    private async Task<Content> ConfirmationAsync(Writing writing)
    {
        var about = await CaseOf.ReadAsync(writing, clock.Now);
        var act = await writing.Db.UnconfirmedActs.AsNoTracking().SingleAsync(a => a.Id == writing.Mail.PartId, writing.Cancel);
        var (level, from) = await ActsAtAsync(writing, about);
        var question = act.Verb == LevelVerb.Decide ? await OpenQuestions.NewestAsync(writing.Db, about.Escalation.Id, writing.Cancel) : null;
        var title = await TitleAsync(writing, about);
        var (words, offered) = (CommandWords.For(writing.Mail.Language), await OfferAsync(writing, about));
        return new(new ConfirmationModel(
            about.Escalation.Number, title.Text, about.PolicyName, act.Verb.ToString(), act.Outcome?.ToString() ?? "", act.Text,
            act.EffectiveOn is { } day ? writing.SayDay(day) : "", about.Voices.All, level, from,
            act.Verb == LevelVerb.Ask ? writing.Say(about.Climb.Chain.CalendarOf(about.Climb.Level).Due(clock.Now, about.Climb.Chain.Times.Answer)) : "", question?.Text ?? "",
            await writing.Db.UnconfirmedActs.AnyAsync(a => a.EscalationId == act.EscalationId && a.PersonId == act.PersonId && a.EndedAt == act.At && a.Ending == UnconfirmedEnd.Replaced, writing.Cancel),
            SignatureDoubt.Find(act.Text), offered("Confirm", words.Confirm), offered("Change", words.Change), offered("Discard", words.Discard),
            links.Confirm(writing.Db, act.PersonId, act.Id, clock.RealNow + ActFor), UrlOf(about)))
        { Quotes = QuotesOf(title) };
    }

    private async Task<Content> UnderstoodAsync(Writing writing)
    {
        var about = await CaseOf.ReadAsync(writing, clock.Now);
        var cause = await CaseOf.CauseAsync(writing);
        var act = cause.IdOf("unconfirmed") is { } waited ? await writing.Db.UnconfirmedActs.AsNoTracking().SingleAsync(a => a.Id == waited, writing.Cancel) : null;
        var decision = cause.NumberOf("decision") is { } no ? await writing.Db.Decisions.AsNoTracking().SingleAsync(d => d.EscalationId == about.Escalation.Id && d.No == no, writing.Cancel) : null;
        var question = cause.IdOf("question") is { } id ? await writing.Db.Questions.Where(q => q.Id == id).Select(q => q.Text).SingleAsync(writing.Cancel) : "";
        var title = await TitleAsync(writing, about);
        var said = decision?.Statement ?? act?.Text ?? question;
        var standing = await new WhoStands(writing.Db, clock.Now).ForAsync(about.Escalation, about.Voices, writing.Cancel);
        return new(new UnderstoodModel(
            about.Escalation.Number, title.Text, about.PolicyName, Did(cause.Kind), cause.ValueOf<CommandRefusal>("refused")?.ToString() ?? "", cause.ValueOf<UnconfirmedEnd>("why")?.ToString() ?? "",
            (act?.Verb ?? cause.ValueOf<LevelVerb>("verb"))?.ToString() ?? "", cause.Says("kept"), HeldName(about, standing), NameAbove(about, standing),
            (decision?.Outcome ?? act?.Outcome)?.ToString() ?? "", said, about.Voices.All,
            about.Climb.PromisedAt is { } due ? writing.Say(due) : "", UrlOf(about)))
        { Quotes = QuotesOf(title), Acts = await ActsAsync(writing, about) };
    }

    // A level that nobody holds is left by the next sweep, so it is named to nobody.
    private static string HeldName(CaseOf about, Standing standing) =>
        about.Escalation.State == EscalationState.Climbing ? about.LevelName(standing.HeldFrom(about.Climb.Level)) : about.Climb.LevelName;

    private static string NameAbove(CaseOf about, Standing standing) => about.Climb.IsAtTop ? "" : about.LevelName(standing.HeldFrom(about.Climb.Level + 1));

    private static string Did(EventKind kind) => kind switch
    {
        EventKind.LevelNoted => "Noted",
        EventKind.CommandRefused => "Refused",
        EventKind.ConfirmationEnded => "Ended",
        _ => kind.ToString(),
    };

    /// <summary>What the reader of a mail can do about its case; null once it has ended or is not theirs.</summary>
    private async Task<LevelActsModel?> ActsAsync(Writing writing, CaseOf about)
    {
        var (escalation, person) = (about.Escalation, writing.Mail.PersonId);
        if (escalation.State != EscalationState.Climbing)
            return null;

        var standing = await new WhoStands(writing.Db, clock.Now).ForAsync(escalation, about.Voices, writing.Cancel);
        if (standing.LevelOf(person, about.Climb.Level) is not { } level)
            return null;

        var (offered, can) = (await OfferAsync(writing, about), CommandWords.For(writing.Mail.Language).All.Where(w => w.Verb is LevelVerb.Acknowledge or LevelVerb.Ask or LevelVerb.Forward or LevelVerb.Decide)
            .Where(w => escalation.RefusalOf(w.Verb, standing, person) is null).ToList());
        var waiting = await writing.Db.UnconfirmedActs.AsNoTracking().Where(a => a.EscalationId == escalation.Id && a.EndedAt == null)
            .OrderByDescending(a => a.PersonId == person).ThenByDescending(a => a.At).FirstOrDefaultAsync(writing.Cancel);
        return new(
            can.Exists(w => w.Verb == LevelVerb.Acknowledge) ? links.Acknowledge(writing.Db, person, escalation.Id, clock.RealNow + ActFor) : "",
            level > about.Climb.Level ? about.Climb.LevelName : "", [.. can.Select(w => offered(w.Outcome?.ToString() ?? w.Verb.ToString(), w.Word))], NameAbove(about, standing),
            waiting?.Verb.ToString() ?? "", waiting is null || waiting.PersonId == person ? "" : await NameAsync(writing, waiting.PersonId), waiting is null ? "" : writing.Say(waiting.At),
            waiting?.PersonId == person ? links.Confirm(writing.Db, person, waiting.Id, clock.RealNow + ActFor) : "");
    }

    // Only mail to an address that carries a token is known again, since a mailto: link answers no mail.
    private async Task<Func<string, string, CommandModel>> OfferAsync(Writing writing, CaseOf about)
    {
        var to = await routes.AddressAsync(writing.Db, writing.Mail, writing.Sender, writing.Cancel);
        var subject = Uri.EscapeDataString($"Re: {about.Escalation.Title} [E-{about.Escalation.Number}]");
        return (verb, word) => new(verb, word, to is null ? "" : $"mailto:{to}?subject={subject}&body={Uri.EscapeDataString(word.EndsWith(':') ? $"{word} " : word)}");
    }

    private async Task<(string Level, string From)> ActsAtAsync(Writing writing, CaseOf about)
    {
        var standing = await new WhoStands(writing.Db, clock.Now).ForAsync(about.Escalation, about.Voices, writing.Cancel);
        return standing.LevelOf(writing.Mail.PersonId, about.Climb.Level) is { } level && level > about.Climb.Level ? (about.LevelName(level), about.Climb.LevelName) : (about.Climb.LevelName, "");
    }
}
