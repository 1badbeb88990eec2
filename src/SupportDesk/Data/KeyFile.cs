using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using SupportDesk.Files;

namespace SupportDesk.Data;

/// <summary>
/// The desk's own key: 32 random bytes that lie outside the database (docs/keys.md). Whatever the database holds of secrets is sealed with it, so that
/// a copy of the database alone opens nothing and forges nothing.
/// </summary>
public sealed class KeyFile(IOptions<DataOptions> data)
{
    private const int Length = 32;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private byte[]? key;

    /// <summary>Where the file lies, whether it exists or not.</summary>
    public string Path => data.Value.FullKeyFile;

    /// <summary>The key, for messages: its setting or its file.</summary>
    internal string Source => data.Value.Key.Length > 0 ? "Data:Key" : Path;

    /// <summary>Whether other accounts of this machine may read the file.</summary>
    internal bool IsExposed => !OperatingSystem.IsWindows() && data.Value.Key.Length == 0 && File.Exists(Path) && (File.GetUnixFileMode(Path) & ~(OwnerOnly | UnixFileMode.UserExecute)) != 0;

    /// <summary>Names the key without telling anything of it.</summary>
    /// <exception cref="DeskException">There is no key, or it can't be read.</exception>
    internal string Fingerprint => Convert.ToHexStringLower(Derive("fingerprint"))[..32];

    // A key is used for the database only once both are durable: until then it lies here.
    private string Pending => $"{Path}.new";

    /// <summary>Reads the key from its setting or file.</summary>
    /// <returns>False where there is none yet.</returns>
    /// <exception cref="DeskException">What is there is no key.</exception>
    internal bool Find()
    {
        key = data.Value.Key.Length > 0 ? Parse(data.Value.Key, "The setting Data:Key")
            : File.Exists(Path) ? Parse(Read(Path), $"The key file {Path}")
            : File.Exists(Pending) ? Parse(Read(Pending), $"The key file {Pending}")
            : null;
        return key is not null;
    }

    /// <summary>Whether a key was made, but its first start did not come to an end.</summary>
    internal bool IsPending => data.Value.Key.Length == 0 && !File.Exists(Path) && File.Exists(Pending);

    /// <summary>Makes a key, readable for this account alone, under a name that <see cref="Settle"/> makes the final one.</summary>
    internal void Make()
    {
        var folder = System.IO.Path.GetDirectoryName(Path)!;
        Directory.CreateDirectory(folder);
        key = RandomNumberGenerator.GetBytes(Length);
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        using (var file = new FileStream($"{Pending}.part", options))
        {
            file.Write(System.Text.Encoding.ASCII.GetBytes($"{Convert.ToBase64String(key)}\n"));
            file.Flush(flushToDisk: true);
        }

        File.Move($"{Pending}.part", Pending, overwrite: true);
        Folder.Flush(folder);
    }

    /// <summary>Gives a key that was made its final name: the database is bound to it now.</summary>
    internal void Settle()
    {
        if (!IsPending)
            return;

        File.Move(Pending, Path);
        Folder.Flush(System.IO.Path.GetDirectoryName(Path)!);
    }

    /// <summary>Forgets a key that was made while another node was first.</summary>
    internal void Discard()
    {
        if (IsPending)
            File.Delete(Pending);
        key = null;
    }

    /// <summary>32 bytes for one purpose (HKDF, RFC 5869).</summary>
    /// <exception cref="DeskException">There is no key, or it can't be read.</exception>
    internal byte[] Derive(string purpose)
    {
        if (key is null && !Find())
            throw new DeskException($"The key file {Path} is missing.");
        return HKDF.DeriveKey(HashAlgorithmName.SHA256, key!, Length, info: System.Text.Encoding.ASCII.GetBytes($"SupportDesk {purpose} 1"));
    }

    private static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new DeskException($"The key file {path} can’t be read: {refused.Message}");
        }
    }

    // Never with the text itself: it may be a key with one character too many.
    private static byte[] Parse(string text, string source)
    {
        var bytes = new byte[Length + 3];
        return Convert.TryFromBase64String(text.Trim(), bytes, out var count) && count == Length
            ? bytes[..Length]
            : throw new DeskException($"{source} does not hold a key. Expected 32 bytes in Base64, as the desk writes them, or “openssl rand -base64 32”.");
    }
}
