using MailKit;
using MailKit.Net.Imap;
using MailKit.Search;
using SupportDesk.Mail.Incoming;

namespace SupportDesk.Mail.Sources;

/// <summary>One connection to one mailbox (RFC 9051): takes in what is new, then waits by IDLE (RFC 2177) or by looking again.</summary>
/// <param name="survived">Whether this process has read the mailbox before and lives: what was being tried then is not deadly.</param>
internal sealed class ImapSource(MailboxLease lease, ImapOptions options, Intake intake, DeskClock clock, bool survived)
{
    private const int MostBytes = 16 * 1024 * 1024;

    /// <summary>Servers may end an IDLE after half an hour (RFC 2177); a hanging one is found out by the answer to DONE.</summary>
    private static readonly TimeSpan LongestIdle = TimeSpan.FromMinutes(29);

    private Trying trying = null!;
    private long lastUid;
    private long uidValidity;
    private DateTimeOffset? untouchedUntil;
    private bool arrived;
    private string? trouble;

    /// <summary>Runs until the connection breaks, the claim is lost or the program stops.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        using var client = await ImapConnection.OpenAsync(options, cancel);
        var folder = await ImapConnection.FolderAsync(client, options.Folder, cancel);
        await folder.OpenAsync(FolderAccess.ReadWrite, cancel);
        folder.CountChanged += (_, _) => arrived = true;
        await PlaceCursorAsync(folder, cancel);
        while (true)
        {
            arrived = false;
            await CatchUpAsync(client, folder, cancel);
            var now = clock.Now;
            await lease.NoteAsync(set => set.SetProperty(w => w.LastContactAt, now).SetProperty(w => w.LastError, trouble), cancel);
            if (!arrived)
                await WaitAsync(client, folder, cancel);
        }
    }

    private async Task PlaceCursorAsync(IMailFolder folder, CancellationToken cancel)
    {
        var watch = await lease.ReadAsync(cancel);
        trying = new Trying(lease, watch, survived);
        (uidValidity, lastUid) = (folder.UidValidity, watch.LastUid);
        if (watch.UidValidity == uidValidity)
            return;

        // Other numbers: all are looked at again, and what was recorded is known by its bytes. What lay there before the first look stays untouched.
        DateTimeOffset? newest = watch.StartedAfter;
        lastUid = 0;
        if (watch.UidValidity is null && options.Start == MailStart.Now)
            (lastUid, newest) = await EndAsync(folder, cancel);
        else
            untouchedUntil = watch.StartedAfter;
        await lease.NoteAsync(set => set.SetProperty(w => w.UidValidity, uidValidity).SetProperty(w => w.LastUid, lastUid).SetProperty(w => w.StartedAfter, newest)
            .SetProperty(w => w.Trying, (long?)null).SetProperty(w => w.TryingUpTo, (long?)null).SetProperty(w => w.Tries, 0), cancel);
        trying = new Trying(lease, await lease.ReadAsync(cancel), survived);
    }

    private static async Task<(long LastUid, DateTimeOffset? Newest)> EndAsync(IMailFolder folder, CancellationToken cancel)
    {
        if (folder.Count == 0)
            return (folder.UidNext is { } next ? next.Id - 1 : 0, null);

        var all = await folder.FetchAsync(0, -1, MessageSummaryItems.UniqueId | MessageSummaryItems.InternalDate, cancel);
        return (all.Max(m => m.UniqueId.Id), all.Max(m => m.InternalDate)?.ToUniversalTime());
    }

    private async Task CatchUpAsync(ImapClient client, IMailFolder folder, CancellationToken cancel)
    {
        await client.NoOpAsync(cancel);
        var range = new UniqueIdRange(folder.UidValidity, (uint)lastUid + 1, UniqueId.MaxValue.Id);
        var fresh = (await folder.SearchAsync(SearchQuery.Uids(range), cancel)).Where(uid => uid.Id > lastUid).OrderBy(uid => uid.Id).ToList();
        while (fresh.Count > 0)
        {
            var some = await folder.FetchAsync([.. fresh.Take(Intake.Batch)], MessageSummaryItems.UniqueId | MessageSummaryItems.InternalDate | MessageSummaryItems.Size, cancel);
            var batch = Batch([.. some.Where(m => untouchedUntil is null || m.InternalDate > untouchedUntil).OrderBy(m => m.UniqueId.Id)]);
            if (batch.Count > 0)
                await TakeAsync(client, folder, batch, cancel);
            lastUid = batch.Count > 0 ? batch[^1].Id : fresh[Math.Min(fresh.Count, Intake.Batch) - 1].Id;
            fresh.RemoveAll(uid => uid.Id <= lastUid);
        }

        untouchedUntil = null;
    }

    private List<UniqueId> Batch(List<IMessageSummary> found)
    {
        var batch = new List<UniqueId>();
        long bytes = 0;
        foreach (var message in found)
        {
            bytes += message.Size ?? 0;
            if (batch.Count > 0 && (bytes > MostBytes || trying.IsSuspect(batch[0].Id)))
                break;

            batch.Add(message.UniqueId);
        }

        return batch;
    }

    private async Task TakeAsync(ImapClient client, IMailFolder folder, List<UniqueId> uids, CancellationToken cancel)
    {
        var raws = await FetchAsync(folder, uids, cancel);
        CrashPoint.Reached("fetched");
        if (raws.Count == 0)
            return;

        if (raws.Count == 1 && trying.IsDeadly(raws[0].Position!.Uid))
        {
            await intake.SetAsideAsync(raws[0], "Reading it ended the program before; it was set aside unread.", lease.Hold, cancel);
        }
        else
        {
            await NoteTryingAsync(uids, cancel);
            await intake.TakeAsync(raws, lease.Hold, cancel);
        }

        trying.Done(uids[^1].Id);
        await MarkAsync(client, folder, uids, cancel);
    }

    private Task NoteTryingAsync(List<UniqueId> uids, CancellationToken cancel) =>
        trying.IsSuspect(uids[0].Id) ? trying.AloneAsync(uids[0].Id, cancel) : trying.BatchAsync(uids[^1].Id, cancel);

    private async Task<List<RawMail>> FetchAsync(IMailFolder folder, List<UniqueId> uids, CancellationToken cancel)
    {
        var raws = new List<RawMail>(uids.Count);
        await ((ImapFolder)folder).GetStreamsAsync(uids, async (_, _, uid, stream, token) =>
        {
            using var bytes = new MemoryStream();
            await stream.CopyToAsync(bytes, token);
            raws.Add(new RawMail(lease.Hold.MailboxId, bytes.ToArray(), new SourcePosition(uidValidity, uid.Id)));
        }, cancel);
        return [.. raws.OrderBy(r => r.Position!.Uid)];
    }

    // Recorded is recorded: a server that will not mark costs a line in the health, never a second copy.
    private async Task MarkAsync(ImapClient client, IMailFolder folder, List<UniqueId> uids, CancellationToken cancel)
    {
        CrashPoint.Reached("marked-before");
        try
        {
            if (options.MoveTo.Length > 0)
                await folder.MoveToAsync(uids, await client.GetFolderAsync(options.MoveTo, cancel), cancel);
            else
                await folder.AddFlagsAsync(uids, MessageFlags.Seen, silent: true, cancel);
            trouble = null;
        }
        catch (Exception refused) when (refused is ImapCommandException or FolderNotFoundException or NotSupportedException)
        {
            trouble = $"Mail is taken in, but the server will not mark it: {refused.Message}";
        }

        CrashPoint.Reached("marked-after");
    }

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
            await client.IdleAsync(done.Token, cancel);
        }
        finally
        {
            folder.CountChanged -= wake;
        }
    }
}
