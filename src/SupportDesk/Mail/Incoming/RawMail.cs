using SupportDesk.Threads;

namespace SupportDesk.Mail.Incoming;

/// <summary>One message as a source hands it over.</summary>
/// <param name="Bytes">The raw message (RFC 5322), as it lay at the source.</param>
/// <param name="Position">Where the source keeps it, for sources that count.</param>
/// <param name="Known">How it authenticated, where the source itself knows (the mail room); else its header is judged.</param>
/// <param name="PastAt">When it reached the server, for mail from before the desk that comes in as history alone; null for mail of today.</param>
public sealed record RawMail(Guid MailboxId, ReadOnlyMemory<byte> Bytes, SourcePosition? Position = null, Verdict? Known = null, DateTimeOffset? PastAt = null);

/// <summary>A message's place at its source.</summary>
/// <param name="UidValidity">With the UID it names one message of an IMAP folder for ever (RFC 9051 2.3.1.1); null where the source only counts.</param>
public sealed record SourcePosition(long? UidValidity, long Uid);

/// <summary>Who reads a mailbox at the moment; the last commit of a run moves its cursor and is refused if somebody else took over.</summary>
public sealed record WatchHold(Guid MailboxId, long Fence);

/// <summary>Another node reads this mailbox now: nothing may be marked at the source, and what was recorded before this was noticed is known to the other by its keys.</summary>
public sealed class WatchLostException() : Exception("Another process reads this mailbox now.");

/// <summary>What became of one message. A message that was recorded before gives the answer of the first time.</summary>
/// <param name="Repeated">It had been recorded before.</param>
/// <param name="Understood">Null for a repeat: the answer then is only what was recorded.</param>
public sealed record IntakeResult(MailOutcome Outcome, long? TicketNumber, Guid? PostId, string? Problem, bool Repeated, Understood? Understood);

/// <summary>What was understood of one message, for whoever handed it in.</summary>
public sealed record Understood(
    string? From,
    string Subject,
    string NewText,
    Verdict Verdict,
    MailClass Class,
    string? MatchedBy,
    IReadOnlyList<string> Attachments,
    IReadOnlyList<string> LeftOut)
{
    internal static Understood Of(Reading reading, string? matchedBy) => new(
        reading.Mail.From?.ToString(),
        reading.Mail.Subject,
        reading.Mail.NewText,
        reading.Verdict,
        reading.Class,
        matchedBy,
        [.. reading.Mail.Files.Select(f => f.Name)],
        reading.Mail.LeftOut);
}
