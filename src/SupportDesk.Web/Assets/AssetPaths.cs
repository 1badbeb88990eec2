using System.Security.Cryptography;
using Microsoft.Extensions.FileProviders;

namespace SupportDesk.Web.Assets;

/// <summary>
/// Addresses of the files in wwwroot, with a folder named after their content: <c>/assets/3f9a1c20/css/desk.css</c>. A browser may keep
/// them for ever, and what they name beside themselves (fonts, modules, icons) carries the same version without being rewritten.
/// </summary>
public sealed class AssetPaths(IWebHostEnvironment host)
{
    internal const string Prefix = "/assets/";

    /// <summary>Eight hex digits of the SHA-256 over every file's name and content.</summary>
    public string Version { get; } = VersionOf(host.WebRootFileProvider);

    public string this[string file] => $"{Prefix}{Version}/{file}";

    public string Icon(string name) => this[$"lib/icons.svg#{name}"];

    private static string VersionOf(IFileProvider files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(hash, files, "");
        return Convert.ToHexStringLower(hash.GetHashAndReset())[..8];
    }

    private static void Add(IncrementalHash hash, IFileProvider files, string folder)
    {
        foreach (var entry in files.GetDirectoryContents(folder).OrderBy(entry => entry.Name, StringComparer.Ordinal))
        {
            var path = $"{folder}/{entry.Name}";
            if (entry.IsDirectory)
                Add(hash, files, path);
            else
                hash.AppendData([.. System.Text.Encoding.UTF8.GetBytes(path), .. Content(entry)]);
        }
    }

    private static byte[] Content(IFileInfo file)
    {
        using var stream = file.CreateReadStream();
        var bytes = new byte[file.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
