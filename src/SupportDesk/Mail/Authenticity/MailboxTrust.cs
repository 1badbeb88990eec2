using System.Collections.Concurrent;

namespace SupportDesk.Mail.Authenticity;

/// <summary>Whose word each mailbox takes: what its settings say, taken over when they are.</summary>
public sealed class MailboxTrust
{
    private static readonly TrustOptions Nobody = new();
    private readonly ConcurrentDictionary<Guid, TrustOptions> mailboxes = [];

    /// <summary>A mailbox of which nothing is said believes nobody.</summary>
    public TrustOptions Of(Guid mailboxId) => mailboxes.GetValueOrDefault(mailboxId, Nobody);

    public void Believe(Guid mailboxId, TrustOptions trust) => mailboxes[mailboxId] = trust;
}
