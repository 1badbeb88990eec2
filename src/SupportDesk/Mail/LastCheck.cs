using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;
using SupportDesk.Events;
using SupportDesk.People;
using SupportDesk.Threads;
using SupportDesk.Tickets;

namespace SupportDesk.Mail;

/// <summary>Whether a mail that was owed may still leave, asked at each try: before it is written, and again before its first byte goes out.</summary>
public static partial class LastCheck
{
    /// <summary>Said of mail to an address that refused before.</summary>
    internal const string CameBack = "Mail to this address came back before.";

    /// <summary>Said of what the desk would write to itself of its own accord.</summary>
    internal const string OurOwn = "It would go to one of the desk’s own addresses.";

    /// <summary>What speaks against sending it, as a sentence for staff; null if nothing does.</summary>
    public static async Task<string?> AgainstAsync(DeskDb db, OutboxMail mail, DateTimeOffset now, CancellationToken cancel)
    {
        // What people write, and the link that its reader asked for, goes out even to an address that failed before: only then do they see that it still fails.
        var tries = mail.Kind is MailKind.Reply or MailKind.Outside or MailKind.FreshLink;
        if (!tries && await db.MailAddresses.AnyAsync(a => a.AddressKey == mail.AddressKey && a.Standing != AddressStanding.Good, cancel))
            return CameBack;
        if (mail.Kind is not (MailKind.Reply or MailKind.Outside) && (await OwnAddresses.LoadAsync(db, cancel)).Includes(mail.AddressKey))
            return OurOwn;

        return mail.Kind switch
        {
            MailKind.Acknowledgement => await db.Tickets.AnyAsync(t => t.Id == mail.ObjectId && t.Status == TicketStatus.Spam, cancel) ? "The ticket is marked as spam." : null,
            MailKind.FreshLink when mail.ObjectKind is ObjectKind.Ticket or ObjectKind.Person => null,
            MailKind.Reply => await db.IsPublicAsync(mail.PartId, cancel) ? null : "The reply was taken back.",
            MailKind.Outside => await db.Posts.AnyAsync(p => p.Id == mail.PartId && p.State == PostState.Shown, cancel) ? null : "What was written was taken away.",
            MailKind.Assigned or MailKind.NewReply => await AgainstStaffAsync(db, mail, cancel),
            _ => await AgainstEscalationAsync(db, mail, now, cancel),
        };
    }

    private static async Task<string?> AgainstStaffAsync(DeskDb db, OutboxMail mail, CancellationToken cancel) =>
        await db.FindStaffAsync(mail.PersonId, cancel) is not { } staff ? "The account is deactivated."
        : !staff.May(Permission.Tickets) || !await db.TicketsVisibleTo(staff).AnyAsync(t => t.Id == mail.ObjectId, cancel) ? "The person may no longer see the ticket."
        : !await db.Tickets.AnyAsync(t => t.Id == mail.ObjectId && t.AssigneeId == mail.PersonId, cancel) ? "The ticket is somebody else's now."
        : mail.Kind == MailKind.NewReply && !await db.Posts.AnyAsync(p => p.Id == mail.PartId && p.State == PostState.Shown, cancel) ? "What it tells of was taken away."
        : null;
}
