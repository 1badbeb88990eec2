using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using SupportDesk.Data;
using SupportDesk.Files;
using SupportDesk.Mail.Authenticity;
using SupportDesk.Mail.Parsing;
using SupportDesk.Threads;

namespace SupportDesk.Mail.Incoming;

/// <summary>How the sender of one mail was checked.</summary>
/// <param name="Reason">In sentences; what was found when the mail came, where that was kept.</param>
/// <param name="WasKept">False: the reason was found just now, in the stored original, by today's settings.</param>
/// <param name="Signer">The domain whose signature held, whether or not it speaks for the sender.</param>
/// <param name="Lines">What the servers on its way wrote, topmost (the last) first; empty where the original is gone.</param>
public sealed record SenderExplanation(Verdict Verdict, string Reason, bool WasKept, string? Signer, string Mailbox, IReadOnlyList<TraceLine> Lines);

/// <summary>One line that a server on the way wrote on a mail.</summary>
/// <param name="IsBelieved">A server of ours wrote it, by today's settings.</param>
/// <param name="EndsBelief">It is the first line that no server of ours wrote: it and all below it may have come along with the mail.</param>
public sealed record TraceLine(bool IsReceived, string Value, bool IsBelieved, bool EndsBelief);

/// <summary>Says why a mail's sender is proved or not: from what was kept when it came, and from its stored original.</summary>
public sealed class SenderExplanations(SenderCheck check, FileStore files, IOptions<MailOptions> options)
{
    /// <param name="postId">A post that its reader may see.</param>
    /// <returns>Null where the post is no mail.</returns>
    public async Task<SenderExplanation?> FindAsync(DeskDb db, Guid postId, CancellationToken cancel)
    {
        if (await db.IncomingMail.AsNoTracking().Where(m => m.PostId == postId && m.CopyOfId == null).OrderBy(m => m.Id).FirstOrDefaultAsync(cancel) is not { } row)
            return await WithoutMailAsync(db, postId, cancel);

        var box = await db.Mailboxes.Where(m => m.Id == row.MailboxId).Select(m => m.Name).SingleAsync(cancel);
        var trust = options.Value.Named(box)?.Trust ?? new TrustOptions();
        var raw = await OriginalAsync(db, row.RawHash, cancel);
        var mail = raw is null ? null : MailParser.Parse(raw);
        var reason = row.ProofReason ?? await AgainAsync(row, raw, mail, trust, cancel);
        return new(row.Verdict, reason, row.ProofReason is not null, row.Signer, box, mail is null ? [] : Lines(mail.Trace, trust));
    }

    // Signatures are left out: their keys may be gone from the DNS since, and a page must not wait for it.
    private async Task<string> AgainAsync(IncomingMail row, byte[]? raw, ParsedMail? mail, TrustOptions trust, CancellationToken cancel)
    {
        if (raw is null || mail is null)
            return "The reason was not kept when this mail came, and its original is gone.";

        var proof = await check.JudgeAsync(new RawMail(row.MailboxId, raw, PastAt: row.At), mail, trust, TrustedSigners.None, cancel);
        return proof.Verdict == row.Verdict ? proof.Reason : "What the settings and signatures proved when this mail came was not kept.";
    }

    private static async Task<SenderExplanation?> WithoutMailAsync(DeskDb db, Guid postId, CancellationToken cancel)
    {
        var verdict = await db.Posts.Where(p => p.Id == postId).Select(p => p.Verdict).SingleOrDefaultAsync(cancel);
        return verdict is { } known ? new(known, "It did not come from a mailbox of this desk, so nothing of its way was kept.", true, null, "", []) : null;
    }

    private async Task<byte[]?> OriginalAsync(DeskDb db, string hash, CancellationToken cancel)
    {
        try
        {
            return await files.ReadAsync(db, hash, cancel);
        }
        catch (DeskException)
        {
            // Raw forms are kept for Mail:KeepRawDays.
            return null;
        }
    }

    private static List<TraceLine> Lines(IReadOnlyList<TraceHeader> trace, TrustOptions trust)
    {
        var read = BelievedTrace.Read(trace, trust);
        return
        [
            .. read.Above.Select(h => new TraceLine(h.IsReceived, h.Value, h.IsReceived || AuthenticationField.IsNamed(h.Value, trust.AuthServIds), false)),
            .. read.Below.Select((h, no) => new TraceLine(h.IsReceived, h.Value, false, no == 0)),
        ];
    }
}
