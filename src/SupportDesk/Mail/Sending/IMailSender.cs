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

    /// <summary>Nothing was handed over, since the desk no longer wanted it to leave.</summary>
    NotStarted,
}

/// <param name="Words">What the server or the network said; empty when accepted.</param>
public sealed record SendAnswer(SendResult Result, string Words)
{
    public static readonly SendAnswer Accepted = new(SendResult.Accepted, "");
    public static readonly SendAnswer NotStarted = new(SendResult.NotStarted, "");
}

/// <summary>Takes one mail for one recipient.</summary>
public interface IMailSender
{
    /// <param name="from">The envelope's sender, to which a failure is reported.</param>
    /// <param name="to">The one recipient.</param>
    /// <param name="mime">The bytes as kept.</param>
    /// <param name="leaving">Called once, as late as can be: before the first byte of the mail goes out. Where it says false, nothing does.</param>
    Task<SendAnswer> SendAsync(string from, string to, ReadOnlyMemory<byte> mime, Func<Task<bool>> leaving, CancellationToken cancel);
}
