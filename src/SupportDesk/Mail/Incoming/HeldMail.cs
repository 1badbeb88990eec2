using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;
using SupportDesk.Mail.Authenticity;
using SupportDesk.People;
using SupportDesk.Threads;
using SupportDesk.Tickets;

namespace SupportDesk.Mail.Incoming;

/// <summary>A held mail as the list shows it.</summary>
/// <param name="Why">The cell of the decision table in words.</param>
/// <param name="Signer">Whose signature held, though it does not speak for the sender's domain; null where nobody's did.</param>
public sealed record HeldRow(
    Guid PostId, long Number, string Subject, string AuthorName, string? AuthorAddress, DateTimeOffset At, Verdict? Verdict, string Text, int Files, string? Why, string? Signer)
{
    /// <summary>The sender's domain, folded; null without a usable address.</summary>
    public string? Domain => MailAddress.Fold(AuthorAddress)?.Split('@')[^1];

    /// <summary>Whether there is a signer whom staff could trust for this sender's domain.</summary>
    public bool HasSigner => Verdict != Threads.Verdict.Proved && Signer is not null && Domain is not null && Signer != Domain;
}

/// <summary>Mail that waits for somebody to say whether it is what it claims to be: released or rejected by the ticket's verbs.</summary>
public static class HeldMail
{
    /// <summary>As many as one page shows.</summary>
    public const int Most = 100;

    /// <summary>Held posts of tickets the person may see, in no order.</summary>
    public static IQueryable<Post> HeldVisibleTo(this DeskDb db, StaffUser user) => db.PostsVisibleTo(user).Where(p => p.State == PostState.Held);

    /// <summary>The oldest held mails, with why they are held; never more than <see cref="Most"/>.</summary>
    /// <param name="only">One post alone.</param>
    public static async Task<IReadOnlyList<HeldRow>> ListHeldAsync(this DeskDb db, StaffUser user, Guid? only, CancellationToken cancel)
    {
        var posts = db.HeldVisibleTo(user).Where(p => only == null || p.Id == only).OrderBy(p => p.At).ThenBy(p => p.Id).Take(Most);
        var rows = await posts.Join(db.Tickets, p => p.ThreadId, t => t.ThreadId, (p, t) => new
            {
                p,
                t.Number,
                t.Subject,
                Files = db.Attachments.Count(a => a.PostId == p.Id),
                Mail = db.IncomingMail.Where(m => m.PostId == p.Id && m.Outcome == MailOutcome.Held).Select(m => new { m.Problem, m.Signer }).FirstOrDefault(),
            })
            .AsNoTracking().ToListAsync(cancel);
        return [.. rows.OrderBy(r => r.p.At).ThenBy(r => r.p.Id).Select(r => new HeldRow(
            r.p.Id, r.Number, r.Subject, r.p.AuthorName, r.p.AuthorAddress, r.p.At, r.p.Verdict, Words.Cut(Words.OneLine(r.p.Text), 400), r.Files, r.Mail?.Problem, r.Mail?.Signer))];
    }

    /// <summary>Releases a held post of a ticket.</summary>
    public static async Task ReleaseAsync(this DeskDb db, Ticket ticket, Post post, Events.Actor by, DateTimeOffset at, CancellationToken cancel) =>
        ticket.Release(post, await db.ReadThreadAsync(ticket, without: null, with: post, cancel), by, at);

    /// <summary>Trusts the signer of a held mail for its sender's domain from now on.</summary>
    /// <exception cref="DeskException">Nobody signed it.</exception>
    public static async Task<TrustedSigner> TrustSignerAsync(this DeskDb db, HeldRow held, Events.Actor by, DateTimeOffset at, CancellationToken cancel)
    {
        if (!held.HasSigner)
            throw new DeskException("Nobody signed this mail, so there is no signer to trust.");

        var known = await db.TrustedSigners.SingleOrDefaultAsync(s => s.WriterDomain == held.Domain && s.SignerDomain == held.Signer, cancel);
        if (known is null)
            db.TrustedSigners.Add(known = TrustedSigner.Trust(held.Domain!, held.Signer!, by, at));
        else
            known.TrustAgain(by, at);
        return known;
    }
}
