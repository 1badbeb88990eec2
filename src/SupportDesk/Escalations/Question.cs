namespace SupportDesk.Escalations;

/// <summary>A question a level puts back to a supporter, or to all of them. The talk itself happens in each one's private ticket.</summary>
public sealed class Question
{
    private Question() { }

    public Guid Id { get; private init; }
    public Guid EscalationId { get; private init; }

    /// <summary>The level that asks.</summary>
    public int Level { get; private init; }

    public Guid ById { get; private init; }
    public string Text { get; private init; } = "";

    /// <summary>Who is asked; null asks every supporter.</summary>
    public Guid? SupporterId { get; private init; }

    /// <summary>Whether the answers join the passages that go up with the case. Those who hold the level read them in any case, as far as their writers consent.</summary>
    public bool AnswerIsPassage { get; private init; }

    public DateTimeOffset AskedAt { get; private init; }
    public DateTimeOffset DueAt { get; private init; }

    internal static Question Of(Guid escalation, int level, Asking asking, Guid by, DateTimeOffset at, DateTimeOffset due) => new()
    {
        Id = Guid.CreateVersion7(at),
        EscalationId = escalation,
        Level = level,
        ById = by,
        Text = asking.Text.Trim(),
        SupporterId = asking.SupporterId,
        AnswerIsPassage = asking.AnswerIsPassage,
        AskedAt = at,
        DueAt = due,
    };
}

/// <summary>What is asked, whom, and for how long.</summary>
/// <param name="SupporterId">The supporter asked; null asks all.</param>
/// <param name="AnswerIsPassage">Whether the answers join the passages that go up with the case.</param>
/// <param name="Within">How long an answer is awaited; null for the time frozen with the chain.</param>
public sealed record Asking(string Text, Guid? SupporterId = null, bool AnswerIsPassage = true, Calendars.PromisedTime? Within = null);

/// <summary>A supporter's answer: the post in their private ticket, and its words as they may be quoted.</summary>
public sealed class Answer
{
    private Answer() { }

    public Guid QuestionId { get; private init; }
    public Guid SupporterId { get; private init; }
    public Guid PostId { get; private init; }
    public Guid? PassageId { get; private init; }
    public DateTimeOffset At { get; private init; }

    internal static Answer Of(Guid question, Guid supporter, Guid post, Guid? passage, DateTimeOffset at) =>
        new() { QuestionId = question, SupporterId = supporter, PostId = post, PassageId = passage, At = at };
}
