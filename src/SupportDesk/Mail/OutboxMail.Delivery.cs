using SupportDesk.Mail.Sending;

namespace SupportDesk.Mail;

/// <summary>How a mail leaves: each step is saved before the next, so that whoever comes after a crash knows what may have happened.</summary>
public sealed partial class OutboxMail
{
    /// <summary>Whether a server may have a copy already.</summary>
    public bool MayHaveLeft => MayHaveLeftAt is not null && SentAt is null;

    /// <summary>Whoever claims it while a try is open finds that no answer was heard: its worker died or lost it.</summary>
    internal void FindUnanswered() => MayHaveLeftAt ??= StartedAt;

    /// <summary>Notes the bytes that this try sends, and whose words they quote.</summary>
    internal void Write(string bodyHash, IReadOnlyList<QuotedPassage> quotes) => (BodyHash, Quotes) = (bodyHash, QuotedPassage.Write(quotes));

    /// <summary>Notes that from now on the server may have it.</summary>
    internal void Start(DateTimeOffset at) => (StartedAt, Attempts) = (at, Attempts + 1);

    /// <summary>Takes the start back: nothing was handed over, since something changed at the last moment.</summary>
    internal void StayHere()
    {
        if (StartedAt != MayHaveLeftAt)
            Attempts--;
        ForgetTry();
    }

    /// <summary>Notes that the wire may carry it again.</summary>
    internal void Repeat() => Repeats++;

    internal void Sent(DateTimeOffset at) => (SentAt, Reason, LeaseUntil) = (at, null, null);

    /// <summary>Notes a try that ended before there was anything to send.</summary>
    internal void Try() => Attempts++;

    /// <summary>Tries again later. What no server could be asked about is not counted as a try, and what one may have stays a possible repeat.</summary>
    internal void PutOff(SendAnswer answer, DateTimeOffset until)
    {
        (Reason, DueAt, LeaseUntil) = (answer.Words, until, null);
        if (answer.Result == SendResult.Unknown)
            FindUnanswered();
        else if (answer.Result == SendResult.Unreachable)
            StayHere();
        else
            ForgetTry();
    }

    /// <summary>Waits without having been tried: for others of its kind, or since its host got enough for now.</summary>
    internal void Wait(DateTimeOffset until) => (DueAt, LeaseUntil) = (until, null);

    /// <summary>It leaves as a line of one mail for several. When it was due stays: it counts among those that came thick.</summary>
    internal void GoTogether(OutboxMail bundle, DateTimeOffset at) =>
        (TogetherIn, CancelledAt, Reason, LeaseUntil) = (bundle.MessageId, at, "It went together with others, in one mail.", null);

    /// <summary>It is no line of that mail: it was called off before the mail left.</summary>
    internal void LeaveBundle(string reason) => (TogetherIn, Reason) = (null, reason);

    /// <summary>The others of its bundle were called off: it goes as itself.</summary>
    internal void GoAlone(DateTimeOffset at) => (TogetherIn, CancelledAt, Reason, DueAt) = (null, null, null, at);

    internal void Fail(string reason, DateTimeOffset at)
    {
        (FailedAt, Reason, LeaseUntil) = (at, reason, null);
        ForgetTry();
        StartedAt = null;
    }

    /// <summary>What the last check found against sending it.</summary>
    internal void CallOff(string reason, DateTimeOffset at)
    {
        (CancelledAt, Reason, DueAt, LeaseUntil) = (at, reason, null, null);
        ForgetTry();
    }

    // Bytes that nobody can have are not kept: the next try renders what may be said then.
    private void ForgetTry()
    {
        StartedAt = MayHaveLeftAt;
        if (MayHaveLeftAt is null)
            (BodyHash, Quotes) = (null, null);
    }
}
