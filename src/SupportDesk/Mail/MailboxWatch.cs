namespace SupportDesk.Mail;

/// <summary>How far a mailbox was read: a row apart from its settings, since it changes with every batch.</summary>
public sealed class MailboxWatch
{
    /// <summary>How often a message may end the process before it is set aside: a kill from outside may hit a good one once.</summary>
    public const int MostTries = 2;

    private MailboxWatch() { }

    public MailboxWatch(Guid mailboxId) => MailboxId = mailboxId;

    public Guid MailboxId { get; private init; }
    public long? UidValidity { get; set; }
    public long LastUid { get; set; }

    /// <summary>The last UID of the batch that was being taken in; if the process died meanwhile, all up to it are tried alone.</summary>
    public long? TryingUpTo { get; set; }

    /// <summary>The UID that is being tried alone; one that ended the process <see cref="MostTries"/> times is set aside unread.</summary>
    public long? Trying { get; set; }

    public int Tries { get; set; }

    /// <summary>Real time until which <see cref="Fence"/>'s holder reads this mailbox.</summary>
    public DateTimeOffset? LeaseUntil { get; set; }

    public long Fence { get; set; }

    /// <summary>
    /// What reached the server until then is from before the desk began to watch, by the server's own clock: how the mailbox starts says what
    /// becomes of it. Null where all is new mail.
    /// </summary>
    public DateTimeOffset? StartedAfter { get; set; }

    /// <summary>Only messages up to this UID can be from before: what came later is new whatever date it bears.</summary>
    public long? StartUid { get; set; }

    public DateTimeOffset? LastContactAt { get; set; }
    public DateTimeOffset? LastMailAt { get; set; }

    /// <summary>What is wrong at the moment, in words for whoever can mend it; null if nothing is.</summary>
    public string? LastError { get; set; }

    /// <summary>Since when something is wrong.</summary>
    public DateTimeOffset? ErrorSince { get; set; }

    /// <summary>Messages in the folder at the last sweep.</summary>
    public int AtServer { get; set; }

    /// <summary>Of these, the ones that were still to be taken in.</summary>
    public int Waiting { get; set; }

    /// <summary>When the oldest of the waiting ones reached the server.</summary>
    public DateTimeOffset? WaitingSince { get; set; }

    /// <summary>Messages that the server holds and that should be recorded, but are not (threat F02): never anything but 0 while all is well.</summary>
    public int Missing { get; set; }

    public DateTimeOffset? MissingSince { get; set; }

    /// <summary>The first few of the missing ones, by their UIDs, for whoever looks for them at the server.</summary>
    public string? MissingUids { get; set; }

    /// <summary>Everything up to this UID is recorded; part of the commit that records it.</summary>
    public void ReadUpTo(long uid, DateTimeOffset at)
    {
        (LastUid, LastMailAt) = (Math.Max(LastUid, uid), at);
        (Trying, Tries) = (null, 0);
        if (TryingUpTo <= LastUid)
            TryingUpTo = null;
    }
}

/// <summary>
/// Another place at which a recorded message was seen again: a copy in the same folder, or the same one after the server changed its
/// numbers. With it every message of the folder is accounted for (RFC 9051 2.3.1.1).
/// </summary>
public sealed class MailPlace
{
    public required Guid MailboxId { get; init; }
    public required long UidValidity { get; init; }
    public required long Uid { get; init; }
}
