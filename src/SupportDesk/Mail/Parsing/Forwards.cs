namespace SupportDesk.Mail.Parsing;

/// <summary>Who wrote the mail that was passed on.</summary>
static class Forwards
{
    /// <summary>The address in the From line below the forward marker, or of the header block of a mail whose subject says "Fwd".</summary>
    public static WrittenAddress? Author(List<TextLine> lines, bool isForward)
    {
        var at = lines.FindIndex(l => l.Kind == LineKind.Forward || (isForward && l.Kind == LineKind.Header));
        if (at < 0) return null;
        foreach (var line in lines.Skip(at).Take(12))
        {
            var bare = line.Bare.TrimStart('*', '>', ' ');
            var colon = bare.AsSpan().IndexOfAny(':', '：');
            if (colon is < 1 or > 32 || !Phrases.Labels.TryGetValue(Phrases.Folded(bare[..colon]), out var label) || label != HeaderLabel.From) continue;
            var value = bare[(colon + 1)..].Trim('*', ' ');
            var sign = value.IndexOf('@', StringComparison.Ordinal);
            if (sign < 1) return null;
            var (start, end) = Addresses.Around(value, sign);
            var name = value[..start].Trim(' ', '<', '"', '(', '[', '*');
            return new(value[start..end], name.Length == 0 ? null : Texts.Line(name));
        }

        return null;
    }
}
