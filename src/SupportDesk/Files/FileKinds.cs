using MimeKit;

namespace SupportDesk.Files;

/// <summary>
/// What a file is, and whether it may be handed out. Its first bytes decide whether it may show; its name decides among types that only carry it, by the
/// table of MimeKit. The sender's word for it is not asked, and no type that a browser or a mail program would run is ever given.
/// </summary>
public static class FileKinds
{
    /// <summary>What nothing is known of.</summary>
    public const string Unknown = "application/octet-stream";

    private const string Zip = "application/zip";
    private const string OldOffice = "application/x-ole-storage";

    private static readonly (byte[] Magic, int Offset, string Type)[] Known =
    [
        ([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], 0, "image/png"),
        ([0xFF, 0xD8, 0xFF], 0, "image/jpeg"),
        ("GIF87a"u8.ToArray(), 0, "image/gif"),
        ("GIF89a"u8.ToArray(), 0, "image/gif"),
        ("WEBP"u8.ToArray(), 8, "image/webp"),
        ("%PDF-"u8.ToArray(), 0, "application/pdf"),
        ([0x50, 0x4B, 0x03, 0x04], 0, Zip),
        ([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], 0, OldOffice),
        ([0x1F, 0x8B], 0, "application/gzip"),
    ];

    private static readonly string[] Active = ["html", "xml", "svg", "script", "java", "css", "flash", "mimearchive", "x-sh", "x-csh", "x-tcl", "x-perl", "x-python", "x-msdownload"];

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

    /// <summary>The media type for a file that is stored, saved by a browser or attached to a mail; <see cref="Unknown"/> where name and bytes disagree.</summary>
    public static string TypeOf(string name, ReadOnlySpan<byte> content)
    {
        if (IsDangerous(name, content))
            return Unknown;

        var (shown, named) = (TypeOf(content), MimeTypes.GetMimeType(name.TrimEnd('.', ' ')).ToLowerInvariant());
        if (shown == Zip)
            return IsZipped(named) ? named : Zip;
        if (shown == OldOffice)
            return IsOldOffice(named) ? named : Unknown;
        if (shown != Unknown)
            return shown;

        var toldByBytes = IsZipped(named) || IsOldOffice(named) || Array.Exists(Known, k => k.Type == named);
        return toldByBytes || IsActive(named) || (named.StartsWith("text/", StringComparison.Ordinal) && content.Contains((byte)0)) ? Unknown : named;
    }

    private static bool IsZipped(string type) =>
        type.StartsWith("application/vnd.openxmlformats-officedocument.", StringComparison.Ordinal) || type.StartsWith("application/vnd.oasis.opendocument.", StringComparison.Ordinal)
        || type is "application/epub+zip";

    private static bool IsOldOffice(string type) => type is "application/msword" or "application/vnd.ms-excel" or "application/vnd.ms-powerpoint" or "application/vnd.ms-outlook";

    // Markup and scripts, and what holds them; a whole message would be taken apart by the mail that carries it.
    private static bool IsActive(string type) =>
        type.StartsWith("message/", StringComparison.Ordinal) || type.StartsWith("multipart/", StringComparison.Ordinal)
        || Array.Exists(Active, word => type.Contains(word, StringComparison.Ordinal));

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
