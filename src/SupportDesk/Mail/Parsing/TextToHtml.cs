using System.Text;

namespace SupportDesk.Mail.Parsing;

/// <summary>Plain text as the subset of <see cref="PostHtml"/>: blank lines part paragraphs, "&gt;" lines become quotes, addresses links.</summary>
static class TextToHtml
{
    const int DeepestQuote = 8;

    public static string Write(string text)
    {
        var html = new StringBuilder(text.Length + (text.Length / 8));
        Block(text.Split('\n'), html, 0);
        return html.ToString();
    }

    static void Block(IReadOnlyList<string> lines, StringBuilder html, int depth)
    {
        var paragraph = new List<string>();
        for (var i = 0; i < lines.Count; i++)
        {
            if (IsQuoted(lines[i]) && depth < DeepestQuote)
            {
                Paragraph(paragraph, html);
                var quote = new List<string>();
                for (; i < lines.Count && IsQuoted(lines[i]); i++) quote.Add(Unquoted(lines[i]));
                i--;
                html.Append("<blockquote>");
                Block(quote, html, depth + 1);
                html.Append("</blockquote>");
            }
            else if (string.IsNullOrWhiteSpace(lines[i]))
            {
                Paragraph(paragraph, html);
            }
            else
            {
                paragraph.Add(lines[i].TrimEnd());
            }
        }

        Paragraph(paragraph, html);
    }

    static void Paragraph(List<string> lines, StringBuilder html)
    {
        if (lines.Count == 0) return;
        html.Append("<p>");
        for (var i = 0; i < lines.Count; i++)
        {
            if (i > 0) html.Append("<br>");
            Line(lines[i], html);
        }

        html.Append("</p>");
        lines.Clear();
    }

    // Runs of spaces keep their width: people line up tables and code with them.
    static void Line(string line, StringBuilder html)
    {
        var start = 0;
        for (var i = 0; i <= line.Length; i++)
        {
            if (i < line.Length && line[i] is not (' ' or '\t')) continue;
            if (i > start) Links.Write(line[start..i], html);
            if (i < line.Length)
            {
                if (line[i] == '\t') html.Append('\u2003');
                else html.Append(i > 0 && line[i - 1] != ' ' ? ' ' : '\u00A0');
            }

            start = i + 1;
        }
    }

    static bool IsQuoted(string line) => line.StartsWith('>') || line.StartsWith(" >", StringComparison.Ordinal);

    static string Unquoted(string line)
    {
        var rest = line.TrimStart()[1..];
        return rest.StartsWith(' ') ? rest[1..] : rest;
    }
}
