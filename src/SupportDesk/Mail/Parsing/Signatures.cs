namespace SupportDesk.Mail.Parsing;

/// <summary>Finds where a signature begins: its delimiter, a phone's line, a sign-off with a name, or a block of contact details at the end.</summary>
static partial class Signatures
{
    static readonly System.Buffers.SearchValues<char> Rule = System.Buffers.SearchValues.Create("-_=—–*~#+━─ ");
    const int MostLines = 12;
    const int ShortLine = 60;
    const int LongestRegistration = 160;

    /// <summary>The first line of the signature that ends [start, end), or end.</summary>
    /// <param name="lines">All lines.</param>
    /// <param name="start">First line of the writer's last words.</param>
    /// <param name="end">Behind their last line.</param>
    /// <param name="sender">The writer's display name.</param>
    /// <param name="mayBeAll">There is other text in the mail, so that a signature alone is an empty answer.</param>
    public static int Start(List<TextLine> lines, int start, int end, string? sender, bool mayBeAll)
    {
        var at = end;
        for (var i = start; i < end; i++)
        {
            if (!lines[i].IsCode && (lines[i].Hint == LineHint.Signature || IsDelimiter(lines, i, end)))
            {
                at = i;
                break;
            }
        }

        at = Phones(lines, start, at);
        at = AbovePrint(lines, start, at, sender);
        at = SignOff(lines, start, at, sender);
        at = Phones(lines, start, Math.Min(at, Contact(lines, start, at, sender)));
        at = Rules(lines, start, at);
        return at <= start && !mayBeAll && !IsFormal(lines[start]) ? end : at;
    }

    /// <summary>A piece behind a quote that is nothing but a greeting and a name.</summary>
    public static bool IsOnlySignOff(List<TextLine> lines, Piece piece, bool mayBeAll) =>
        mayBeAll && piece.Length <= 40 && Start(lines, piece.Start, piece.End, null, mayBeAll: true) <= piece.Start | IsGreeting(lines, piece);

    public static bool IsRule(string bare) => bare.Length >= 2 && !bare.AsSpan().ContainsAnyExcept(Rule);

    static bool IsGreeting(List<TextLine> lines, Piece piece)
    {
        var words = lines.GetRange(piece.Start, piece.Length).Where(l => !l.IsBlank).ToList();
        return words.Count <= 6 && IsSignOff(words[0].Bare, out _) && words.TrueForAll(l => l.Bare.Length <= ShortLine && (IsCard(l.Bare) || IsSignOff(l.Bare, out _)));
    }

    static bool IsFormal(TextLine line) => line.Bare is "--" or "-- " || line.Hint == LineHint.Signature || IsPhone(line.Bare);

    static bool IsDelimiter(List<TextLine> lines, int at, int end)
    {
        var bare = lines[at].Bare;
        if (bare is "--" or "—" or "––") return HasAtMost(lines, at + 1, end, 40);
        if (!IsRule(bare) || bare.Length > 100 || bare[0] is '*' or '#' or '+') return false;
        // Rules part sections as well: below that of a signature stands what a visiting card has.
        var (words, cards, reach) = (0, 0, at + 1 < end && !lines[at + 1].IsBlank);
        for (var i = at + 1; i < end; i++)
        {
            if (lines[i].IsBlank) continue;
            if (HeaderBlock.Match(lines, i) > 0) return false; // a mail that stands below a rule
            if (++words > MostLines || lines[i].Bare.Length > 72 || IsRule(lines[i].Bare) || WordCount(lines[i].Bare) > 8) return false;
            cards += IsCard(lines[i].Bare) || IsSignOff(lines[i].Bare, out _) ? 1 : 0;
            reach |= IsContact(lines[i].Bare) || IsSignOff(lines[i].Bare, out _);
        }

        // Below a rule and an empty line a section may begin.
        return words > 0 && cards * 2 > words && reach;
    }

    static int Phones(List<TextLine> lines, int start, int end)
    {
        var at = end;
        for (var i = end - 1; i >= start && end - i <= 60; i--)
        {
            if (lines[i].IsBlank) continue;
            if (!lines[i].IsCode && IsLink(lines[i].Bare)) continue;
            if (lines[i].IsCode || !IsPhone(lines[i].Bare)) break;
            at = i;
        }

        while (at < end && at - 1 > start && IsLink(lines[at - 1].Bare)) at--;
        return at;
    }

    /// <summary>"Sent from my …" in the languages of phones and mail programs.</summary>
    public static bool IsPhone(string bare)
    {
        if (bare.Length is < 6 or > 400) return false;
        if (IsAboutPaper(Phrases.Folded(bare))) return true;
        var folded = Phrases.Folded(bare.TrimStart('<', '[', '(', '*', '_', '-', '–', '—', ' ', '•').Replace("[", "", StringComparison.Ordinal));
        if (folded.Length > 160 && !folded.Contains("http", StringComparison.Ordinal)) return false;
        // The address of what the program praises stands behind the words.
        var link = folded.IndexOf("<http", StringComparison.Ordinal);
        var shown = link > 0 ? folded[..link].TrimEnd() : folded;
        if (link > 0 && shown.Contains("outlook", StringComparison.Ordinal) && folded.Contains("aka.ms/", StringComparison.Ordinal) && WordCount(shown) <= 8) return true;
        var ending = shown.TrimEnd('.', '>', ')', ']', ' ', '!');
        if (WordCount(shown) <= 8 && Phrases.SentFromEnds.Any(e => ending.EndsWith(e, StringComparison.Ordinal)) && Phrases.Devices.Any(d => folded.Contains(d, StringComparison.Ordinal))) return true;
        if (Phrases.Advertisements.Any(a => folded.StartsWith(a, StringComparison.Ordinal)) && WordCount(folded) <= 12) return true;
        foreach (var phrase in Phrases.SentFrom)
        {
            if (!folded.StartsWith(phrase, StringComparison.Ordinal)) continue;
            var rest = folded[phrase.Length..];
            if (phrase.Contains("outlook", StringComparison.Ordinal) || IsDevice(rest)) return WordCount(rest) <= 20;
            if (WordCount(rest) <= 3 && !ending.EndsWith(',') && bare[^1] is not ('.' or '?' or '!')) return true;
        }

        return false;
    }

    static int SignOff(List<TextLine> lines, int start, int end, string? sender)
    {
        var words = 0;
        for (var i = end - 1; i > start; i--)
        {
            var bare = lines[i].Bare;
            if (bare.Length == 0) continue;
            if (lines[i].IsCode || words > MostLines || (bare.Length > ShortLine && !IsRegistration(bare))) break;
            if (IsSignOff(bare, out var named) && (words > 0 || named)) return i;
            if (words > 0 && IsLikeSignOff(lines, i, end, sender)) return i;
            if (words == 0 && IsDashedName(lines, i, start)) return i;
            if (words == 0 && IsName(bare, sender) && lines[i - 1].IsBlank) return i;
            if (!IsCard(bare)) break;
            words++;
        }

        return NameBelowSignOff(lines, start, end);
    }

    static bool IsSignOff(string bare, out bool named)
    {
        named = false;
        var folded = Phrases.Folded(bare).TrimStart('/', '-', '–', '—', ' ');
        if (folded.Length > ShortLine) return false;
        var phrase = folded.TrimEnd(',', '.', '!', ';', ':', ' ', '*', ')', '(');
        if (Phrases.SignOffSet.Contains(phrase)) return true;
        var mark = folded.AsSpan().IndexOfAny(",!./");
        if (mark > 0 && Phrases.SignOffSet.Contains(folded[..mark].Trim()) && WordCount(folded[(mark + 1)..]) is > 0 and <= 3)
        {
            named = true;
            return true;
        }

        // A greeting with an emoji, or several in one line: "Viele Grüße / Best regards", "Cheers 🎉".
        var parts = folded.Split(['/', '|', '&'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length > 1 && parts.All(p => Phrases.SignOffSet.Contains(p.TrimEnd(',', '.', '!')))) return true;
        var letters = new string([.. folded.Where(c => char.IsLetter(c) || c == ' ')]).Trim();
        return letters.Length + 4 >= folded.Length && Phrases.SignOffSet.Contains(letters);
    }

    // "-Lev.", "— Ryan", behind text that is no list.
    static bool IsDashedName(List<TextLine> lines, int at, int start)
    {
        var bare = lines[at].Bare;
        if (bare[0] is not ('-' or '–' or '—' or '~') || bare.Length > 40) return false;
        var name = bare.TrimStart('-', '–', '—', '~', ' ').TrimEnd('.');
        if (name.Length < 2 || !char.IsUpper(name[0]) || WordCount(name) > 3 || name.AsSpan().ContainsAnyInRange('0', '9') || name[^1] is ':' or ';') return false;
        var above = at - 1;
        while (above > start && lines[above].IsBlank) above--;
        return above >= start && lines[above].Bare is [not ('-' or '–' or '—' or '*' or '~'), ..] && (lines[at - 1].IsBlank || bare[1] != ' ');
    }

    static bool IsName(string bare, string? sender)
    {
        if (string.IsNullOrWhiteSpace(sender) || bare.Length > 40) return false;
        var name = bare.Trim(' ', '.', ',', '*', '-', '—').ToLowerInvariant();
        var whole = sender.Trim().ToLowerInvariant();
        return name.Length >= 2 && (name == whole || whole.Split([' ', ',']).Contains(name, StringComparer.Ordinal));
    }

    static int Contact(List<TextLine> lines, int start, int end, string? sender)
    {
        var (first, contacts, words, named) = (end, 0, 0, false);
        for (var i = end - 1; i > start; i--)
        {
            var bare = lines[i].Bare;
            if (bare.Length == 0)
            {
                if (words == 0) continue;
                if (contacts > 0 && NameAbove(lines, start, i, sender) is var name and > 0) (first, named, words) = (name, true, words + 1);
                break;
            }

            if (bare.Length > ShortLine || !IsCard(bare) || ++words > 9 || bare[0] is '-' or '*' or '•' || bare[^1] is ':' or '?') return end;
            contacts += IsContact(bare) ? 1 : 0;
            named |= IsName(bare, sender);
            first = i;
        }

        var above = first - 1;
        while (above > start && lines[above].IsBlank) above--;
        if (above < start || lines[above].Bare is [.., ':'] || (words > 0 && first < end && (IsContact(lines[first].Bare) || !IsCapital(lines[first].Bare.Trim('*', '_'), all: true)))) return end;
        return words > 1 && first > start + 1 && lines[first - 1].IsBlank && (contacts >= 2 || (contacts >= 1 && named)) ? first : end;
    }

    static bool IsContact(string bare)
    {
        var digits = bare.Count(char.IsAsciiDigit);
        var at = bare.IndexOf('@', StringComparison.Ordinal);
        if (at > 0 && at < bare.Length - 3 && bare.IndexOf('.', at) > 0) return true;
        if (bare.Contains("www.", StringComparison.OrdinalIgnoreCase) || bare.Contains("://", StringComparison.Ordinal)) return true;
        return digits >= 7 && bare.Count(char.IsLetter) <= 16 && (bare.AsSpan().IndexOfAny('+', '(', '-') >= 0 || bare.Count(c => c is ' ' or '.' or '/') >= 2 || bare.Contains(':', StringComparison.Ordinal));
    }

    /// <summary>What stands on a visiting card: a name, a title, a firm, a way to reach somebody; no sentence.</summary>
    static bool IsCard(string bare)
    {
        if (IsContact(bare) || IsPhone(bare) || IsRule(bare) || IsRegistration(bare)) return true;
        var words = WordCount(bare);
        if (words > 8 || bare[^1] is '?' or ':' or ';') return false;
        if (bare[^1] == '.' && words > 2 && bare.Length - bare.LastIndexOf(' ') > 6) return false;
        return words <= 2 || (bare[^1] == '!' ? words <= 4 : IsCapital(bare, all: false));
    }

    // Names and titles: their longer words begin with a capital, where the script has any.
    static bool IsCapital(string bare, bool all)
    {
        var (capital, small) = (0, 0);
        foreach (var word in bare.Split([' ', '/', '-', '|', ','], StringSplitOptions.RemoveEmptyEntries).Where(w => w.Length > 3 || char.IsUpper(w[0]) || !char.IsLetter(w[0])))
        {
            if (char.IsLower(word[0])) small++;
            else capital++;
        }

        return all ? small == 0 : capital >= small;
    }

    static int Rules(List<TextLine> lines, int start, int end)
    {
        var at = end;
        for (var i = end - 1; i > start; i--)
        {
            if (lines[i].IsBlank) continue;
            if (!IsRule(lines[i].Bare) || lines[i].IsCode) break;
            at = i;
        }

        return at;
    }
}
