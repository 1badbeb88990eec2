using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SupportDesk.Data;
using SupportDesk.Files;

namespace SupportDesk.Escalations.Anchors;

/// <summary>
/// <c>anchors.log</c> in the data folder of this node: one line a day, only ever added to, each flushed to the disk. A node that was away adds the days it
/// missed. Outside the database, it is what a rewritten database is held against.
/// </summary>
public sealed partial class AnchorFile(IOptions<DataOptions> data, ILogger<AnchorFile> log) : IDisposable
{
    private readonly SemaphoreSlim gate = new(1);
    private DateOnly? written;

    public string Path => System.IO.Path.Combine(data.Value.FullFolder, "anchors.log");

    /// <summary>Adds the days that the file does not have yet.</summary>
    /// <exception cref="IOException">Another node that shares this folder is writing, or the disk is full: the next call tries again.</exception>
    public async Task CatchUpAsync(DeskDb db, CancellationToken cancel)
    {
        await gate.WaitAsync(cancel);
        try
        {
            await WriteAsync(db, cancel);
        }
        finally
        {
            gate.Release();
        }
    }

    public void Dispose() => gate.Dispose();

    private async Task WriteAsync(DeskDb db, CancellationToken cancel)
    {
        var known = written;
        if (known is not null && !await db.Anchors.AnyAsync(a => a.Day > known, cancel))
            return;

        var isNew = !File.Exists(Path);
        // Shared with nobody: on Linux, where readers may share a file, a second writer may too.
        await using (var file = new FileStream(Path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None))
        {
            var (last, torn) = await ReadAsync(file, cancel);
            var rows = await db.Anchors.AsNoTracking().Where(a => last == null || a.Day >= last.Day).OrderBy(a => a.Day).ToListAsync(cancel);
            if (last is not null && rows.Find(a => a.Day == last.Day)?.Line != last.Write())
                Log.Disagrees(log, Path, last.Day);
            rows.RemoveAll(a => a.Day == last?.Day);
            await AppendAsync(file, torn, rows, cancel);
            written = rows.Count > 0 ? rows[^1].Day : last?.Day;
        }

        if (isNew)
            Folder.Flush(data.Value.FullFolder);
    }

    // A line that a crash cut off is completed; what is no beginning of the line that is due ends where it is.
    private async Task AppendAsync(FileStream file, string torn, List<Anchor> rows, CancellationToken cancel)
    {
        var text = new StringBuilder();
        foreach (var (no, row) in rows.Index())
            text.Append(no == 0 && torn.Length > 0 && row.Line.StartsWith(torn, StringComparison.Ordinal) ? row.Line[torn.Length..] : no == 0 && torn.Length > 0 ? $"\n{row.Line}" : row.Line).Append('\n');
        if (text.Length == 0)
            return;
        if (torn.Length > 0 && text[0] == '\n')
            Log.Torn(log, Path);

        file.Seek(0, SeekOrigin.End);
        await file.WriteAsync(Encoding.UTF8.GetBytes(text.ToString()), cancel);
        file.Flush(flushToDisk: true);
    }

    private static async Task<(AnchorLine? Last, string Torn)> ReadAsync(FileStream file, CancellationToken cancel)
    {
        using var reader = new StreamReader(file, Encoding.UTF8, leaveOpen: true);
        var lines = (await reader.ReadToEndAsync(cancel)).Split('\n');
        return (lines.SkipLast(1).Reverse().Select(AnchorLine.Read).FirstOrDefault(l => l is not null), lines[^1]);
    }

    private static partial class Log
    {
        [LoggerMessage(70, LogLevel.Error, "{Path} and the database hold different heads for {Day}: run “receipts verify --against {Path}”")]
        public static partial void Disagrees(ILogger log, string path, DateOnly day);

        [LoggerMessage(71, LogLevel.Error, "The last line of {Path} was no beginning of the line that was due; it was left as it is")]
        public static partial void Torn(ILogger log, string path);
    }
}
