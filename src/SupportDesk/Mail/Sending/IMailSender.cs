namespace SupportDesk.Mail.Sending;

/// <summary>What became of a try.</summary>
public enum SendResult
{
    /// <summary>The server has taken it upon itself (RFC 5321 4.2.5).</summary>
    Accepted,

    /// <summary>4xx: not now.</summary>
    RefusedForNow,

    /// <summary>5xx: never.</summary>
    RefusedForGood,

    /// <summary>No server could be spoken to; it has nothing.</summary>
    Unreachable,

    /// <summary>It had all of the mail, and its answer was not heard: it may have taken it (RFC 1047).</summary>
    Unknown,
}

/// <param name="Words">What the server or the network said; empty when accepted.</param>
public sealed record SendAnswer(SendResult Result, string Words)
{
    public static readonly SendAnswer Accepted = new(SendResult.Accepted, "");
}

/// <summary>Takes one mail for one recipient.</summary>
public interface IMailSender
{
    /// <param name="from">The envelope's sender, to which a failure is reported.</param>
    /// <param name="to">The one recipient.</param>
    /// <param name="mime">The bytes as kept.</param>
    Task<SendAnswer> SendAsync(string from, string to, ReadOnlyMemory<byte> mime, CancellationToken cancel);
}
