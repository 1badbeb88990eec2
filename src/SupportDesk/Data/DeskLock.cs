namespace SupportDesk.Data;

/// <summary>An OS lock on <c>desk.lock</c>: a second process on the same SQLite file is refused. The system frees it when the process dies, however it dies.</summary>
public sealed class DeskLock : IDisposable
{
    private readonly FileStream file;

    private DeskLock(FileStream file) => this.file = file;

    /// <exception cref="DeskException">Another process holds the folder.</exception>
    public static DeskLock Take(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            return new(new FileStream(Path.Combine(folder, "desk.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException held) when (IsSharing(held))
        {
            throw new DeskException($"A desk runs on the folder {folder} and holds its SQLite database. Stop it first; several processes on one desk need Database:Provider Postgres.");
        }
        catch (Exception denied) when (denied is IOException or UnauthorizedAccessException)
        {
            throw new DeskException($"The data folder {folder} can't be used: {Words.OneLine(denied.Message)}");
        }
    }

    // ERROR_SHARING_VIOLATION and ERROR_LOCK_VIOLATION on Windows; EWOULDBLOCK elsewhere, as .NET passes flock's error on.
    private static bool IsSharing(IOException held) => (held.HResult & 0xFFFF) is 32 or 33 or 11 or 35;

    public void Dispose() => file.Dispose();
}
