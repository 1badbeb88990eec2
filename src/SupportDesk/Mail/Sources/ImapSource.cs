using MailKit;
using MailKit.Net.Imap;
using MailKit.Search;
using SupportDesk.Mail.Incoming;
using SupportDesk.Mail.Sending;

namespace SupportDesk.Mail.Sources;

/// <summary>One connection to one mailbox (RFC 9051): takes in what is new, then waits by IDLE (RFC 2177) or by looking again.</summary>
/// <param name="survived">Whether this process has read the mailbox before and lives: what was being tried then is not deadly.</param>
internal sealed partial class ImapSource(
    MailboxLease lease, ImapOptions options, AccessTokens tokens, Intake intake, Recorded recorded, Withheld withheld, Patience patience, DeskClock clock, bool survived)
{
    private const int MostBytes = 16 * 1024 * 1024;

    /// <summary>How long a silent server is believed: a connection that hangs is found out by the answer to DONE (threat F05). RFC 2177 asks for less than half an hour.</summary>
    private static readonly TimeSpan LongestIdle = TimeSpan.FromSeconds(30);

    private Trying trying = null!;
    private Beginning beginning = null!;
    private long lastUid;
    private long uidValidity;
    private bool arrived;
    private string? trouble;

    /// <summary>Runs until the connection breaks, the claim is lost or the program stops.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        using var client = await ImapConnection.OpenAsync(options, tokens, patience, cancel);
        var folder = await patience.ForAsync(stop => ImapConnection.FolderAsync(client, options.Folder, stop), cancel);
        await patience.ForAsync(stop => folder.OpenAsync(FolderAccess.ReadWrite, stop), cancel);
        folder.CountChanged += (_, _) => arrived = true;
        withheld.Begin();
        await PlaceCursorAsync(folder, cancel);
        while (true)
        {
            arrived = false;
            await patience.ForAsync(stop => client.NoOpAsync(stop), cancel);
            await CatchUpAsync(client, folder, cancel);
            await CompareAsync(client, folder, cancel);
            if (!arrived)
                await WaitAsync(client, folder, cancel);
        }
    }

    private async Task PlaceCursorAsync(IMailFolder folder, CancellationToken cancel)
    {
        var watch = await lease.ReadAsync(cancel);
        (uidValidity, lastUid) = (folder.UidValidity, watch.LastUid);
        var countsAnew = watch.UidValidity == uidValidity && folder.UidNext is { } next && next.Id <= watch.LastUid;
        if (watch.UidValidity != uidValidity || countsAnew)
        {
            if (countsAnew)
                await recorded.ForgetPlacesAsync(uidValidity, cancel);
            await BeginAsync(folder, watch, cancel);
            watch = await lease.ReadAsync(cancel);
        }

        beginning = new(options.Start, watch.StartUid ?? watch.LastUid, watch.StartedAfter);
        trying = new(lease, watch, survived);
    }

    // Other numbers: all are looked at again, and what was recorded is known by its bytes. What is from before stays from before.
    private async Task BeginAsync(IMailFolder folder, MailboxWatch watch, CancellationToken cancel)
    {
        withheld.Forget();
        var first = watch.UidValidity is null;
        var (end, newest) = await EndAsync(folder, cancel);
        var from = first ? Beginning.First(options, newest) : watch.StartedAfter;
        lastUid = first && options.Start == MailStart.Now ? end : 0;
        await lease.NoteAsync(set => set.SetProperty(w => w.UidValidity, uidValidity).SetProperty(w => w.LastUid, lastUid).SetProperty(w => w.StartedAfter, from).SetProperty(w => w.StartUid, end)
            .SetProperty(w => w.Trying, (long?)null).SetProperty(w => w.TryingUpTo, (long?)null).SetProperty(w => w.Tries, 0), cancel);
    }

    private async Task<(long LastUid, DateTimeOffset? Newest)> EndAsync(IMailFolder folder, CancellationToken cancel)
    {
        const int some = 5_000;
        var (last, newest) = (folder.UidNext is { } next ? next.Id - 1 : 0L, (DateTimeOffset?)null);
        for (var from = 0; from < folder.Count; from += some)
        {
            foreach (var message in await LookAsync(folder, from, Math.Min(from + some, folder.Count) - 1, cancel))
            {
                last = Math.Max(last, message.UniqueId.Id);
                newest = newest is null || message.InternalDate > newest ? message.InternalDate?.ToUniversalTime() ?? newest : newest;
            }
        }

        return (last, newest);
    }

    private Task<IList<IMessageSummary>> LookAsync(IMailFolder folder, int first, int last, CancellationToken cancel) =>
        patience.ForAsync(stop => folder.FetchAsync(first, last, MessageSummaryItems.UniqueId | MessageSummaryItems.InternalDate, stop), cancel);

    private Task<IList<IMessageSummary>> LookAsync(IMailFolder folder, IList<UniqueId> uids, CancellationToken cancel) =>
        patience.ForAsync(stop => folder.FetchAsync(uids, MessageSummaryItems.UniqueId | MessageSummaryItems.InternalDate | MessageSummaryItems.Size, stop), cancel);

    private async Task CatchUpAsync(ImapClient client, IMailFolder folder, CancellationToken cancel)
    {
        var fresh = await FreshAsync(folder, cancel);
        for (var done = 0; done < fresh.Count;)
        {
            var some = fresh.GetRange(done, Math.Min(Intake.Run, fresh.Count - done));
            var found = await LookAsync(folder, some, cancel);
            var (batch, upTo) = Batch([.. found.OrderBy(m => m.UniqueId.Id)], some[^1].Id);
            if (batch.Count == 0 || await TakeAsync(client, folder, batch, cancel))
                lastUid = Math.Max(lastUid, upTo);
            while (done < fresh.Count && fresh[done].Id <= lastUid)
                done++;
            if (fresh.Count > Intake.Run)
                await SayWaitingAsync(folder.Count, fresh.Count - done, found.Min(m => m.InternalDate), cancel);
        }
    }

    private async Task<List<UniqueId>> FreshAsync(IMailFolder folder, CancellationToken cancel)
    {
        SearchQuery query = SearchQuery.Uids(Above(lastUid));
        if (options.Start == MailStart.Date && beginning.UpTo is not null && beginning.UpToUid > lastUid)
            query = query.And(SearchQuery.Uids(Above(beginning.UpToUid)).Or(ArrivedSinceStart()));
        return [.. (await patience.ForAsync(stop => folder.SearchAsync(query, stop), cancel)).Where(uid => uid.Id > lastUid).OrderBy(uid => uid.Id)];
    }

    private UniqueIdRange Above(long uid) => new((uint)uidValidity, (uint)uid + 1, UniqueId.MaxValue.Id);

    // The server compares days, and by the zone of each message: a few too many are sorted out by the moment itself.
    private DateSearchQuery ArrivedSinceStart() => SearchQuery.DeliveredAfter(beginning.UpTo!.Value.UtcDateTime.Date.AddDays(-2));

    private (List<IMessageSummary> Batch, long UpTo) Batch(List<IMessageSummary> found, long upTo)
    {
        var batch = new List<IMessageSummary>();
        long bytes = 0;
        foreach (var message in found.Where(m => !beginning.Skips(m.UniqueId.Id, m.InternalDate) && !withheld.IsPassedOver(m.UniqueId.Id)))
        {
            bytes += message.Size ?? 0;
            if (batch.Count > 0 && (bytes > MostBytes || GoesAlone(batch[0].UniqueId.Id)))
                return (batch, batch[^1].UniqueId.Id);

            batch.Add(message);
        }

        return (batch, upTo);
    }

    private bool GoesAlone(long uid) => trying.IsSuspect(uid) || withheld.IsAlone(uid);

    private async Task WaitAsync(ImapClient client, IMailFolder folder, CancellationToken cancel)
    {
        var longest = TimeSpan.FromSeconds(options.PollSeconds);
        if (!client.Capabilities.HasFlag(ImapCapabilities.Idle))
        {
            await Task.Delay(longest, cancel);
            return;
        }

        using var done = new CancellationTokenSource(longest < LongestIdle ? longest : LongestIdle);
        EventHandler<EventArgs> wake = (_, _) => done.Cancel();
        folder.CountChanged += wake;
        try
        {
            await patience.ForAsync(stop => client.IdleAsync(done.Token, stop), cancel, LongestIdle);
        }
        finally
        {
            folder.CountChanged -= wake;
        }
    }
}
