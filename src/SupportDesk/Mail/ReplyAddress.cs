namespace SupportDesk.Mail;

/// <summary>What an answer to a reply address does.</summary>
public enum ReplyPurpose
{
    /// <summary>A post on the ticket, by who takes part in it.</summary>
    Ticket,

    /// <summary>A supporter's answer to a question.</summary>
    Question,

    /// <summary>What a supporter says about a case: how they want to be quoted, that they withdraw, or a post on their own ticket.</summary>
    Case,

    /// <summary>A level's note or act.</summary>
    Level,

    /// <summary>What a level says to the exact words that will leave: that they may, that they change, or anything else that it writes about its case.</summary>
    Confirmation,

    /// <summary>An agent's public reply.</summary>
    Agent,

    /// <summary>An agent's note, where they were told of one.</summary>
    AgentNote,

    /// <summary>A note of somebody outside whom an agent asked.</summary>
    Outside,
}

/// <summary>
/// Where one person's answers about one object come to. The id is 63 random bits and is part of the token that the address carries
/// (<see cref="ReplyToken"/>); the row makes that token revocable.
/// </summary>
public sealed class ReplyAddress
{
    private ReplyAddress() { }

    public ReplyAddress(long id, ReplyPurpose purpose, Guid objectId, Guid personId, int keyVersion)
    {
        (Id, Purpose, ObjectId, PersonId, KeyVersion) = (id, purpose, objectId, personId, keyVersion);
    }

    public long Id { get; private init; }
    public ReplyPurpose Purpose { get; private init; }
    public Guid ObjectId { get; private init; }
    public Guid PersonId { get; private init; }
    public int KeyVersion { get; private init; }
    public DateTimeOffset? RevokedAt { get; private set; }

    public void Revoke(DateTimeOffset at) => RevokedAt = at;
}
