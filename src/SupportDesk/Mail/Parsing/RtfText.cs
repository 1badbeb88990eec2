using System.Globalization;
using System.Text;

namespace SupportDesk.Mail.Parsing;

/// <summary>
/// The words of a text in RTF, as Outlook puts them into winmail.dat, without their form. In RTF that wraps HTML ([MS-OXRTFEX]) the tags are
/// passed over. One pass; groups inside each other cost a flag each.
/// </summary>
static class RtfText
{
    const int DeepestGroup = 200;

    // Their content is no text.
    static readonly HashSet<string> Tables = new(StringComparer.Ordinal)
    {
        "fonttbl", "colortbl", "stylesheet", "info", "pict", "object", "themedata", "datastore", "listtable", "listoverridetable", "rsidtbl", "generator", "header", "footer", "fldinst", "xmlnstbl", "latentstyles",
    };

    public static string Read(ReadOnlySpan<byte> rtf) => rtf.TrimStart(" \r\n\t"u8).StartsWith("{\\rtf"u8) ? new Reader().Read(Encoding.Latin1.GetString(rtf)) : "";

    sealed class Reader
    {
        readonly StringBuilder text = new();
        readonly Stack<(bool Hidden, int Skip)> groups = new();
        readonly List<byte> bytes = [];
        string charset = "windows-1252";
        bool hidden, inRtf;
        int skip = 1, skipped;

        public string Read(string rtf)
        {
            for (var i = 0; i < rtf.Length; i++)
            {
                switch (rtf[i])
                {
                    case '{' when groups.Count < DeepestGroup: groups.Push((hidden, skip)); break;
                    case '}' when groups.TryPop(out var before): EndBytes(); (hidden, skip) = before; break;
                    case '\\' when i + 1 < rtf.Length: i = Control(rtf, i + 1); break;
                    case '{' or '}' or '\r' or '\n' or '\0': break;
                    default: Add(rtf[i]); break;
                }
            }

            EndBytes();
            return Texts.Clean(text.ToString()).Trim('\n', ' ');
        }

        int Control(string rtf, int at)
        {
            if (rtf[at] == '\'' && at + 2 < rtf.Length && byte.TryParse(rtf.AsSpan(at + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
            {
                if (skipped > 0) skipped--;
                else if (!hidden && !inRtf) bytes.Add(value);
                return at + 2;
            }

            if (!char.IsAsciiLetter(rtf[at]))
            {
                if (rtf[at] == '*') hidden = true;
                else Add(rtf[at] switch { '~' => '\u00A0', '_' => '-', '\r' or '\n' => '\n', var c => c });
                return at;
            }

            var end = at;
            while (end < rtf.Length && end - at < 32 && char.IsAsciiLetter(rtf[end])) end++;
            var number = end;
            if (number < rtf.Length && rtf[number] == '-') number++;
            while (number < rtf.Length && number - end < 10 && char.IsAsciiDigit(rtf[number])) number++;
            Word(rtf[at..end], int.TryParse(rtf.AsSpan(end, number - end), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var n) ? n : null);
            return number < rtf.Length && rtf[number] == ' ' ? number : number - 1;
        }

        void Word(string word, int? number)
        {
            switch (word)
            {
                case "par" or "line" or "row" or "sect" or "page": Add('\n'); break;
                case "tab" or "cell": Add('\t'); break;
                case "u" when number is { } code: Add((char)(ushort)code); skipped = skip; break;
                case "uc" when number is >= 0 and <= 10: skip = number.Value; break;
                case "ansicpg" when number is > 0: charset = "windows-" + number.Value.ToString(CultureInfo.InvariantCulture); break;
                case "htmlrtf": inRtf = number != 0; break;
                case "emdash": Add('—'); break;
                case "endash": Add('–'); break;
                case "lquote" or "rquote": Add('’'); break;
                case "ldblquote": Add('“'); break;
                case "rdblquote": Add('”'); break;
                case "bullet": Add('•'); break;
                default: hidden |= Tables.Contains(word); break;
            }
        }

        void Add(char c)
        {
            if (skipped > 0 && c is not '\n')
            {
                skipped--;
                return;
            }

            EndBytes();
            if (!hidden && !inRtf) text.Append(c);
        }

        // Letters of several bytes stand in several codes.
        void EndBytes()
        {
            if (bytes.Count == 0) return;
            text.Append(Charsets.Decode(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(bytes), charset));
            bytes.Clear();
        }
    }
}
