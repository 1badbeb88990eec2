using System.Globalization;
using System.Text;

namespace SupportDesk.Search;

/// <summary>What a character is to a search: part of a word or not, of a script without spaces, a mark, invisible.</summary>
internal static class Scripts
{
    /// <summary>Letters and numbers; marks too, though no word begins with one.</summary>
    public static bool IsOfWord(Rune rune) => Rune.GetUnicodeCategory(rune) is <= UnicodeCategory.OtherNumber;

    public static bool IsMark(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark
        or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;

    /// <summary>Signs that fold into letters or digits, and belong to no word beside them: №, ™, ㎏, ½, ①. The high 2 of m² does.</summary>
    public static bool StandsAlone(Rune rune) => Rune.GetUnicodeCategory(rune) is var category
        && (category > UnicodeCategory.OtherNumber || (category == UnicodeCategory.OtherNumber
            && rune.Value is not (0xB2 or 0xB3 or 0xB9 or >= 0x2070 and <= 0x209F)))
        && category is not (UnicodeCategory.Format or UnicodeCategory.Surrogate);

    /// <summary>Scripts that put no spaces between words: Chinese, Japanese, Thai, Lao, Khmer, Burmese and others of their kind.</summary>
    public static bool IsUnspaced(int c) => c switch
    {
        < 0xE00 => false,
        <= 0xEFF => true, // Thai, Lao
        >= 0x1000 and <= 0x109F or >= 0xA9E0 and <= 0xA9FF or >= 0xAA60 and <= 0xAA7F => true, // Myanmar
        >= 0x1780 and <= 0x17FF => true, // Khmer
        >= 0x1950 and <= 0x19DF or >= 0x1A20 and <= 0x1AAF or >= 0xAA80 and <= 0xAADF => true, // Tai scripts
        >= 0x1B00 and <= 0x1B7F or >= 0xA980 and <= 0xA9DF => true, // Balinese, Javanese
        >= 0x2E80 and <= 0x2FDF or >= 0x3005 and <= 0x3007 or >= 0x3021 and <= 0x3029 or >= 0x3031 and <= 0x3035
            or >= 0x3038 and <= 0x303B => true,
        >= 0x3040 and <= 0x312F or >= 0x31A0 and <= 0x31BF or >= 0x31F0 and <= 0x31FF => true, // kana, bopomofo
        >= 0x3400 and <= 0x4DBF or >= 0x4E00 and <= 0x9FFF or >= 0xA000 and <= 0xA4CF or >= 0xF900 and <= 0xFAFF => true, // Han, Yi
        >= 0x1AFF0 and <= 0x1B16F or >= 0x20000 and <= 0x3FFFF => true,
        _ => false,
    };

    /// <summary>Letters that stand for a syllable, or whole characters: two of them say as much as four or five of an alphabet.</summary>
    public static int WeightOf(Rune rune) => rune.Value switch
    {
        >= 0xAC00 and <= 0xD7A3 => 3, // Hangul
        >= 0x1200 and <= 0x139F or >= 0x13A0 and <= 0x167F or >= 0x2D80 and <= 0x2DDF or >= 0xA500 and <= 0xA63F
            or >= 0xAB00 and <= 0xAB2F or >= 0xAB70 and <= 0xABBF => 2,
        var c => IsUnspaced(c) ? 3 : 1,
    };

    /// <summary>Whether it goes with what stands before it: marks, invisible characters, the half-width marks of kana, and the letters that
    /// make up a Hangul syllable.</summary>
    public static bool Continues(int before, Rune rune) => rune.Value switch
    {
        < 0x300 => rune.Value == 0xAD,
        0xFF9E or 0xFF9F => true,
        _ when IsInvisible(rune.Value) => true,
        _ when IsJamo(rune.Value) => IsJamo(before) || before is >= 0xAC00 and <= 0xD7A3,
        _ => IsMark(rune),
    };

    /// <summary>What Unicode has programs ignore (Default_Ignorable_Code_Point): joiners, soft hyphens, marks of direction and of
    /// variants.</summary>
    public static bool IsInvisible(int c) => c is 0xAD or 0x34F or 0x61C or 0x115F or 0x1160 or 0x17B4 or 0x17B5
        or >= 0x180B and <= 0x180F or >= 0x200B and <= 0x200F
        or >= 0x202A and <= 0x202E or >= 0x2060 and <= 0x206F or 0x3164 or >= 0xFE00 and <= 0xFE0F or 0xFEFF or 0xFFA0
            or >= 0x1BCA0 and <= 0x1BCA3 or >= 0x1D173 and <= 0x1D17A or >= 0xE0000 and <= 0xE0FFF;

    private static bool IsJamo(int c) => c is >= 0x1100 and <= 0x11FF or >= 0x3131 and <= 0x318E or >= 0xA960 and <= 0xA97F
        or >= 0xD7B0 and <= 0xD7FB or >= 0xFFA0 and <= 0xFFBE
        or >= 0xFFC2 and <= 0xFFC7 or >= 0xFFCA and <= 0xFFCF or >= 0xFFD2 and <= 0xFFD7 or >= 0xFFDA and <= 0xFFDC;
}
