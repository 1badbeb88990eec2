using System.Globalization;
using System.Text;

namespace SupportDesk.Search;

/// <summary>What somebody typed, as words to find: quoted wherever an engine gets it, so that no character of theirs is an operator.</summary>
/// <param name="Terms">All must be there; several tokens in one term stand side by side.</param>
/// <param name="LastIsPrefix">Whether the last word may go on: it is still being typed, and long enough (4) to say something.</param>
/// <param name="Number">The ticket they name by number (<c>#1042</c>, <c>1042</c>), if that is all they typed.</param>
/// <param name="Text">What they typed, in one line.</param>
public sealed record SearchWords(IReadOnlyList<SearchTerm> Terms, bool LastIsPrefix, long? Number, string Text)
{
    private const int MostTerms = 8;
    private const int ShortestPrefix = 4;

    public static SearchWords Parse(string? typed)
    {
        var text = Words.Cut(Words.OneLine(typed), 200);
        var terms = new List<SearchTerm>();
        var pieces = text.Split('"');
        for (var i = 0; i < pieces.Length && terms.Count < MostTerms; i++)
        {
            // Every second piece stood in quotes: a phrase of its own.
            foreach (var piece in i % 2 == 1 ? [pieces[i]] : pieces[i].Split(' '))
            {
                if (terms.Count < MostTerms && Tokens.Of(piece).Select(t => t.Folded).Take(MostTerms).ToArray() is { Length: > 0 } tokens)
                    terms.Add(new(tokens));
            }
        }

        var prefix = terms.Count > 0 && terms[^1].Tokens is [{ Length: >= ShortestPrefix }] && text.Length > 0 && text[^1] != '"';
        return new(terms, prefix, NumberOf(text), text);
    }

    /// <summary>Whether a token of a text is one of these words.</summary>
    internal bool Holds(string folded) =>
        Terms.Any(term => term.Tokens.Contains(folded)) || (LastIsPrefix && folded.StartsWith(Terms[^1].Tokens[0], StringComparison.Ordinal));

    private static long? NumberOf(string text) =>
        long.TryParse(text.StartsWith('#') ? text.AsSpan(1) : text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}

/// <summary>One or more tokens side by side.</summary>
public sealed record SearchTerm(IReadOnlyList<string> Tokens);

/// <summary>Cuts text into tokens as both engines do (runs of letters, numbers and their marks) and folds them: lower case, no diacritics, ß as ss.</summary>
internal static class Tokens
{
    public static IEnumerable<(int Start, int Length, string Folded)> Of(string text)
    {
        var start = -1;
        var i = 0;
        while (i < text.Length)
        {
            var known = Rune.TryGetRuneAt(text, i, out var rune);
            var length = known ? rune.Utf16SequenceLength : 1;
            if (known && Belongs(rune, start >= 0))
            {
                start = start < 0 ? i : start;
            }
            else if (start >= 0)
            {
                yield return (start, i - start, Fold(text[start..i]));
                start = -1;
            }

            i += length;
        }

        if (start >= 0)
            yield return (start, text.Length - start, Fold(text[start..]));
    }

    private static bool Belongs(Rune rune, bool inside) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter
            or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber => true,
        UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark => inside,
        _ => false,
    };

    private static string Fold(string token)
    {
        if (System.Text.Ascii.IsValid(token))
            return token.ToLowerInvariant();

        var folded = new StringBuilder(token.Length);
        foreach (var rune in token.ToLowerInvariant().Replace("ß", "ss", StringComparison.Ordinal).Normalize(NormalizationForm.FormD).EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) != UnicodeCategory.NonSpacingMark)
                folded.Append(rune.ToString());
        }

        return folded.ToString().Normalize();
    }
}
