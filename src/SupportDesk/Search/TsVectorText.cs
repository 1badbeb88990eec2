using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace SupportDesk.Search;

/// <summary>
/// Writes a document's tokens as PostgreSQL reads a tsvector. It knows 16,383 places and 255 of one word, so places begin again behind
/// <see cref="Round"/> tokens, and a word that stands more often is there a second time, marked: a phrase with it is then found by its words
/// alone.
/// </summary>
internal static class TsVectorText
{
    /// <summary>Before a word that stands in more places than the vector holds.</summary>
    public const char Often = '~';

    private const int Round = 16_000;
    private const int Overlap = 256; // Longer than any phrase that is asked for: one that goes over a round's end is there too.
    private const int MostPlaces = 255;
    private const int MostBytes = 1_000_000; // The engine refuses a vector of 1 MB.
    private const int BytesOfWord = 8;
    private const int BytesOfPlace = 2;

    public static string Of(TermList terms)
    {
        var words = new Dictionary<string, List<int>>(terms.Tokens.Count);
        var bytes = 0;
        for (var i = 0; i < terms.Tokens.Count && bytes < MostBytes; i++)
        {
            if (terms.Tokens[i] is var token && token == TermList.Gap)
                continue;

            ref var places = ref CollectionsMarshal.GetValueRefOrAddDefault(words, token, out var known);
            places ??= [];
            bytes += BytesOfPlace + (known ? 0 : BytesOfWord + Encoding.UTF8.GetByteCount(token));
            places.Add(i % Round + 1);
            if (i >= Round && i % Round < Overlap)
                places.Add(i % Round + 1 + Round);
        }

        return Write(words);
    }

    /// <summary>A token as it stands in a vector or a query: it holds no quote and no backslash.</summary>
    public static string Quote(string token) => $"'{token}'";

    private static string Write(Dictionary<string, List<int>> words)
    {
        var text = new StringBuilder(words.Count * 14);
        foreach (var (word, places) in words)
        {
            text.Append(text.Length == 0 ? "" : " ").Append(Quote(word));
            for (var i = 0; i < places.Count && i < MostPlaces; i++)
                text.Append(i == 0 ? ':' : ',').Append(places[i].ToString(CultureInfo.InvariantCulture));
            if (places.Count > MostPlaces)
                text.Append(' ').Append(Quote(Often + word));
        }

        return text.ToString();
    }
}
