namespace SupportDesk.Mail.Parsing;

/// <summary>
/// The head that Notes draws as a table above the mail answered to: the sender and the date in one cell, "To", "cc" and "Subject" without
/// colons in the next.
/// </summary>
static class NotesBlock
{
    const int MostLines = 14;
    const int Longest = 200;

    /// <summary>How many lines from <paramref name="at"/> form one; 0 where none begins.</summary>
    public static int Match(IReadOnlyList<TextLine> lines, int at)
    {
        if (lines[at].Bare.Length is < 3 or > Longest || at + 2 >= lines.Count) return 0;
        var dated = Next(lines, at, at + 3);
        if (dated < 0 || !IsDate(lines[dated].Bare)) return 0;
        var (to, last) = (false, -1);
        for (var i = dated + 1; i < lines.Count && i < at + MostLines; i++)
        {
            if (Label(lines[i].Bare) is not { } label) continue;
            to |= label == HeaderLabel.To;
            if (label != HeaderLabel.Subject) continue;
            last = i;
            break;
        }

        if (!to || last < 0) return 0;
        // "Subject" may stand alone, above its words.
        var words = Next(lines, last, last + 3);
        if (!lines[last].Bare.Contains(' ', StringComparison.Ordinal) && words > 0) last = words;
        return last - at + 1;
    }

    /// <summary>"Support Desk ---05.09.2025 10:22:13---Which rule is it": how Notes begins what it answers, above the head.</summary>
    public static bool IsTeaser(string bare)
    {
        var first = bare.IndexOf("---", StringComparison.Ordinal);
        var second = first < 1 || first + 3 >= bare.Length || !char.IsDigit(bare[first + 3]) ? -1 : bare.IndexOf("---", first + 4, StringComparison.Ordinal);
        return second > 0 && IsDate(bare[(first + 3)..second]);
    }

    static int Next(IReadOnlyList<TextLine> lines, int at, int most)
    {
        for (var i = at + 1; i < lines.Count && i < most; i++)
        {
            if (!lines[i].IsBlank) return i;
        }

        return -1;
    }

    static bool IsDate(string bare) => bare.Length is >= 8 and <= 60 && char.IsDigit(bare[0]) && Attribution.HasTime(bare);

    static HeaderLabel? Label(string bare)
    {
        if (bare.Length > 1000) return null;
        var end = bare.AsSpan().IndexOfAny(" \t\u00A0");
        var word = end < 0 ? bare : bare[..end];
        return word.Length is > 0 and <= 20 && Phrases.Labels.TryGetValue(Phrases.Folded(word), out var label) ? label : null;
    }
}
