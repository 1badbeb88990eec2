using System.Runtime.InteropServices;

namespace SupportDesk.Files;

/// <summary>A rename is durable only when its folder is: .NET opens no folders, so this asks the system itself.</summary>
internal static partial class Folder
{
    /// <summary>fsync of a folder (POSIX); Windows neither needs nor allows it.</summary>
    /// <exception cref="IOException">The folder could not be opened or flushed.</exception>
    public static void Flush(string path)
    {
        if (OperatingSystem.IsWindows())
            return;

        var folder = Open(path, 0);
        if (folder < 0)
            throw new IOException($"The folder {path} could not be opened to flush it (error {Marshal.GetLastPInvokeError()}).");

        var flushed = Fsync(folder);
        var error = Marshal.GetLastPInvokeError();
        _ = Close(folder);
        if (flushed != 0)
            throw new IOException($"The folder {path} could not be flushed (error {error}).");
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Fsync(int file);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int file);
}
