namespace SupportDesk.Escalations.Redaction;

/// <summary>
/// Finds a person's names in scripts with spaces. A form that is no common word is a name wherever it stands; one that is ("Will", "May") only
/// with a capital inside a sentence, beside another of their names, behind an introduction or where mails are signed. Each word is looked at
/// a fixed number of times.
/// </summary>
internal sealed class NameFinder(NameForms forms, string text, IReadOnlyList<Token> tokens, Func<int, bool> isSigned)
{
    private const int LongestEnding = 6;
    private static readonly HashSet<string> Articles = new(StringComparer.Ordinal)
    {
        "the", "a", "an", "my", "your", "der", "die", "das", "den", "dem", "des", "ein", "eine", "einen", "einem", "einer", "im", "am", "zum", "zur", "vom", "beim", "mein", "meine", "kein", "keine", "ins", "in", "on", "since", "until", "last", "next", "early", "late", "mid", "seit", "bis", "ab", "ende", "anfang", "mitte", "en", "au", "le", "la", "un", "une", "início",
    };

    // Behind a name at the start of a sentence: "Will is", "Finch here".
    private static readonly HashSet<string> Predicates = new(StringComparer.Ordinal) { "here", "hier", "ici", "is", "was", "has", "had", "can", "could", "would", "should", "did", "does", "ist", "war", "hat", "hatte", "kann", "est", "était" };

    private readonly NameForm?[] found = new NameForm?[tokens.Count];
    private readonly bool[] shouted = Shouted(text, tokens);

    public List<Finding> Find()
    {
        for (var i = 0; i < tokens.Count; i++)
            found[i] = FormOf(tokens[i]);
        var findings = new List<Finding>();
        for (var i = 0; i < tokens.Count; i++)
        {
            if (Judge(i) is { } finding)
                findings.Add(finding);
        }

        return findings;
    }

    private NameForm? FormOf(Token token)
    {
        if (Same(token, forms.Find(token.Folded).Where(f => f.Kind != FormKind.Stem)) is { } exact)
            return exact;

        for (var cut = 1; cut <= LongestEnding && token.Folded.Length - cut >= 2; cut++)
        {
            var rest = token.Folded[^cut..];
            if (forms.Find(token.Folded[..^cut]).Any(f => f.Kind is FormKind.Part or FormKind.Nickname or FormKind.Stem && Endings.IsEnding(rest, f)))
                return new NameForm(token.Lower, token.Folded, FormKind.Stem);
            if (cut <= 3 && Endings.IsPrefix(token.Folded[..cut]) && Same(token, forms.Find(token.Folded[cut..]).Where(f => f.Kind == FormKind.Part), cut) is { } behind)
                return behind.IsCommon ? null : new NameForm(token.Lower, token.Folded, FormKind.Stem);
        }

        return null;
    }

    // Two words that both carry marks are one word only if the marks agree: "thì" is not "Thị".
    private static NameForm? Same(Token token, IEnumerable<NameForm> candidates, int from = 0)
    {
        var lower = from == 0 ? token.Lower : token.Lower.Length > from ? token.Lower[from..] : "";
        var plain = token.Lower == token.Folded;
        return candidates.Where(f => f.Lower == lower || plain || f.Lower == f.Folded || token.Case == LetterCase.Without).OrderBy(f => f.Kind).FirstOrDefault();
    }

    private Finding? Judge(int i)
    {
        var token = tokens[i];
        if (found[i] is not { } form)
            return JudgeLetters(i) ?? JudgeIntroduced(i);
        if (form.Kind == FormKind.Joined)
            return form.IsCommon ? null : Name(token);
        if (form.Kind == FormKind.Particle)
            return HasName(i) || IsAddressed(i) ? Name(token) : null;

        var signed = isSigned(token.Start);
        if (form.Kind == FormKind.Stem && token.Case == LetterCase.Without && Endings.Attached(token.Folded, forms) is > 0 and var cut && cut < token.Length)
            return new(token.Start, token.Length - cut, FindingKind.Name);
        if (IsIntroduced(i, out _) || signed || HasName(i))
            return Name(token, unsure: form.IsCommon && token.Case == LetterCase.Lower && !signed);
        if (form.IsCommon)
            return IsNameBesides(i) ? Name(token, unsure: true) : null;

        return form.Kind switch
        {
            FormKind.Part => Name(token, unsure: token.Case == LetterCase.Lower),
            FormKind.Stem when token.Case == LetterCase.Lower => token.Length > 4 ? Name(token, unsure: true) : null,
            _ when token.Case == LetterCase.Lower => token.Length > 3 && form.Kind == FormKind.Nickname ? Name(token, unsure: true) : null,
            FormKind.Guess or FormKind.Stem when token.Length < 4 && token.StartsSentence && token.Case != LetterCase.Without => Name(token, unsure: true),
            FormKind.Guess => Name(token, unsure: true),
            _ => Name(token),
        };
    }

    // The word beside, behind particles of the name: "Wolfgang" for "Heide" in "Wolfgang von der Heide".
    private int Beside(int i, int step)
    {
        for (var (at, skipped) = (i + step, 0); at >= 0 && at < tokens.Count && IsNear(Math.Min(at, at - step), Math.Max(at, at - step)); (at, skipped) = (at + step, skipped + 1))
        {
            if (EndsSentence(Math.Min(at, at - step)))
                return -1;
            if (found[at] is not { Kind: FormKind.Particle } || skipped == 3)
                return at;
        }

        return -1;
    }

    // A Korean family name of one syllable.
    private bool IsAddressed(int i) => tokens[i].Case == LetterCase.Without && i + 1 < tokens.Count && IsNear(i, i + 1) && tokens[i + 1].Folded[0] is '씨' or '님';

    // A common word that is one of their names, without anything else that says so.
    private bool IsNameBesides(int i)
    {
        var token = tokens[i];
        if (!token.IsCapital || shouted[i] || token.Length < 2)
            return false;

        var (before, after) = (i > 0 ? tokens[i - 1].Lower : "", i + 1 < tokens.Count ? tokens[i + 1].Lower : "");
        if (Lexicon.FunctionWords.Contains(token.Lower))
            return !token.StartsSentence && !Articles.Contains(before);
        if (!token.StartsSentence)
            return !Articles.Contains(before) && !IsDate(token);
        if (Predicates.Contains(after) && IsNear(i, i + 1))
            return true;
        return after.Length > 0 && IsNear(i, i + 1) && !Lexicon.FunctionWords.Contains(after) && !IsDate(token) && token.Length > 2 && after is not ("not" or "be");
    }

    // "May 5", "3 May", "in Mai 2026".
    private bool IsDate(Token token)
    {
        var (before, after) = (token.Start - 1, token.End);
        while (before >= 0 && text[before] is ' ' or '.' or ',')
            before--;
        while (after < text.Length && text[after] is ' ' or ',' or '.')
            after++;
        return (before >= 0 && char.IsDigit(text[before])) || (after < text.Length && char.IsDigit(text[after]));
    }

    // Beside a part of their name that is no common word, or two capitals side by side.
    private bool HasName(int i)
    {
        foreach (var other in new[] { Beside(i, -1), Beside(i, 1) })
        {
            if (other < 0)
                continue;
            if (IsLetterOfTheirs(other) && (tokens[i].IsCapital || found[i] is { Kind: FormKind.Particle }))
                return true;
            if (found[other] is not { Kind: FormKind.Part or FormKind.Nickname or FormKind.Guess } beside || tokens[other].Folded == tokens[i].Folded)
                continue;
            if (beside.Kind == FormKind.Guess && (beside.IsCommon || !tokens[other].IsCapital || tokens[i].Length > 1))
                continue;
            if (!beside.IsCommon || (tokens[i].IsCapital && tokens[other].IsCapital && !shouted[i]) || (tokens[i].Case == LetterCase.Without && found[i] is { Kind: FormKind.Part }))
                return true;
        }

        return false;
    }

    private bool EndsSentence(int i) => tokens[i].Length > 1 && tokens[i].End < text.Length && text[tokens[i].End] == '.';

    private bool IsLetterOfTheirs(int i) =>
        i >= 0 && i < tokens.Count && tokens[i].Length == 1 && tokens[i].Case == LetterCase.Capital && tokens[i].End < text.Length && text[tokens[i].End] == '.' && forms.Letters.Contains(tokens[i].Folded[0]);

    // "J. Li", "J.L.", "JL": letters beside a name, or all of their initials.
    private Finding? JudgeLetters(int i)
    {
        var token = tokens[i];
        if (token.Length == 1 && token.Case == LetterCase.Capital && forms.Letters.Contains(token.Folded[0]))
        {
            if (HasName(i) || isSigned(token.Start) || IsIntroduced(i, out _))
                return Initials(token);
            if (LetterBeside(i - 1, i) || LetterBeside(i, i + 1))
                return Initials(token);
            return forms.LetterNames.Contains(token.Lower) && !token.StartsSentence && token.Lower != "i" ? Initials(token, unsure: true) : null;
        }

        if (!forms.HasInitials(token.Folded) || token.Length is < 2 or > 4)
            return null;
        if (isSigned(token.Start) || IsIntroduced(i, out _))
            return Initials(token);
        return token.Case == LetterCase.Upper && !shouted[i] && !Acronyms.Contains(token.Lower) ? Initials(token, unsure: true) : null;
    }

    private bool LetterBeside(int a, int b) =>
        a >= 0 && b < tokens.Count && tokens[a].Length == 1 && tokens[b].Length == 1 && IsNear(a, b) && tokens[a].Case == LetterCase.Capital && tokens[b].Case == LetterCase.Capital
        && text[tokens[a].End] is '.' or '-' && forms.HasInitials(tokens[a].Folded + tokens[b].Folded);

    // "My name is Xyz": a name, even one that the desk does not know.
    private Finding? JudgeIntroduced(int i) =>
        IsIntroduced(i, out var certain) && certain && tokens[i].Case is LetterCase.Capital or LetterCase.Upper && tokens[i].Length > 1 && !Lexicon.FunctionWords.Contains(tokens[i].Lower) && certain ? Name(tokens[i], unsure: true) : null;

    private bool IsIntroduced(int i, out bool certain)
    {
        certain = false;
        for (var words = 3; words > 0; words--)
        {
            if (i < words || !IsNear(i - 1, i))
                continue;
            var phrase = string.Join(' ', Enumerable.Range(i - words, words).Select(n => tokens[n].Lower));
            if (Lexicon.Introductions.TryGetValue(phrase, out certain) || Mail.Parsing.Phrases.SignOffSet.Contains(phrase))
                return tokens[i].Case != LetterCase.Lower || found[i] is { IsCommon: false };
        }

        return false;
    }

    private bool IsNear(int a, int b)
    {
        var (from, to) = (tokens[a].End, tokens[b].Start);
        if (to - from > 3)
            return false;
        for (var i = from; i < to; i++)
        {
            if (text[i] is not (' ' or '.' or ',' or '-' or '\u00A0' or '\'' or '’' or '‑' or '،' or '、' or '"' or '“' or '”' or '(' or ':' or '_'))
                return false;
        }

        return true;
    }

    // Lines in capitals: there a capital says nothing.
    private static bool[] Shouted(string text, IReadOnlyList<Token> tokens)
    {
        var shouted = new bool[tokens.Count];
        for (var i = 0; i < tokens.Count;)
        {
            var (end, upper, all) = (i, 0, 0);
            for (; end < tokens.Count && (end == i || text.AsSpan(tokens[end - 1].End, tokens[end].Start - tokens[end - 1].End).IndexOf('\n') < 0); end++)
            {
                all += tokens[end].Length > 1 ? 1 : 0;
                upper += tokens[end].Length > 1 && tokens[end].Case == LetterCase.Upper ? 1 : 0;
            }

            for (var at = i; at < end; at++)
                shouted[at] = all > 2 && upper * 10 > all * 6;
            i = end;
        }

        return shouted;
    }

    private static Finding Name(Token token, bool unsure = false) => new(token.Start, token.Length, FindingKind.Name, unsure);

    private static Finding Initials(Token token, bool unsure = false) => new(token.Start, token.Length, FindingKind.Initials, unsure);

    private static readonly HashSet<string> Acronyms = new(StringComparer.Ordinal)
    {
        "it", "us", "uk", "eu", "un", "ok", "tv", "pc", "id", "ip", "pdf", "url", "vat", "tax", "ceo", "cto", "cfo", "hr", "pr", "qr", "sms", "am", "pm", "ps", "pin", "tan", "usa", "gmbh", "ag", "kg", "ltd", "llc", "inc", "eur", "usd", "gb", "mb", "kb", "cd", "dvd", "usb", "cv", "faq", "ai", "bg", "lg", "vg", "br", "kr", "re", "cc", "bcc", "fyi", "asap", "tbd", "ag", "dr", "st", "no", "nr", "so", "de", "at", "ch", "fr", "gdpr", "csv", "api", "app", "atm", "gps", "sim", "ssd", "km", "cm", "mm", "kg", "i", "ii", "iii", "iv", "vi", "ix", "xl", "xs",
    };
}
