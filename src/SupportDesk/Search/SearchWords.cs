using System.Globalization;

namespace SupportDesk.Search;

/// <summary>What somebody typed, as words to find: quoted wherever an engine gets it, so that no character of theirs is an operator.</summary>
/// <param name="Terms">All must be there; several tokens in one term stand side by side.</param>
/// <param name="Number">The ticket they name by number (<c>#1042</c>, <c>1042</c>), if that is all they typed.</param>
/// <param name="Text">What they typed, in one line.</param>
public sealed record SearchWords(IReadOnlyList<SearchTerm> Terms, long? Number, string Text)
{
    private const int MostTerms = 8;
    private const int LongestText = 200;
    private const string Quotes = "“”„‟«»＂「」『』";

    /// <summary>From so many letters on, the last word finds all that begin so in posts; from <see cref="ShortestShortBeginning"/> on in
    /// short fields.</summary>
    private const int ShortestBeginning = 3;
    private const int ShortestShortBeginning = 2;

    /// <summary>Whether the last word may go on: it is still being typed, and long enough to say something.</summary>
    public bool LastIsPrefix => Terms.Count > 0 && Terms[^1].End == TermEnd.Beginning;

    /// <summary>The words by which people are found, folded.</summary>
    internal IReadOnlyList<PersonWord> OfPeople { get; private init; } = [];

    public static SearchWords Parse(string? typed)
    {
        var text = Words.Cut(Words.OneLine(typed), LongestText);
        var terms = new List<SearchTerm>();
        var people = new List<PersonWord>();
        var pieces = WithPlainQuotes(text).Split('"');
        for (var i = 0; i < pieces.Length && terms.Count < MostTerms; i++)
        {
            // Every second piece stood in quotes: a phrase of its own.
            foreach (var piece in i % 2 == 1 ? [pieces[i]] : pieces[i].Split(' '))
            {
                if (terms.Count == MostTerms || TokensOf(piece) is not { Length: > 0 } tokens)
                    continue;

                terms.Add(new(tokens, Tokens.IsSingle(tokens[^1]) ? TermEnd.Beginning : TermEnd.Whole));
                people.AddRange(PersonWord.Of(piece));
            }
        }

        if (terms.Count > 0 && pieces[^1].Length > 0)
            terms[^1] = terms[^1] with { End = EndOf(terms[^1]) };
        return new(terms, NumberOf(text), text) { OfPeople = people };
    }

    private static TermEnd EndOf(SearchTerm term) => Tokens.LettersIn(term.Tokens[^1]) switch
    {
        _ when Tokens.IsUnspaced(term.Tokens[^1]) => term.End, // Every part of such a text is found as it is.
        >= ShortestBeginning => TermEnd.Beginning,
        ShortestShortBeginning when !term.Tokens.Any(Tokens.IsUnspaced) => TermEnd.ShortBeginning,
        _ => term.End,
    };

    // As telephones, word processors and the keyboards of other countries write them.
    private static string WithPlainQuotes(string text) => string.Create(text.Length, text, (plain, written) =>
    {
        for (var i = 0; i < written.Length; i++)
            plain[i] = Quotes.Contains(written[i], StringComparison.Ordinal) ? '"' : written[i];
    });

    // The last character of a word without spaces need not be the last one in the text.
    private static string[] TokensOf(string piece)
    {
        var tokens = Tokens.Of(piece).ToList();
        if (tokens is [.., { IsTail: true }])
            tokens.RemoveAt(tokens.Count - 1);
        return [.. tokens.Select(t => t.Text)];
    }

    private static long? NumberOf(string text)
    {
        var digits = text is ['#' or '＃', ..] ? text[1..] : text;
        return digits.All(char.IsDigit) && long.TryParse(string.Concat(digits.Select(c => Letters.Fold([c]))), NumberStyles.None,
            CultureInfo.InvariantCulture, out var number) ? number : null;
    }
}

/// <summary>What the last token of a term is: a whole word, the beginning of any, or of any in a short field.</summary>
public enum TermEnd { Whole, Beginning, ShortBeginning }

/// <summary>One or more tokens side by side.</summary>
public sealed record SearchTerm(IReadOnlyList<string> Tokens, TermEnd End = TermEnd.Whole);

/// <summary>A word of a name or an address: whole, the beginning of one, or any part.</summary>
internal readonly record struct PersonWord(string Text, bool IsBeginning, bool IsPart)
{
    /// <summary>One letter is a whole word, two begin one, and three are any part of it; within an address that is typed with its signs,
    /// two are.</summary>
    public static IEnumerable<PersonWord> Of(string piece)
    {
        var words = WordReader.WordsOf(piece).ToList();
        return words.Select(word => (word.Text, Letters: Tokens.LettersIn(word.Text)))
            .Select(w => new PersonWord(w.Text, w.Letters >= 2, w.Letters >= 3 || (w.Letters == 2 && words.Count > 1)));
    }
}
