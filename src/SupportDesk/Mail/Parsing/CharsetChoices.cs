namespace SupportDesk.Mail.Parsing;

/// <summary>The charsets that people choose from where the letters of a mail are wrong: one for each way in which an alphabet is still mailed.</summary>
public static class CharsetChoices
{
    /// <param name="Name">As <see cref="ParseLimits.ReadAs"/> takes it.</param>
    /// <param name="Words">For a list.</param>
    public sealed record Choice(string Name, string Words);

    public static IReadOnlyList<Choice> All { get; } =
    [
        new("utf-8", "Every language (UTF-8)"),
        new("windows-1252", "Western European (Windows-1252)"),
        new("iso-8859-15", "Western European (ISO-8859-15)"),
        new("macintosh", "Western European (old Macintosh)"),
        new("ibm850", "Western European (old DOS, 850)"),
        new("windows-1250", "Central European (Windows-1250)"),
        new("iso-8859-2", "Central European (ISO-8859-2)"),
        new("iso-8859-16", "Romanian (ISO-8859-16)"),
        new("windows-1257", "Baltic (Windows-1257)"),
        new("iso-8859-13", "Baltic (ISO-8859-13)"),
        new("windows-1251", "Cyrillic (Windows-1251)"),
        new("koi8-r", "Cyrillic, Russian (KOI8-R)"),
        new("koi8-u", "Cyrillic, Ukrainian (KOI8-U)"),
        new("iso-8859-5", "Cyrillic (ISO-8859-5)"),
        new("ibm866", "Cyrillic (old DOS, 866)"),
        new("windows-1253", "Greek (Windows-1253)"),
        new("iso-8859-7", "Greek (ISO-8859-7)"),
        new("windows-1254", "Turkish (Windows-1254)"),
        new("windows-1255", "Hebrew (Windows-1255)"),
        new("iso-8859-8", "Hebrew (ISO-8859-8)"),
        new("windows-1256", "Arabic (Windows-1256)"),
        new("iso-8859-6", "Arabic (ISO-8859-6)"),
        new("windows-874", "Thai (Windows-874)"),
        new("windows-1258", "Vietnamese (Windows-1258)"),
        new("shift_jis", "Japanese (Shift_JIS)"),
        new("euc-jp", "Japanese (EUC-JP)"),
        new("iso-2022-jp", "Japanese (ISO-2022-JP)"),
        new("gb18030", "Chinese, simplified (GB18030, GBK, GB2312)"),
        new("big5", "Chinese, traditional (Big5)"),
        new("euc-kr", "Korean (EUC-KR, UHC)"),
        new("utf-16", "UTF-16"),
    ];

    /// <summary>The words of a choice; the name itself where it is none.</summary>
    public static string WordsOf(string name) => All.FirstOrDefault(c => c.Name == name)?.Words ?? name;
}
