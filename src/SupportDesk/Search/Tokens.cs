using System.Text;

namespace SupportDesk.Search;

/// <summary>What an engine's index holds of a word, and where it stands in the text.</summary>
/// <param name="FirstEnd">Of two characters side by side, where the first one ends.</param>
/// <param name="IsTail">Whether it is the last character of a longer word without spaces, which the token before it holds too.</param>
internal readonly record struct Token(int Start, int FirstEnd, int End, string Text, bool IsTail = false);

/// <summary>
/// Cuts text into tokens: a word of a script with spaces is one; of one without, each two characters that stand side by side are one, and
/// the last character alone, so that whatever part of it is asked for stands there (bigrams).
/// </summary>
internal static class Tokens
{
    public static IEnumerable<Token> Of(string text)
    {
        foreach (var word in WordReader.WordsOf(text))
        {
            if (word.Places is not { } places)
            {
                yield return new(word.Start, word.End, word.End, word.Text);
                continue;
            }

            var (at, no) = (0, 0);
            while (at < word.Text.Length)
            {
                var first = LengthAt(word.Text, at);
                var second = at + first < word.Text.Length ? LengthAt(word.Text, at + first) : 0;
                yield return new(places[no].Start, places[no].End, places[second > 0 ? no + 1 : no].End,
                    word.Text.Substring(at, first + second), second == 0 && no > 0);
                at += first;
                no++;
            }
        }
    }

    /// <summary>Whether a token is one character of a script without spaces: it begins whatever the index holds of it.</summary>
    public static bool IsSingle(string token) => IsUnspaced(token) && LengthAt(token, 0) == token.Length;

    /// <summary>Whether a token is one or two characters of such a script.</summary>
    public static bool IsUnspaced(string token) => Scripts.IsUnspaced(Rune.GetRuneAt(token, 0).Value);

    /// <summary>How much of a word a token says, in letters of an alphabet: two syllables of Hangul say as much as six letters.</summary>
    public static int LettersIn(string token) => token.EnumerateRunes().Sum(Scripts.WeightOf);

    private static int LengthAt(string text, int at) => Rune.GetRuneAt(text, at).Utf16SequenceLength;
}
