using SupportDesk.Mail.Matching;
using SupportDesk.Mail.Parsing;
using SupportDesk.People;
using SupportDesk.Threads;
using SupportDesk.Tickets;

namespace SupportDesk.Mail.Incoming;

/// <summary>
/// Whom a mail copies. A requester who is proved and answers by their own reply address brings them in; of every other mail they are only offered to
/// the agent, since anybody can write any address into Cc (threat T07).
/// </summary>
internal static class CopiedPeople
{
    /// <summary>More at once are a list, which only an agent can let in.</summary>
    public const int MostAtOnce = 10;

    /// <summary>Other people whom a mail was sent to: no address of the desk, none that nobody reads, and not its writer.</summary>
    public static IReadOnlyList<WrittenAddress> Among(IEnumerable<WrittenAddress> recipients, OwnAddresses ours, string? writerKey)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return
        [
            .. recipients.Where(a => MailAddress.Fold(a.Address) is { } key && key != writerKey && !ours.Includes(key) && !RobotAddresses.Include(key) && seen.Add(key)),
        ];
    }

    /// <summary>Lets those take part whom a post copies, where its writer may bring them in.</summary>
    public static async Task JoinAsync(Taking mail, Ticket ticket)
    {
        var others = mail.Reading.Others;
        if (mail.Match.Tie != Tie.OwnToken || mail.Reading.Verdict != Verdict.Proved || mail.Reading.Automatic || others.Count is 0 or > MostAtOnce)
            return;
        if (ticket.RequesterId != mail.Sender.Person.Id)
            return;

        foreach (var other in others)
        {
            var person = await mail.People.MeetAsync(other, mail.Cancel);
            if (await mail.Db.Participants.FindAsync([ticket.Id, person.Person.Id], mail.Cancel) is null && !ticket.IsJoinedBy(person.Person.Id))
                ticket.Join(person.Person.Id, person.Address?.Id, ParticipantKind.Copied, mail.Sender.Acts, mail.At);
        }
    }
}
