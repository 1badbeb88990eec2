using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text;

namespace SupportDesk.Mail.Parsing;

/// <summary>One charset, by its code page; those that the runtime has no decoder for, or a poor one, have a negative number and a decoder here.</summary>
sealed class Charset
{
    /// <summary>Stands for what could not be read.</summary>
    public const char Unread = '\uFFFD';

    const int Utf8Page = 65001, EucJp = -51932, Iso2022Page = -2022;

    static readonly ConcurrentDictionary<int, Charset> Made = new();

    readonly Encoding? encoding;
    readonly string? upper;

    // MimeKit remembers for the life of the process which charsets it found missing: they must be there before anything is decoded.
#pragma warning disable CA2255 // a library may not be surprised by its initializers; this one only adds encodings
    [ModuleInitializer]
    internal static void Register() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
#pragma warning restore CA2255

    Charset(int page)
    {
        Page = page;
        upper = page switch { -10 => Latin6, -14 => Latin8, -16 => Latin10, _ => null };
        encoding = page > 0 && page != 65000 ? Encoding.GetEncoding(page, EncoderFallback.ReplacementFallback, new DecoderReplacementFallback("\uFFFD")) : null;
        Name = page switch
        {
            -10 or -14 or -16 => $"iso-8859-{-page}",
            EucJp => "euc-jp",
            Iso2022Page => "iso-2022",
            65000 => "utf-7",
            28598 => "iso-8859-8",
            _ => encoding!.WebName,
        };
    }

    public int Page { get; }

    public string Name { get; }

    public bool IsUtf8 => Page == Utf8Page;

    public bool IsUtf7 => Page == 65000;

    public bool IsAscii => Page == 20127;

    /// <summary>Two or four bytes to each character.</summary>
    public bool IsWide => Page is 1200 or 1201 or 12000 or 12001;

    /// <summary>Letters of more than one byte, UTF-8 aside: not every sequence of bytes fits it.</summary>
    public bool IsMultiByte => Page == EucJp || encoding is { IsSingleByte: false } && !IsUtf8 && !IsWide;

    public bool IsJapanese => Page is 932 or EucJp;

    /// <summary>Seven-bit bytes say where other letters begin.</summary>
    public bool IsShifting => Page is Iso2022Page or 52936;

    /// <summary>It can be proved wrong, or is declared only by who means it: not ASCII, not UTF-8, and not Latin-1 and its kin, which fit any bytes.</summary>
    public bool IsTelling => Page is not (1252 or 28605 or 20127 or Utf8Page or 65000);

    public static Charset Of(int page) => Made.GetOrAdd(page, p => new Charset(p));

    public static Charset Utf8 => Of(Utf8Page);

    public static Charset Western => Of(1252);

    public static bool Exists(int page)
    {
        try
        {
            return Encoding.GetEncoding(page) is not null;
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return false;
        }
    }

    /// <summary>The text; what does not fit stands as <see cref="Unread"/>, and all else stays as it is.</summary>
    public string Read(ReadOnlySpan<byte> bytes)
    {
        if (upper is not null) return Upper(bytes);
        if (Page == EucJp) return Iso2022.EucJp(bytes);
        if (Page == Iso2022Page) return Iso2022.Read(bytes);
        if (IsUtf7) return Utf7.Decode(Encoding.Latin1.GetString(bytes));
        if (IsWide && bytes.Length % 2 != 0) bytes = bytes[..^1]; // a line end set behind it
        var text = encoding!.GetString(bytes);
        return Page == 1258 ? text.Normalize() : text; // Vietnamese accents are written apart there
    }

    /// <summary>The text, or null where some byte does not fit.</summary>
    public string? Strict(ReadOnlySpan<byte> bytes) => Read(bytes) is var text && text.Contains(Unread) ? null : text;

    string Upper(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder(bytes.Length);
        foreach (var b in bytes) text.Append(b < 0xA0 ? (char)b : upper![b - 0xA0]);
        return text.ToString();
    }

    const string Latin6 = "\u00A0ĄĒĢĪĨĶ§ĻĐŠŦŽ\u00ADŪŊ°ąēģīĩķ·ļđšŧž―ūŋĀÁÂÃÄÅÆĮČÉĘËĖÍÎÏÐŅŌÓÔÕÖŨØŲÚÛÜÝÞßāáâãäåæįčéęëėíîïðņōóôõöũøųúûüýþĸ";
    const string Latin8 = "\u00A0Ḃḃ£ĊċḊ§Ẁ©ẂḋỲ\u00AD®ŸḞḟĠġṀṁ¶ṖẁṗẃṠỳẄẅṡÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏŴÑÒÓÔÕÖṪØÙÚÛÜÝŶßàáâãäåæçèéêëìíîïŵñòóôõöṫøùúûüýŷÿ";
    const string Latin10 = "\u00A0ĄąŁ€„Š§š©Ș«Ź\u00ADźŻ°±ČłŽ”¶·žčș»ŒœŸżÀÁÂĂÄĆÆÇÈÉÊËÌÍÎÏĐŃÒÓÔŐÖŚŰÙÚÛÜĘȚßàáâăäćæçèéêëìíîïđńòóôőöśűùúûüęțÿ";
}
