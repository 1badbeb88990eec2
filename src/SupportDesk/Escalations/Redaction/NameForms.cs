namespace SupportDesk.Escalations.Redaction;

/// <summary>How sure it is that a form stands for the person.</summary>
internal enum FormKind { Part, Nickname, Guess, Stem, Joined, Particle }

/// <param name="Lower">As written, in lower case.</param>
internal sealed record NameForm(string Lower, string Folded, FormKind Kind)
{
    public bool IsCommon { get; } = Lexicon.IsCommon(Lower) || (Lower == Folded && Lexicon.IsCommon(Folded));
}

/// <summary>The forms in which a person's names can stand in a text: parts, nicknames, stems for endings, joined as in handles, initials.</summary>
internal sealed class NameForms
{
    private const int MostParts = 12;
    private static readonly HashSet<string> Titles = new(StringComparer.Ordinal)
    {
        "dr", "prof", "mr", "mrs", "ms", "miss", "herr", "frau", "mme", "jr", "sr", "phd", "msc", "bsc", "and", "und", "et", "via", "unnamed",
    };

    private static readonly HashSet<string> Particles = new(StringComparer.Ordinal) { "von", "van", "de", "der", "den", "la", "le", "les", "du", "di", "da", "del", "bin", "ibn", "bint", "al", "el", "ال", "y", "i", "و", "zu", "zum", "ter", "ten", "af", "av" };

    private readonly Dictionary<string, List<NameForm>> forms = new(StringComparer.Ordinal);
    private readonly HashSet<string> initials = new(StringComparer.Ordinal);

    public NameForms(KnownPerson person)
    {
        foreach (var name in person.Names.Distinct().Take(20))
        {
            var address = name.IndexOf('@', StringComparison.Ordinal);
            AddName(address > 0 ? name[..address] : name);
        }

        foreach (var address in person.Addresses.Take(20))
            AddLocalPart(address.Split('@')[0]);
    }

    /// <summary>First letters of name parts.</summary>
    public HashSet<char> Letters { get; } = [];

    /// <summary>Name parts of one letter.</summary>
    public HashSet<string> LetterNames { get; } = [];

    /// <summary>Name parts in scripts without spaces.</summary>
    public List<string> Unspaced { get; } = [];

    public IReadOnlyList<NameForm> Find(string folded) => forms.TryGetValue(folded, out var found) ? found : [];

    public bool HasInitials(string folded) => initials.Contains(folded);

    private void AddName(string name)
    {
        foreach (var run in UnspacedNames.Runs(Words.OneLine(name)))
            Unspaced.Add(run);
        var all = Token.Read(Words.OneLine(name)).Take(MostParts).ToList();
        var parts = all.Where((t, i) => !Titles.Contains(t.Lower) && (i == 0 || !Particles.Contains(t.Lower))).ToList();
        if (parts.Count == 0 && all.Count > 0 && all[0].Lower != "unnamed")
            parts = all;
        foreach (var part in parts)
            AddPart(part);
        foreach (var particle in all.Where(t => Particles.Contains(t.Lower) || t.Length == 1))
            AddAs(new(particle.Lower, particle.Folded, FormKind.Particle));
        AddJoined([.. parts.Select(p => p.Folded)]);
    }

    private void AddPart(Token part)
    {
        if (part.Case != LetterCase.Without)
            Letters.Add(part.Folded[0]);
        if (part.Length == 1 && part.Case != LetterCase.Without)
        {
            LetterNames.Add(part.Lower);
            return;
        }

        Add(part.Lower, FormKind.Part);
        Add(Folding.Spelled(part.Lower), FormKind.Part);
        if (Folding.Latin(part.Lower) is var latin && latin != part.Folded && latin.Length > 0)
        {
            Add(latin, FormKind.Part);
            Add(latin.Replace("iy", "i", StringComparison.Ordinal), FormKind.Part);
            Add(latin.Replace("iy", "y", StringComparison.Ordinal), FormKind.Part);
            Add(latin.Replace('y', 'i'), FormKind.Part);
            Add(latin.Replace("oy", "ou", StringComparison.Ordinal), FormKind.Part);
            Add(latin.Replace("ks", "x", StringComparison.Ordinal), FormKind.Part);
            foreach (var nickname in Lexicon.NicknamesOf(latin))
                Add(Folding.Lower(nickname), FormKind.Nickname);
        }

        // Korean family names have one syllable, few of them two.
        if (part.Folded[0] is >= '\uAC00' and <= '\uD7AF' && part.Folded.Length is 3 or 4)
        {
            Add(part.Folded[(part.Folded.Length - 2)..], FormKind.Part);
            AddAs(new(part.Folded[..^2], part.Folded[..^2], FormKind.Particle));
        }

        foreach (var nickname in Lexicon.NicknamesOf(part.Folded))
        {
            Add(Folding.Lower(nickname), FormKind.Nickname);
            AddStems(Folding.Fold(nickname));
        }

        AddStems(part.Folded);
        AddGuesses(part.Folded);
    }

    // Slavic and Greek names change their end; what is left must meet an ending in the text.
    private void AddStems(string name)
    {
        if (name.Length < 3)
            return;
        if ("aeoiyаяоеьиη".Contains(name[^1], StringComparison.Ordinal))
        {
            var stem = name[..^1];
            Add(stem, FormKind.Stem);
            if (stem.Length > 2 && stem[^1] == 'j')
                Add(stem[..^1], FormKind.Stem);
            if (stem.Length > 2 && stem[^1] is 't' or 'k')
                Add(stem[..^1] + "c", FormKind.Stem);
            if (stem.Length > 2 && stem[^1] == 'g')
                Add(stem[..^1] + "dz", FormKind.Stem);
        }

        if (name.Length > 3 && name[^2] is 'e' or 'о' or 'е' && char.IsLetter(name[^1]))
            Add(string.Concat(name.AsSpan(0, name.Length - 2), name.AsSpan(name.Length - 1)), FormKind.Stem);
        if (name.EndsWith("nen", StringComparison.Ordinal))
            Add(name[..^3] + "s", FormKind.Stem);
        if (name == "лев")
            Add("льв", FormKind.Stem);
        if (name[^1] == 'σ')
        {
            Add(name[..^1], FormKind.Part);
            Add(name[..^2], FormKind.Stem);
        }
    }

    // Short forms that no list knows: "Kath", "Kathi" for Katharina, "Rike" for Friederike.
    private void AddGuesses(string name)
    {
        if (name.Length < 5 || name[0] is < 'a' or > 'z')
            return;
        for (var length = 3; length <= name.Length - 2; length++)
        {
            Add(name[..length], FormKind.Guess);
            foreach (var end in new[] { "i", "y", "ie", "ek", "ka" })
                Add(name[..length] + end, FormKind.Guess);
        }

        for (var length = 4; length <= name.Length - 2; length++)
            Add(name[^length..], FormKind.Guess);
    }

    private void AddJoined(List<string> parts)
    {
        if (parts.Count < 2)
            return;

        initials.Add(string.Concat(parts.Select(p => p[0])));
        initials.Add(string.Concat(parts.AsEnumerable().Reverse().Select(p => p[0])));
        foreach (var (a, b) in parts.Zip(parts.Skip(1)).Append((parts[0], parts[^1])))
        {
            initials.Add($"{a[0]}{b[0]}");
            initials.Add($"{b[0]}{a[0]}");
            foreach (var joined in new[] { a + b, b + a, a[0] + b, b + a[0], a + b[0], b[0] + a })
                Add(joined, FormKind.Joined);
        }

        Add(string.Concat(parts), FormKind.Joined);
    }

    private void AddLocalPart(string local)
    {
        var tokens = Token.Read(local).Take(MostParts).ToList();
        foreach (var token in tokens.Where(t => t.Length > 1 && !ContactFinder.IsRole(t.Folded)))
        {
            Add(token.Lower, FormKind.Guess);
            AddGuesses(token.Folded);
            if (tokens.Count > 1)
                Letters.Add(token.Folded[0]);
        }

        if (tokens.Count > 1)
            Add(string.Concat(tokens.Select(t => t.Folded)), FormKind.Joined);
    }

    private void Add(string lower, FormKind kind)
    {
        var form = new NameForm(lower, Folding.Fold(lower), kind);
        if (form.Folded.Length > (kind == FormKind.Joined ? 3 : 1) && form.Folded.Length <= 60)
            AddAs(form);
    }

    private void AddAs(NameForm form)
    {
        var same = forms.TryGetValue(form.Folded, out var known) ? known : forms[form.Folded] = [];
        if (same.Count < 8 && !same.Exists(f => f.Lower == form.Lower && f.Kind <= form.Kind))
            same.Add(form);
    }
}
