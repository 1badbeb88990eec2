namespace SupportDesk.Files;

/// <summary>What a file is by its own first bytes, and whether it may be handed out: the sender's word for it is not asked.</summary>
public static class FileKinds
{
    /// <summary>What nothing is known of.</summary>
    public const string Unknown = "application/octet-stream";

    private static readonly (byte[] Magic, int Offset, string Type)[] Known =
    [
        ([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], 0, "image/png"),
        ([0xFF, 0xD8, 0xFF], 0, "image/jpeg"),
        ("GIF87a"u8.ToArray(), 0, "image/gif"),
        ("GIF89a"u8.ToArray(), 0, "image/gif"),
        ("WEBP"u8.ToArray(), 8, "image/webp"),
        ("%PDF-"u8.ToArray(), 0, "application/pdf"),
        ([0x50, 0x4B, 0x03, 0x04], 0, "application/zip"),
        ([0x1F, 0x8B], 0, "application/gzip"),
    ];

    // What Windows, macOS or a mail program starts when it is opened, and Office files that carry macros.
    private static readonly HashSet<string> Started = new(StringComparer.OrdinalIgnoreCase)
    {
        ".exe", ".com", ".scr", ".pif", ".bat", ".cmd", ".ps1", ".psm1", ".vb", ".vbs", ".vbe", ".js", ".jse", ".wsf", ".wsh", ".wsc", ".hta", ".msi", ".msp", ".msc",
        ".cpl", ".dll", ".sys", ".reg", ".inf", ".lnk", ".url", ".scf", ".jar", ".jnlp", ".iso", ".img", ".vhd", ".vhdx", ".chm", ".appx", ".msix", ".application", ".gadget",
        ".settingcontent-ms", ".library-ms", ".search-ms", ".app", ".command", ".dmg", ".pkg", ".sh", ".desktop", ".apk", ".docm", ".dotm", ".xlsm", ".xltm", ".xlam", ".pptm", ".potm",
        ".ppam", ".xll", ".one",
    };

    /// <summary>The media type its bytes show, or <see cref="Unknown"/>.</summary>
    public static string TypeOf(ReadOnlySpan<byte> content)
    {
        foreach (var (magic, offset, type) in Known)
        {
            if (content.Length >= offset + magic.Length && content.Slice(offset, magic.Length).SequenceEqual(magic))
                return type;
        }

        return Unknown;
    }

    /// <summary>Whether a browser may show it as a picture: raster formats alone, never SVG (threat T02b).</summary>
    public static bool IsPicture(string type) => type is "image/png" or "image/jpeg" or "image/gif" or "image/webp";

    /// <summary>Whether opening it starts a program, by its name or by its first bytes; such a file is quarantined.</summary>
    public static bool IsDangerous(string name, ReadOnlySpan<byte> content) =>
        Started.Contains(Path.GetExtension(name.TrimEnd('.', ' ')))
        || content.StartsWith("MZ"u8)
        || content.StartsWith((ReadOnlySpan<byte>)[0x7F, 0x45, 0x4C, 0x46])
        || content.StartsWith("#!"u8)
        || content.StartsWith((ReadOnlySpan<byte>)[0x4C, 0x00, 0x00, 0x00, 0x01, 0x14, 0x02, 0x00]);
}
