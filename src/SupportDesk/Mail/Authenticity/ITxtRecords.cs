namespace SupportDesk.Mail.Authenticity;

/// <summary>Where the public keys of signers stand: TXT records of the DNS (RFC 6376 3.6.2).</summary>
public interface ITxtRecords
{
    /// <summary>The texts under a name, each joined from its strings; none where there are none or nobody answers. Does not throw but for <paramref name="cancel"/>.</summary>
    Task<IReadOnlyList<string>> FindAsync(string name, CancellationToken cancel);
}
