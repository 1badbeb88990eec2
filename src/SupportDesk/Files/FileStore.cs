using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;

namespace SupportDesk.Files;

/// <summary>Keeps and gives back contents by hash: the row for small ones, a folder for large ones.</summary>
/// <param name="folder">Where large contents lie; made on first use.</param>
public sealed class FileStore(string folder)
{
    /// <summary>Adds a content to the save under way; a large one is on disk, fsynced, before the row says so.</summary>
    /// <param name="asked">Contents whose rows, where there are any, this context tracks already: they are not asked for again.</param>
    /// <returns>Its hash.</returns>
    public async Task<string> KeepAsync(DeskDb db, ReadOnlyMemory<byte> content, DateTimeOffset at, CancellationToken cancel, IReadOnlySet<string>? asked = null)
    {
        var hash = Blob.HashOf(content.Span);
        var known = db.Blobs.Local.FindEntry(hash)?.Entity ?? (asked?.Contains(hash) == true ? null : await db.Blobs.SingleOrDefaultAsync(b => b.Hash == hash, cancel));
        if (known is not null)
        {
            known.Touch(at);
            return hash;
        }

        if (content.Length > Blob.Inline)
            WriteDurably(hash, content.Span);
        db.Blobs.Add(new Blob(hash, content.Length, content.Length > Blob.Inline ? null : content.ToArray(), at));
        return hash;
    }

    /// <summary>Gives a content back.</summary>
    /// <exception cref="DeskException">It is not there: the database and the folder of files do not belong together.</exception>
    public async Task<byte[]> ReadAsync(DeskDb db, string hash, CancellationToken cancel)
    {
        var row = await db.Blobs.AsNoTracking().SingleOrDefaultAsync(b => b.Hash == hash, cancel);
        if (row?.Content is { } inline)
            return inline;

        var path = PathOf(hash);
        if (row is null || !File.Exists(path))
            throw new DeskException($"The file {hash[..12]} is missing from the desk's store.");

        return await File.ReadAllBytesAsync(path, cancel);
    }

    /// <summary>Removes large contents from the folder whose rows are gone, unless they were written after a moment of real time.</summary>
    public async Task RemoveAsync(DeskDb db, IReadOnlyCollection<string> hashes, DateTimeOffset writtenBefore, CancellationToken cancel)
    {
        var kept = await db.Blobs.Where(b => hashes.Contains(b.Hash)).Select(b => b.Hash).ToHashSetAsync(cancel);
        foreach (var path in hashes.Where(h => !kept.Contains(h)).Select(PathOf).Where(p => File.GetLastWriteTimeUtc(p) < writtenBefore.UtcDateTime))
            File.Delete(path);
    }

    private void WriteDurably(string hash, ReadOnlySpan<byte> content)
    {
        var path = PathOf(hash);
        if (File.Exists(path))
            return;

        var parent = Path.GetDirectoryName(path)!;
        Directory.CreateDirectory(parent);
        var draft = $"{path}.{Environment.ProcessId}-{Environment.CurrentManagedThreadId}";
        using (var handle = File.OpenHandle(draft, FileMode.Create, FileAccess.Write, FileShare.None, FileOptions.None))
        {
            RandomAccess.Write(handle, content, 0);
            RandomAccess.FlushToDisk(handle);
        }

        File.Move(draft, path, overwrite: true);
        Folder.Flush(parent);
    }

    private string PathOf(string hash) => Path.Combine(folder, hash[..2], hash[2..4], hash);
}
