using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;

namespace SupportDesk.Mail.Sources;

/// <summary>Which messages of an IMAP folder are recorded, by their places.</summary>
internal sealed class Recorded(IDbContextFactory<DeskDb> databases, Guid mailboxId)
{
    private const int Page = 10_000;

    /// <summary>Of these numbers, the ones at which nothing was ever recorded.</summary>
    public async Task<IReadOnlyList<uint>> LackingAsync(long uidValidity, IReadOnlyList<uint> uids, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var lacking = new List<uint>();
        foreach (var page in uids.Order().Chunk(Page))
        {
            var (first, last) = ((long)page[0], (long)page[^1]);
            var recorded = await db.IncomingMail.Where(m => m.MailboxId == mailboxId && m.UidValidity == uidValidity && m.Uid >= first && m.Uid <= last).Select(m => m.Uid!.Value)
                .Union(db.MailPlaces.Where(p => p.MailboxId == mailboxId && p.UidValidity == uidValidity && p.Uid >= first && p.Uid <= last).Select(p => p.Uid)).ToListAsync(cancel);
            var known = recorded.ToHashSet();
            lacking.AddRange(page.Where(uid => !known.Contains(uid)));
        }

        return lacking;
    }

    /// <summary>Of these numbers, the ones whose message had to be set aside.</summary>
    public async Task<IReadOnlySet<long>> SetAsideAmongAsync(long uidValidity, IReadOnlyCollection<uint> uids, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var aside = await db.IncomingMail.Where(m => m.MailboxId == mailboxId && m.Outcome == MailOutcome.SetAside && m.UidValidity == uidValidity && m.Uid != null)
            .Select(m => m.Uid!.Value).ToListAsync(cancel);
        return aside.Where(uid => uids.Contains((uint)uid)).ToHashSet();
    }

    /// <summary>The server began to count anew without saying so: what was recorded is known by its bytes alone from now on.</summary>
    public async Task ForgetPlacesAsync(long uidValidity, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        await db.MailPlaces.Where(p => p.MailboxId == mailboxId && p.UidValidity == uidValidity).ExecuteDeleteAsync(cancel);
        await db.IncomingMail.Where(m => m.MailboxId == mailboxId && m.UidValidity == uidValidity)
            .ExecuteUpdateAsync(set => set.SetProperty(m => m.Uid, (long?)null).SetProperty(m => m.UidValidity, (long?)null), cancel);
    }
}
