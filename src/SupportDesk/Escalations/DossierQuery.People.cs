using Microsoft.EntityFrameworkCore;
using SupportDesk.People;

namespace SupportDesk.Escalations;

/// <summary>The people behind a case and their words, as far as each of them consents at this moment.</summary>
public sealed partial class DossierQuery
{
    private const int Days = 30;

    private async Task<List<Quote>> QuotesAsync(Guid escalationId, StaffUser reader, CancellationToken cancel)
    {
        var answers = db.Answers.Where(a => a.PassageId != null).Select(a => a.PassageId!.Value);
        var found = await Spoken(escalationId, reader).Where(s => !answers.Contains(s.PassageId)).OrderBy(s => s.JoinedAt).ThenBy(s => s.Supporter).ThenBy(s => s.Ordinal).Take(QuotesShown).ToListAsync(cancel);
        return [.. found.Select(Show)];
    }

    private sealed record Word
    {
        public Guid PassageId { get; init; }
        public Guid Supporter { get; init; }
        public DateTimeOffset JoinedAt { get; init; }
        public int Ordinal { get; init; }
        public string Text { get; init; } = "";
        public Consent Consent { get; init; }
        public string Name { get; init; } = "";
        public long? Ticket { get; init; }
    }

    // The one place where words meet consent: Private and unanswered ones, those who left and erased passages are not in it.
    private IQueryable<Word> Spoken(Guid escalationId, StaffUser reader) =>
        from s in db.Supporters
        where s.EscalationId == escalationId && s.WithdrawnAt == null && (s.Consent == Consent.Named || s.Consent == Consent.Anonymous)
        join p in db.Passages on s.Id equals p.SupporterId
        where p.ErasedAt == null
        select new Word
        {
            PassageId = p.Id,
            Supporter = s.Id,
            JoinedAt = s.JoinedAt,
            Ordinal = p.Ordinal,
            Text = p.Text,
            Consent = s.Consent,
            Name = db.People.Where(o => o.Id == s.PersonId).Select(o => o.DisplayName).First(),
            Ticket = db.TicketsVisibleTo(reader).Where(t => t.Id == s.TicketId).Select(t => (long?)t.Number).FirstOrDefault(),
        };

    private static Quote Show(Word word) => word.Consent == Consent.Named
        ? new(word.Text, word.Name, word.Ticket)
        : new(Unnamed.Of(word.Text, word.Name), null, null);

    private async Task<Crowd> CrowdAsync(SeenCase seen, CancellationToken cancel)
    {
        var id = seen.Escalation.Id;
        var now = clock.Now;
        var here = db.Behind.Where(s => s.EscalationId == id);
        var from = now.AddDays(-Days);
        var recent = await here.Where(s => s.JoinedAt > from).Select(s => s.JoinedAt).ToListAsync(cancel);
        var quoted = await here.CountAsync(s => (s.Consent == Consent.Named || s.Consent == Consent.Anonymous) && db.Passages.Any(p => p.SupporterId == s.Id && p.ErasedAt == null), cancel);
        var first = await here.Where(s => s.Consent == Consent.Named).OrderBy(s => s.JoinedAt).Select(s => db.People.Where(p => p.Id == s.PersonId).Select(p => p.DisplayName).First()).FirstOrDefaultAsync(cancel);
        var voices = seen.Standing.Voices;
        var before = voices.All - recent.Count;
        return new(voices, voices.All - quoted, recent.Count(j => j > now.AddDays(-7)), [.. Enumerable.Range(0, Days + 1).Select(day => before + recent.Count(j => j <= from.AddDays(day)))], first);
    }

    private async Task<IReadOnlyList<QuestionShown>> QuestionsAsync(Escalation escalation, StaffUser reader, CancellationToken cancel)
    {
        var questions = await db.Questions.AsNoTracking().Where(q => q.EscalationId == escalation.Id).OrderBy(q => q.AskedAt).ToListAsync(cancel);
        if (questions.Count == 0)
            return [];

        var answers = await db.Answers.AsNoTracking().Where(a => db.Questions.Any(q => q.Id == a.QuestionId && q.EscalationId == escalation.Id)).ToListAsync(cancel);
        var words = (await Spoken(escalation.Id, reader).ToListAsync(cancel)).ToDictionary(w => w.PassageId);
        var asked = await AddresseesAsync(escalation.Id, cancel);
        return
        [
            .. questions.Select(q => new QuestionShown(
                q.Text, LevelName(escalation, q.Level), q.SupporterId is { } one ? asked.FirstOrDefault(a => a.Supporter == one)?.Name ?? "somebody behind it" : null, q.AskedAt, q.DueAt,
                [.. answers.Where(a => a.QuestionId == q.Id && a.PassageId is { } passage && words.ContainsKey(passage)).Select(a => Show(words[a.PassageId!.Value]))], answers.Count(a => a.QuestionId == q.Id))),
        ];
    }

    /// <summary>Whom a question can be put to one by one: those whose words are shown, by the name they allow.</summary>
    public async Task<IReadOnlyList<Addressee>> AddresseesAsync(Guid escalationId, CancellationToken cancel)
    {
        var found = await db.Supporters.Where(s => s.EscalationId == escalationId && s.WithdrawnAt == null && (s.Consent == Consent.Named || s.Consent == Consent.Anonymous)).OrderBy(s => s.JoinedAt)
            .Select(s => new { s.Id, s.Consent, Name = db.People.Where(p => p.Id == s.PersonId).Select(p => p.DisplayName).First(), Words = db.Passages.Where(p => p.SupporterId == s.Id && p.ErasedAt == null).OrderBy(p => p.Ordinal).Select(p => p.Text).FirstOrDefault() })
            .Take(QuotesShown).ToListAsync(cancel);
        return [.. found.Select(f => new Addressee(f.Id, f.Consent == Consent.Named ? f.Name : f.Words is null ? "Someone who prefers not to be named" : $"Whoever said “{Words.Cut(Words.OneLine(Unnamed.Of(f.Words, f.Name)), 60)}”"))];
    }
}

/// <summary>Somebody to whom a question can be put.</summary>
public sealed record Addressee(Guid Supporter, string Name);
