namespace SupportDesk.Search;

/// <summary>Where in a text a found word stands.</summary>
/// <param name="Start">UTF-16 units from the text's beginning.</param>
public readonly record struct Hit(int Start, int Length);

/// <summary>A line of a text around the first found words, with the places to mark: whoever shows it writes the HTML.</summary>
public sealed record Excerpt(string Text, IReadOnlyList<Hit> Hits)
{
    private const int Before = 60;

    /// <summary>Cuts about <paramref name="length"/> characters out of a text, whole words, the first hit near the beginning.</summary>
    public static Excerpt Of(string text, SearchWords words, int length = 220) => Cut(text, words, length, isShort: false);

    /// <summary>All of a subject or a file's name, whose words are found by their first two letters.</summary>
    public static Excerpt OfShort(string text, SearchWords words) => Cut(text, words, 255, isShort: true);

    private static Excerpt Cut(string text, SearchWords words, int length, bool isShort)
    {
        var line = Words.OneLine(WrappedLines.Join(text));
        var first = HitsIn(line, words, isShort) is [var hit, ..] ? hit.Start : 0;
        var start = first <= Before ? 0 : WordAfter(line, first - Before, first);
        var shown = Words.Cut(line[start..], length);
        if (start > 0)
            shown = "…" + shown;

        return new(shown, HitsIn(shown, words, isShort));
    }

    // In their order and apart: two that overlap are one.
    private static List<Hit> HitsIn(string text, SearchWords words, bool isShort)
    {
        var tokens = Tokens.Of(text).ToList();
        var hits = new List<Hit>();
        for (var i = 0; i < tokens.Count; i++)
        {
            foreach (var term in words.Terms.Where(term => Stands(tokens, i, term, isShort)))
                Mark(hits, tokens[i].Start, EndOf(tokens[i + term.Tokens.Count - 1], term.Tokens[^1]));
        }

        return hits;
    }

    private static bool Stands(List<Token> tokens, int at, SearchTerm term, bool isShort)
    {
        if (at + term.Tokens.Count > tokens.Count)
            return false;

        var last = term.Tokens.Count - 1;
        for (var i = 0; i < last; i++)
        {
            if (tokens[at + i].Text != term.Tokens[i])
                return false;
        }

        var (found, asked) = (tokens[at + last].Text, term.Tokens[last]);
        return found == asked || ((term.End == TermEnd.Beginning || (isShort && term.End == TermEnd.ShortBeginning))
            && found.StartsWith(asked, StringComparison.Ordinal));
    }

    private static int EndOf(Token found, string asked) => Tokens.IsSingle(asked) ? found.FirstEnd : found.End;

    private static void Mark(List<Hit> hits, int start, int end)
    {
        if (hits is [.., var before] && start < before.Start + before.Length)
            hits[^1] = new(before.Start, Math.Max(before.Start + before.Length, end) - before.Start);
        else
            hits.Add(new(start, end - start));
    }

    private static int WordAfter(string line, int from, int most)
    {
        var space = line.IndexOf(' ', from, most - from);
        if (space >= 0)
            return space + 1;
        return char.IsLowSurrogate(line[from]) ? from + 1 : from;
    }
}
