using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;
using SupportDesk.Mail.Matching;
using SupportDesk.Threads;
using SupportDesk.Tickets;

namespace SupportDesk.Mail.Incoming;

/// <summary>Mail to or about a ticket: a post, a held post, or a new ticket.</summary>
internal static class TicketMail
{
    public static async Task<Taken> TakeAsync(Taking mail, Guid? ticketId)
    {
        var fate = DecisionTable.Decide(mail.Match.Tie, mail.Reading.Verdict);
        var ticket = fate == Fate.Open || ticketId is null ? null : await LoadAsync(mail.Db, ticketId.Value, mail.Cancel);
        if (ticket is null)
            return await OpenAsync(mail, null);
        if (ticket.Status == TicketStatus.Closed)
            return await ClosedMail.TakeAsync(mail, ticket, fate);

        return fate == Fate.Post ? await ReceiveAsync(mail, ticket) : Hold(mail, ticket);
    }

    /// <summary>A ticket with its thread; one that this commit has loaded or opened already is not asked for again.</summary>
    public static async Task<Ticket?> LoadAsync(DeskDb db, Guid id, CancellationToken cancel) =>
        db.Tickets.Local.FindEntry(id)?.Entity is { Thread: not null } here ? here : await db.Tickets.Include(t => t.Thread).SingleOrDefaultAsync(t => t.Id == id, cancel);

    /// <summary>Lays the mail on the ticket where only staff see it; it makes nobody a participant and changes no status.</summary>
    public static Taken Hold(Taking mail, Ticket ticket)
    {
        var post = ticket.Receive(mail.Post(PostState.Held), mail.Sender.Acts, mail.At);
        Finish(mail, ticket, post);
        TellSender(mail, ticket);
        return new(MailOutcome.Held, ticket, post, Why(mail));
    }

    /// <summary>Posts the mail on an open ticket.</summary>
    public static async Task<Taken> ReceiveAsync(Taking mail, Ticket ticket)
    {
        var quiet = !mail.Reading.Automatic && mail.Breaker.HoldsNotice(mail.Reading.FromKey, ticket);
        var post = ticket.Receive(mail.Post(PostState.Shown) with { Quiet = quiet }, mail.Sender.Acts, mail.At);
        Finish(mail, ticket, post);
        await CopiedJoining.JoinAsync(mail, ticket);
        if (quiet)
            await mail.Breaker.SayAsync(ticket, mail.Cancel);
        if (mail.Sender.Address is { VerifiedAt: not null } address
            && await mail.Db.Participants.FindAsync([ticket.Id, mail.Sender.Person.Id], mail.Cancel) is { } part && part.AddressId != address.Id)
        {
            part.WroteFrom(address.Id);
        }

        return new(MailOutcome.Posted, ticket, post);
    }

    /// <summary>Opens a ticket with the mail as its first post.</summary>
    /// <param name="continues">The closed ticket that it answers.</param>
    public static async Task<Taken> OpenAsync(Taking mail, Ticket? continues)
    {
        var refusal = await RefusalAsync(mail);
        var about = new NewTicket(mail.Reading.Mail.Subject, mail.Sender.Person.Id, mail.Sender.Address?.Id, mail.Mailbox.TeamId, mail.Mailbox.Id, null, OpenedFromId: continues?.Id);
        var ticket = Ticket.Open(about, mail.Post(PostState.Shown) with { Quiet = refusal != Refusal.None }, mail.Sender.Acts, mail.At, out var post);
        mail.Db.Tickets.Add(ticket);
        Finish(mail, ticket, post);
        TellSender(mail, ticket);
        if (refusal == Refusal.Storm)
            ticket.StopAnswers(mail.System, mail.At);
        if (refusal == Refusal.TooManyUnproved)
            mail.Tell(ticket, $"No acknowledgement was sent: within an hour the desk acknowledges the mail of at most {mail.Breaker.MostUnproved} senders whom nothing proves.");
        if (mail.Reading.Mail.IsMarkedSpam)
            ticket.MarkSpam(mail.System, mail.At);
        return new(mail.Reading.Trouble is null ? MailOutcome.NewTicket : MailOutcome.SetAside, ticket, post, mail.Reading.Mail.Unreadable);
    }

    // Whether something speaks against an acknowledgement that would be owed else.
    private static async Task<Refusal> RefusalAsync(Taking mail)
    {
        var reading = mail.Reading;
        if (reading.Automatic || reading.Mail.IsMarkedSpam || !mail.Mailbox.Acknowledges || reading.FromKey is not { } from)
            return Refusal.None;
        if (reading.ForbidsAnswer || ((reading.IsFromOwnAddress || reading.IsFromUnreadAddress) && !reading.IsFromListedForm) || reading.Class == MailClass.Unclear || RobotAddresses.Include(from))
            return Refusal.NotToBeAnswered;
        if (mail.Breaker.HoldsAcknowledgement(from))
            return Refusal.Storm;

        return reading.Verdict == Verdict.Unproved && !await mail.Breaker.MayAcknowledgeUnprovedAsync(mail.Cancel) ? Refusal.TooManyUnproved : Refusal.None;
    }

    private enum Refusal { None, NotToBeAnswered, Storm, TooManyUnproved }

    // Else staff would see a requester whom From does not name, and not why.
    private static void TellSender(Taking mail, Ticket ticket)
    {
        if (!(mail.Reading.IsFromOwnAddress || mail.Reading.IsFromUnreadAddress) || mail.Reading.IsFromListedForm)
            return;

        var from = mail.Reading.IsFromOwnAddress ? "an address of the desk itself" : "an address where nobody reads";
        var named = mail.Reading.Writer is { } writer ? $"It names {writer} beside it as the writer, which nothing proves." : "It names nobody else, so the requester is unknown.";
        mail.Tell(ticket, $"The mail above has {from} as its sender: {mail.Reading.Mail.From}. {named}");
    }

    /// <summary>Hangs the mail's files on its post, and says on the ticket what is missing.</summary>
    public static void Finish(Taking mail, Ticket ticket, Post post)
    {
        PostFiles.Hang(mail.Db, post, mail.Files, mail.At);
        var missing = mail.Reading.Mail.LeftOut.Concat(mail.Reading.Mail.Unreadable is { } why && !mail.Reading.Mail.LeftOut.Contains(why) ? [why] : Array.Empty<string>()).ToList();
        if (missing.Count > 0)
            mail.Tell(ticket, $"The mail above is not shown whole. {string.Join(' ', missing)}");
        foreach (var remark in mail.Reading.Mail.Remarks)
            mail.Tell(ticket, $"About the mail above: {remark}");
        if (mail.Reading.Mail.Authors.Count > 1)
            mail.Tell(ticket, $"The mail above names more than one sender, so none is proved: {string.Join(", ", mail.Reading.Mail.Authors.Take(5))}.");
    }

    // The cell of the decision table, in words: without names and addresses, which stand beside it.
    private static string Why(Taking mail) => mail.Match.Tie switch
    {
        Tie.ForeignToken when mail.Reading.Verdict == Verdict.Proved => "It is proved to come from this address, but answers by a reply address that was made for somebody else.",
        Tie.ForeignToken => $"It answers by a reply address that was made for somebody else, and {Unproved(mail.Reading)}.",
        Tie.OwnToken => $"It has the sender’s own reply address, but {Unproved(mail.Reading)}.",
        Tie.Copied when mail.Reading.Verdict == Verdict.Proved => "It is proved to come from this address, which a mail of this conversation was sent to as well. Its writer takes no part here yet.",
        Tie.Copied => $"It answers a mail that was sent to this address as well. Its writer takes no part here yet, and {Unproved(mail.Reading)}.",
        _ => $"It belongs to this conversation by its number or its thread alone, and {Unproved(mail.Reading)}.",
    };

    private static string Unproved(Reading reading) => reading switch
    {
        { Verdict: Verdict.Failed } => "the receiving server says that the sender it names did not send it",
        { IsFromOwnAddress: true } => "an address of the desk itself sent it, which proves nobody",
        { IsFromListedForm: true } or { IsFromUnreadAddress: true } => "a form or a program sent it for somebody, which proves nobody",
        { Mail.Authors.Count: > 1 } => "it names more than one sender, so none is proved",
        _ => "nothing proves that the sender it names sent it",
    };
}
