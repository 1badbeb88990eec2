namespace SupportDesk.Mail;

/// <summary>An address of the desk, from configuration.</summary>
public sealed class Mailbox
{
    private Mailbox() { }

    public Mailbox(Guid id, string name, string address) => (Id, Name, Address) = (id, name, address);

    public Guid Id { get; private init; }
    public string Name { get; private init; } = "";
    public string Address { get; private set; } = "";

    /// <summary>How a person's own reply address is shaped; <c>{token}</c> stands for their token.</summary>
    public string ReplyTo { get; private set; } = "";

    public string SenderName { get; private set; } = "";
    public Guid? TeamId { get; private set; }
    public string Language { get; private set; } = "en";
    public bool Acknowledges { get; private set; } = true;
    public long Version { get; private set; }

    /// <summary>Takes over what appsettings.json says; raises the version only if something differs.</summary>
    public void Configure(string address, string replyTo, string senderName, Guid? teamId, string language, bool acknowledges)
    {
        if ((Address, ReplyTo, SenderName, TeamId, Language, Acknowledges) == (address, replyTo, senderName, teamId, language, acknowledges))
            return;

        (Address, ReplyTo, SenderName, TeamId, Language, Acknowledges) = (address, replyTo, senderName, teamId, language, acknowledges);
        Version++;
    }
}

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

    /// <summary>The server's own time of the newest message that lay there when the mailbox was first watched "from now": what is not newer stays untouched for ever.</summary>
    public DateTimeOffset? StartedAfter { get; set; }

    public DateTimeOffset? LastContactAt { get; set; }
    public DateTimeOffset? LastMailAt { get; set; }
    public string? LastError { get; set; }

    /// <summary>Everything up to this UID is recorded; part of the commit that records it.</summary>
    public void ReadUpTo(long uid, DateTimeOffset at)
    {
        (LastUid, LastMailAt) = (Math.Max(LastUid, uid), at);
        (Trying, Tries) = (null, 0);
        if (TryingUpTo <= LastUid)
            TryingUpTo = null;
    }
}
