using SupportDesk.Data;
using SupportDesk.Escalations;
using SupportDesk.Mail;

namespace SupportDesk.Notifications;

/// <summary>Where mail to a supporter goes, and where their answer to it comes to.</summary>
public sealed class SupporterMail(ReplyRoutes routes, SendingMailboxes senders)
{
    /// <summary>The address that proved them, else their primary one; null where they have none.</summary>
    public async Task<Recipient?> OfAsync(DeskDb db, Supporter supporter, CancellationToken cancel)
    {
        var person = await db.People.FindAsync([supporter.PersonId], cancel);
        if ((supporter.AddressId ?? person?.PrimaryAddressId) is not { } id || await db.MailAddresses.FindAsync([id], cancel) is not { } address)
            return null;

        var sender = await senders.OfAsync(db, null, cancel);
        return new(person?.RootId ?? supporter.PersonId, address.Address, address.AddressKey, person?.Language ?? sender.Language);
    }

    /// <summary>An answer to a question goes up with it; to anything else it says how they want to be quoted, or is a post on their own ticket.</summary>
    public async Task<ReplyRoute> RouteAsync(DeskDb db, MailKind kind, Supporter supporter, Guid? part, CancellationToken cancel)
    {
        var domain = (await senders.OfAsync(db, null, cancel)).Domain;
        if (kind == MailKind.Question && part is { } question)
            return await routes.ToAsync(db, ReplyPurpose.Question, question, supporter.PersonId, domain, cancel);
        return await routes.ToAsync(db, ReplyPurpose.Case, supporter.EscalationId, supporter.PersonId, domain, cancel);
    }
}
