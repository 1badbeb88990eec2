namespace SupportDesk.Mail.Parsing;

/// <summary>Who wrote the mail that was passed on.</summary>
static class Forwards
{
    /// <summary>The address in the From line where the mail begins that was passed on, or in the line that says who wrote it.</summary>
    public static WrittenAddress? Author(List<TextLine> lines)
    {
        var at = lines.FindIndex(l => l.Kind == LineKind.Forward && l.Fold == Fold.New);
        if (at < 0) return null;
        var head = lines.Skip(at).Take(14).Select(l => l.Bare.TrimStart('*', '>', '|', ' ', '\t', '\u00A0')).ToList();
        for (var i = 0; i < head.Count; i++)
        {
            if (IsFrom(head[i], out var value) || IsFromInTable(head[i], out value)) return Written(value, i + 1 < head.Count ? head[i + 1] : "");
        }

        // Some clients pass a mail on below "On … wrote:", or "5 May 2025, 10:22, Name <address>:".
        for (var i = 0; i < Math.Min(head.Count, 4); i++)
        {
            if (Attribution.Match(lines, at + i) is var wrote and > 0) return Last(string.Join(' ', head.Skip(i).Take(wrote)));
        }

        return null;
    }

    /// <summary>At which line the mail that was passed on begins, and at which one its own words do; null where nothing was passed on.</summary>
    public static (int At, int Words)? Find(List<TextLine> lines)
    {
        var at = lines.FindIndex(l => l.Kind == LineKind.Forward && l.Fold == Fold.New);
        if (at < 0) return null;
        for (var i = at; i < Math.Min(lines.Count, at + 4); i++)
        {
            var head = Math.Max(HeaderBlock.Match(lines, i), Attribution.Match(lines, i));
            if (head > 0) return (at, i + head);
        }

        return (at, Math.Min(lines.Count, at + 1));
    }

    static bool IsFrom(string line, out string value)
    {
        var colon = line.AsSpan().IndexOfAny(':', '：');
        value = colon < 1 ? "" : line[(colon + 1)..].Trim('*', ' ', '\t', '\u00A0');
        return colon is > 0 and <= 32
            && Phrases.Labels.TryGetValue(Phrases.Folded(line[..colon]), out var label) && label == HeaderLabel.From;
    }

    // "| From | Name <address> |", "From "Name" <address>": without a colon.
    static bool IsFromInTable(string line, out string value)
    {
        var end = line.AsSpan().IndexOfAny('|', ' ', '\t');
        value = end < 1 ? "" : line[end..].Trim('|', ' ', '\t');
        return end is > 0 and <= 20 && value.Contains('@', StringComparison.Ordinal)
            && Phrases.Labels.TryGetValue(Phrases.Folded(line[..end]), out var label) && label == HeaderLabel.From;
    }

    // The address may stand on the line below its name.
    static WrittenAddress? Written(string value, string below)
    {
        if (!value.Contains('@', StringComparison.Ordinal) && below.StartsWith('<')) value = value + " " + below;
        var sign = value.IndexOf('@', StringComparison.Ordinal);
        if (sign < 1) return null;
        var (start, end) = Addresses.Around(value, sign);
        var name = value[..start].Replace("mailto", "", StringComparison.OrdinalIgnoreCase).Trim(' ', '<', '"', '(', '[', '*', ':', '\t');
        return new(value[start..end], name.Length == 0 ? null : Texts.Line(name));
    }

    static WrittenAddress? Last(string attribution)
    {
        var sign = attribution.IndexOf('@', StringComparison.Ordinal);
        if (sign < 1) return null;
        var (start, end) = Addresses.Around(attribution, sign);
        var before = attribution[..start].TrimEnd(' ', '<', '(', '[');
        var quote = before.EndsWith('"') ? before.LastIndexOf('"', before.Length - 2) : -1;
        return new(attribution[start..end], quote >= 0 ? Texts.Line(before[(quote + 1)..^1]) : null);
    }
}
