using SupportDesk.Mail.Parsing;
using SupportDesk.Threads;

namespace SupportDesk.Mail.Authenticity;

/// <summary>
/// What the mailbox's own receiving server found out about a mail's sender, read from its Authentication-Results (RFC 8601). Believed
/// are only fields of a trusted name that stand above the first Received field which no host of ours wrote (docs/decisions/0013).
/// </summary>
public static class Boundary
{
    /// <summary>Proved needs one writer whose domain the signer's agrees with. Null where no trusted server says anything.</summary>
    /// <param name="friends">Signers trusted for the writer's domain.</param>
    public static Proof? Judge(ParsedMail mail, TrustOptions trust, IReadOnlySet<string> friends)
    {
        var fields = Believed(mail.Trace, trust).Select(AuthenticationField.Read).Where(f => f.IsOf(trust.AuthServIds)).ToList();
        if (fields.Count == 0)
            return null;

        // Two writers, or none, prove nobody, whatever the domain's signature says (threat T04d).
        var proof = new BoundaryWord(fields, Writer.DomainOf(mail), friends).Judge();
        return proof.Verdict == Verdict.Proved && mail.Authors.Count != 1 ? proof with { Verdict = Verdict.Unproved, Reason = ProofReasons.ManyWriters } : proof;
    }

    /// <summary>The values of the fields that are believed.</summary>
    public static IEnumerable<string> Believed(IReadOnlyList<TraceHeader> trace, TrustOptions trust) => BelievedTrace.Read(trace, trust).Results;
}
