using System.Text;

namespace SupportDesk.Search;

/// <summary>A folded word and where it stands.</summary>
/// <param name="Start">UTF-16 units from the text's beginning.</param>
/// <param name="End">Behind its last unit, marks included.</param>
/// <param name="Places">Of each character of a word in a script without spaces, its start and end; null for other words.</param>
internal readonly record struct FoldedWord(int Start, int End, string Text, IReadOnlyList<(int Start, int End)>? Places)
{
    public bool IsUnspaced => Places is not null;
}

/// <summary>Reads a text's words, folded: runs of letters, numbers and their marks, parted where a script without spaces begins or ends.
/// One pass; linear.</summary>
internal sealed class WordReader(string text)
{
    /// <summary>Of longer runs without a space the beginning is a word: engines refuse words without end.</summary>
    public const int LongestWord = 128;

    // No letter has more marks; a text of marks alone would take the engine's normalisation quadratic time.
    private const int LongestLetter = 32;

    private readonly StringBuilder word = new();
    private readonly Queue<FoldedWord> ready = new();
    private List<(int Start, int End)> places = [];
    private bool isUnspaced;
    private int wordStart;
    private int wordEnd;
    private int at;

    /// <summary>The next word, or null at the end.</summary>
    public FoldedWord? Next()
    {
        while (ready.Count == 0 && at < text.Length)
        {
            if (!ReadPlain())
                ReadLetter();
        }

        if (ready.Count == 0)
            Finish();
        return ready.TryDequeue(out var next) ? next : null;
    }

    /// <summary>All words of a text, folded.</summary>
    public static IEnumerable<FoldedWord> WordsOf(string text)
    {
        var reader = new WordReader(text);
        while (reader.Next() is { } word)
            yield return word;
    }

    // Most of most texts: a character of ASCII that nothing belongs to.
    private bool ReadPlain()
    {
        var c = text[at];
        if (!char.IsAscii(c) || (at + 1 < text.Length && text[at + 1] is '\u00AD' or >= '\u0300'))
            return false;

        if (char.IsAsciiLetterOrDigit(c))
            Append(char.ToLowerInvariant(c), at, at + 1);
        else
            Finish();
        at++;
        return true;
    }

    private void ReadLetter()
    {
        if (!Rune.TryGetRuneAt(text, at, out var first))
        {
            Finish();
            at++;
            return;
        }

        var (start, before) = (at, first.Value);
        at += first.Utf16SequenceLength;
        while (at < text.Length && at - start < LongestLetter && Rune.TryGetRuneAt(text, at, out var next)
            && Scripts.Continues(before, next))
        {
            before = Scripts.IsMark(next) || Scripts.IsInvisible(next.Value) ? before : next.Value;
            at += next.Utf16SequenceLength;
        }

        var standsAlone = Scripts.StandsAlone(first);
        if (standsAlone)
            Finish();
        foreach (var rune in Letters.Fold(text.AsSpan(start, at - start)).EnumerateRunes())
            Append(rune, start, at);
        if (standsAlone)
            Finish();
    }

    private void Append(Rune rune, int start, int end)
    {
        if (!Scripts.IsOfWord(rune) || (word.Length == 0 && Scripts.IsMark(rune)))
        {
            Finish();
            return;
        }

        // A mark belongs to what it stands on, whatever its script.
        if (word.Length > 0 && !Scripts.IsMark(rune) && Scripts.IsUnspaced(rune.Value) != isUnspaced)
            Finish();
        if (word.Length == 0)
            (wordStart, isUnspaced) = (start, Scripts.IsUnspaced(rune.Value));
        wordEnd = end;
        if (!isUnspaced && word.Length + rune.Utf16SequenceLength > LongestWord)
            return;

        _ = rune.IsBmp ? word.Append((char)rune.Value) : word.Append(rune.ToString());
        if (isUnspaced)
            places.Add((start, end));
    }

    private void Append(char c, int start, int end)
    {
        if (isUnspaced && word.Length > 0)
            Finish();
        if (word.Length == 0)
            (wordStart, isUnspaced) = (start, false);
        wordEnd = end;
        if (word.Length < LongestWord)
            word.Append(c);
    }

    private void Finish()
    {
        if (word.Length == 0)
            return;

        ready.Enqueue(new(wordStart, wordEnd, word.ToString(), isUnspaced ? places : null));
        word.Clear();
        if (places.Count > 0)
            places = [];
    }
}
