using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;
using SupportDesk.People;

namespace SupportDesk.Escalations;

/// <summary>
/// The only place that answers "may these words be quoted to this viewer, and in which form?". Every page, mail and export that shows
/// words of a supporter gets them here, under the consent of this moment.
/// </summary>
public sealed partial class QuotableWords(DeskDb db)
{
    /// <summary>The rule for one passage or answer.</summary>
    public static QuoteForm FormFor(Viewer viewer, in QuoteFacts facts) => facts.IsErased ? QuoteForm.None : viewer.Kind switch
    {
        ViewerKind.Agent => facts.TicketVisible ? QuoteForm.Whole : QuoteForm.None,
        ViewerKind.Supporter => viewer.PersonId != facts.PersonId ? QuoteForm.None
            : !facts.IsWithdrawn && facts.Consent == Consent.Anonymous ? QuoteForm.Unnamed : QuoteForm.Whole,
        ViewerKind.LevelHolder => FormOf(facts),
        ViewerKind.OutsideLevel => facts.ConsentAt is not { } at || at < viewer.OnChainSince ? QuoteForm.None : FormOf(facts),
        _ => QuoteForm.None,
    };

    /// <summary>The passages of a case, in the order in which people joined.</summary>
    /// <param name="withAnswers">Whether answers are among them that their questions make passages of the case.</param>
    public async Task<IReadOnlyList<QuotedWords>> OfCaseAsync(Guid escalationId, Viewer viewer, bool withAnswers, int most, CancellationToken cancel)
    {
        var picked = Picked(viewer).Where(r => r.EscalationId == escalationId && !db.Answers.Any(a => a.PassageId == r.Id && !(withAnswers && db.Questions.Any(q => q.Id == a.QuestionId && q.AnswerIsPassage))));
        return await ShowAsync(viewer, picked.OrderBy(r => r.JoinedAt).ThenBy(r => r.SupporterId).ThenBy(r => r.Ordinal).Take(most), cancel);
    }

    /// <summary>The passages picked from one supporter, in their order.</summary>
    public async Task<IReadOnlyList<QuotedWords>> OfSupporterAsync(Guid supporterId, Viewer viewer, CancellationToken cancel) =>
        await ShowAsync(viewer, Picked(viewer).Where(r => r.SupporterId == supporterId).OrderBy(r => r.Ordinal), cancel);

    /// <summary>The answers to a case's questions, oldest first: the passage that an answer became, else its post.</summary>
    public async Task<IReadOnlyList<QuotedAnswer>> AnswersAsync(Guid escalationId, Viewer viewer, CancellationToken cancel)
    {
        var answers = await db.Answers.AsNoTracking().Where(a => db.Questions.Any(q => q.Id == a.QuestionId && q.EscalationId == escalationId)).OrderBy(a => a.At).ToListAsync(cancel);
        if (answers.Count == 0)
            return [];

        var words = (await ShowAsync(viewer, Picked(viewer).Where(r => r.EscalationId == escalationId && db.Answers.Any(a => a.PassageId == r.Id)), cancel)).ToDictionary(w => w.Id);
        foreach (var post in await ShowAsync(viewer, Posted(viewer).Where(r => r.EscalationId == escalationId), cancel))
            words.TryAdd(post.Id, post);
        return [.. answers.Select(a => (Answer: a, Words: words.GetValueOrDefault(a.PassageId ?? a.PostId))).Where(a => a.Words is not null).Select(a => new QuotedAnswer(a.Answer.QuestionId, a.Words!))];
    }

    /// <summary>How many answered each of a case's questions, whether or not their words may be read.</summary>
    public Task<Dictionary<Guid, int>> CountAnswersAsync(Guid escalationId, CancellationToken cancel) =>
        db.Answers.Where(a => db.Questions.Any(q => q.Id == a.QuestionId && q.EscalationId == escalationId)).GroupBy(a => a.QuestionId).ToDictionaryAsync(g => g.Key, g => g.Count(), cancel);

    /// <summary>One supporter's newest answer to a question; null where the viewer may not read it.</summary>
    public async Task<QuotedWords?> AnswerAsync(Guid questionId, Guid supporterId, Viewer viewer, CancellationToken cancel)
    {
        var answer = await db.Answers.AsNoTracking().Where(a => a.QuestionId == questionId && a.SupporterId == supporterId).OrderByDescending(a => a.At).FirstOrDefaultAsync(cancel);
        if (answer is null)
            return null;

        var rows = answer.PassageId is { } passage ? Picked(viewer).Where(r => r.Id == passage) : Posted(viewer).Where(r => r.Id == answer.PostId && r.SupporterId == supporterId);
        return await ShowAsync(viewer, rows, cancel) is [var words, ..] ? words : null;
    }

    /// <summary>The supporters whose words or names the viewer may read, by when they joined, each with their first passage.</summary>
    public async Task<IReadOnlyList<QuotablePerson>> PeopleAsync(Guid escalationId, Viewer viewer, int most, CancellationToken cancel)
    {
        var people = await Quotable(viewer).Where(s => s.EscalationId == escalationId).OrderBy(s => s.JoinedAt).ThenBy(s => s.Id)
            .Select(s => new { s.Id, s.Consent, Name = db.People.Where(p => p.Id == s.PersonId).Select(p => p.DisplayName).First() }).Take(most).ToListAsync(cancel);
        var first = Picked(viewer).Where(r => r.EscalationId == escalationId && !db.Passages.Any(p => p.SupporterId == r.SupporterId && p.ErasedAt == null && p.Ordinal < r.Ordinal));
        var words = (await ShowAsync(viewer, first.OrderBy(r => r.JoinedAt).Take(most), cancel)).ToLookup(w => w.SupporterId);
        return [.. people.Select(p => new QuotablePerson(p.Id, p.Consent == Consent.Named ? p.Name : null, words[p.Id].FirstOrDefault()?.Words))];
    }

    /// <summary>How many supporters of a case the viewer can read words of.</summary>
    public Task<int> CountPeopleAsync(Guid escalationId, Viewer viewer, CancellationToken cancel) =>
        Picked(viewer).Where(r => r.EscalationId == escalationId).Select(r => r.SupporterId).Distinct().CountAsync(cancel);

    /// <summary>The name of the first who may be named to the viewer.</summary>
    public Task<string?> FirstNameAsync(Guid escalationId, Viewer viewer, CancellationToken cancel) =>
        Quotable(viewer).Where(s => s.EscalationId == escalationId && s.CountedAt != null && s.Consent == Consent.Named).OrderBy(s => s.JoinedAt)
            .Select(s => db.People.Where(p => p.Id == s.PersonId).Select(p => p.DisplayName).First()).FirstOrDefaultAsync(cancel);

    private static QuoteForm FormOf(in QuoteFacts facts) => facts.IsWithdrawn ? QuoteForm.None : facts.Consent switch
    {
        Consent.Named => QuoteForm.Named,
        Consent.Anonymous when !facts.WaitsForLook => QuoteForm.Unnamed,
        _ => QuoteForm.None,
    };

    // The same rule as FormFor, as a query: a limit must count only what will be shown.
    private IQueryable<Supporter> Quotable(Viewer viewer)
    {
        var (person, since) = (viewer.PersonId, viewer.OnChainSince);
        return viewer.Kind switch
        {
            ViewerKind.Agent => db.Supporters.Where(s => db.TicketsVisibleTo(viewer.Staff!).Any(t => t.Id == s.TicketId)),
            ViewerKind.Supporter => db.Supporters.Where(s => s.PersonId == person),
            ViewerKind.LevelHolder => db.Supporters.Where(s => s.WithdrawnAt == null && (s.Consent == Consent.Named || s.Consent == Consent.Anonymous)),
            ViewerKind.OutsideLevel => db.Supporters.Where(s => s.WithdrawnAt == null && s.ConsentAt >= since && (s.Consent == Consent.Named || s.Consent == Consent.Anonymous)),
            _ => db.Supporters.Where(s => false),
        };
    }
}

/// <summary>Words in the form that the viewer may read.</summary>
/// <param name="Id">The passage, or the post of an answer that became none.</param>
/// <param name="Name">The display name; null where the person stays unnamed.</param>
/// <param name="TicketId">The ticket that they come from; null where the person stays unnamed.</param>
public sealed record QuotedWords(Guid Id, Guid SupporterId, string Words, string? Name, Guid? TicketId);

public sealed record QuotedAnswer(Guid QuestionId, QuotedWords Words);

/// <param name="Name">Null for somebody who stays unnamed.</param>
/// <param name="FirstWords">Null where nothing was picked from them.</param>
public sealed record QuotablePerson(Guid SupporterId, string? Name, string? FirstWords);
