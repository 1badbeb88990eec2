using System.Text.RegularExpressions;

namespace SupportDesk.Mail.Parsing;

/// <summary>Lines that say in so many words: below is another mail.</summary>
static partial class MarkerLines
{
    const int MostMarks = 30;
    const int LongestBracket = 60;

    static readonly System.Buffers.SearchValues<char> Rules = System.Buffers.SearchValues.Create("-_=—–*~#<>‐‑−━─ \t\u00A0");

    static readonly System.Buffers.SearchValues<char> Dashes = System.Buffers.SearchValues.Create("-_=—–━─‐");

    /// <summary>"-----Original Message-----" and its like, in the clients' languages.</summary>
    /// <param name="line">The whole line.</param>
    /// <param name="ruled">Only between dashes.</param>
    public static bool IsOriginal(string line, bool ruled = false) =>
        Between(line, out var inner, out var dashes) && (dashes ? inner is "original" || Starts(inner, Phrases.Original) : !ruled && Equal(inner, Phrases.Original));

    /// <summary>"---------- Forwarded message ----------", "Begin forwarded message:".</summary>
    public static bool IsForward(string line) => Between(line, out var inner, out var ruled) && (ruled ? Starts(inner, Phrases.Forwarded) : Equal(inner, Phrases.Forwarded));

    /// <summary>How long a line's mark of a forward is, where its client wrote all headers behind it ("---- Forwarded message ----- From: …"); else 0.</summary>
    public static int EndOfForward(string line)
    {
        var start = line.AsSpan().IndexOfAnyExcept(' ', '\t', '\u00A0');
        if (start < 0 || start + 4 > line.Length || !Dashes.Contains(line[start])) return 0;
        var words = line.AsSpan(start).IndexOfAnyExcept(Dashes) + start;
        if (words <= start || words - start > 60) return 0;
        var second = line.AsSpan(words, Math.Min(120, line.Length - words)).IndexOf("--", StringComparison.Ordinal);
        if (second < 1) return 0;
        var end = line.AsSpan(words + second).IndexOfAnyExcept(Dashes) + words + second;
        return end > words + second && IsForward(line[start..end]) && !string.IsNullOrWhiteSpace(line[end..]) ? end : 0;
    }

    /// <summary>A desk's own line: answers stand above it, or earlier posts below it. It has a known form, so no sentence of a person is one.</summary>
    public static bool IsDeskMark(string line)
    {
        if (line.Length is < 8 or > 160) return false;
        var bare = line.Trim(' ', '\t');
        var inner = Phrases.Folded(bare.Trim('-', '=', '#', '*', ' ', '\t', '–', '—', '_', '.', '^', '<', '>', '[', ']', '(', ')', '!', ':'));
        if (Phrases.PreviousReplies.Contains(inner.TrimEnd(':'), StringComparer.Ordinal)) return true;
        var ruled = bare.Length > 3 && bare[0] is '-' or '=' or '#' or '*' or '–' or '—' or '_' && bare[1] is '-' or '=' or '#' or '–' or '—' or '_' or ' ';
        foreach (var place in Phrases.AboveThisLine)
        {
            var at = inner.IndexOf(place, StringComparison.Ordinal);
            if (at < 0) continue;
            if (ruled && inner.Length < 120) return true;
            if (at < 60 && inner.Length - at - place.Length < 50 && !inner.Contains(',', StringComparison.Ordinal) && IsRequest(inner, at == 0)) return true;
        }

        return false;
    }

    // "Please type your reply …", "Antworten Sie …": asks for it, where a person would tell of it.
    static bool IsRequest(string inner, bool placeFirst) => placeFirst || Phrases.ReplyRequests.Any(r => inner.StartsWith(r, StringComparison.Ordinal));

    /// <summary>A subject that says the mail was passed on.</summary>
    public static bool IsForwardSubject(string subject) => Prefix(subject) is { } prefix && Phrases.ForwardSubjects.Contains(prefix, StringComparer.Ordinal);

    /// <summary>A subject that says the mail answers one.</summary>
    public static bool IsReplySubject(string subject) => Prefix(subject) is { } prefix && Phrases.ReplySubjects.Contains(prefix, StringComparer.Ordinal);

    /// <summary>A subject that means an answer in one language and a forward in the next: "VS" is Finnish or Danish.</summary>
    public static bool IsEitherSubject(string subject) => Prefix(subject) is "vs";

    /// <summary>A subject without the marks of answers at its front, in every client's language, with the words in brackets before them, and without our numbers at its end.</summary>
    public static string WithoutMarks(string subject)
    {
        var (bare, rest, brackets, before) = (subject.Trim(), subject.Trim(), new List<string>(), new List<string>());
        for (var n = 0; n < MostMarks && rest.Length > 0; n++)
        {
            var isBracket = rest[0] == '[';
            var end = isBracket ? rest.IndexOf(']', StringComparison.Ordinal) : rest.AsSpan().IndexOfAny(':', '：');
            if (end < 1 || end > LongestBracket || (!isBracket && !IsReplySubject(rest) && !IsForwardSubject(rest))) break;
            var isReply = !isBracket && IsReplySubject(rest);
            if (isBracket && !before.Contains(rest[..(end + 1)], StringComparer.Ordinal)) before.Add(rest[..(end + 1)]);
            rest = rest[(end + 1)..].TrimStart();
            if (!isReply) continue;
            bare = rest;
            brackets = [.. before];
        }

        bare = string.Join(' ', brackets.Append(bare));
        while (Numbered().Match(bare) is { Success: true } numbered) bare = bare[..numbered.Index];
        return bare;
    }

    [GeneratedRegex(@"\s*\[#\d{1,18}\]\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex Numbered();

    // Lists and gateways put a word in brackets before it: "[EXT] Re: …".
    static string? Prefix(string subject)
    {
        var text = subject.AsSpan().Trim();
        for (var n = 0; n < 3 && text is ['[', ..] && text.IndexOf(']') is var close and > 0 && close < 60; n++) text = text[(close + 1)..].TrimStart();
        var colon = text.IndexOfAny(':', '：');
        if (colon is < 1 or > 14) return null;
        var prefix = Phrases.Folded(text[..colon].ToString()).TrimEnd('.');
        var count = prefix.AsSpan().IndexOfAny('[', '(', '^');
        return (count > 0 ? prefix[..count] : prefix).Trim();
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
        inner = Phrases.Folded(line[start..end].Replace("&nbsp;", " ", StringComparison.Ordinal)).TrimEnd(':', '：').TrimEnd();
        return inner.Length <= 120;
    }

    static bool Equal(string inner, string[] phrases) => phrases.Contains(inner, StringComparer.Ordinal);

    static bool Starts(string inner, string[] phrases) => phrases.Any(p => inner.StartsWith(p, StringComparison.Ordinal) && inner.Length <= p.Length + 60);
}
