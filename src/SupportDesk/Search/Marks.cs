namespace SupportDesk.Search;

/// <summary>Which marks readers leave out when they write: a search without them must find.</summary>
internal static class Marks
{
    private const int Grave = 0x300, Acute = 0x301, Diaeresis = 0x308, HamzaAbove = 0x654;

    /// <param name="mark">Apart from its letter (NFD).</param>
    /// <param name="under">The letter that has it, in lower case; 0 where there is none.</param>
    public static bool IsLeftOut(int mark, int under) => mark switch
    {
        _ when IsGeneral(mark) => IsLeftOutOf(under, mark),
        >= 0x591 and <= 0x5BD or 0x5BF or 0x5C1 or 0x5C2 or 0x5C4 or 0x5C5 or 0x5C7 => true, // Hebrew points and accents
        HamzaAbove => under is not ('و' or 'ي' or 'ی'), // ؤ and ئ are letters of their own
        >= 0x64B and <= 0x65F or 0x670 or >= 0x6D6 and <= 0x6DC or >= 0x6DF and <= 0x6E8 or >= 0x6EA and <= 0x6ED
            or >= 0x8D3 and <= 0x8FF => true, // Arabic vowels
        _ => false,
    };

    private static bool IsGeneral(int mark) => mark is >= 0x300 and <= 0x36F or >= 0x1AB0 and <= 0x1AFF or >= 0x1DC0 and <= 0x1DFF
        or >= 0x20D0 and <= 0x20FF or >= 0xFE20 and <= 0xFE2F;

    // Latin, Greek, digits and signs lose them all. Of Cyrillic, ё is е, and a stress over a vowel is left out; й, ї, ў and ѓ are letters.
    private static bool IsLeftOutOf(int under, int mark) => under switch
    {
        >= 0x400 and <= 0x52F or >= 0x1C80 and <= 0x1C8F or >= 0x2DE0 and <= 0x2DFF or >= 0xA640 and <= 0xA69F =>
            (mark == Diaeresis && under == 'е') || (mark is Grave or Acute && "аеиоуыэюяіє".Contains((char)under)),
        < 0x400 or >= 0x1E00 and <= 0x1FFF or >= 0x2C60 and <= 0x2C7F or >= 0xA720 and <= 0xA7FF or >= 0xAB30 and <= 0xAB6F => true,
        _ => !char.IsLetter((char)Math.Min(under, char.MaxValue)) && under < 0x10000,
    };
}
