using System.Text;

namespace SupportDesk.Search;

/// <summary>
/// What the index holds of one document, in order. A sign before a token says what it is beside a word of the text: those of short fields
/// are found by their first two letters, and those of people by any part.
/// </summary>
internal sealed class TermList
{
    /// <summary>Before the words of subjects, tags and file names.</summary>
    public const char OfShortField = '^';

    /// <summary>Before the words of a person's name and addresses.</summary>
    public const char OfPerson = '@';

    /// <summary>Before what remains of such a word without its first letters.</summary>
    public const char InsidePerson = '+';

    /// <summary>Between fields: no phrase reaches over it.</summary>
    public const string Gap = "^";

    private const int MostCharacters = 200_000;
    private const int MostTokens = 200_000;
    private const int ShortestInside = 2;

    private readonly List<string> tokens = [];
    private int characters;

    public IReadOnlyList<string> Tokens => tokens;

    /// <summary>A long text: its words.</summary>
    public TermList AddText(string? text)
    {
        if (string.IsNullOrEmpty(text) || characters >= MostCharacters)
            return this;

        if (tokens.Count > 0)
            Add(Gap);
        foreach (var token in Search.Tokens.Of(WrappedLines.Join(Take(text))))
            Add(token.Text);
        return this;
    }

    /// <summary>A short field: its words, and each of them as one of a short field.</summary>
    public TermList AddShort(string text)
    {
        AddText(text);
        foreach (var word in WordReader.WordsOf(text).Where(w => !w.IsUnspaced))
            Add(OfShortField + word.Text);
        return this;
    }

    /// <summary>A person's name or address: its words and all their endings, so that each part is the beginning of one.</summary>
    public TermList AddPerson(string text)
    {
        foreach (var word in WordReader.WordsOf(text))
        {
            Add(OfPerson + word.Text);
            var shortest = word.IsUnspaced ? 1 : ShortestInside;
            for (var at = LengthAt(word.Text, 0); word.Text.Length - at >= shortest; at += LengthAt(word.Text, at))
                Add(InsidePerson + word.Text[at..]);
        }

        return this;
    }

    /// <summary>As FTS5 reads it: tokens between spaces.</summary>
    public override string ToString() => string.Join(' ', tokens);

    private void Add(string token)
    {
        if (tokens.Count < MostTokens)
            tokens.Add(token);
    }

    private string Take(string text)
    {
        var taken = text.Length <= MostCharacters - characters ? text : text[..(MostCharacters - characters)];
        characters += taken.Length;
        return taken;
    }

    private static int LengthAt(string text, int at) => Rune.GetRuneAt(text, at).Utf16SequenceLength;
}
