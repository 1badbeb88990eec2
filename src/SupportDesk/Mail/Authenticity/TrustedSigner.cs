using SupportDesk.Events;

namespace SupportDesk.Mail.Authenticity;

/// <summary>
/// Staff's word that a signer speaks for the writers of a domain, though its own name is another one: a mail service, say, that signs for its
/// customers. Whatever it signs for that domain counts as proved from then on.
/// </summary>
public sealed class TrustedSigner : Root
{
    private TrustedSigner() { }

    /// <summary>The writers' domain, folded.</summary>
    public string WriterDomain { get; private init; } = "";

    /// <summary>The domain in the signature (d=), folded.</summary>
    public string SignerDomain { get; private init; } = "";

    public Guid TrustedById { get; private set; }
    public DateTimeOffset TrustedAt { get; private set; }

    /// <summary>When it was taken back; null while it holds.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    protected override ObjectKind ObjectKind => ObjectKind.Signer;

    public static TrustedSigner Trust(string writerDomain, string signerDomain, Actor by, DateTimeOffset at)
    {
        var trusted = new TrustedSigner { Id = Guid.CreateVersion7(at), WriterDomain = writerDomain, SignerDomain = signerDomain };
        trusted.TrustAgain(by, at);
        return trusted;
    }

    /// <summary>Trusts it once more after it was taken back; nothing where it holds.</summary>
    public void TrustAgain(Actor by, DateTimeOffset at)
    {
        if (TrustedById != Guid.Empty && EndedAt is null)
            return;

        (TrustedById, TrustedAt, EndedAt) = (by.PersonId, at, null);
        Record(EventKind.SignerTrusted, by, at);
    }

    /// <summary>Takes the word back: mail that is recorded keeps its verdict, later mail has to prove itself.</summary>
    public void End(Actor by, DateTimeOffset at)
    {
        if (EndedAt is not null)
            throw new DeskException($"{SignerDomain} is not trusted for {WriterDomain} any more.");

        EndedAt = at;
        Record(EventKind.SignerDistrusted, by, at);
    }
}
