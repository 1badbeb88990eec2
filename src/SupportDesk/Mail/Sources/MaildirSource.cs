using SupportDesk.Mail.Incoming;

namespace SupportDesk.Mail.Sources;

/// <summary>
/// Reads a Maildir: records what lies in <c>new</c>, then moves it to <c>cur</c>. A file has no number that lasts, so a message is known by its
/// bytes alone; the numbers here only count on, to know after a crash what was being tried.
/// </summary>
internal sealed class MaildirSource(MailboxLease lease, MaildirOptions options, Intake intake, DeskClock clock, bool survived)
{
    private const int MostBytes = 16 * 1024 * 1024;

    private readonly Maildir maildir = new(options.Folder);
    private Trying trying = null!;
    private Beginning beginning = null!;
    private long count;
    private bool andOld;
    private string? trouble;

    /// <summary>Runs until something fails, the claim is lost or the program stops.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        maildir.MustBeThere();
        using var arrived = new SemaphoreSlim(0);
        using var watcher = new FileSystemWatcher(maildir.New) { EnableRaisingEvents = true };
        watcher.Created += (_, _) => arrived.Release();
        watcher.Renamed += (_, _) => arrived.Release();
        await PlaceCursorAsync(cancel);
        while (true)
        {
            while (arrived.CurrentCount > 0)
                await arrived.WaitAsync(cancel);
            await SweepAsync(cancel);
            await arrived.WaitAsync(TimeSpan.FromSeconds(options.PollSeconds), cancel);
        }
    }

    private async Task PlaceCursorAsync(CancellationToken cancel)
    {
        var watch = await lease.ReadAsync(cancel);
        if (watch.UidValidity is null)
        {
            var newest = maildir.Files(andOld: options.Start == MailStart.Archive).Select(f => (DateTimeOffset?)Arrived(f)).Max();
            var from = Beginning.First(options, newest);
            await lease.NoteAsync(set => set.SetProperty(w => w.UidValidity, 1).SetProperty(w => w.StartedAfter, from), cancel);
            watch = await lease.ReadAsync(cancel);
        }

        (count, andOld) = (watch.LastUid, options.Start == MailStart.Archive && watch.StartUid is null);
        beginning = new(options.Start, long.MaxValue, watch.StartedAfter);
        trying = new(lease, watch, survived);
    }

    private async Task SweepAsync(CancellationToken cancel)
    {
        var files = maildir.Files(andOld).Where(f => !beginning.Skips(0, Arrived(f))).ToList();
        var unreadable = new List<string>();
        var batch = new List<(FileInfo File, RawMail Raw)>();
        long bytes = 0;
        foreach (var file in files)
        {
            if (Read(file, count + batch.Count + 1, unreadable) is not { } raw)
                continue;

            batch.Add((file, raw));
            bytes += raw.Bytes.Length;
            if (batch.Count == Intake.Run || bytes > MostBytes || trying.IsSuspect(raw.Position!.Uid))
            {
                await TakeAsync(batch, cancel);
                (batch, bytes) = ([], 0);
            }
        }

        await TakeAsync(batch, cancel);
        await NoteAsync(files.Count(f => f.DirectoryName == maildir.New), unreadable, cancel);
    }

    // One that went in the meantime was taken by somebody else's program; one that can't be read waits for its rights to be mended.
    private RawMail? Read(FileInfo file, long number, List<string> unreadable)
    {
        try
        {
            var arrived = Arrived(file);
            return new(lease.Hold.MailboxId, File.ReadAllBytes(file.FullName), new SourcePosition(null, number), PastAt: beginning.IsPast(0, arrived) ? arrived : null);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
        catch (Exception refused) when (refused is UnauthorizedAccessException or IOException)
        {
            unreadable.Add(file.Name);
            return null;
        }
    }

    private async Task TakeAsync(List<(FileInfo File, RawMail Raw)> batch, CancellationToken cancel)
    {
        if (batch.Count == 0)
            return;

        CrashPoint.Reached("fetched");
        var (first, last) = (batch[0].Raw.Position!.Uid, batch[^1].Raw.Position!.Uid);
        IReadOnlyList<IntakeResult> results;
        if (batch.Count == 1 && trying.IsDeadly(first))
        {
            results = [await intake.SetAsideAsync(batch[0].Raw, "Reading it ended the program before; it was set aside unread.", lease.Hold, cancel)];
        }
        else
        {
            await (trying.IsSuspect(first) ? trying.AloneAsync(first, cancel) : trying.BatchAsync(last, cancel));
            results = await intake.TakeAsync([.. batch.Select(b => b.Raw)], lease.Hold, cancel);
        }

        (count, var taken) = (last, batch.Zip(results, (b, r) => (b.File, Failed: r.Outcome == MailOutcome.SetAside)));
        trying.Done(last);
        CrashPoint.Reached("marked-before");
        foreach (var (file, failed) in taken)
            Mark(file, failed);
        CrashPoint.Reached("marked-after");
    }

    // Recorded is recorded: a folder that can't be written costs a line in the health, never a second copy.
    private void Mark(FileInfo file, bool failed)
    {
        try
        {
            maildir.Mark(file, failed);
            trouble = null;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            trouble = $"Mail is taken in, but the desk may not move it from {maildir.New}: {refused.Message}. Give its user the right to.";
        }
    }

    private async Task NoteAsync(int held, List<string> unreadable, CancellationToken cancel)
    {
        var (now, number, wrong, missing) = (clock.Now, count, trouble is not null, unreadable.Count);
        var named = missing == 0 ? null : Words.Cut(string.Join(", ", unreadable.Take(3)), 200);
        await lease.NoteAsync(set => set.SetProperty(w => w.LastContactAt, now).SetProperty(w => w.LastUid, number).SetProperty(w => w.StartUid, number)
            .SetProperty(w => w.LastError, trouble).SetProperty(w => w.ErrorSince, w => wrong ? w.ErrorSince ?? now : null)
            .SetProperty(w => w.AtServer, held).SetProperty(w => w.Missing, missing).SetProperty(w => w.MissingUids, named)
            .SetProperty(w => w.MissingSince, w => missing > 0 ? w.MissingSince ?? now : null), cancel);
        andOld = false;
    }

    // In whole milliseconds, rounded up: what the database keeps.
    private static DateTimeOffset Arrived(FileInfo file) => DateTimeOffset.FromUnixTimeMilliseconds(new DateTimeOffset(file.LastWriteTimeUtc).AddMilliseconds(0.9999).ToUnixTimeMilliseconds());
}
