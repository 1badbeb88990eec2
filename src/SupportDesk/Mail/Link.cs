using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace SupportDesk.Mail;

/// <summary>What a link sent by mail lets its holder do.</summary>
public enum LinkPurpose
{
    /// <summary>See where the case is; narrow consent; withdraw. Many uses.</summary>
    Track,

    /// <summary>Give consent, in any width, once.</summary>
    Consent,

    /// <summary>Answer a level's question, once.</summary>
    Answer,

    /// <summary>Fetch a file that was too large for its mail. Many uses.</summary>
    File,

    /// <summary>Acknowledge a case at the level that its holder holds, once.</summary>
    Acknowledge,

    /// <summary>Confirm a decision or a question that came by mail, once.</summary>
    Confirm,
}

/// <summary>A link: 160 random bits of which only the SHA-256 is kept.</summary>
public sealed class Link
{
    private Link() { }

    public Guid Id { get; private init; }

    /// <summary>SHA-256 of the token's ASCII, lower-case hex.</summary>
    public string TokenHash { get; private init; } = "";

    public LinkPurpose Purpose { get; private init; }
    public Guid PersonId { get; private init; }
    public Guid ObjectId { get; private init; }

    /// <summary>Real time.</summary>
    public DateTimeOffset ExpiresAt { get; private init; }

    public DateTimeOffset? UsedAt { get; private set; }

    /// <summary>Makes a link and the token that only its mail knows.</summary>
    public static (Link Link, string Token) Make(LinkPurpose purpose, Guid personId, Guid objectId, DateTimeOffset expiresAt, DateTimeOffset at)
    {
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(20));
        var link = new Link { Id = Guid.CreateVersion7(at), TokenHash = Hash(token), Purpose = purpose, PersonId = personId, ObjectId = objectId, ExpiresAt = expiresAt };
        return (link, token);
    }

    public static string Hash(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(token)));

    /// <summary>Ends a link that was not used: a later answer stands in its place.</summary>
    public void End(DateTimeOffset at) => UsedAt ??= at;

    /// <summary>Uses a single-use link up.</summary>
    public void Use(DateTimeOffset at)
    {
        if (UsedAt is not null)
            throw new DeskException("This link was used already; ask for a fresh one.");

        UsedAt = at;
    }
}
