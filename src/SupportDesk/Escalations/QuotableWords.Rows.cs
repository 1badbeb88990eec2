using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;
using SupportDesk.Escalations.Redaction;
using SupportDesk.Threads;

namespace SupportDesk.Escalations;

/// <summary>The rows of words, and how each is shown: redacted where its writer stays unnamed, by what the desk knows of them now.</summary>
public sealed partial class QuotableWords
{
    /// <summary>Answers of a ticket's requester that wait until an agent has looked at them.</summary>
    public async Task<IReadOnlyList<WaitingLook>> LooksAsync(Guid ticketId, CancellationToken cancel) => await Waiting().Where(w => w.TicketId == ticketId).OrderBy(w => w.LookBy).ToListAsync(cancel);

    /// <summary>How many answers to each question of a case wait until an agent has looked at them.</summary>
    public async Task<Dictionary<Guid, int>> CountLooksAsync(Guid escalationId, CancellationToken cancel) =>
        (await Waiting().Where(w => w.EscalationId == escalationId && w.QuestionId != null).Select(w => w.QuestionId!.Value).ToListAsync(cancel)).GroupBy(q => q).ToDictionary(g => g.Key, g => g.Count());

    /// <summary>A passage that waits for a look, with its supporter and what is proposed to be left out; null where nothing of this ticket waits there.</summary>
    public async Task<LookShown?> FindLookAsync(Guid ticketId, Guid passageId, CancellationToken cancel)
    {
        if (await Waiting().SingleOrDefaultAsync(w => w.TicketId == ticketId && w.PassageId == passageId, cancel) is not { } waiting)
            return null;

        var passage = await db.Passages.SingleAsync(p => p.Id == passageId, cancel);
        var supporter = await db.Supporters.SingleAsync(s => s.Id == passage.SupporterId, cancel);
        return new(waiting, supporter, passage, passage.Text, KeptWords.Propose(passage.Text, await FindAsync(supporter.PersonId, passage.Text, null, cancel)));
    }

    /// <summary>What tells in a text who wrote it.</summary>
    /// <param name="post">The post that it comes from, where that is not saved yet.</param>
    public async Task<IReadOnlyList<Finding>> FindAsync(Guid personId, string text, Post? post, CancellationToken cancel) =>
        new Redactor(await KnownPeople.LoadAsync(db, personId, post, cancel)).Find(text);

    /// <summary>What is proposed to be left out of each text of one person.</summary>
    public async Task<IReadOnlyList<IReadOnlyList<Proposal>>> ProposeAsync(Guid personId, IEnumerable<string> texts, CancellationToken cancel)
    {
        var redactor = new Redactor(await KnownPeople.LoadAsync(db, personId, null, cancel));
        return [.. texts.Select(text => KeptWords.Propose(text, redactor.Find(text)))];
    }

    /// <summary>Whether words picked in the save under way must not go up before an agent has looked at them.</summary>
    public static bool WaitForLook(DeskDb db, Guid supporterId) =>
        db.Passages.Local.Any(p => p.SupporterId == supporterId && p.WaitsForLook) && db.Supporters.Local.Any(s => s.Id == supporterId && s.Consent == Consent.Anonymous);

    /// <summary>The questions to which a supporter gave answers that no agent has looked at, though the desk was unsure about them.</summary>
    public static Task<List<Guid>> QuestionsInDoubtAsync(DeskDb db, Guid supporterId, CancellationToken cancel) =>
        db.Answers.Where(a => a.SupporterId == supporterId && db.Passages.Any(p => p.Id == a.PassageId && p.LookBy != null && p.LookedAt == null && p.ErasedAt == null))
            .Select(a => a.QuestionId).Distinct().ToListAsync(cancel);

    private IQueryable<WaitingLook> Waiting() =>
        from p in db.Passages
        join s in db.Supporters on p.SupporterId equals s.Id
        where p.LookBy != null && p.LookedAt == null && p.ErasedAt == null && s.WithdrawnAt == null && s.Consent == Consent.Anonymous
        select new WaitingLook
        {
            PassageId = p.Id, TicketId = s.TicketId, EscalationId = s.EscalationId, LookBy = p.LookBy!.Value, Case = db.Escalations.Where(e => e.Id == s.EscalationId).Select(e => e.Number).First(),
            QuestionId = db.Answers.Where(a => a.PassageId == p.Id).Select(a => (Guid?)a.QuestionId).FirstOrDefault(),
        };

    private IQueryable<Row> Picked(Viewer viewer) =>
        from s in Quotable(viewer)
        join p in db.Passages on s.Id equals p.SupporterId
        where p.ErasedAt == null
        select new Row
        {
            Id = p.Id, Text = p.Text, Kept = p.Kept, Waits = p.LookBy != null && p.LookedAt == null, Ordinal = p.Ordinal,
            EscalationId = s.EscalationId, SupporterId = s.Id, PersonId = s.PersonId, TicketId = s.TicketId, JoinedAt = s.JoinedAt,
            Consent = s.Consent, ConsentAt = s.ConsentAt, IsWithdrawn = s.WithdrawnAt != null, Name = db.People.Where(o => o.Id == s.PersonId).Select(o => o.DisplayName).First(),
        };

    private IQueryable<Row> Posted(Viewer viewer) =>
        from s in Quotable(viewer)
        join a in db.Answers on s.Id equals a.SupporterId
        join p in db.PublicRows() on a.PostId equals p.Id
        where a.PassageId == null && p.State == PostState.Shown
        select new Row
        {
            Id = p.Id, Text = p.Text, EscalationId = s.EscalationId, SupporterId = s.Id, PersonId = s.PersonId, TicketId = s.TicketId, JoinedAt = s.JoinedAt,
            Consent = s.Consent, ConsentAt = s.ConsentAt, IsWithdrawn = s.WithdrawnAt != null, Name = db.People.Where(o => o.Id == s.PersonId).Select(o => o.DisplayName).First(),
        };

    // Whose words wait is not quoted unnamed; the limit of the query counts them, which only shows fewer for a while.
    private async Task<IReadOnlyList<QuotedWords>> ShowAsync(Viewer viewer, IQueryable<Row> rows, CancellationToken cancel)
    {
        var found = (await rows.ToListAsync(cancel)).Select(row => (Row: row, Form: FormFor(viewer, new(row.PersonId, row.Consent, row.ConsentAt, row.IsWithdrawn, IsErased: false, TicketVisible: true, row.Waits)))).Where(f => f.Form != QuoteForm.None).ToList();
        var people = await KnownPeople.LoadAsync(db, [.. found.Where(f => f.Form != QuoteForm.Whole).Select(f => f.Row.PersonId)], cancel);
        var redactors = people.ToDictionary(p => p.Key, p => new Redactor(p.Value));
        return [.. found.Select(f => Show(f.Row, f.Form, redactors.GetValueOrDefault(f.Row.PersonId)))];
    }

    private static QuotedWords Show(Row row, QuoteForm form, Redactor? redactor)
    {
        if (redactor is null || form == QuoteForm.Whole)
            return new(row.Id, row.SupporterId, row.Text, Words.OneLine(row.Name), row.TicketId);

        var kept = KeptWords.Read(row.Kept);
        var taken = KeptWords.Propose(row.Text, redactor.Find(row.Text)).Where(p => !kept.Contains(p.Key)).Select(p => p.Finding);
        return form == QuoteForm.Named
            ? new(row.Id, row.SupporterId, Redactor.Apply(row.Text, taken.Where(f => f.IsContact)), Words.OneLine(row.Name), row.TicketId)
            : new(row.Id, row.SupporterId, Redactor.Apply(row.Text, taken), null, null);
    }

    private sealed record Row
    {
        public Guid Id { get; init; }
        public string Text { get; init; } = "";
        public string Kept { get; init; } = "";
        public bool Waits { get; init; }
        public int Ordinal { get; init; }
        public Guid EscalationId { get; init; }
        public Guid SupporterId { get; init; }
        public Guid PersonId { get; init; }
        public Guid? TicketId { get; init; }
        public DateTimeOffset JoinedAt { get; init; }
        public Consent Consent { get; init; }
        public DateTimeOffset? ConsentAt { get; init; }
        public bool IsWithdrawn { get; init; }
        public string Name { get; init; } = "";
    }
}

/// <summary>An answer that waits until an agent has looked at it.</summary>
public sealed record WaitingLook
{
    public Guid PassageId { get; init; }
    public Guid? TicketId { get; init; }
    public Guid EscalationId { get; init; }
    public Guid? QuestionId { get; init; }
    public long Case { get; init; }
    public DateTimeOffset LookBy { get; init; }
}

/// <summary>What an agent looks at before an answer goes up.</summary>
public sealed record LookShown(WaitingLook Waiting, Supporter Supporter, Passage Passage, string Text, IReadOnlyList<Proposal> Proposals);
