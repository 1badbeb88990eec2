using System.Text;

namespace SupportDesk.Mail.Parsing;

/// <summary>text/enriched (RFC 1896) without its commands.</summary>
static class Enriched
{
    public static string ToText(string enriched)
    {
        var text = new StringBuilder(enriched.Length);
        var hidden = 0;
        for (var i = 0; i < enriched.Length; i++)
        {
            var c = enriched[i];
            if (c == '<' && i + 1 < enriched.Length && enriched[i + 1] == '<')
            {
                text.Append('<');
                i++;
            }
            else if (c == '<' && enriched.AsSpan(i, Math.Min(62, enriched.Length - i)).IndexOf('>') is var length and > 0)
            {
                var command = enriched.AsSpan(i + 1, length - 1);
                if (command.Equals("param", StringComparison.OrdinalIgnoreCase)) hidden++;
                else if (command.Equals("/param", StringComparison.OrdinalIgnoreCase)) hidden--;
                i += length;
            }
            else if (hidden <= 0)
            {
                text.Append(c);
            }
        }

        return text.ToString();
    }
}
