using System.Text;

namespace SupportDesk.Mail.Parsing;

/// <summary>Mends what no parser of mail gets over, before it begins: lines that end in CR alone (old Macs), and blank or damaged lines above the header.</summary>
static class RawMending
{
    const int Start = 4096;
    const int MostDamaged = 100;

    static readonly HashSet<string> Fields = new(StringComparer.OrdinalIgnoreCase)
    {
        "From", "To", "Cc", "Subject", "Date", "Received", "Return-Path", "Delivered-To", "Message-ID", "MIME-Version", "Content-Type", "Reply-To", "Sender", "In-Reply-To", "References", "DKIM-Signature", "Authentication-Results", "X-Original-To", "X-Received", "Content-Transfer-Encoding",
    };

    /// <summary>A mended copy; null where the message needs none.</summary>
    public static MemoryStream? Mended(Stream raw)
    {
        var start = new byte[Math.Min(raw.Length, Start)];
        raw.ReadExactly(start);
        raw.Position = 0;
        var returns = !start.AsSpan().Contains((byte)'\n') && start.AsSpan().Contains((byte)'\r');
        var above = Above(start);
        if (!returns && above == 0) return null;
        raw.Position = above;
        var copy = new byte[raw.Length - above];
        raw.ReadExactly(copy);
        if (returns) copy.AsSpan().Replace((byte)'\r', (byte)'\n');
        return new MemoryStream(copy, writable: false);
    }

    /// <summary>
    /// A copy that begins at the first line which is a known field, among the first of the message; without one, with an empty header above
    /// all. It ends in a blank line: a header that was cut needs one.
    /// </summary>
    public static MemoryStream Salvaged(Stream raw)
    {
        raw.Position = 0;
        var all = new byte[raw.Length + 3];
        all.AsSpan().Fill((byte)'\n');
        raw.ReadExactly(all.AsSpan(1, (int)raw.Length));
        for (var (at, lines) = (1, 0); at < all.Length && lines < MostDamaged; lines++)
        {
            if (IsKnown(all.AsSpan(at))) return new MemoryStream(all, at, all.Length - at, writable: false);
            var end = all.AsSpan(at).IndexOf((byte)'\n');
            if (end < 0) break;
            at += end + 1;
        }

        return new MemoryStream(all, writable: false);
    }

    /// <summary>A copy with an empty header above all: everything is text.</summary>
    public static MemoryStream AllText(Stream raw)
    {
        var all = new byte[raw.Length + 1];
        all[0] = (byte)'\n';
        raw.Position = 0;
        raw.ReadExactly(all.AsSpan(1));
        return new MemoryStream(all, writable: false);
    }

    static bool IsKnown(ReadOnlySpan<byte> line)
    {
        var colon = line[..Math.Min(line.Length, 40)].IndexOf((byte)':');
        return colon > 0 && Fields.Contains(Encoding.ASCII.GetString(line[..colon]));
    }

    /// <summary>How many bytes stand above the first header field: blank lines, or a few that are damaged; 0 where the message begins soundly or has no header at all.</summary>
    static int Above(ReadOnlySpan<byte> start)
    {
        var at = 0;
        for (var lines = 0; lines < 10 && at < start.Length; lines++)
        {
            var end = start[at..].IndexOfAny((byte)'\n', (byte)'\r');
            var line = end < 0 ? start[at..] : start.Slice(at, end);
            var colon = line.IndexOf((byte)':');
            if (lines == 0 && (line.StartsWith("From "u8) || (colon > 0 && !line[..colon].ContainsAnyExceptInRange((byte)'!', (byte)'~')))) return 0;
            if (colon > 0 && Fields.Contains(Encoding.ASCII.GetString(line[..colon]))) return at;
            if (end < 0) return 0;
            at += end + 1;
        }

        return 0;
    }
}
