using System.Text;

namespace SupportDesk.Mail.Parsing;

/// <summary>Text in format=flowed (RFC 3676): lines that end in a space go on in the next.</summary>
static class Flowed
{
    public static string Join(string text, bool deleteSpace)
    {
        var joined = new StringBuilder(text.Length);
        var lines = text.Split('\n');
        var (open, depth) = (false, 0);
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i];
            var quotes = line.Length - line.AsSpan().TrimStart('>').Length;
            var content = line.AsSpan(quotes);
            if (content.StartsWith(" ")) content = content[1..]; // space-stuffing
            var signature = content is "-- ";
            if (open && quotes == depth && !signature)
            {
                joined.Append(content);
            }
            else
            {
                if (i > 0) joined.Append('\n');
                joined.Append('>', quotes);
                if (quotes > 0 && content.Length > 0) joined.Append(' ');
                joined.Append(content);
            }

            open = content.EndsWith(" ") && !signature;
            depth = quotes;
            if (open && deleteSpace) joined.Length--;
        }

        return joined.ToString();
    }
}
