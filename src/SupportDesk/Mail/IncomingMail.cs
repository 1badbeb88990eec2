using SupportDesk.Threads;

namespace SupportDesk.Mail;

/// <summary>What kind of mail it was. A list sent on what somebody wrote; an unclear one may be a machine's report or a person's mail about one.</summary>
public enum MailClass { Person, AutoReply, Bounce, List, Own, Unclear }

/// <summary>What became of a mail that came in.</summary>
public enum MailOutcome { NewTicket, Posted, Held, Note, Bounced, Ignored, SetAside, Answer, Act, Consent }

/// <summary>One mail as it arrived: makes recording exactly once, and says what became of it.</summary>
public sealed class IncomingMail
{
    public long Id { get; private set; }
    public required Guid MailboxId { get; init; }
    public long? UidValidity { get; init; }
    public long? Uid { get; init; }

    /// <summary>SHA-256 of the raw bytes, lower-case hex: also the raw message's blob.</summary>
    public required string RawHash { get; init; }

    /// <summary>Only an index for matching, never a key: anyone can choose it.</summary>
    public string? MessageIdKey { get; init; }

    public string? FromKey { get; init; }
    public required DateTimeOffset At { get; init; }
    public required Verdict Verdict { get; init; }

    /// <summary>What led to the verdict when it came, in sentences for staff; null for mail that came before reasons were kept.</summary>
    public string? ProofReason { get; init; }

    /// <summary>The domain whose signature held, folded, whether or not it agrees with the sender's.</summary>
    public string? Signer { get; init; }

    /// <summary>It carried a reply token that is none of ours, or no longer.</summary>
    public bool BadToken { get; init; }

    public required MailClass Class { get; init; }
    public required MailOutcome Outcome { get; set; }
    public Guid? TicketId { get; set; }

    /// <summary>The post it became. A mail without one is listed among those that made no ticket.</summary>
    public Guid? PostId { get; set; }

    public long? CopyOfId { get; set; }
    public string? Problem { get; set; }

    /// <summary>Whom it names; null for mail that came before this was kept.</summary>
    public MailHead? Head { get; init; }

    /// <summary>Staff made a ticket of a mail that had made none.</summary>
    /// <exception cref="DeskException">It has made a post already.</exception>
    public void BecomeTicket(Guid ticketId, Guid postId)
    {
        if (PostId is not null)
            throw new DeskException("This mail has become a post already.");

        (Outcome, TicketId, PostId) = (MailOutcome.NewTicket, ticketId, postId);
    }
}
