using System.Globalization;

namespace SupportDesk.Mail;

/// <summary>A time in which our own sending server did not answer, in business time: no case moved, and no level lost time.</summary>
public sealed class SendingOutage
{
    private SendingOutage() { }

    internal SendingOutage(int no, DateTimeOffset from, string reason) => (No, FromAt, Reason) = (no, from, reason);

    /// <summary>1 for the desk's first.</summary>
    public int No { get; private init; }

    public DateTimeOffset FromAt { get; private init; }

    /// <summary>Null while it lasts.</summary>
    public DateTimeOffset? ToAt { get; private set; }

    /// <summary>What the network said at the first try.</summary>
    public string Reason { get; private init; } = "";

    internal void End(DateTimeOffset at) => ToAt = at;

    /// <summary>What administrators are told, in UTC.</summary>
    public string InWords => string.Create(CultureInfo.InvariantCulture, $"The mail server has not answered since {FromAt.UtcDateTime:d MMM HH:mm} UTC: no mail leaves, cases wait and lose no time. {Reason}");
}
