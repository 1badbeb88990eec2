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
        if (WhyNotAsked(fields.Count, headers, domain) is { } why)
            return Proof.Unproved(why);

        var (proof, failed) = ((Proof?)null, new List<string>());
        foreach (var (no, tags) in fields.Select((field, no) => (no, SignatureTags.Read(field.Value, headers, clock.RealNow))))
        {
            if (tags is null)
                failed.Add("a signature leaves part of the mail unsigned, is malformed, too weak, or has ended");
            else if (await FailureAsync(raw, no, tags, cancel) is { } failure)
                failed.Add(failure);
            else if (Alignment.Agrees(tags.Signer, domain, friends))
                return new(Verdict.Proved, tags.Signer, $"The desk checked the signature of {tags.Signer} itself (DKIM).");
            else
                proof ??= new(Verdict.Unproved, tags.Signer, $"{ProofReasons.Short(tags.Signer)} signed it, which does not speak for {ProofReasons.Short(domain)}.");
        }

        return proof ?? Proof.Unproved($"No DKIM signature on it counts: {string.Join("; ", failed.Distinct())}.");
    }

    private string? WhyNotAsked(int signatures, HeaderList headers, string domain) =>
        !options.Value.Signatures.Check ? "The desk does not check DKIM signatures (Mail:Signatures:Check)."
        : signatures == 0 ? "It carries no DKIM signature."
        : domain.Length == 0 ? "It names no sender whose domain could have signed it."
        : SignatureTags.StandsTwice(headers) ? "A header field that a mail may have once stands on it twice, so its signature proves nothing."
        : null;

    // Null where the signature holds.
    private async Task<string?> FailureAsync(ReadOnlyMemory<byte> raw, int no, SignatureTags tags, CancellationToken cancel)
    {
        var signer = ProofReasons.Short(tags.Signer);
        if (SignerKey.Among(await records.FindAsync($"{tags.Selector}._domainkey.{tags.Signer}", cancel), tags) is not { } key)
            return $"no usable key of {signer} was found in the DNS";

        return await HoldsAsync(raw, no, key, cancel) ? null : $"the signature of {signer} does not fit this mail";
    }

    private static async Task<bool> HoldsAsync(ReadOnlyMemory<byte> raw, int no, SignerKey key, CancellationToken cancel)
    {
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
