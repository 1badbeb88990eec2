using System.Buffers;

namespace SupportDesk.Mail.Parsing;

/// <summary>
/// "On Monday, Damion wrote:" in its many forms and languages, on one line or folded over several. Looks at no more than six lines of at
/// most 400 characters from each place, so a whole mail stays linear.
/// </summary>
static class Attribution
{
    const int MostLines = 6;
    const int Longest = 400;
    static readonly SearchValues<string> Verbs = SearchValues.Create(Phrases.Wrote, StringComparison.Ordinal);
    static readonly SearchValues<char> Marks = SearchValues.Create("- \t*_>");

    /// <summary>How many lines from <paramref name="at"/> form one; 0 where none begins.</summary>
    public static int Match(IReadOnlyList<TextLine> lines, int at)
    {
        var joined = "";
        var first = lines[at].Bare;
        if (first.Length is 0 or > Longest) return 0;
        for (var n = 0; n < MostLines && at + n < lines.Count; n++)
        {
            var bare = lines[at + n].Bare;
            if (n > 0 && bare.Length == 0)
            {
                // Some clients put the address alone on the lines below.
                if (n > 1 || at + 2 >= lines.Count || !lines[at + 2].Bare.StartsWith('<')) return 0;
                continue;
            }

            if (n > 0 && bare.StartsWith('>') && !EndsOfAddress(bare)) return 0;
            joined = n == 0 ? bare : joined + ' ' + bare;
            if (joined.Length > Longest) return 0;
            if (n == 1 && !MayBegin(first)) return 0;
            var followed = at + n + 1 >= lines.Count || lines[at + n + 1].IsBlank || IsQuoted(lines[at + n + 1]);
            if (Is(joined, followed, followed && IsQuotedNext(lines, at + n + 1))) return n + 1;
        }

        return 0;
    }

    /// <summary>A time of day stands in the text.</summary>
    public static bool HasTime(string text) => text.Length <= Longest && new Features(text).HasTime;

    /// <summary>As mail programs write it by themselves and people do not: the address in brackets, or between dashes, or the date in front.</summary>
    public static bool IsClients(string text)
    {
        if (text.Length > Longest * 2) return false;
        var f = new Features(text);
        if (f is { Ruled: true, VerbEnds: true }) return true;
        var bracketed = text.AsSpan().IndexOfAny('<', '[', '(') >= 0 || text.Contains("mailto:", StringComparison.OrdinalIgnoreCase);
        if (f is { HasDate: true, HasTime: true, HasAddress: true }) return bracketed || (f.Opens && !char.IsLower(text[0]));
        if (f is { HasDate: true, HasAddress: true, Opens: true } || (f.HasAddress && f.VerbEnds)) return bracketed;
        return f.StartsWithDate && (f.EndsInAddress || (f.HasZone && f.HasTime));
    }

    /// <summary>Where the quoted words begin that a client put behind an attribution, on its line ("On … wrote:   Dear Damion,"); 0 where not.</summary>
    public static int EndWithin(string line)
    {
        var head = line.Length > Longest ? line[..Longest] : line;
        for (var (colon, n) = (head.IndexOf(':', StringComparison.Ordinal), 0); colon >= 0 && n < 8; colon = head.IndexOf(':', colon + 1), n++)
        {
            if (colon + 1 >= line.Length || !char.IsWhiteSpace(line[colon + 1]) || string.IsNullOrWhiteSpace(line[(colon + 1)..])) continue;
            if (new Features(head[..(colon + 1)].Trim()) is { HasVerb: true, HasDate: true, HasTime: true, HasAddress: true, Opens: true } f && (f.VerbEnds || head[..colon].EndsWith('>'))) return colon + 1;
        }

        return 0;
    }

    /// <summary>Where in a line, behind the writer's own words, an attribution begins ("reply On Wed, … wrote:"); 0 where not.</summary>
    public static int Inside(string line)
    {
        if (line.Length > Longest) return 0;
        foreach (var opener in (ReadOnlySpan<string>)["On ", "Le ", "Am ", "El ", "Il ", "Op ", "Em ", "Den "])
        {
            var at = line.IndexOf(opener, StringComparison.Ordinal);
            if (at < 1 || (!char.IsWhiteSpace(line[at - 1]) && line[at - 1] != '-')) continue;
            var before = line.AsSpan(0, at);
            if (!before.ContainsAnyExcept(Marks) || before.ContainsAnyInRange('0', '9') || before.Contains('@')) continue;
            if (Is(line[at..], followed: true, quoted: false) && new Features(line[at..]).HasDate) return at;
        }

        return 0;
    }

    public static bool IsQuoted(TextLine line) => line.Depth > 0 || line.Bare.StartsWith('>') || line.Hint == LineHint.History;

    static bool EndsOfAddress(string bare) => bare.Length <= 60 && (bare is ">:" || (new Features(bare[1..]) is { VerbEnds: true }));

    static bool MayBegin(string first)
    {
        var features = new Features(first);
        return features.HasDate || features.HasTime || (features.Opens && first.AsSpan().ContainsAnyInRange('0', '9')) || features.HasAddress;
    }

    static bool IsQuotedNext(IReadOnlyList<TextLine> lines, int at)
    {
        if (at < lines.Count && lines[at].IsBlank) at++;
        return at < lines.Count && IsQuoted(lines[at]) && lines[at].Hint != LineHint.OwnQuote;
    }

    static bool Is(string text, bool followed, bool quoted)
    {
        var f = new Features(text);
        if (f.EndsInColon && quoted && text.Length <= 100 && (f.VerbEnds || f.Quotes)) return true;
        if (!f.HasDate && !f.HasTime && !f.HasAddress && !f.Ruled) return false;
        if (f.Ruled && f.VerbEnds) return true;
        if (f.VerbEnds && (f.EndsInColon || followed))
        {
            return f.HasDate || f.HasTime || (f.HasAddress && (f.Opens || text.AsSpan().IndexOfAny('<', '(', '[') >= 0));
        }

        if (f.EndsInColon)
        {
            if (f.HasVerb && ((f.HasDate && (f.HasTime || (f.Opens && text.Length < 120))) || f.HasAddress)) return true;
            if (f.Quotes && f.HasAddress) return true;
            return f.HasDate && f.HasTime && f.HasAddress;
        }

        if (quoted && f.Quotes && f.HasDate && f.HasTime) return true;
        return f.StartsWithDate && followed && ((f.HasAddress && f.EndsInAddress) || (f.HasZone && f.HasTime && text.Length < 120));
    }

    readonly ref struct Features
    {
        public Features(string text)
        {
            var folded = Phrases.Folded(text);
            var span = folded.AsSpan();
            var trimmed = span.TrimEnd(":：-—– \t*_.…");
            EndsInColon = span.TrimEnd("*_ \t") is [.., ':' or '：'];
            Ruled = span.StartsWith("--") && span.EndsWith("--");
            HasAddress = Address(span);
            EndsInAddress = span is [.., '>'] && HasAddress;
            (HasDate, HasTime, StartsWithDate) = Dates(span);
            HasZone = span.Contains("gmt", StringComparison.Ordinal) || span.Contains("utc", StringComparison.Ordinal);
            Opens = Starts(span, Phrases.Openers);
            Quotes = Starts(span, Phrases.Quoting);
            if (!span.ContainsAny(Verbs)) return;
            foreach (var verb in Phrases.Wrote)
            {
                if (trimmed.EndsWith(verb, StringComparison.Ordinal) && Bounded(trimmed, trimmed.Length - verb.Length)) VerbEnds = HasVerb = true;
                else if (!HasVerb && Within(span, verb)) HasVerb = true;
                if (VerbEnds) break;
            }
        }

        public bool EndsInColon { get; }
        public bool Ruled { get; }
        public bool HasAddress { get; }
        public bool EndsInAddress { get; }
        public bool HasDate { get; }
        public bool HasTime { get; }
        public bool HasZone { get; }
        public bool StartsWithDate { get; }
        public bool Opens { get; }
        public bool Quotes { get; }
        public bool VerbEnds { get; }
        public bool HasVerb { get; }

        static bool Bounded(ReadOnlySpan<char> text, int at) => at == 0 || !char.IsLetterOrDigit(text[at - 1]) || text[at] > '\u2E80';

        static bool Within(ReadOnlySpan<char> text, string verb)
        {
            var at = text.IndexOf(verb, StringComparison.Ordinal);
            return at >= 0 && Bounded(text, at) && (at + verb.Length == text.Length || !char.IsLetterOrDigit(text[at + verb.Length]) || text[at] > '\u2E80');
        }

        static bool Address(ReadOnlySpan<char> text)
        {
            for (var at = text.IndexOf('@'); at >= 0;)
            {
                if (at > 0 && at < text.Length - 2 && !char.IsWhiteSpace(text[at - 1]) && char.IsLetterOrDigit(text[at + 1]) && !EndsInLink(text[..at])) return true;
                var next = text[(at + 1)..].IndexOf('@');
                at = next < 0 ? -1 : at + 1 + next;
            }

            return false;
        }

        // "https://shop.test/?to=ilse@customer.test" names a page.
        static bool EndsInLink(ReadOnlySpan<char> before) => before[(before.LastIndexOfAny(" \t<([") + 1)..].Contains('/');

        static bool Starts(ReadOnlySpan<char> text, string[] openers)
        {
            foreach (var opener in openers)
            {
                if (text.StartsWith(opener, StringComparison.Ordinal)) return true;
            }

            return false;
        }

        static (bool Date, bool Time, bool First) Dates(ReadOnlySpan<char> text)
        {
            var (date, time, first) = (false, false, false);
            for (var i = 0; i < text.Length; i++)
            {
                if (!char.IsAsciiDigit(text[i])) continue;
                var start = i;
                while (i < text.Length && char.IsAsciiDigit(text[i])) i++;
                var digits = i - start;
                var year = digits == 4 && text[start] is '1' or '2' && text[start + 1] is '9' or '0';
                var parts = digits <= 2 && i + 1 < text.Length && text[i] is '/' or '.' or '-' && char.IsAsciiDigit(text[i + 1]);
                var month = digits <= 2 && NextIsMonth(text[i..]);
                if ((year && digits == 4) || parts || month || (i < text.Length && text[i] is '年' or '년'))
                {
                    date = true;
                    first |= start == 0;
                }

                if (digits <= 2 && i + 2 < text.Length && text[i] is ':' or '.' or 'h' && char.IsAsciiDigit(text[i + 1]) && char.IsAsciiDigit(text[i + 2])) time = true;
            }

            return (date, time, first);
        }

        // "3 apr", "28. feb", "3 de mayo"; the other order ("apr 3,") has a comma or a year nearby.
        static bool NextIsMonth(ReadOnlySpan<char> rest)
        {
            var word = rest.TrimStart(". ");
            if (word.StartsWith("de ", StringComparison.Ordinal)) word = word[3..];
            foreach (var month in Phrases.Months)
            {
                if (word.StartsWith(month, StringComparison.Ordinal)) return true;
            }

            return rest is [',', ' ', >= '0' and <= '9', ..] || rest is [',', ' ', 'a', 't', ..];
        }
    }
}
