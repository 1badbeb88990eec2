namespace SupportDesk.Mail.Parsing;

/// <summary>Messages from old Macs end their lines with CR alone, which no parser of mail takes for a line end.</summary>
static class LineEnds
{
    /// <summary>A copy with LF for CR; null where the message needs none.</summary>
    public static MemoryStream? Mended(Stream raw)
    {
        var start = new byte[Math.Min(raw.Length, 4096)];
        raw.ReadExactly(start);
        raw.Position = 0;
        if (start.AsSpan().Contains((byte)'\n') || !start.AsSpan().Contains((byte)'\r')) return null;
        var copy = new byte[raw.Length];
        raw.ReadExactly(copy);
        copy.AsSpan().Replace((byte)'\r', (byte)'\n');
        return new MemoryStream(copy, writable: false);
    }
}
