using MimeKit;
using SupportDesk.Mail.Incoming;
using SupportDesk.Mail.Parsing;
using SupportDesk.Threads;

namespace SupportDesk.Mail.Authenticity;

/// <summary>
/// Where a mail came from, in the order of belief: what its source knows, what the mailbox's own receiving server says, else its signatures.
/// SPF is not guessed from Received fields: the connection it speaks of is gone.
/// </summary>
public sealed class SenderCheck(SignatureCheck signatures)
{
    /// <param name="trusted">Signers that staff trust, by the writer's domain.</param>
    public async Task<Proof> JudgeAsync(RawMail raw, ParsedMail mail, TrustOptions trust, TrustedSigners trusted, CancellationToken cancel)
    {
        if (raw.Known is { } known)
            return new(known, Reason: ProofReasons.ByHand);

        var friends = trusted.For(Writer.DomainOf(mail));
        var said = Boundary.Judge(mail, trust, friends);
        if (said is not null && said.Verdict != Verdict.Proved)
            return said;
        if (mail.Unreadable is not null || LongFields.Any(raw.Bytes.Span, ParseLimits.Default.FieldBytes) || Headers(raw.Bytes) is not { } headers)
            return Proof.Unproved(ProofReasons.Unreadable);

        var proof = said ?? await SignedAsync(raw, mail, trust, headers, friends, cancel);
        return proof.Verdict == Verdict.Proved && !Writer.IsPlain(mail, headers) ? Proof.Unproved(ProofReasons.NotPlain) : proof;
    }

    // The keys of long ago are gone from the DNS, and asking for each would take an archive days.
    private async Task<Proof> SignedAsync(RawMail raw, ParsedMail mail, TrustOptions trust, HeaderList headers, IReadOnlySet<string> friends, CancellationToken cancel)
    {
        var proof = raw.PastAt is not null ? Proof.Unproved(ProofReasons.Past) : await signatures.JudgeAsync(raw.Bytes, headers, Writer.DomainOf(mail), friends, cancel);
        return proof.Verdict == Verdict.Proved ? proof : proof with { Reason = $"{ProofReasons.Silence(mail.Trace, trust)} {proof.Reason}" };
    }

    private static HeaderList? Headers(ReadOnlyMemory<byte> raw)
    {
        try
        {
            using var stream = new MemoryStream(raw.ToArray(), writable: false);
            return HeaderList.Load(stream);
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
