using SupportDesk.Mail.Sending;

namespace SupportDesk.Mail;

/// <summary>How a mail leaves: each step is saved before the next, so that whoever comes after a crash knows what may have happened.</summary>
public sealed partial class OutboxMail
{
    /// <summary>Whether a worker gave it to the server and nobody knows what the server said.</summary>
    public bool MayHaveLeft => StartedAt is not null && SentAt is null && FailedAt is null;

    /// <summary>Notes the kept bytes: every later try sends these.</summary>
    internal void Write(string bodyHash) => BodyHash = bodyHash;

    /// <summary>Notes that from now on the server may have it.</summary>
    internal void Start(DateTimeOffset at) => (StartedAt, Attempts) = (at, Attempts + 1);

    /// <summary>Notes that the wire may carry it again.</summary>
    internal void Repeat() => Repeats++;

    internal void Sent(DateTimeOffset at) => (SentAt, Reason, LeaseUntil) = (at, null, null);

    /// <summary>Notes a try that ended before there was anything to send.</summary>
    internal void Try() => Attempts++;

    /// <summary>Tries again later. What no server could be asked about is not counted as a try, and what one may have stays a possible repeat.</summary>
    internal void PutOff(SendAnswer answer, DateTimeOffset until)
    {
        (Reason, DueAt, LeaseUntil) = (answer.Words, until, null);
        if (answer.Result == SendResult.Unreachable && StartedAt is not null)
            Attempts--;
        if (answer.Result != SendResult.Unknown)
            StartedAt = null;
    }

    /// <summary>Waits without having been tried: for others of its kind, or since its host got enough for now.</summary>
    internal void Wait(DateTimeOffset until) => (DueAt, LeaseUntil) = (until, null);

    /// <summary>It leaves as a line of a bundle. When it was due stays: it counts among those that came thick.</summary>
    internal void GoTogether(DateTimeOffset at) => (CancelledAt, Reason, LeaseUntil) = (at, "It went together with others, in one mail.", null);

    internal void Fail(string reason, DateTimeOffset at) => (FailedAt, Reason, LeaseUntil, StartedAt) = (at, reason, null, null);

    /// <summary>What the last check found against sending it.</summary>
    internal void CallOff(string reason, DateTimeOffset at) => (CancelledAt, Reason, DueAt, LeaseUntil) = (at, reason, null, null);
}
