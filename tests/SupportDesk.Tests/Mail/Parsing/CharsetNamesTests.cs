using System.Globalization;
using System.Text;
using SupportDesk.Mail.Parsing;

namespace SupportDesk.Tests.Mail.Parsing;

public class CharsetNamesTests
{
    // Every label of the WHATWG Encoding Standard but x-user-defined, which names no letters; below them names that programs write.
    const string Standard = """
        65001 unicode-1-1-utf-8 unicode11utf8 unicode20utf8 utf-8 utf8 x-unicode20utf8
        866 866 cp866 csibm866 ibm866
        28592 csisolatin2 iso-8859-2 iso-ir-101 iso8859-2 iso88592 iso_8859-2 iso_8859-2:1987 l2 latin2
        28593 csisolatin3 iso-8859-3 iso-ir-109 iso8859-3 iso88593 iso_8859-3 iso_8859-3:1988 l3 latin3
        28594 csisolatin4 iso-8859-4 iso-ir-110 iso8859-4 iso88594 iso_8859-4 iso_8859-4:1988 l4 latin4
        28595 csisolatincyrillic cyrillic iso-8859-5 iso-ir-144 iso8859-5 iso88595 iso_8859-5 iso_8859-5:1988
        28596 arabic asmo-708 csiso88596e csiso88596i csisolatinarabic ecma-114 iso-8859-6 iso-8859-6-e iso-8859-6-i iso-ir-127 iso8859-6 iso88596 iso_8859-6 iso_8859-6:1987
        28597 csisolatingreek ecma-118 elot_928 greek greek8 iso-8859-7 iso-ir-126 iso8859-7 iso88597 iso_8859-7 iso_8859-7:1987 sun_eu_greek
        28598 csiso88598e csiso88598i csisolatinhebrew hebrew iso-8859-8 iso-8859-8-e iso-8859-8-i iso-ir-138 iso8859-8 iso88598 iso_8859-8 iso_8859-8:1988 logical visual
        -10 csisolatin6 iso-8859-10 iso-ir-157 iso8859-10 iso885910 l6 latin6
        28603 iso-8859-13 iso8859-13 iso885913
        -14 iso-8859-14 iso8859-14 iso885914
        28605 csisolatin9 iso-8859-15 iso8859-15 iso885915 iso_8859-15 l9
        -16 iso-8859-16
        20866 cskoi8r koi koi8 koi8-r koi8_r
        21866 koi8-u
        10000 csmacintosh mac macintosh x-mac-roman
        874 dos-874 iso-8859-11 iso8859-11 iso885911 tis-620 windows-874
        1250 cp1250 windows-1250 x-cp1250
        1251 cp1251 windows-1251 x-cp1251
        1252 cp1252 cp819 csisolatin1 ibm819 iso-8859-1 iso-ir-100 iso8859-1 iso88591 iso_8859-1 iso_8859-1:1987 l1 latin1 windows-1252 x-cp1252
        1253 cp1253 windows-1253 x-cp1253
        1254 cp1254 csisolatin5 iso-8859-9 iso-ir-148 iso8859-9 iso88599 iso_8859-9 iso_8859-9:1989 l5 latin5 windows-1254 x-cp1254
        1255 cp1255 windows-1255 x-cp1255
        1256 cp1256 windows-1256 x-cp1256
        1257 cp1257 windows-1257 x-cp1257
        1258 cp1258 windows-1258 x-cp1258
        10007 x-mac-cyrillic x-mac-ukrainian
        54936 chinese csgb2312 csiso58gb231280 gb18030 gb2312 gb_2312 gb_2312-80 gbk iso-ir-58 x-gbk
        52936 hz-gb-2312
        950 big5 big5-hkscs cn-big5 csbig5 x-x-big5
        -51932 cseucpkdfmtjapanese euc-jp x-euc-jp
        -2022 csiso2022jp csiso2022kr iso-2022-cn iso-2022-cn-ext iso-2022-jp iso-2022-kr
        932 csshiftjis ms_kanji shift-jis shift_jis sjis windows-31j x-sjis
        949 cseuckr csksc56011987 euc-kr iso-ir-149 korean ks_c_5601-1987 ks_c_5601-1989 ksc5601 ksc_5601 windows-949
        1201 unicodefffe utf-16be
        1200 csunicode iso-10646-ucs-2 ucs-2 unicode unicodefeff utf-16 utf-16le
        20127 ansi_x3.4-1968 ascii us-ascii
        """;

    const string Families = """
        932 windows-31j ms932 cp932 x-ms-cp932 Shift-JIS sjis-win
        54936 x-gbk ms936 cp936 GB-2312 zh_CN.GBK EUC-CN
        20866 koi8_r KOI8R ru_RU.KOI8-R
        28592 iso8859_2 ISO_8859_2 8859-2 latin-2
        1251 cp-1251 windows_1251 win-1251 windows-cp1251 ansi-1251 CP1251
        949 uhc ms949 cp949 ks_c_5601-1987 x-windows-949
        10000 x-mac-roman MacRoman
        28598 iso-8859-8-e iso-8859-8-i csISO88598E
        850 cp-850 ibm850 cspc850multilingual
        -2022 iso-2022-jp-ms _iso-2022-jp$ESC iso-2022-jp-2 cp50220
        -51932 EUC_JP eucJP-win ja_JP.eucJP
        1252 latin-1 iso-8859-1i cp1252 ISO8859-1 de_DE.ISO-8859-1@euro windows-1252http-equivContent-Type iso-ir-100
        65001 utf8mb4 UTF_8 utf-8; "utf-8" 'utf-8' C.UTF-8 utf-8,
        10029 x-mac-ce x-mac-centraleurroman
        """;

    [Theory]
    [InlineData(Standard)]
    [InlineData(Families)]
    public void Every_name_means_its_charset(string table)
    {
        foreach (var (page, name) in Names(table)) (name, Page: CharsetNames.Find(name)?.Page).ShouldBe((name, page));
    }

    [Theory]
    [InlineData("x-unknown")]
    [InlineData("unknown-8bit")]
    [InlineData("ansi")]
    [InlineData("x-user-defined")]
    [InlineData("")]
    [InlineData("cp99999")]
    [InlineData("no-such-charset")]
    public void A_name_that_nobody_knows_means_none(string name) => CharsetNames.Find(name).ShouldBeNull();

    [Theory]
    [InlineData("windows-31j", "93fa967b8cea82cc8ee88e86874082c582b78142", "日本語の手紙①です。")]
    [InlineData("x-gbk", "c4fabac3a3acc7ebb0efc3a6", "您好，请帮忙")]
    [InlineData("gb18030", "c4fabac38139ef31", "您好㐂")]
    [InlineData("koi8_r", "f0d2c9d7c5d42c20cdc9d2", "Привет, мир")]
    [InlineData("koi8-ru", "f0d2c9d7a6d42c20d3d7a6d4c5", "Привіт, світе")]
    [InlineData("iso8859_2", "ae6c75bb6f75e86bfd206bf9f2", "Žluťoučký kůň")]
    [InlineData("cp-1251", "cff0e8e2e5f22c20ece8f0", "Привет, мир")]
    [InlineData("uhc", "bec8b3e7c7cfbcbcbfe4208c63b9e6", "안녕하세요 똠방")]
    [InlineData("x-mac-roman", "47729fa76520669f72205a6f91", "Grüße für Zoë")]
    [InlineData("iso-8859-8-e", "f9ece5ed20f2e5eced", "שלום עולם")]
    [InlineData("iso-8859-10", "a6b4b86920b3b272626a", "Ķīļi ģērbj")]
    [InlineData("iso-8859-14", "d079746820fe64", "Ŵyth ŷd")]
    [InlineData("iso-8859-16", "aa7469696efee320ba6920fe6172e3", "Știință și țară")]
    [InlineData("iso-8859-13", "cdeeef6920ece772626a", "Ķīļi ģērbj")]
    [InlineData("iso-2022-jp-ms", "1b2442404135613d71244b2444242424461b2842", "請求書について")]
    [InlineData("iso-2022-kr", "1b2429430e3e483367474f3c3c3f640f200e3f29372f3a500f", "안녕하세요 여러분")]
    [InlineData("hz-gb-2312", "7e7b447a3a43232c476b306f43267e7d", "您好，请帮忙")]
    [InlineData("euc-jp", "c6fccbdcb8eca4cebceabbe6a4c7a4b9a1a3", "日本語の手紙です。")]
    [InlineData("big5-hkscs", "b17aa66ea141bdd0c0b0a6a3", "您好，請幫忙")]
    [InlineData("cp-850", "477281e16520668172205a6f89", "Grüße für Zoë")]
    [InlineData("tis-620", "cac7d1cab4d5a4c3d1ba", "สวัสดีครับ")]
    [InlineData("x-mac-cyrillic", "8ff0e8e2e5f22c20ece8f0", "Привет, мир")]
    [InlineData("iso-8859-7", "cae1ebe7ecddf1e1", "Καλημέρα")]
    [InlineData("windows-1255", "f9ece5ed20f2e5eced", "שלום עולם")]
    [InlineData("windows-1256", "e3d1cdc8c720c8dfe3", "مرحبا بكم")]
    [InlineData("windows-1254", "49fefd6b20fef6796c6520f0", "Işık şöyle ğ")]
    [InlineData("utf-16be", "0047007200fc00df00650020006600fc0072", "Grüße für")]
    [InlineData("utf8mb4", "4772c3bcc39f6520d09fd180d0b8d0b2d0b5d18220e697a5e69cac", "Grüße Привет 日本")]
    public void A_charset_means_the_same_in_text_subject_and_file_name(string charset, string hex, string letters)
    {
        var bytes = Convert.FromHexString(hex);
        var ending = charset == "utf-16be" ? Encoding.BigEndianUnicode.GetBytes(".pdf") : ".pdf"u8.ToArray();
        var name = string.Concat(bytes.Concat(ending).Select(b => "%" + b.ToString("X2", CultureInfo.InvariantCulture)));
        var text = Convert.ToBase64String(bytes);
        var mail = MailParser.Parse(Encoding.ASCII.GetBytes($"""
            From: =?{charset}?B?{text}?= <damion@customer.test>
            Subject: =?{charset}?B?{text}?=
            Content-Type: multipart/mixed; boundary=seam

            --seam
            Content-Type: text/plain; charset={charset}
            Content-Transfer-Encoding: base64

            {text}
            --seam
            Content-Type: application/pdf; name="=?{charset}?B?{Convert.ToBase64String([.. bytes, .. ending])}?="

            x
            --seam
            Content-Type: application/pdf
            Content-Disposition: attachment; filename*0*={charset}''{name[..6]}; filename*1*={name[6..]}

            x
            --seam--
            """));

        mail.NewText.ShouldBe(letters);
        mail.Subject.ShouldBe(letters);
        mail.From!.Name.ShouldBe(letters);
        mail.Files.Select(f => f.Name).ShouldBe([letters + ".pdf", letters + ".pdf"]);
        mail.LetterDoubt.ShouldBeNull();
    }

    static IEnumerable<(int Page, string Name)> Names(string table) =>
        from line in table.Split('\n', StringSplitOptions.TrimEntries)
        let words = line.Split(' ')
        from name in words.Skip(1)
        select (int.Parse(words[0], CultureInfo.InvariantCulture), name);
}
