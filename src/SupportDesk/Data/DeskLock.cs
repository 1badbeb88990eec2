namespace SupportDesk.Data;

/// <summary>An OS lock on <c>desk.lock</c>: a second process on the same SQLite file is refused. The system frees it when the process dies, however it dies.</summary>
public sealed class DeskLock : IDisposable
{
    private readonly FileStream file;

    private DeskLock(FileStream file) => this.file = file;

    /// <exception cref="DeskException">Another process holds the folder.</exception>
    public static DeskLock Take(string folder)
    {
        Directory.CreateDirectory(folder);
        try
        {
            return new(new FileStream(Path.Combine(folder, "desk.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException)
        {
            throw new DeskException($"Another SupportDesk process uses the folder {folder}. Stop it first, or give this one another Data:Folder; several processes on one desk need Database:Provider Postgres.");
        }
    }

    public void Dispose() => file.Dispose();
}
