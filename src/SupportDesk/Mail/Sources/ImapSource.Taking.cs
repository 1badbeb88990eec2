using MailKit;
using MailKit.Net.Imap;
using SupportDesk.Mail.Incoming;

namespace SupportDesk.Mail.Sources;

/// <summary>From the server into the desk: fetched, recorded, and only then marked.</summary>
internal sealed partial class ImapSource
{
    /// <returns>False if the server refused the question for several at once: they are asked for one by one.</returns>
    private async Task<bool> TakeAsync(ImapClient client, IMailFolder folder, List<IMessageSummary> batch, CancellationToken cancel)
    {
        if (await FetchAsync(folder, batch, cancel) is not { } raws)
            return batch.Count == 1;

        CrashPoint.Reached("fetched");
        if (raws.Count == 0)
            return true;

        var results = await RecordAsync(raws, cancel);
        trying.Done(raws[^1].Position!.Uid);
        await MarkAsync(client, folder, [.. raws.Zip(results, (raw, result) => (new UniqueId((uint)uidValidity, (uint)raw.Position!.Uid), result.Outcome == MailOutcome.SetAside))], cancel);
        return true;
    }

    private async Task<IReadOnlyList<IntakeResult>> RecordAsync(List<RawMail> raws, CancellationToken cancel)
    {
        var (first, last) = (raws[0].Position!.Uid, raws[^1].Position!.Uid);
        if (raws.Count == 1 && trying.IsDeadly(first))
            return [await intake.SetAsideAsync(raws[0], "Reading it ended the program before; it was set aside unread.", lease.Hold, cancel)];

        await (trying.IsSuspect(first) ? trying.AloneAsync(first, cancel) : trying.BatchAsync(last, cancel));
        CrashPoint.Reached("noted");
        return await intake.TakeAsync(raws, lease.Hold, cancel);
    }

    private async Task<List<RawMail>?> FetchAsync(IMailFolder folder, List<IMessageSummary> batch, CancellationToken cancel)
    {
        var arrivals = batch.ToDictionary(m => m.UniqueId.Id, m => m.InternalDate?.ToUniversalTime());
        var (first, last) = (batch[0].UniqueId.Id, batch[^1].UniqueId.Id);
        var raws = new List<RawMail>(batch.Count);
        withheld.Ask(first, last);
        try
        {
            await patience.ForAsync(stop => ((ImapFolder)folder).GetStreamsAsync([.. batch.Select(m => m.UniqueId)], async (_, _, uid, stream, token) =>
            {
                using var bytes = new MemoryStream();
                await stream.CopyToAsync(bytes, token);
                var past = beginning.IsPast(uid.Id, arrivals.GetValueOrDefault(uid.Id)) ? arrivals[uid.Id] : null;
                raws.Add(new RawMail(lease.Hold.MailboxId, bytes.ToArray(), new SourcePosition(uidValidity, uid.Id), PastAt: past));
            }, stop), cancel);
        }
        catch (ImapCommandException)
        {
            withheld.Refused(first, last);
            return null;
        }

        withheld.Answered();
        return [.. raws.OrderBy(r => r.Position!.Uid)];
    }

    // Recorded is recorded: a server that will not mark costs a line in the health, never a second copy.
    private async Task MarkAsync(ImapClient client, IMailFolder folder, IReadOnlyList<(UniqueId Uid, bool Failed)> taken, CancellationToken cancel)
    {
        CrashPoint.Reached("marked-before");
        try
        {
            foreach (var (to, some) in taken.ToLookup(t => t.Failed && options.MoveFailedTo.Length > 0 ? options.MoveFailedTo : options.MoveTo, t => t.Uid).Select(g => (g.Key, g.ToList())))
            {
                if (to.Length > 0)
                    await patience.ForAsync(async stop => await folder.MoveToAsync(some, await client.GetFolderAsync(to, stop), stop), cancel);
                else
                    await patience.ForAsync(stop => folder.AddFlagsAsync(some, MessageFlags.Seen, silent: true, stop), cancel);
            }

            trouble = null;
        }
        catch (FolderNotFoundException missing)
        {
            trouble = $"Mail is taken in, but stays where it lay: the server has no folder “{missing.FolderName}”. Make it there, or correct MoveTo and MoveFailedTo.";
        }
        catch (Exception refused) when (refused is ImapCommandException or NotSupportedException)
        {
            trouble = $"Mail is taken in, but the server will not mark it: {refused.Message}";
        }

        CrashPoint.Reached("marked-after");
    }
}
