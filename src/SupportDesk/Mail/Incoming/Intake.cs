using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SupportDesk.Data;
using SupportDesk.Mail.Authenticity;

namespace SupportDesk.Mail.Incoming;

/// <summary>
/// Takes raw messages in, each exactly once: reads them without a transaction, then records up to 32 in one commit (<see cref="Commits"/>). What
/// fails together is tried one by one, and a message that fails alone is set aside where staff see it.
/// </summary>
public sealed partial class Intake(IDbContextFactory<DeskDb> databases, Recorder recorder, SenderCheck check, IOptions<MailOptions> options, ILogger<Intake> log)
{
    /// <summary>Messages in one commit.</summary>
    public const int Batch = 32;

    /// <summary>Messages that a source hands over at once: several commits, so that the next is at work while one is saved.</summary>
    public const int Run = 8 * Batch;

    private static readonly TrustOptions Nobody = new();

    public async Task<IntakeResult> TakeAsync(RawMail raw, CancellationToken cancel) => (await TakeAsync([raw], null, cancel))[0];

    /// <summary>Takes messages in. Those that have a writer, a ticket or a thread in common are recorded in their order.</summary>
    /// <param name="hold">The reader's claim on the mailbox, whose cursor moves with the last commit; null where the source has no cursor.</param>
    /// <returns>One result a message, in the same order. Where none are returned some may be recorded: handed over again, they are known.</returns>
    /// <exception cref="WatchLostException">Somebody else reads the mailbox now.</exception>
    public async Task<IReadOnlyList<IntakeResult>> TakeAsync(IReadOnlyList<RawMail> raws, WatchHold? hold, CancellationToken cancel)
    {
        var (mailboxes, trusted) = await SettingsAsync(cancel);
        await using var commits = new Commits(databases, recorder, hold);
        await foreach (var group in Groups(ReadAsync(raws, mailboxes, trusted, cancel)))
            await commits.BeginAsync(group, isLast: ReferenceEquals(group[^1].Raw, raws[^1]), (found, cursor) => TakeGroupAsync(found, cursor, cancel), cancel);
        return await commits.ResultsAsync();
    }

    /// <summary>Records a message without reading it: reading it has ended the process before.</summary>
    public Task<IntakeResult> SetAsideAsync(RawMail raw, string trouble, WatchHold hold, CancellationToken cancel) =>
        SetAsideAsync(raw, trouble, new Cursor(hold, Task.CompletedTask), cancel);

    private async Task<IntakeResult> SetAsideAsync(RawMail raw, string trouble, Cursor? cursor, CancellationToken cancel)
    {
        Log.SetAside(log, raw.Position?.Uid, trouble);
        return (await databases.RunAsync(db => recorder.RecordAsync(db, [Reading.Unread(raw, trouble)], cursor, cancel), cancel))[0];
    }

    /// <summary>Reads a message and records nothing; one that can't be read says so in its trouble.</summary>
    internal async Task<Reading> ReadAsync(RawMail raw, CancellationToken cancel)
    {
        var (mailboxes, trusted) = await SettingsAsync(cancel);
        return await ReadAsync(raw, mailboxes, trusted, OwnAddresses.FromMailboxes(mailboxes.Values), cancel);
    }

    private async Task<IReadOnlyList<IntakeResult>> TakeGroupAsync(LookedUp found, Cursor? cursor, CancellationToken cancel)
    {
        try
        {
            return await recorder.RecordAsync(found, cursor, cancel);
        }
        catch (Exception failure) when (failure is not (OperationCanceledException or WatchLostException) && cursor?.Before?.IsFaulted != true)
        {
            Log.OneByOne(log, found.Readings.Count, failure);
        }

        if (cursor?.Before is { } before)
            await before;
        var results = new List<IntakeResult>(found.Readings.Count);
        foreach (var reading in found.Readings)
            results.Add(await TakeAloneAsync(reading, cursor, cancel));
        return results;
    }

    private async Task<IntakeResult> TakeAloneAsync(Reading reading, Cursor? cursor, CancellationToken cancel)
    {
        try
        {
            return (await databases.RunAsync(db => recorder.RecordAsync(db, [reading], cursor, cancel), cancel))[0];
        }
        catch (Exception failure) when (Blame.IsTheMails(failure))
        {
            Log.Failed(log, reading.Hash, failure);
            return await SetAsideAsync(reading.Raw, $"It could not be taken in ({failure.GetBaseException().GetType().Name}).", cursor, cancel);
        }
    }

    private async IAsyncEnumerable<Reading> ReadAsync(IReadOnlyList<RawMail> raws, Dictionary<Guid, Mailbox> mailboxes, TrustedSigners trusted, [EnumeratorCancellation] CancellationToken cancel)
    {
        var ours = OwnAddresses.FromMailboxes(mailboxes.Values);
        foreach (var batch in raws.Chunk(Batch))
        {
            // Reading needs no database, and may wait for the DNS: a batch is read on all processors.
            var read = new Reading[batch.Length];
            await Parallel.ForEachAsync(batch.Index(), cancel, async (item, stop) => read[item.Index] = await ReadAsync(item.Item, mailboxes, trusted, ours, stop));
            foreach (var reading in read)
                yield return reading;
        }
    }

    private async Task<Reading> ReadAsync(RawMail raw, Dictionary<Guid, Mailbox> mailboxes, TrustedSigners trusted, OwnAddresses ours, CancellationToken cancel)
    {
        try
        {
            return await Reading.OfAsync(raw, check, options.Value.Named(mailboxes[raw.MailboxId].Name)?.Trust ?? Nobody, trusted, ours, cancel);
        }
        catch (Exception failure) when (Blame.IsTheMails(failure))
        {
            var unread = Reading.Unread(raw, $"It could not be read ({failure.GetBaseException().GetType().Name}).");
            Log.Failed(log, unread.Hash, failure);
            return unread;
        }
    }

    // A message that answers, repeats or equals one before it in the batch must find that one recorded.
    private static async IAsyncEnumerable<List<Reading>> Groups(IAsyncEnumerable<Reading> readings)
    {
        var group = new List<Reading>();
        var seen = new HashSet<string>();
        await foreach (var reading in readings)
        {
            if (group.Count == Batch || (group.Count > 0 && reading.Leans.Any(seen.Contains)))
            {
                yield return group;
                group = [];
                seen.Clear();
            }

            group.Add(reading);
            seen.Add(reading.Hash);
            if (reading.MessageIdKey is { } id)
                seen.Add(id);
        }

        if (group.Count > 0)
            yield return group;
    }

    private async Task<(Dictionary<Guid, Mailbox> Mailboxes, TrustedSigners Trusted)> SettingsAsync(CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var signers = await db.TrustedSigners.AsNoTracking().Where(s => s.EndedAt == null).Select(s => new { s.WriterDomain, s.SignerDomain }).ToListAsync(cancel);
        return (await db.Mailboxes.AsNoTracking().ToDictionaryAsync(m => m.Id, cancel), new(signers.ToLookup(s => s.WriterDomain, s => s.SignerDomain)));
    }

    private static partial class Log
    {
        [LoggerMessage(20, LogLevel.Warning, "{Count} mails could not be recorded together; trying them one by one")]
        public static partial void OneByOne(ILogger log, int count, Exception failure);

        [LoggerMessage(21, LogLevel.Error, "The mail {Hash} could not be recorded and is set aside")]
        public static partial void Failed(ILogger log, string hash, Exception failure);

        [LoggerMessage(22, LogLevel.Error, "The mail with UID {Uid} is set aside: {Trouble}")]
        public static partial void SetAside(ILogger log, long? uid, string trouble);
    }
}
