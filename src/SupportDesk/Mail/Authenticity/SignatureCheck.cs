using Microsoft.Extensions.Options;
using MimeKit;
using MimeKit.Cryptography;
using SupportDesk.Threads;

namespace SupportDesk.Mail.Authenticity;

/// <summary>
/// The desk's own check of a mail's DKIM signatures (RFC 6376) over its raw bytes. It can prove, never disprove: a signature that fails is
/// as good as none. Never throws for what the mail holds, and asks for at most five keys.
/// </summary>
public sealed class SignatureCheck(ITxtRecords records, DeskClock clock, IOptions<MailOptions> options)
{
    private const int Most = 5;

    /// <param name="domain">The writer's, folded.</param>
    /// <param name="friends">Signers trusted for that domain.</param>
    public async Task<Proof> JudgeAsync(ReadOnlyMemory<byte> raw, HeaderList headers, string domain, IReadOnlySet<string> friends, CancellationToken cancel)
    {
        var fields = headers.Where(h => h.Id == HeaderId.DkimSignature).Take(Most).ToList();
        if (fields.Count == 0 || domain.Length == 0 || !options.Value.Signatures.Check || SignatureTags.StandsTwice(headers))
            return Proof.None;

        var proof = Proof.None;
        foreach (var (no, tags) in fields.Select((field, no) => (no, SignatureTags.Read(field.Value, headers, clock.RealNow))).Where(f => f.Item2 is not null))
        {
            if (!await HoldsAsync(raw, no, tags!, cancel))
                continue;
            if (Alignment.Agrees(tags!.Signer, domain, friends))
                return new(Verdict.Proved, tags.Signer);
            proof = new(Verdict.Unproved, proof.Signer ?? tags.Signer);
        }

        return proof;
    }

    private async Task<bool> HoldsAsync(ReadOnlyMemory<byte> raw, int no, SignatureTags tags, CancellationToken cancel)
    {
        if (SignerKey.Among(await records.FindAsync($"{tags.Selector}._domainkey.{tags.Signer}", cancel), tags) is not { } key)
            return false;

        try
        {
            using var stream = new MemoryStream(raw.ToArray(), writable: false);
            using var message = await MimeMessage.LoadAsync(stream, persistent: true, cancel);
            var field = message.Headers.Where(h => h.Id == HeaderId.DkimSignature).ElementAt(no);
            return await new DkimVerifier(key) { MinimumRsaKeyLength = 1024 }.VerifyAsync(message, field, cancel);
        }
        catch (Exception malformed) when (malformed is FormatException or ArgumentException or InvalidOperationException or NotSupportedException or IOException or Org.BouncyCastle.Crypto.CryptoException)
        {
            return false;
        }
    }
}
