namespace SupportDesk.Escalations;

/// <summary>Proof of one answer: form (None for "not at all"), moment, door and the words of the question. Only ever added.</summary>
public sealed class ConsentAnswer
{
    private ConsentAnswer() { }

    internal ConsentAnswer(Guid supporterId, Consent form, DateTimeOffset at, string how, int questionVersion, Guid byId) =>
        (SupporterId, Form, At, How, QuestionVersion, ById) = (supporterId, form, at, how, questionVersion, byId);

    public long Id { get; private set; }
    public Guid SupporterId { get; private init; }
    public Consent Form { get; private init; }
    public DateTimeOffset At { get; private init; }
    public string How { get; private init; } = "";
    public int QuestionVersion { get; private init; }

    /// <summary>Who entered it: the supporter, or the agent to whom they said it.</summary>
    public Guid? ById { get; private init; }
}
