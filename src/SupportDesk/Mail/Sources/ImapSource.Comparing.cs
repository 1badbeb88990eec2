using System.Globalization;
using MailKit;
using MailKit.Net.Imap;
using MailKit.Search;

namespace SupportDesk.Mail.Sources;

/// <summary>After each sweep: what the server holds, against what is recorded. A gap is asked for again, and said while it lasts.</summary>
internal sealed partial class ImapSource
{
    private static readonly TimeSpan SaidEvery = TimeSpan.FromSeconds(5);

    private readonly UniqueIdSet accounted = new(SortOrder.Ascending);
    private DateTimeOffset saidAt;

    private async Task CompareAsync(ImapClient client, IMailFolder folder, CancellationToken cancel)
    {
        var lacking = await LackingAsync(client, folder, cancel);
        if (lacking.Count > 0 && withheld.MayAskAgain())
        {
            foreach (var message in lacking)
                await TakeAsync(client, folder, [message], cancel);
            lacking = await LackingAsync(client, folder, cancel);
        }

        var (now, count, held) = (clock.Now, lacking.Count, folder.Count);
        var named = count == 0 ? null : string.Join(", ", lacking.Take(5).Select(m => m.UniqueId.Id.ToString(CultureInfo.InvariantCulture)));
        var (wrong, lacks) = (trouble is not null, count > 0);
        await lease.NoteAsync(set => set.SetProperty(w => w.LastContactAt, now).SetProperty(w => w.LastUid, lastUid)
            .SetProperty(w => w.LastError, trouble).SetProperty(w => w.ErrorSince, w => wrong ? w.ErrorSince ?? now : null)
            .SetProperty(w => w.AtServer, held).SetProperty(w => w.Waiting, 0).SetProperty(w => w.WaitingSince, (DateTimeOffset?)null)
            .SetProperty(w => w.Missing, count).SetProperty(w => w.MissingUids, named).SetProperty(w => w.MissingSince, w => lacks ? w.MissingSince ?? now : null), cancel);
    }

    private async Task<IReadOnlyList<IMessageSummary>> LackingAsync(ImapClient client, IMailFolder folder, CancellationToken cancel)
    {
        if (lastUid == 0)
            return [];

        var there = (await patience.ForAsync(stop => folder.SearchAsync(ReadUpToHere(), stop), cancel)).Where(uid => uid.Id <= lastUid && !accounted.Contains(uid)).ToList();
        var unknown = await recorded.LackingAsync(uidValidity, [.. there.Select(uid => uid.Id)], cancel);
        var known = there.ExceptBy(unknown, uid => uid.Id).ToList();
        accounted.AddRange(known);
        await MoveLeftAsync(client, folder, known, cancel);
        if (unknown.Count == 0)
            return [];

        var lacking = new List<IMessageSummary>();
        foreach (var message in await LookAsync(folder, [.. unknown.Select(uid => new UniqueId((uint)uidValidity, uid))], cancel))
        {
            if (beginning.Skips(message.UniqueId.Id, message.InternalDate))
                accounted.Add(message.UniqueId);
            else
                lacking.Add(message);
        }

        return lacking;
    }

    // What must stay untouched may be a million: the server leaves out what is certainly from before.
    private SearchQuery ReadUpToHere()
    {
        var all = SearchQuery.Uids(new UniqueIdRange((uint)uidValidity, 1, (uint)lastUid));
        return options.Start is MailStart.Now or MailStart.Date && beginning.UpTo is not null
            ? all.And(SearchQuery.Uids(Above(beginning.UpToUid)).Or(ArrivedSinceStart()))
            : all;
    }

    // The program ended between recording and moving: what is recorded and still lies there moves now.
    private async Task MoveLeftAsync(ImapClient client, IMailFolder folder, List<UniqueId> known, CancellationToken cancel)
    {
        if (options.MoveTo.Length == 0 || known.Count == 0 || trouble is not null)
            return;

        var failed = await recorded.SetAsideAmongAsync(uidValidity, [.. known.Select(uid => uid.Id)], cancel);
        await MarkAsync(client, folder, [.. known.Select(uid => (uid, failed.Contains(uid.Id)))], cancel);
    }

    private async Task SayWaitingAsync(int held, int waiting, DateTimeOffset? since, CancellationToken cancel)
    {
        if (clock.RealNow - saidAt < SaidEvery)
            return;

        saidAt = clock.RealNow;
        var (now, oldest, wrong) = (clock.Now, waiting == 0 ? null : since?.ToUniversalTime(), trouble is not null);
        await lease.NoteAsync(set => set.SetProperty(w => w.LastContactAt, now).SetProperty(w => w.AtServer, held).SetProperty(w => w.Waiting, waiting).SetProperty(w => w.WaitingSince, oldest)
            .SetProperty(w => w.LastError, trouble).SetProperty(w => w.ErrorSince, w => wrong ? w.ErrorSince ?? now : null), cancel);
    }
}
