using Microsoft.EntityFrameworkCore;
using SupportDesk.People;

namespace SupportDesk.Escalations;

/// <summary>The people behind a case and their words, as far as each of them consents at this moment.</summary>
public sealed partial class DossierQuery
{
    private const int Days = 30;

    private async Task<IReadOnlyList<Quote>> QuotesAsync(Guid escalationId, StaffUser reader, int most, CancellationToken cancel)
    {
        var words = await quotable.OfCaseAsync(escalationId, Viewer.LevelHolder, withAnswers: false, most, cancel);
        var tickets = await TicketsAsync(words, reader, cancel);
        return [.. words.Select(w => Quoted(w, tickets))];
    }

    // A ticket's number stands beside its words for readers who may see the ticket.
    private async Task<Dictionary<Guid, long>> TicketsAsync(IEnumerable<QuotedWords> words, StaffUser reader, CancellationToken cancel)
    {
        var ids = words.Select(w => w.TicketId).OfType<Guid>().Distinct().ToArray();
        return ids.Length == 0 ? [] : await db.TicketsVisibleTo(reader).Where(t => ids.Contains(t.Id)).ToDictionaryAsync(t => t.Id, t => t.Number, cancel);
    }

    private static Quote Quoted(QuotedWords words, Dictionary<Guid, long> tickets) =>
        new(words.Words, words.Name, words.TicketId is { } id && tickets.TryGetValue(id, out var number) ? number : null);

    private async Task<Crowd> CrowdAsync(SeenCase seen, CancellationToken cancel)
    {
        var id = seen.Escalation.Id;
        var now = clock.Now;
        var here = db.Behind.Where(s => s.EscalationId == id);
        var from = now.AddDays(-Days);
        var recent = await here.Where(s => s.JoinedAt > from).Select(s => s.JoinedAt).ToListAsync(cancel);
        var quoted = await quotable.CountPeopleAsync(id, Viewer.LevelHolder, cancel);
        var first = await quotable.FirstNameAsync(id, Viewer.LevelHolder, cancel);
        var voices = seen.Standing.Voices;
        var before = voices.All - recent.Count;
        return new(voices, voices.All - quoted, recent.Count(j => j > now.AddDays(-7)), [.. Enumerable.Range(0, Days + 1).Select(day => before + recent.Count(j => j <= from.AddDays(day)))], first);
    }

    private async Task<IReadOnlyList<QuestionShown>> QuestionsAsync(Escalation escalation, StaffUser reader, CancellationToken cancel)
    {
        var questions = await db.Questions.AsNoTracking().Where(q => q.EscalationId == escalation.Id).OrderBy(q => q.AskedAt).ToListAsync(cancel);
        if (questions.Count == 0)
            return [];

        var answers = await quotable.AnswersAsync(escalation.Id, Viewer.LevelHolder, cancel);
        var counts = await quotable.CountAnswersAsync(escalation.Id, cancel);
        var waiting = await quotable.CountLooksAsync(escalation.Id, cancel);
        var tickets = await TicketsAsync(answers.Select(a => a.Words), reader, cancel);
        var asked = await AddresseesAsync(escalation.Id, cancel);
        var behind = await db.Behind.Where(s => s.EscalationId == escalation.Id).Select(s => s.Id).ToHashSetAsync(cancel);
        var decided = await db.Decisions.Where(d => d.EscalationId == escalation.Id).MaxAsync(d => (DateTimeOffset?)d.At, cancel);
        return
        [
            .. questions.Select(q => new QuestionShown(
                q.Text, LevelName(escalation, q.Level), q.SupporterId is { } one ? asked.FirstOrDefault(a => a.Supporter == one)?.Name ?? "somebody behind it" : null, q.AskedAt, q.DueAt,
                [.. answers.Where(a => a.QuestionId == q.Id).Select(a => Quoted(a.Words, tickets))], counts.GetValueOrDefault(q.Id), waiting.GetValueOrDefault(q.Id),
                q.SupporterId is null ? Math.Max(behind.Count, counts.GetValueOrDefault(q.Id)) : 1, StateOf(q))),
        ];

        QuestionState StateOf(Question q) =>
            decided >= q.AskedAt ? QuestionState.Decided
            : escalation.State != EscalationState.Climbing ? QuestionState.Ended
            : q.SupporterId is { } one && !behind.Contains(one) ? QuestionState.Left
            : q.DueAt <= clock.Now ? QuestionState.Late : QuestionState.Open;
    }

    /// <summary>Whom a question can be put to one by one: those whose words are shown, by the name they allow.</summary>
    public async Task<IReadOnlyList<Addressee>> AddresseesAsync(Guid escalationId, CancellationToken cancel)
    {
        var people = await quotable.PeopleAsync(escalationId, Viewer.LevelHolder, QuotesShown, cancel);
        return [.. people.Select(p => new Addressee(p.SupporterId, p.Name ?? (p.FirstWords is { } words ? $"Whoever said “{Words.Cut(Words.OneLine(words), 60)}”" : "Someone who prefers not to be named")))];
    }
}

/// <summary>Somebody to whom a question can be put.</summary>
public sealed record Addressee(Guid Supporter, string Name);
