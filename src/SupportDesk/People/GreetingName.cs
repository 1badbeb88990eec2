namespace SupportDesk.People;

/// <summary>The name by which a person is greeted, from the name that a mail program or a colleague wrote.</summary>
public static class GreetingName
{
    private static readonly HashSet<string> Titles = new(StringComparer.OrdinalIgnoreCase)
    {
        "mr", "mrs", "ms", "miss", "mx", "sir", "dr", "prof", "dipl", "ing", "rer", "nat", "med", "phil", "jur", "mag", "herr", "frau", "hr", "fr", "m", "mme", "mlle", "sr", "sra", "sig", "dott", "rev",
    };

    // What stands behind a comma and is no given name: "Berg, MD", "Lampen, Inc."
    private static readonly HashSet<string> Endings = new(StringComparer.OrdinalIgnoreCase)
    {
        "inc", "ltd", "llc", "llp", "gmbh", "ag", "kg", "co", "corp", "sa", "bv", "nv", "oy", "ab", "as", "jr", "sr", "ii", "iii", "md", "phd", "msc", "bsc", "ma", "mba", "esq", "cpa", "rn",
    };

    // Whoever reads such an address may have any name.
    private static readonly HashSet<string> Places = new(StringComparer.OrdinalIgnoreCase)
    {
        "info", "mail", "office", "contact", "kontakt", "support", "service", "sales", "team", "admin", "hello", "hallo", "post", "help", "noreply", "no-reply", "billing", "accounts", "buero", "verwaltung", "unknown",
    };

    /// <summary>The given name ("Doe, John", "Dr. John Doe", "DOE John", "John Doe (Sales)": John); of an address its first word; empty where nothing is a name.</summary>
    public static string Find(string? written)
    {
        var name = Without(Without(Words.OneLine(written), '<', '>'), '(', ')').Trim(' ', '"', '\'', '“', '”', ',', ';');
        if (name.Contains('@', StringComparison.Ordinal))
            return OfAddress(name);

        var comma = name.IndexOf(',', StringComparison.Ordinal);
        if (comma > 0)
        {
            var behind = name[(comma + 1)..].Trim();
            name = behind.Length > 0 && !Endings.Contains(First(behind).Trim('.')) ? behind : name[..comma];
        }

        var words = name.Split(' ', StringSplitOptions.RemoveEmptyEntries).SkipWhile(word => Titles.Contains(word.Trim('.')) || (word.EndsWith('.') && word.Length > 3)).ToList();
        if (words.Count == 0)
            return First(name);

        // In some countries the family name stands first, in capitals.
        var given = words.Count > 1 && IsCapitals(words[0]) && !words.TrueForAll(IsCapitals) ? words.First(word => !IsCapitals(word)) : words[0];
        return given.Any(char.IsLetter) ? given : "";
    }

    private static string First(string text) => text.Split(' ', 2)[0];

    private static bool IsCapitals(string word) => word.Length > 1 && word.All(c => char.IsUpper(c) || c is '-' or '\'' or '’');

    private static string Without(string name, char open, char close)
    {
        var start = name.IndexOf(open, StringComparison.Ordinal);
        var end = start < 0 ? -1 : name.IndexOf(close, start);
        return end < 0 || (start == 0 && end == name.Length - 1) ? name.Trim(open, close) : string.Concat(name.AsSpan(0, start), name.AsSpan(end + 1));
    }

    private static string OfAddress(string address)
    {
        var first = address.Split('@')[0].Split(['.', '_', '-', '+'])[0].ToLowerInvariant();
        return first.Length < 2 || !first.All(char.IsLetter) || Places.Contains(first) ? "" : char.ToUpperInvariant(first[0]) + first[1..];
    }
}
