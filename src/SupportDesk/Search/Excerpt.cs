namespace SupportDesk.Search;

/// <summary>Where in a text a found word stands.</summary>
/// <param name="Start">UTF-16 units from the text's beginning.</param>
public readonly record struct Hit(int Start, int Length);

/// <summary>A line of a text around the first found words, with the places to mark: whoever shows it writes the HTML.</summary>
public sealed record Excerpt(string Text, IReadOnlyList<Hit> Hits)
{
    private const int Before = 60;

    /// <summary>Cuts about <paramref name="length"/> characters out of a text, whole words, the first hit near the beginning.</summary>
    public static Excerpt Of(string text, SearchWords words, int length = 220)
    {
        var line = Words.OneLine(text);
        var first = Tokens.Of(line).Where(t => words.Holds(t.Folded)).Select(t => (int?)t.Start).FirstOrDefault() ?? 0;
        var start = first <= Before ? 0 : WordAfter(line, first - Before, first);
        var shown = Words.Cut(line[start..], length);
        if (start > 0)
            shown = "…" + shown;

        return new(shown, [.. Tokens.Of(shown).Where(t => words.Holds(t.Folded)).Select(t => new Hit(t.Start, t.Length))]);
    }

    private static int WordAfter(string line, int from, int most)
    {
        var space = line.IndexOf(' ', from, most - from);
        if (space >= 0)
            return space + 1;
        return char.IsLowSurrogate(line[from]) ? from + 1 : from;
    }
}
