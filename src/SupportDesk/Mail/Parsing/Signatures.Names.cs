namespace SupportDesk.Mail.Parsing;

static partial class Signatures
{
    // "my iPhone, please excuse …" names the device first; "my desk, is much easier than my phone." is a sentence.
    static bool IsDevice(string rest)
    {
        var stop = Stop(rest);
        var head = stop > 0 ? rest[..stop] : rest;
        var named = Phrases.Devices.Where(d => head.Contains(d, StringComparison.Ordinal)).ToList();
        if (named.Count == 0) return stop > 0 && head.Trim().Length <= 3 && Phrases.Devices.Any(d => rest.Contains(d, StringComparison.Ordinal));
        return named.Exists(d => !IsPossessive(d)) || stop < 0 || WordCount(rest) <= 4;
    }

    // The point of "web.de" ends nothing.
    static int Stop(string text)
    {
        for (var i = text.AsSpan().IndexOfAny(",;.!?"); i >= 0 && i < text.Length; i++)
        {
            if (text[i] is ',' or ';' or '.' or '!' or '?' && (i + 1 == text.Length || char.IsWhiteSpace(text[i + 1]))) return i;
        }

        return -1;
    }

    // Links of an advertisement stand on lines of their own around it.
    static bool IsLink(string bare) => bare is ['<', .., '>'] && bare.Length <= 300 && !bare.Contains(' ', StringComparison.Ordinal) && bare.AsSpan().ContainsAny('/', '#');

    // "Please consider the environment before printing this mail."
    static bool IsAboutPaper(string folded) =>
        WordCount(folded) is >= 4 and <= 24 && Phrases.Paper.Any(p => folded.Contains(p.Nature, StringComparison.Ordinal) && folded.Contains(p.Print, StringComparison.Ordinal))
        && Phrases.PaperOpeners.Any(o => folded.StartsWith(o, StringComparison.Ordinal) || folded.StartsWith("p " + o, StringComparison.Ordinal));

    // What the law of some countries has firms write below their name.
    static bool IsRegistration(string bare)
    {
        if (bare.Length > LongestRegistration || bare[^1] is '.' or '?' or '!' || !(bare.Contains(':', StringComparison.Ordinal) || bare.Any(char.IsDigit))) return false;
        if (bare.StartsWith("PS", StringComparison.OrdinalIgnoreCase) || bare.StartsWith("P.S", StringComparison.OrdinalIgnoreCase)) return false;
        var folded = Phrases.Folded(bare);
        return Phrases.Registrations.Any(r => folded.Contains(r, StringComparison.Ordinal));
    }

    // "With kind wishes from Bath," in words of which one is known, above a name.
    static bool IsLikeSignOff(List<TextLine> lines, int at, int end, string? sender)
    {
        var bare = lines[at].Bare;
        if (WordCount(bare) > 6 || bare[^1] is ':' or '?' or ';' || bare.AsSpan().ContainsAnyInRange('0', '9')) return false;
        var below = at + 1;
        while (below < end && lines[below].IsBlank) below++;
        if (below >= end || !(IsName(lines[below].Bare, sender) || IsBareName(lines[below].Bare))) return false;
        var folded = Phrases.Folded(bare);
        return Phrases.SignOffStems.Any(s => folded.Contains(s, StringComparison.Ordinal));
    }

    // A name and perhaps a title, in a paragraph above the ways to reach its bearer.
    static int NameAbove(List<TextLine> lines, int start, int blank, string? sender)
    {
        var last = blank;
        while (last > start && lines[last].IsBlank) last--;
        var first = last;
        while (first > start && last - first < 3 && !lines[first - 1].IsBlank) first--;
        if (first <= start || !lines[first - 1].IsBlank || !IsName(lines[first].Bare, sender)) return -1;
        return Enumerable.Range(first, last - first + 1).All(i => lines[i].Bare.Length <= ShortLine && IsCard(lines[i].Bare)) ? first : -1;
    }

    static bool IsPossessive(string word) =>
        word[^1] == ' ' || word is "mein" or "meinem" or "meiner" or "meu" or "minha" or "mio" or "mijn" or "mitt" or "mój";

    // "Thanks in advance, / a sentence / Bob": the name ends a paragraph that a greeting began.
    static int NameBelowSignOff(List<TextLine> lines, int start, int end)
    {
        var last = end - 1;
        while (last > start && lines[last].IsBlank) last--;
        if (last <= start + 1 || !IsBareName(lines[last].Bare)) return end;
        var first = last;
        while (first > start && last - first < 4 && !lines[first - 1].IsBlank) first--;
        return first > start && last - first is >= 2 and < 4 && lines[first - 1].IsBlank && IsSignOff(lines[first].Bare, out _) ? last : end;
    }

    // A firm's small print ends the signature. Without a greeting or a card above it only what speaks of most subjects of small print is some.
    static int AbovePrint(List<TextLine> lines, int start, int end, string? sender)
    {
        var print = SmallPrint.Start(lines, start, end, out var isCertain);
        if (print >= end) return end;
        var signed = Math.Min(SignOff(lines, start, print, sender), Contact(lines, start, print, sender));
        return signed < print || isCertain ? print : end;
    }

    static bool IsBareName(string bare) =>
        bare.Length is >= 2 and <= 30 && char.IsUpper(bare[0]) && WordCount(bare) <= 2 && bare.All(c => char.IsLetter(c) || c is ' ' or '-' or '\'');

    static bool HasAtMost(List<TextLine> lines, int from, int to, int most)
    {
        var words = 0;
        for (var i = from; i < to && words <= most; i++) words += lines[i].IsBlank ? 0 : 1;
        return words <= most;
    }

    static int WordCount(string text)
    {
        var (count, inside) = (0, false);
        foreach (var c in text)
        {
            var space = char.IsWhiteSpace(c);
            if (!space && !inside) count++;
            inside = !space;
        }

        return count;
    }
}
