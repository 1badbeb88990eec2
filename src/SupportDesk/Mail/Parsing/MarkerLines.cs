namespace SupportDesk.Mail.Parsing;

/// <summary>Lines that say in so many words: below is another mail.</summary>
static class MarkerLines
{
    static readonly System.Buffers.SearchValues<char> Rules = System.Buffers.SearchValues.Create("-_=—–*~#<>‐‑−━─ \t\u00A0");

    static readonly System.Buffers.SearchValues<char> Dashes = System.Buffers.SearchValues.Create("-_=—–━─‐");

    /// <summary>"-----Original Message-----" and its like, in the clients' languages.</summary>
    public static bool IsOriginal(string line) => Between(line, out var inner, out var ruled) && (ruled ? Starts(inner, Phrases.Original) : Equal(inner, Phrases.Original));

    /// <summary>"---------- Forwarded message ----------", "Begin forwarded message:".</summary>
    public static bool IsForward(string line) => Between(line, out var inner, out var ruled) && (ruled ? Starts(inner, Phrases.Forwarded) : Equal(inner, Phrases.Forwarded));

    /// <summary>A desk's own line: answers stand above it, or earlier posts below it.</summary>
    public static bool IsDeskMark(string line)
    {
        if (line.Length is < 8 or > 120) return false;
        var inner = Phrases.Folded(line.Trim('-', '=', '#', '*', ' ', '\t', '–', '—', '_', '.'));
        if (Phrases.PreviousReplies.Contains(inner.TrimEnd(':'), StringComparer.Ordinal)) return true;
        return Phrases.ReplyAbove.Any(words => words.All(w => inner.Contains(w, StringComparison.Ordinal))) && !inner.EndsWith('?');
    }

    /// <summary>A subject that says the mail was passed on.</summary>
    public static bool IsForwardSubject(string subject)
    {
        var colon = subject.AsSpan().IndexOfAny(':', '：');
        return colon is > 0 and < 12 && Phrases.ForwardSubjects.Contains(subject[..colon].Trim().ToLowerInvariant(), StringComparer.Ordinal);
    }

    static bool Between(string line, out string inner, out bool ruled)
    {
        inner = "";
        ruled = false;
        if (line.Length is < 4 or > 200) return false;
        var span = line.AsSpan();
        var start = span.IndexOfAnyExcept(Rules);
        if (start < 0) return false;
        var end = span.LastIndexOfAnyExcept(Rules) + 1;
        ruled = span[..start].ContainsAny(Dashes) && start >= 2;
        inner = Phrases.Folded(line[start..end]).TrimEnd(':', '：').TrimEnd();
        return inner.Length <= 120;
    }

    static bool Equal(string inner, string[] phrases) => phrases.Contains(inner, StringComparer.Ordinal);

    static bool Starts(string inner, string[] phrases) => phrases.Any(p => inner.StartsWith(p, StringComparison.Ordinal) && inner.Length <= p.Length + 60);
}
