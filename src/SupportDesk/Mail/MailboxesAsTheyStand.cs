using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using SupportDesk.Data;
using SupportDesk.Mail.Sending;
using SupportDesk.Threads;

namespace SupportDesk.Mail;

/// <summary>One mailbox as it stands: for administrators and for health.</summary>
/// <param name="Settings">Null where it is no longer configured.</param>
/// <param name="SignIn">What is about to end or can't be renewed of how the desk signs in, in sentences.</param>
public sealed record MailboxNow(
    Guid Id,
    string Name,
    string Address,
    string? Team,
    MailboxOptions? Settings,
    MailboxWatch Watch,
    DateTimeOffset? LastMailAt,
    int SetAside,
    IReadOnlyList<string> SignIn)
{
    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(2);

    /// <summary>Whether the desk goes and fetches its mail; else mail comes by the API or the mail room.</summary>
    public bool IsFetched => Settings?.Source is not null;

    /// <summary>What is wrong and what to do about it, in sentences; empty if nothing is.</summary>
    public IReadOnlyList<string> Troubles(DateTimeOffset now) => IsFetched ? [.. Broken(now), .. SignIn, .. Lacking()] : [];

    private IEnumerable<string> Broken(DateTimeOffset now)
    {
        if (Watch.LastError is { } error)
            yield return error;
        else if (Watch.LastContactAt is not { } contact || now - contact > Silence + TimeSpan.FromSeconds(2 * Settings!.Source!.PollSeconds))
            yield return "Nobody has looked into it for some minutes. If the desk has just started, wait a moment; else its log says why.";
    }

    private IEnumerable<string> Lacking()
    {
        if (Watch.Missing > 0)
        {
            yield return $"{(Watch.Missing == 1 ? "One mail lies" : $"{Watch.Missing} mails lie")} at the server and could not be taken in "
                + $"(number {Watch.MissingUids}{(Watch.Missing > 5 ? " and more" : "")}): the server lists them and does not hand them over. Open them there with a mail program, or move them out of the folder and back. The desk asks again every ten minutes.";
        }
    }
}

/// <summary>What came to a mailbox since it is read.</summary>
/// <param name="Recorded">Mails that came in, by whatever door.</param>
/// <param name="Held">Those that wait for somebody to say whether they are what they claim to be.</param>
public sealed record MailboxCounts(int Recorded, int Held);

/// <summary>Looks at all mailboxes. Health asks every few seconds, so that looking walks no mail; counting does.</summary>
public sealed class MailboxesAsTheyStand(IDbContextFactory<DeskDb> databases, IOptions<MailOptions> options, AccessTokens tokens, DeskClock clock)
{
    /// <param name="name">One mailbox alone; null: all of them.</param>
    public async Task<IReadOnlyList<MailboxNow>> LookAsync(string? name, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var rows = await db.Mailboxes.AsNoTracking().Where(m => name == null || m.Name == name).OrderBy(m => m.Name).Select(m => new
        {
            m,
            Team = db.Teams.Where(t => t.Id == m.TeamId).Select(t => t.Name).FirstOrDefault(),
            Watch = db.MailboxWatches.First(w => w.MailboxId == m.Id),
            LastMailAt = db.IncomingMail.Where(i => i.MailboxId == m.Id).OrderByDescending(i => i.Id).Select(i => (DateTimeOffset?)i.At).FirstOrDefault(),
            SetAside = db.IncomingMail.Count(i => i.MailboxId == m.Id && i.Outcome == MailOutcome.SetAside),
        }).ToListAsync(cancel);
        return [.. rows.Select(r => new MailboxNow(
            r.m.Id, r.m.Name, r.m.Address, r.Team, options.Value.Named(r.m.Name), r.Watch, r.LastMailAt, r.SetAside, SignIn(r.m.Name)))];

        IReadOnlyList<string> SignIn(string mailbox) => options.Value.Named(mailbox)?.Imap is { } imap ? tokens.Troubles(imap.OAuth, imap.User, clock.RealNow) : [];
    }

    public async Task<MailboxCounts> CountAsync(Guid mailbox, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var mails = db.IncomingMail.Where(m => m.MailboxId == mailbox);
        return new(
            await mails.CountAsync(cancel),
            await mails.CountAsync(m => m.Outcome == MailOutcome.Held && db.Posts.Any(p => p.Id == m.PostId && p.State == PostState.Held), cancel));
    }
}
