using SupportDesk.Mail.Matching;
using SupportDesk.Mail.Parsing;
using SupportDesk.People;
using SupportDesk.Threads;
using SupportDesk.Tickets;

namespace SupportDesk.Mail.Incoming;

/// <summary>
/// A customer's mail that an agent sends on to the desk: the customer's ticket. The agent is proved and the customer is not, so nothing is acknowledged,
/// and what the agent wrote above it stays a note.
/// </summary>
internal static class PassedOnMail
{
    /// <returns>Null where it is no such mail.</returns>
    public static async Task<Taken?> TryTakeAsync(Taking mail, Func<Reading, Task<IReadOnlyList<KeptFile>>> keepFiles)
    {
        var reading = mail.Reading;
        if (mail.Match.Tie != Tie.Nothing || reading is not { Verdict: Verdict.Proved, Automatic: false, Mail.IsMarkedSpam: false } || PassedOn.Read(reading.Mail) is not { } passedOn)
            return null;
        if (MailAddress.Fold(passedOn.Writer.Address) is not { } key || key == reading.FromKey || (await OwnAddresses.LoadAsync(mail.Db, mail.Cancel)).Includes(key))
            return null;
        if (await mail.Db.FindStaffAsync(mail.Sender.Person.Id, mail.Cancel) is not { } agent || !agent.May(Permission.Tickets))
            return null;

        var attached = !ReferenceEquals(passedOn.Original.Files, reading.Mail.Files);
        var original = reading with { Mail = passedOn.Original, Verdict = Verdict.Unproved, Writer = passedOn.Writer, FromKey = key };
        var customer = mail with { Reading = original, Sender = await mail.People.MeetAsync(passedOn.Writer, mail.Cancel), Files = attached ? await keepFiles(original) : mail.Files };
        return Open(mail, customer, passedOn, agent, attached);
    }

    private static Taken Open(Taking mail, Taking customer, PassedOn passedOn, StaffUser agent, bool attached)
    {
        var subject = passedOn.Original.Subject.Length > 0 ? passedOn.Original.Subject : mail.Reading.Mail.Subject;
        var about = new NewTicket(PassedOn.SubjectWithoutMarks(subject), customer.Sender.Person.Id, customer.Sender.Address?.Id, mail.Mailbox.TeamId, mail.Mailbox.Id, null);
        var ticket = Ticket.Open(about, customer.Post(PostState.Shown) with { Quiet = true }, agent.As(Events.Via.Mail), mail.At, out var post);
        mail.Db.Tickets.Add(ticket);
        TicketMail.Finish(customer, ticket, post);
        // Of a mail that was attached, what else the agent's mail carries is the agent's.
        var besides = attached ? mail.Files.Where((_, n) => !PassedOn.IsMail(mail.Reading.Mail.Files[n])).ToList() : [];
        if (passedOn.Above.Length > 0 || besides.Count > 0)
        {
            var words = passedOn.Above.Length > 0 ? passedOn.Above : "(no text)";
            var note = new NewPost(PostKind.Note, agent.PersonId, agent.DisplayName, mail.Reading.Mail.From?.Address, PostHtml.FromText(words), words, Origin.Mail, HasFiles: besides.Count > 0);
            PostFiles.Hang(mail.Db, ticket.Note(note, mail.System, mail.At), besides, mail.At);
        }

        return new(MailOutcome.NewTicket, ticket, post);
    }
}
