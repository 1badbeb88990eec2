using SupportDesk.Mail.Matching;
using SupportDesk.Threads;
using SupportDesk.Tickets;

namespace SupportDesk.Mail.Incoming;

/// <summary>
/// Brings in whom a mail copies. A requester who is proved and answers by their own reply address does so; people of every other mail are only
/// offered to the agent, since anybody can write any address into Cc (threat T07).
/// </summary>
internal static class CopiedJoining
{
    /// <summary>Lets those take part whom a post copies, where its writer may bring them in.</summary>
    public static async Task JoinAsync(Taking mail, Ticket ticket)
    {
        var others = mail.Reading.Others;
        if (mail.Match.Tie != Tie.OwnToken || mail.Reading.Verdict != Verdict.Proved || mail.Reading.Automatic || others.Count is 0 or > CopiedPeople.MostAtOnce)
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
