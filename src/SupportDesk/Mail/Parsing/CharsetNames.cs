using System.Collections.Frozen;
using System.Globalization;

namespace SupportDesk.Mail.Parsing;

/// <summary>
/// Which charset a name means, for texts, subjects and file names alike: every label of the WHATWG Encoding Standard, and the families of names
/// that mail programs write besides ("ms932", "x-gbk", "koi8_r", "cp-1251", "iso8859_2", "zh_CN.GBK"). Names are compared by their letters
/// and digits alone, so that a hyphen more or less is no other name.
/// </summary>
static class CharsetNames
{
    // Each line: the code page (or one of Charset's own), then its names, squeezed.
    const string Known = """
        65001 utf8 unicode11utf8 unicode20utf8 xunicode20utf8 utf8mb4 utf8mb3 csutf8 cp65001
        65000 utf7 unicode11utf7 xunicode11utf7 csunicode11utf7 unicode20utf7 csutf7
        1200 utf16 utf16le unicode ucs2 iso10646ucs2 csunicode csutf16 csutf16le unicodefeff
        1201 utf16be unicodefffe csutf16be ucs2be
        12000 utf32 utf32le ucs4 csutf32 csutf32le iso10646ucs4
        12001 utf32be ucs4be csutf32be
        1252 iso88591 latin1 l1 isoir100 isolatin1 iso885911987 csisolatin1 cp819 ibm819 cp1252 iso88591i iso88591e roman
        28592 iso88592 latin2 l2 isoir101 iso885921987 csisolatin2
        28593 iso88593 latin3 l3 isoir109 iso885931988 csisolatin3
        28594 iso88594 latin4 l4 isoir110 iso885941988 csisolatin4
        28595 iso88595 cyrillic isoir144 iso885951988 csisolatincyrillic
        28596 iso88596 arabic isoir127 iso885961987 asmo708 ecma114 csisolatinarabic csiso88596e csiso88596i iso88596e iso88596i
        28597 iso88597 greek greek8 isoir126 iso885971987 iso885972003 ecma118 elot928 csisolatingreek suneugreek
        28598 iso88598 hebrew isoir138 iso885981988 csisolatinhebrew csiso88598e csiso88598i iso88598e iso88598i visual logical
        1254 iso88599 latin5 l5 isoir148 iso885991989 csisolatin5 turkish cp1254
        -10 iso885910 latin6 l6 isoir157 iso8859101992 csisolatin6
        874 iso885911 tis620 tis62025331 tis62025330 isoir166 cstis620 dos874 thai
        28603 iso885913 latin7 l7 isoir179 csiso885913 baltic
        -14 iso885914 latin8 l8 isoir199 iso8859141998 isoceltic csiso885914
        28605 iso885915 latin9 latin0 l9 isoir203 csisolatin9 csiso885915
        -16 iso885916 latin10 l10 isoir226 iso8859162001 csiso885916
        20866 koi8r koi8 koi cskoi8r
        21866 koi8u koi8ru cskoi8u
        10000 macintosh mac macroman csmacintosh applemacroman
        10029 maccentraleurope maccentraleuropean macce maccenteuro maclatin2
        10007 maccyrillic macukrainian macukraine
        10006 macgreek
        10081 macturkish
        10082 maccroatian
        10010 macromanian macromania
        10079 maciceland macicelandic
        10004 macarabic
        10005 machebrew
        10021 macthai
        850 cspc850multilingual
        852 cspcp852
        437 cspc8codepage437
        862 cspc862latinhebrew
        858 ccsid00858 pcmultilingual850euro
        1140 ebcdicus37euro
        54936 gb2312 gb231280 gbk gb18030 chinese euccn csgb2312 csiso58gb231280 csgbk csgb18030 isoir58 cngb gb23121980 xeuccn gb18030x ms936 windows936 cp936
        950 big5 big5hkscs hkscs cnbig5 csbig5 csbig5hkscs xxbig5 big5eten big5et big5hkscs2004 ms950 windows950 taiwan
        -51932 eucjp cseucpkdfmtjapanese eucjpms eucjpwin eucjpascii eucjisx0213 eucjis2004 ujis cp51932 cp20932 extendedunixcodepackedformatforjapanese
        932 shiftjis sjis csshiftjis mskanji shiftjis2004 shiftjisx0213 windows31j cswindows31j windows932 cp943 cp943c ibm943 ibm942 pck jis8 sjiswin sjisms japanese
        -2022 iso2022jp iso2022jp1 iso2022jp2 iso2022jp3 iso2022jp2004 iso2022jpms iso2022jpesc iso2022jpext csiso2022jp csiso2022jp2 cp50220 cp50221 cp50222 jis jis7 junet iso2022kr csiso2022kr cp50225 iso2022cn iso2022cnext csiso2022cn cp50227 iso2022
        949 euckr cseuckr isoir149 korean ksc5601 ksc56011987 ksc56011989 ksc56011992 csksc56011987 5601 kscms uhc cp949 ms949 windows949 ksc5861 ksc58611992 unifiedhangul
        1361 johab ksc56011992johab ms1361
        52936 hzgb2312 hz hzgb
        20127 usascii ascii ansix341968 ansix341986 iso646us iso646irv iso646irv1991 isoir6 csascii us us7bit 646 7bitascii
        1258 vietnamese
        """;

    // Written by programs that do not know: the bytes are asked instead.
    static readonly FrozenSet<string> Unsaid = "unknown xunknown unknown8bit x8bit 8bit 7bit ansi default none binary null undefined userdefined xuserdefined nocharset windows oem system auto charset iso".Split(' ').ToFrozenSet(StringComparer.Ordinal);

    static readonly FrozenDictionary<string, int> Pages = Known.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        .Select(line => line.Split(' ')).SelectMany(line => line.Skip(1).Select(name => (Name: name, Page: int.Parse(line[0], CultureInfo.InvariantCulture))))
        .DistinctBy(p => p.Name).ToFrozenDictionary(p => p.Name, p => p.Page, StringComparer.Ordinal);

    /// <summary>The charset of that name; null where none is named, or one that nobody knows.</summary>
    public static Charset? Find(string? name)
    {
        if (string.IsNullOrWhiteSpace(name) || name.Length > 200) return null;
        // "de_DE.UTF-8@euro", "utf-8; format=flowed", "utf-8*en": a name with something around it.
        var bare = name.Trim().Trim('"', '\'', ' ', '\t', '<', '>', '=', '.').Split(';', ',', '@', '*', ' ', '"', '\'')[0];
        if (PageOf(Squeezed(bare)) is { } page) return Charset.Of(page);
        return bare.LastIndexOf('.') is var dot and > 0 && PageOf(Squeezed(bare[(dot + 1)..])) is { } last ? Charset.Of(last) : null;
    }

    static string Squeezed(string name) => string.Concat(name.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant();

    static int? PageOf(string name)
    {
        if (name.Length == 0 || Unsaid.Contains(name)) return null;
        if (Pages.TryGetValue(name, out var page)) return page;
        if (name[0] == 'x' && PageOf(name[1..]) is { } known) return known;
        return Numbered(name) ?? Begun(name);
    }

    // "cp1251", "windows1251", "ibm866", "1250", "win1252", "windowscp1250", "msdos850", "latin2", "88592".
    static int? Numbered(string name)
    {
        var digits = name.AsSpan().IndexOfAnyInRange('0', '9');
        if (digits < 0 || !int.TryParse(name.AsSpan(digits), CultureInfo.InvariantCulture, out var number)) return null;
        var words = name[..digits];
        if (words is "" or "iso" && number is > 88590 and < 88600 && Pages.TryGetValue("iso" + number.ToString(CultureInfo.InvariantCulture), out var latin)) return latin;
        if (words is "" or "iso" && number is > 885900 and < 885920 && Pages.TryGetValue("iso" + number.ToString(CultureInfo.InvariantCulture), out latin)) return latin;
        if (words is not ("" or "cp" or "cs" or "windows" or "win" or "ms" or "mscp" or "ibm" or "dos" or "msdos" or "oem" or "codepage" or "windowscp" or "microsoftcp" or "microsoft" or "cswindows" or "csibm" or "cpwindows" or "ansi" or "ccsid" or "pc" or "ansicp" or "maccp")) return null;
        return number switch
        {
            28591 or 819 or 8859 => 1252,
            28599 => 1254,
            28606 => -16,
            38598 => 28598,
            936 or 51936 => 54936,
            51949 => 949,
            20932 or 51932 => -51932,
            50220 or 50221 or 50222 or 50225 or 50227 or 50229 => -2022,
            > 0 and < 65535 => Charset.Exists(number) ? number : null,
            _ => null,
        };
    }

    // "windows-1252http-equivcontent-type", "iso-8859-1Content-Type": the longest name it begins with, if no digit follows.
    static int? Begun(string name)
    {
        for (var length = Math.Min(name.Length - 1, 24); length >= 4; length--)
        {
            if (char.IsAsciiDigit(name[length]) || Unsaid.Contains(name[..length])) continue;
            if (Pages.TryGetValue(name[..length], out var page) || (Numbered(name[..length]) is { } number && (page = number) != 0)) return page;
        }

        return null;
    }
}
