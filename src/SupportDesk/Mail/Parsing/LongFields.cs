using System.Text;

namespace SupportDesk.Mail.Parsing;

/// <summary>
/// Finds header fields that are too long, over the bare bytes: a parser that builds a field line by line takes the square of its length (one
/// field of 600 kB, folded, took gigabytes). Nobody reads that much of one; what is over is left out before any parser sees it (threat T17).
/// </summary>
static class LongFields
{
    /// <summary>Whether a message has such a field, in its own header or in a part's.</summary>
    public static bool Any(ReadOnlySpan<byte> raw, int longest) => raw.Length > longest && Ranges(raw, longest).Count > 0;

    /// <summary>A copy in which these fields end after <paramref name="longest"/> bytes; null where there are none.</summary>
    public static MemoryStream? Cut(Stream raw, int longest)
    {
        if (raw.Length <= longest) return null;
        var all = new byte[raw.Length];
        raw.Position = 0;
        raw.ReadExactly(all);
        raw.Position = 0;
        return Cut(all, longest);
    }

    public static MemoryStream? Cut(ReadOnlySpan<byte> all, int longest)
    {
        var ranges = Ranges(all, longest);
        if (ranges.Count == 0) return null;
        var cut = new MemoryStream(all.Length);
        var done = 0;
        foreach (var (start, end) in ranges)
        {
            cut.Write(all[done..start]);
            done = end;
        }

        cut.Write(all[done..]);
        cut.Position = 0;
        return cut;
    }

    // A header begins with the message, behind a line with a boundary, and behind the header of a nested message; it ends at a blank line.
    static List<(int Start, int End)> Ranges(ReadOnlySpan<byte> raw, int longest)
    {
        var ranges = new List<(int, int)>();
        var (inside, nests, field) = (true, false, 0);
        for (var at = 0; at < raw.Length;)
        {
            var end = raw[at..].IndexOf((byte)'\n') is var n and >= 0 ? at + n + 1 : raw.Length;
            var line = raw[at..end];
            if (line.Trim("\r\n"u8).IsEmpty)
            {
                (inside, nests) = (inside && nests, false);
                field = end;
            }
            else if (line.StartsWith("--"u8))
            {
                (inside, nests, field) = (true, false, end);
            }
            else if (inside)
            {
                if (line[0] is not ((byte)' ' or (byte)'\t')) field = at;
                nests |= IsNesting(line);
                if (end - field > longest) Leave(ranges, Math.Max(at + 2, field + longest), end - LineEnd(line));
            }

            at = end;
        }

        return ranges;
    }

    // Of the line in which a field becomes too long the beginning stays, so that it is no blank one; of the lines below nothing.
    static void Leave(List<(int Start, int End)> ranges, int start, int end)
    {
        if (end <= start) return;
        if (ranges.Count > 0 && start - ranges[^1].End <= 4) ranges[^1] = (ranges[^1].Start, end);
        else ranges.Add((start, end));
    }

    static int LineEnd(ReadOnlySpan<byte> line) => line.EndsWith("\r\n"u8) ? 2 : line.EndsWith("\n"u8) ? 1 : 0;

    static bool IsNesting(ReadOnlySpan<byte> line)
    {
        Span<char> letters = stackalloc char[200];
        var some = letters[..Encoding.Latin1.GetChars(line[..Math.Min(line.Length, letters.Length)], letters)];
        return some.Contains("message/", StringComparison.OrdinalIgnoreCase);
    }
}
