using SupportDesk.Mail;
using SupportDesk.Mail.Parsing;
using SupportDesk.People;

namespace SupportDesk.Tickets;

/// <summary>Whom a mail names besides its writer: they may take part in its ticket as copied, once somebody brings them in (threat T07).</summary>
internal static class CopiedPeople
{
    /// <summary>More at once are a list, which only an agent can let in, one by one.</summary>
    public const int MostAtOnce = 10;

    /// <summary>Other people whom a mail was sent to: no address of the desk, none that nobody reads, and not its writer.</summary>
    public static IReadOnlyList<WrittenAddress> Among(IEnumerable<WrittenAddress> recipients, OwnAddresses ours, string? writerKey)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return
        [
            .. recipients.Where(a =>
                MailAddress.Fold(a.Address) is { } key && key != writerKey && !ours.Includes(key) && !RobotAddresses.Include(key) && seen.Add(key)),
        ];
    }
}
