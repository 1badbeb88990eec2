namespace SupportDesk.Escalations.Redaction;

internal enum LetterCase { Without, Lower, Capital, Upper, Mixed }

/// <summary>A word of a text in a script with spaces.</summary>
/// <param name="StartsSentence">A capital there says nothing.</param>
internal readonly record struct Token(int Start, int Length, string Lower, string Folded, LetterCase Case, bool StartsSentence)
{
    // Longer runs of letters are no names; without a limit, folding one would cost more than its length.
    private const int Longest = 60;

    public int End => Start + Length;

    public bool IsCapital => Case is LetterCase.Capital or LetterCase.Upper or LetterCase.Mixed;

    public static List<Token> Read(string text)
    {
        var tokens = new List<Token>();
        var starts = true;
        for (var i = 0; i < text.Length;)
        {
            if (!Folding.IsWordPart(text[i]) || Folding.IsUnspaced(text[i]) || Folding.IsInvisible(text[i]))
            {
                starts = Starts(text[i], starts);
                i++;
                continue;
            }

            var end = i + 1;
            while (end < text.Length && Folding.IsWordPart(text[end]) && !Folding.IsUnspaced(text[end]))
                end++;
            if (end - i <= Longest)
            {
                var word = text[i..end];
                tokens.Add(new(i, end - i, Folding.Lower(word), Folding.Fold(word), CaseOf(word), starts));
            }

            starts = false;
            i = end;
        }

        return tokens;
    }

    private static bool Starts(char c, bool starts) => c switch
    {
        '.' or '!' or '?' or '…' or ':' or ';' or '\n' or '。' or '•' or '>' or '¿' or '¡' or '"' or '“' or '„' or '«' or '–' or '—' => true,
        _ => starts && !char.IsDigit(c),
    };

    private static LetterCase CaseOf(string word)
    {
        if (word[0] is >= '\u10D0' and <= '\u10FF')
            return LetterCase.Without; // Georgian capitals are only for headlines
        var (upper, lower) = (word.Count(char.IsUpper), word.Count(char.IsLower));
        return (upper, lower) switch
        {
            (0, 0) => LetterCase.Without,
            (0, _) => LetterCase.Lower,
            (1, _) when char.IsUpper(word[0]) => LetterCase.Capital,
            (_, 0) => LetterCase.Upper,
            _ => LetterCase.Mixed,
        };
    }
}
