using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace SupportDesk.Mail.Parsing;

/// <summary>Parameters in pieces and charsets of their own (RFC 2231), as file names have them: written again in UTF-8 where they are in anything else.</summary>
static partial class EncodedParameters
{
    const int Most = 1000;

    readonly record struct Piece(int Number, bool IsEncoded, string Value);

    [GeneratedRegex("""[;\s]\s*(?<name>[A-Za-z-]{1,40})\*(?<number>[0-9]{1,4})?(?<star>\*)?[ \t]*=[ \t]*(?:"(?<value>[^"]*)"|(?<value>[^;\s"]*))""", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Written();

    public static bool IsIn(ReadOnlySpan<byte> value) => value.IndexOf((byte)'*') >= 0 && value.IndexOf((byte)'=') >= 0 && Rewritten(value) is not null;

    /// <summary>The value of the field with such parameters in UTF-8; null where none needs it.</summary>
    public static byte[]? Rewritten(ReadOnlySpan<byte> value)
    {
        var text = Encoding.Latin1.GetString(value);
        var found = Written().Matches(text).Take(Most).ToList();
        StringBuilder? mended = null;
        foreach (var named in found.GroupBy(m => m.Groups["name"].Value, StringComparer.OrdinalIgnoreCase))
        {
            if (InUtf8(named) is not { } instead) continue;
            mended ??= new StringBuilder(text);
            foreach (var match in named) mended.Remove(match.Index, match.Length).Insert(match.Index, " ", match.Length);
            while (mended.Length > 0 && mended[^1] is '\r' or '\n' or ' ' or ';') mended.Length--;
            mended.Append(CultureInfo.InvariantCulture, $"; {named.Key}*=utf-8''{instead}\r\n");
        }

        return mended is null ? null : Encoding.Latin1.GetBytes(mended.ToString());
    }

    // The first piece names the charset of all (charset'language'letters).
    static string? InUtf8(IEnumerable<Match> named)
    {
        var pieces = named.Select(m => new Piece(m.Groups["number"] is { Success: true } n ? int.Parse(n.Value, CultureInfo.InvariantCulture) : 0, m.Groups["star"].Success || !m.Groups["number"].Success, m.Groups["value"].Value))
            .DistinctBy(p => p.Number).OrderBy(p => p.Number).ToList();
        var first = pieces[0].Value.Split('\'', 3);
        var charset = first.Length == 3 && pieces[0].IsEncoded ? first[0] : null;
        if (charset is not null) pieces[0] = pieces[0] with { Value = first[2] };
        if (pieces.Count > 1 && pieces.TrueForAll(p => !p.IsEncoded) && string.Concat(pieces.Select(p => p.Value)) is var joined && joined.Contains("=?", StringComparison.Ordinal))
            return Escaped(MimeKit.Utils.Rfc2047.DecodeText(Encoding.Latin1.GetBytes(joined))); // an encoded word that was cut into pieces
        var bytes = pieces.SelectMany(p => p.IsEncoded ? FromPercent(p.Value) : [.. Encoding.Latin1.GetBytes(p.Value)]).ToArray();
        var isUtf8 = System.Text.Unicode.Utf8.IsValid(bytes) && (charset is null || EncodedWords.IsUtf8(charset));
        return isUtf8 ? null : Escaped(Charsets.Decode(bytes, charset));
    }

    static string Escaped(string text) => Uri.EscapeDataString(Texts.Clean(text)).Replace("'", "%27", StringComparison.Ordinal);

    static List<byte> FromPercent(string value)
    {
        var bytes = new List<byte>(value.Length);
        for (var i = 0; i < value.Length; i++)
        {
            if (value[i] == '%' && i + 2 < value.Length && byte.TryParse(value.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var b))
            {
                bytes.Add(b);
                i += 2;
            }
            else
            {
                bytes.Add((byte)value[i]);
            }
        }

        return bytes;
    }
}
