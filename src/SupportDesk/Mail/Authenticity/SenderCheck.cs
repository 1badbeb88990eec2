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
            return new(known);

        var friends = trusted.For(Writer.DomainOf(mail));
        if (Boundary.Judge(mail, trust, friends) is { } said && said.Verdict != Verdict.Proved)
            return said;
        if (mail.Unreadable is not null || LongFields.Any(raw.Bytes.Span, ParseLimits.Default.FieldBytes) || Headers(raw.Bytes) is not { } headers)
            return Proof.None;

        // The keys of long ago are gone from the DNS, and asking for each would take an archive days.
        var proof = Boundary.Judge(mail, trust, friends) ?? (raw.PastAt is not null ? Proof.None : await signatures.JudgeAsync(raw.Bytes, headers, Writer.DomainOf(mail), friends, cancel));
        return proof.Verdict == Verdict.Proved && !Writer.IsPlain(mail, headers) ? new(Verdict.Unproved) : proof;
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
