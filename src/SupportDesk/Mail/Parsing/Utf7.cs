using System.Text;

namespace SupportDesk.Mail.Parsing;

/// <summary>Text in UTF-7 (RFC 2152), which the runtime no longer reads: only the encoding of text, nothing is executed or compared by it.</summary>
static class Utf7
{
    public static string Decode(string ascii)
    {
        var text = new StringBuilder(ascii.Length);
        for (var i = 0; i < ascii.Length; i++)
        {
            if (ascii[i] != '+')
            {
                text.Append(ascii[i]);
                continue;
            }

            var end = i + 1;
            while (end < ascii.Length && (char.IsAsciiLetterOrDigit(ascii[end]) || ascii[end] is '+' or '/')) end++;
            if (end == i + 1) text.Append('+');
            else Append(ascii.AsSpan(i + 1, end - i - 1), text);
            i = end < ascii.Length && ascii[end] == '-' ? end : end - 1;
        }

        return text.ToString();
    }

    static void Append(ReadOnlySpan<char> base64, StringBuilder text)
    {
        var (bits, count) = (0, 0);
        foreach (var c in base64)
        {
            bits = ((bits << 6) | Value(c)) & 0x3FFFFF;
            count += 6;
            if (count < 16) continue;
            count -= 16;
            text.Append((char)((bits >> count) & 0xFFFF));
        }
    }

    static int Value(char c) => c switch
    {
        >= 'A' and <= 'Z' => c - 'A',
        >= 'a' and <= 'z' => c - 'a' + 26,
        >= '0' and <= '9' => c - '0' + 52,
        '+' => 62,
        _ => 63,
    };
}
