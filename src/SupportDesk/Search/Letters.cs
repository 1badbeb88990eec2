using System.Globalization;
using System.Text;

namespace SupportDesk.Search;

/// <summary>
/// How one letter with its marks is folded: NFKC, case, letters that are spelled out (ß, ł, ø, æ), digits of every script, and marks only
/// where readers leave them out. What is a letter to its readers stays: й, が, vowel signs of Thai and of the scripts of India.
/// </summary>
internal static class Letters
{
    /// <summary>Raise it with every change of what folding makes of a letter: the desk then stores all words of its search anew.</summary>
    public const int Version = 2;

    // NFKC and case folding each may bring up what the other one folds.
    private const int MostRounds = 4;

    private static readonly string?[] Singles = new string?[char.MaxValue + 1];

    private static readonly Dictionary<char, string> SpelledOut = new()
    {
        ['ß'] = "ss", ['æ'] = "ae", ['œ'] = "oe", ['þ'] = "th", ['ł'] = "l", ['ø'] = "o", ['đ'] = "d", ['ð'] = "d", ['ħ'] = "h",
            ['ı'] = "i", ['ȷ'] = "j",
        ['ŧ'] = "t", ['ŋ'] = "n", ['ĸ'] = "k", ['ƀ'] = "b", ['ɓ'] = "b", ['ɗ'] = "d", ['ɖ'] = "d", ['ǥ'] = "g", ['ɨ'] = "i",
            ['ƙ'] = "k", ['ƚ'] = "l", ['ɵ'] = "o",
        ['ʉ'] = "u", ['ƴ'] = "y", ['ƶ'] = "z", ['ɛ'] = "e", ['ɔ'] = "o", ['ə'] = "e", ['ǝ'] = "e",
        ['ς'] = "σ",
        // Alef (أ إ آ lose their marks), yeh, kaf and heh as they are typed: final yeh and heh are often written without their dots.
        ['ٱ'] = "ا", ['ٲ'] = "ا", ['ٳ'] = "ا", ['ى'] = "ي", ['ی'] = "ي", ['ک'] = "ك", ['ة'] = "ه", ['ۃ'] = "ه", ['ہ'] = "ه",
            ['ە'] = "ه", ['ـ'] = "",
        // Letters of Malayalam and Bengali without a vowel, of which older programs write a consonant, its stroke and a joiner.
        ['ൺ'] = "ണ്", ['ൻ'] = "ന്", ['ർ'] = "ര്", ['ൽ'] = "ല്", ['ൾ'] = "ള്", ['ൿ'] = "ക്", ['ৎ'] = "ত্",
        // Apostrophes that are letters to Unicode: п’ять is written with each of them, and with the plain one, which parts words.
        ['ʹ'] = " ", ['ʺ'] = " ", ['ʻ'] = " ", ['ʼ'] = " ", ['ʽ'] = " ", ['ʾ'] = " ", ['ʿ'] = " ", ['ˈ'] = " ", ['ˮ'] = " ",
    };

    /// <summary>Folds one letter and what belongs to it. The answer may be empty, and may hold spaces and signs that part words.</summary>
    public static string Fold(ReadOnlySpan<char> letter)
    {
        if (letter.Length != 1)
            return Settle(letter.ToString());

        return Singles[letter[0]] ??= Settle(letter.ToString());
    }

    private static string Settle(string letter)
    {
        for (var round = 0; round < MostRounds; round++)
        {
            var folded = Once(letter);
            if (folded == letter)
                break;
            letter = folded;
        }

        return letter;
    }

    private static string Once(string letter)
    {
        var folded = new StringBuilder(letter.Length);
        var under = default(Rune);
        foreach (var rune in letter.Normalize(NormalizationForm.FormKC).ToLowerInvariant().Normalize(NormalizationForm.FormD)
            .EnumerateRunes())
        {
            if (Scripts.IsInvisible(rune.Value))
                continue;
            if (Scripts.IsMark(rune))
            {
                if (!Marks.IsLeftOut(rune.Value, under.Value))
                    folded.Append(rune.ToString());
                continue;
            }

            under = rune;
            folded.Append(Spell(rune));
        }

        return folded.ToString().Normalize(NormalizationForm.FormC);
    }

    private static string Spell(Rune rune) =>
        rune.IsBmp && SpelledOut.TryGetValue((char)rune.Value, out var spelled) ? spelled
        : Rune.GetUnicodeCategory(rune) == UnicodeCategory.DecimalDigitNumber ? ((char)('0' + (int)Rune.GetNumericValue(rune))).ToString()
        : rune.ToString();
}
