namespace SupportDesk.Mail;

/// <summary>What an answer to a reply address does.</summary>
public enum ReplyPurpose { Ticket, Question, Level, Agent }

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
